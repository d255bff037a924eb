#include "policy/created_keys.hpp"

#include <algorithm>

#include "policy/key_order.hpp"

namespace regpolicy {

std::vector<const KeyEffect*> next_created_keys(const Effect& effect) {
  std::vector<const KeyEffect*> next(effect.keys.size() + 1);
  for (std::size_t i = effect.keys.size(); i-- > 0;) {
    next[i] = effect.keys[i].created_by ? &effect.keys[i] : next[i + 1];
  }
  return next;
}

bool sets_a_value(const KeyEffect& key) {
  return std::ranges::any_of(key.values, [](const ValueEffect& value) {
    return value.kind != ValueEffect::Kind::removed;
  });
}

std::vector<bool> keys_to_create(const Effect& effect) {
  const std::vector<const KeyEffect*> next_created = next_created_keys(effect);
  std::vector<bool> answers(effect.keys.size());
  for (std::size_t i = 0; i < effect.keys.size(); ++i) {
    const KeyEffect& key = effect.keys[i];
    const KeyEffect* const next = next_created[i + 1];
    answers[i] = key.created_by && !key.secure && !sets_a_value(key) &&
                 !(next != nullptr && creates(next->key, key.key));
  }
  return answers;
}

}  // namespace regpolicy
