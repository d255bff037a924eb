// Who speaks of what in a sequence of inputs: one pass over all records with one hash table.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <regpolicy/instruction.hpp>
#include <regpolicy/merge.hpp>

#include "policy/key_tree.hpp"

namespace regpolicy::merging {

// A record; places compare in the order of application, and nothing is before every place.
struct Place {
  std::size_t input = 0;
  std::size_t record = 0;
  [[nodiscard]] auto operator<=>(const Place&) const = default;
};
using MaybePlace = std::optional<Place>;

struct Subject {
  MergeSubject kind = MergeSubject::value;
  KeyTree::Id key = KeyTree::kRoot;
  std::u16string_view name;
};

// What became of a subject so far.
struct History {
  Subject subject;
  MaybePlace settled;  // the last record after which nothing before it counts
  MaybePlace winner;
  bool winner_takes_more = false;  // a deletion of all values or of a key
  bool is_set = false;             // the value is there, whatever the registry held
};

// A record that lost: to a later one, or as a soft value to an earlier one.
struct Loss {
  std::size_t subject = 0;
  Place place;
  bool overridden = false;
};

class Index {
 public:
  explicit Index(const std::vector<MergeInput>& inputs);

  [[nodiscard]] const std::vector<History>& histories() const { return histories_; }
  [[nodiscard]] const std::vector<Loss>& losses() const { return losses_; }
  [[nodiscard]] const KeyTree& keys() const { return keys_; }

  // Does a later input make all void that the record says?
  [[nodiscard]] bool is_void(Place place) const;

 private:
  friend struct Speaker;
  enum class Says { set, soft, removes };

  // The last deletions that a key knows of.
  struct Deletions {
    MaybePlace values;  // DeleteAllValues of the key
    MaybePlace key;     // DeleteKeys with the key's name
  };
  struct SubjectHash {
    [[nodiscard]] std::size_t operator()(const Subject& subject) const;
  };
  struct SameSubject {
    [[nodiscard]] bool operator()(const Subject& a, const Subject& b) const;
  };

  [[nodiscard]] KeyTree::Id add_key(KeyTree::Id key);
  [[nodiscard]] MaybePlace last_removal(KeyTree::Id key, KeyTree::Id above) const;
  [[nodiscard]] MaybePlace last_deletion(const Subject& subject, MaybePlace removal) const;
  void speak(const Subject& subject, Says says, Place place, MaybePlace removal);
  void settle(std::size_t subject, MaybePlace deletion);
  void settle_all();

  std::vector<Instructions> instructions_;  // by input; the texts of all that follows
  KeyTree keys_;
  std::vector<Deletions> deletions_;  // by key
  std::vector<History> histories_;
  std::unordered_map<Subject, std::uint32_t, SubjectHash, SameSubject> subjects_;
  std::vector<std::uint32_t> mentions_;                  // subjects, by record
  std::vector<std::vector<std::size_t>> first_mention_;  // by input and record, and one more
  std::vector<Loss> losses_;
};

// The first record of another input that sets the value with another type than the winner.
[[nodiscard]] std::optional<MergeStep> set_with_other_type(const std::vector<MergeInput>& inputs,
                                                           const MergeDecision& decision);

}  // namespace regpolicy::merging
