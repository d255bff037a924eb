// What is different between two lists of instructions: in what they do, and in their records.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/effect.hpp>
#include <regpolicy/record.hpp>

namespace regpolicy {

// What a list does to one key or one value of any registry.
enum class Outcome {
  untouched,                   // whatever the registry holds, stays
  set,                         // value
  set_if_absent,               // value
  deleted,                     // value; or key with all below it
  created,                     // key: it is there afterwards, what it held stays
  values_deleted,              // key: all its values go, the keys below stay
  values_deleted_and_created,  // key: the same, and it is there afterwards
  deleted_and_created,         // key: it goes with all below and is there afterwards
  secured,                     // permissions
  permissions_reset,           // permissions
};

// "set-if-absent"
[[nodiscard]] std::string_view to_string(Outcome outcome);

struct OutcomeOnSide {
  Outcome outcome = Outcome::untouched;
  Value value;                    // of set and set_if_absent
  std::optional<std::size_t> by;  // index of the deciding instruction; empty where untouched
  [[nodiscard]] bool operator==(const OutcomeOnSide&) const = default;
};

struct EffectDifference {
  enum class What { key, permissions, value };
  What what = What::value;
  std::u16string key;   // as the first list spells it that names it
  std::u16string name;  // of the value
  OutcomeOnSide a;      // the two outcomes are never the same
  OutcomeOnSide b;
  [[nodiscard]] bool operator==(const EffectDifference&) const = default;
};

// Empty exactly where same_effect(a, b). In the order of Effect: by key; of one key first the key,
// then its permissions, then its values by name. Linear.
//
// A value is compared by what becomes of it: where a list deletes the whole key, each value of it
// counts as deleted. That a key is there is a difference of its own only where no value, no
// permission and no key below it says so.
[[nodiscard]] std::vector<EffectDifference> diff_effects(const Effect& a, const Effect& b);
[[nodiscard]] std::vector<EffectDifference> diff_effects(const Records& a, const Records& b);

// The records [a_first, a_first + a_count) of the old list give place to the records
// [b_first, b_first + b_count) of the new one. Positions count from 0.
struct RecordChange {
  std::size_t a_first = 0;
  std::size_t a_count = 0;
  std::size_t b_first = 0;
  std::size_t b_count = 0;
  [[nodiscard]] bool operator==(const RecordChange&) const = default;
};

// An edit script: in ascending order, with at least one record kept between two changes. Applied to
// `a` it gives `b`; empty where they are equal. Near linear, and therefore short, not always the
// shortest: records that both lists hold once are matched first.
[[nodiscard]] std::vector<RecordChange> diff_records(const Records& a, const Records& b);

}  // namespace regpolicy
