// Several policies into one: what applying them one after another does, as one list of records
// (merge), and what two people made of one policy (merge3).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <regpolicy/record.hpp>

namespace regpolicy {

// What a record speaks of. Keys are compared as State does: without regard to case and to empty
// components.
enum class MergeSubject {
  value,          // one value of a key
  all_values,     // DeleteAllValues of a key
  key,            // CreateKey
  deleted_key,    // the key, which a DeleteKeys of the key above it names; only in decisions
  permissions,    // SecureKey
  listed_values,  // DeleteValues of a key; this and what follows only in conflicts
  subkeys,        // DeleteKeys of a key
  directive,      // a comment or an unknown directive
};

// "value", "all values", "key", "deleted key", "permissions", "listed values", "subkeys",
// "directive"
[[nodiscard]] std::string_view to_string(MergeSubject subject);

struct MergeInput {
  std::string name;  // for people: a file, a GPO
  Records records;
};

// A record of an input; both count from 0.
struct MergeStep {
  std::size_t input = 0;
  std::size_t record = 0;
  bool left_out = false;  // the record is not in the result
  [[nodiscard]] bool operator==(const MergeStep&) const = default;
};

// Who decides what where several inputs speak of it.
struct MergeDecision {
  MergeSubject subject = MergeSubject::value;
  std::u16string key;   // as spelled first, without empty components
  std::u16string name;  // of the value
  MergeStep winner;
  // Both in the order of application. A deletion of all values or of a key counts as overridden
  // only by another one, since it still holds for everything else.
  std::vector<MergeStep> overridden;
  std::vector<MergeStep> without_effect;  // soft values where an earlier record sets the value
  // The winner sets the value with another type than a record of another input would.
  bool different_type = false;
  [[nodiscard]] bool operator==(const MergeDecision&) const = default;
};

struct MergeResult {
  Records records;
  std::vector<std::size_t> left_out;     // how many records of each input
  std::vector<MergeDecision> decisions;  // in the order in which the inputs come to speak of them
};

// `inputs` in the order in which Group Policy applies them: a later one wins. The result is the
// records of the inputs in that order, without those that a later INPUT makes void:
// - a set, soft or deleted value: by a set or a delete of that value, a DeleteValues with its name,
//   a DeleteAllValues of its key, a DeleteKeys that takes its key. Never by a soft value;
// - DeleteAllValues, CreateKey, SecureKey: by the same of that key, or a DeleteKeys that takes it;
// - DeleteValues, DeleteKeys: where all that it lists is void, and it lists something;
// - Comment and Unknown: never.
// Within one input nothing is left out, reordered or respelled: the merge of one input is that
// input.
//
// Guarantee: on any registry, every value and every key's permissions end as they would by applying
// the inputs one after another. A key that would end without any value is not created where only
// records that are left out ask for it. Linear in the size of the inputs.
[[nodiscard]] MergeResult merge(const std::vector<MergeInput>& inputs);

// What both sides changed, in different ways. Texts are descriptions for people, safe to print;
// empty where that version says nothing.
struct MergeConflict {
  MergeSubject subject = MergeSubject::value;
  std::u16string key;                  // without empty components
  std::optional<std::u16string> name;  // of a value or a directive
  std::string base;
  std::string a;
  std::string b;
  [[nodiscard]] bool operator==(const MergeConflict&) const = default;
};
using MergeConflicts = std::vector<MergeConflict>;

using Merge3Result = std::variant<Records, MergeConflicts>;

// Three-way: what `a` and `b` changed of `base`, together. All records that name one value are
// taken from one side together, so are the directives of one kind on one key, and each comment or
// unknown directive. The order is that of `a` with `b`'s new records behind those that they follow
// in `b`; or the other way round, where only that has the effect that both sides ask for.
//
// merge3(o, a, o) == a, merge3(o, o, b) == b, merge3(o, a, a) == a. Conflicts are in the order of
// keys, names and subjects, and the same ones for merge3(o, b, a) with the sides exchanged:
// - something that both changed, and not alike;
// - a value, a key or its permissions whose effect (effect.hpp) would not be b's where only b
//   changed it, and the other way round: one side deletes the key in which the other sets a value.
[[nodiscard]] Merge3Result merge3(const Records& base, const Records& a, const Records& b);

}  // namespace regpolicy
