// What the records so far have done to the keys and values that they name: the index that the rules
// about the order of records ask.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include <regpolicy/instruction.hpp>
#include <regpolicy/text.hpp>
#include <regpolicy/value.hpp>

namespace regpolicy::check {

enum class Deed { set, set_if_absent, deleted };

// The last record that counts for a value.
struct ValueHistory {
  Deed deed = Deed::set;
  std::uint64_t record = 0;
  ValueView value;  // in the file
};

struct KeyHistory {
  std::u16string spelling;     // of the first record
  std::uint64_t record = 0;    // the first one
  bool spelled_twice = false;  // a later record spells it otherwise
  bool written = false;        // some record sets a value or creates the key
  std::map<std::u16string, ValueHistory, NameLess> values;  // those not deleted with others
};

// How many values one directive deletes that records before it set.
struct Losses {
  std::uint64_t count = 0;
  std::uint64_t first_record = 0;  // of the first value
  std::u16string first_path;       // key\name of the first value
};

class History {
 public:
  // Empty where no record so far names the key. Valid until the next record is added.
  [[nodiscard]] const KeyHistory* find(std::u16string_view key) const;
  // The values below one key that are set so far.
  [[nodiscard]] static Losses losses_in(const KeyHistory& key);
  // The same for a key and all keys below it. A key is counted until add() has seen its deletion,
  // so that all such questions together take no more than linear time.
  [[nodiscard]] Losses losses_within(std::u16string_view key) const;

  // `value` is the data of the record, which outlives this.
  void add(const Instruction& instruction, std::uint64_t record, ValueView value);

 private:
  // By upper-cased path with NUL in place of '\', which puts a key directly in front of those below
  // it. No key of a Registry.pol holds a NUL.
  using Keys = std::map<std::u16string, KeyHistory, std::less<>>;

  Keys::iterator touch(std::u16string_view key, std::uint64_t record);
  void remember(Keys::iterator key, std::u16string_view name, ValueHistory value);
  void delete_values(Keys::iterator key);
  void delete_keys(const DeleteKeys& instruction);

  Keys keys_;
  std::set<std::u16string_view> with_values_;  // the texts of keys_
};

// The path of a subkey; empty where no registry can hold a path of that length.
[[nodiscard]] std::u16string subkey_path(std::u16string_view key, std::u16string_view name);

}  // namespace regpolicy::check
