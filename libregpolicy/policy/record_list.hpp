// The records of a file while they are edited: what each says, and which are still as given.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/edit.hpp>

namespace regpolicy::editing {

struct Item {
  std::optional<std::size_t> origin;  // its position among the given records; empty: a new one
  std::u16string key;                 // folded
  Record record;
  Instruction instruction;  // what the record says
};

// By pointer, so that an insertion moves little.
using RecordList = std::vector<std::unique_ptr<Item>>;

// Two keys with the same folded form are one key: upper case, without empty components.
[[nodiscard]] std::u16string fold_key(std::u16string_view key);
// Of folded keys: is `key` the same as `ancestor` or below it? Every key is below the empty one.
[[nodiscard]] bool is_below(std::u16string_view key, std::u16string_view ancestor);

[[nodiscard]] RecordList list_of(const Records& records);
[[nodiscard]] std::unique_ptr<Item> new_item(Record record);

// The records of the list and what became of the given ones.
[[nodiscard]] EditedRecords edited(const Records& given, const RecordList& list);

// The name of the value that the instruction is about: SetValue, SetIfAbsent, DeleteValue.
[[nodiscard]] const std::u16string* value_name(const Instruction& instruction);

[[nodiscard]] bool lists(const std::vector<std::u16string>& names, std::u16string_view name);

// The record of a `**DeleteValues` or `**DeleteKeys` with other names: its key and its spelling of
// the directive stay.
[[nodiscard]] Record with_names(const Item& item, std::vector<std::u16string> names);

template <class Predicate>
std::optional<std::size_t> find_first(const RecordList& list, Predicate predicate) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (predicate(*list[i])) return i;
  }
  return std::nullopt;
}

template <class Predicate>
std::optional<std::size_t> find_last(const RecordList& list, Predicate predicate) {
  for (std::size_t i = list.size(); i-- > 0;) {
    if (predicate(*list[i])) return i;
  }
  return std::nullopt;
}

// True where a record went.
template <class Predicate>
bool remove(RecordList& list, Predicate predicate) {
  return std::erase_if(list, [&](const auto& item) { return predicate(*item); }) > 0;
}

}  // namespace regpolicy::editing
