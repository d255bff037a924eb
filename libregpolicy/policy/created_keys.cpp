#include "policy/created_keys.hpp"

#include <algorithm>

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

}  // namespace regpolicy
