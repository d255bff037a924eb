#include <regpolicy/effect.hpp>

#include <algorithm>
#include <utility>

#include <regpolicy/registry_path.hpp>
#include <regpolicy/text.hpp>

#include "policy/created_keys.hpp"
#include "policy/effect_tree.hpp"
#include "policy/key_order.hpp"

namespace regpolicy {
namespace {

bool same_key_effect(const KeyEffect& a, const KeyEffect& b) {
  return compare_keys(a.key, b.key) == 0 && a.removed_by.has_value() == b.removed_by.has_value() &&
         a.values_removed_by.has_value() == b.values_removed_by.has_value() &&
         a.created_by.has_value() == b.created_by.has_value() && a.secure == b.secure &&
         std::ranges::equal(a.values, b.values, [](const ValueEffect& x, const ValueEffect& y) {
           return same_effect(x, y);
         });
}

Instruction to_instruction(const std::u16string& key, const ValueEffect& value) {
  switch (value.kind) {
    case ValueEffect::Kind::set: return SetValue{key, value.name, value.value};
    case ValueEffect::Kind::set_if_absent: return SetIfAbsent{key, value.name, value.value};
    case ValueEffect::Kind::removed: break;
  }
  return DeleteValue{key, value.name};
}

}  // namespace

Effect effect_of(const Instructions& instructions) {
  EffectTree tree(instructions.size());
  for (std::size_t i = 0; i < instructions.size(); ++i) tree.apply(instructions[i], i);
  return std::move(tree).take();
}

Effect effect_of(const Records& records) { return effect_of(decode(records)); }

bool same_effect(const Effect& a, const Effect& b) {
  return std::ranges::equal(a.keys, b.keys, same_key_effect);
}

bool same_effect(const ValueEffect& a, const ValueEffect& b) {
  return a.kind == b.kind && a.value == b.value && same_name(a.name, b.name);
}

const KeyEffect* find(const Effect& effect, std::u16string_view key) {
  const auto is_before = [](std::u16string_view a, std::u16string_view b) {
    return compare_keys(a, b) < 0;
  };
  const auto found = std::ranges::lower_bound(effect.keys, key, is_before, &KeyEffect::key);
  if (found == effect.keys.end() || compare_keys(found->key, key) != 0) return nullptr;
  return &*found;
}

const ValueEffect* find(const KeyEffect& key, std::u16string_view name) {
  const auto found = std::ranges::lower_bound(key.values, name, NameLess{}, &ValueEffect::name);
  if (found == key.values.end() || !same_name(found->name, name)) return nullptr;
  return &*found;
}

const ValueEffect* find(const Effect& effect, std::u16string_view key, std::u16string_view name) {
  const KeyEffect* const found = find(effect, key);
  return found == nullptr ? nullptr : find(*found, name);
}

Instructions to_instructions(const Effect& effect) {
  Instructions instructions;
  const std::vector<bool> to_create = keys_to_create(effect);
  for (std::size_t i = 0; i < effect.keys.size(); ++i) {
    const KeyEffect& key = effect.keys[i];
    if (key.removed_by) {
      instructions.push_back(DeleteKeys{std::u16string(parent_path(key.key)),
                                        {std::u16string(last_component(key.key))}});
    }
    if (key.values_removed_by) instructions.push_back(DeleteAllValues{key.key});
    if (to_create[i]) instructions.push_back(CreateKey{key.key});
    if (key.secure) instructions.push_back(SecureKey{key.key, *key.secure});
    for (const ValueEffect& value : key.values) {
      instructions.push_back(to_instruction(key.key, value));
    }
  }
  return instructions;
}

}  // namespace regpolicy
