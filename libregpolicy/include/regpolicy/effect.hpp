// What a list of instructions does to any registry, whatever the registry held before: the list's
// normal form. Two lists have the same effect exactly when every registry ends with the same keys,
// values and permissions, as apply() of state.hpp says ([MS-GPREG] 3.2.5.1).
//
// What the normal form leaves out: what a later instruction undoes or repeats, a delete of what an
// earlier delete took already, a soft value after a set one, Comment and Unknown. A soft value
// where nothing can be (after a delete) is a set value.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/instruction.hpp>
#include <regpolicy/state.hpp>

namespace regpolicy {

// The `..._by` and `by` fields are the index, in the list, of the instruction that decided.
struct ValueEffect {
  enum class Kind { set, set_if_absent, removed };
  Kind kind = Kind::set;
  std::u16string name;  // as the list spells it first
  Value value;          // empty where removed
  std::size_t by = 0;
  [[nodiscard]] bool operator==(const ValueEffect&) const = default;
};

// In this order: the key goes with all below it; its values go; it is there; then what `values`
// says.
struct KeyEffect {
  std::u16string key;  // as the list spells it first, without empty components
  // Set only where no key above it goes as well: then it is gone already.
  std::optional<std::size_t> removed_by;
  // Set only where neither the key nor one above it goes.
  std::optional<std::size_t> values_removed_by;
  // The key is there afterwards; so is every key above it. Set with every set or soft value.
  std::optional<std::size_t> created_by;
  std::optional<bool> secure;       // SecureKey's answer; empty: the permissions stay as they are
  std::size_t secured_by = 0;       // meaningful with `secure`
  std::vector<ValueEffect> values;  // in name order, each name once
  [[nodiscard]] bool operator==(const KeyEffect&) const = default;
};

struct Effect {
  // Every key once, directly before the keys below it, those of one level in name order: State's
  // order. A key that is only created stands here only where no key below it is created, since that
  // one says it.
  std::vector<KeyEffect> keys;
  [[nodiscard]] bool operator==(const Effect&) const = default;
};

// Linear in the size of the list, but for putting the keys and names in order.
[[nodiscard]] Effect effect_of(const Instructions& instructions);
[[nodiscard]] Effect effect_of(const Records& records);

// Equal without regard to the deciding instructions and to how keys and names are spelled.
[[nodiscard]] bool same_effect(const Effect& a, const Effect& b);
[[nodiscard]] bool same_effect(const ValueEffect& a, const ValueEffect& b);

// Pointers live as long as the effect stays unchanged; nullptr where it says nothing of it.
[[nodiscard]] const KeyEffect* find(const Effect& effect, std::u16string_view key);
[[nodiscard]] const ValueEffect* find(const KeyEffect& key, std::u16string_view name);
[[nodiscard]] const ValueEffect* find(const Effect& effect, std::u16string_view key,
                                      std::u16string_view name);

// The effect said again, in its own order and without a superfluous word: applying this list is
// applying the effect. Each DeleteKeys names one key.
[[nodiscard]] Instructions to_instructions(const Effect& effect);

}  // namespace regpolicy
