#include <utility>

#include <regpolicy/edit.hpp>
#include <regpolicy/text.hpp>

#include "policy/record_list.hpp"

namespace regpolicy {
namespace {

using editing::Item;
using editing::RecordList;

// Takes out what an instruction names; gives what of it was not there.
class Remover {
 public:
  Remover(RecordList& list, const Instruction& instruction)
      : list_(list), key_(editing::fold_key(key_of(instruction))) {}

  std::optional<Instruction> operator()(const SetValue& i) { return remove_value(i); }
  std::optional<Instruction> operator()(const SetIfAbsent& i) { return remove_value(i); }
  std::optional<Instruction> operator()(const DeleteValue& i) { return remove_value(i); }
  std::optional<Instruction> operator()(const DeleteValues& i) { return remove_names(i); }
  std::optional<Instruction> operator()(const DeleteKeys& i) { return remove_names(i); }
  std::optional<Instruction> operator()(const DeleteAllValues& i) { return remove_kind(i); }
  std::optional<Instruction> operator()(const SecureKey& i) { return remove_kind(i); }
  std::optional<Instruction> operator()(const CreateKey& i) { return remove_kind(i); }
  std::optional<Instruction> operator()(const Comment& i) { return remove_record(i); }
  std::optional<Instruction> operator()(const Unknown& i) { return remove_record(i); }

 private:
  template <class Kind>
  std::optional<Instruction> remove_value(const Kind& value) {
    const bool named = editing::remove(list_, [&](const Item& item) {
      const std::u16string* const name = editing::value_name(item.instruction);
      return item.key == key_ && name != nullptr && same_name(*name, value.name);
    });
    const bool listed = remove_name<DeleteValues>(value.name);
    return named || listed ? std::nullopt : std::optional<Instruction>(value);
  }

  template <class Kind>
  std::optional<Instruction> remove_kind(const Kind& directive) {
    const bool found = editing::remove(list_, [&](const Item& item) {
      return item.key == key_ && std::holds_alternative<Kind>(item.instruction);
    });
    return found ? std::nullopt : std::optional<Instruction>(directive);
  }

  template <class Kind>
  std::optional<Instruction> remove_record(const Kind& directive) {
    const bool found = editing::remove(list_, [&](const Item& item) {
      return item.key == key_ && same_name(item.record.name, directive.record.name);
    });
    return found ? std::nullopt : std::optional<Instruction>(directive);
  }

  template <class List>
  std::optional<Instruction> remove_names(const List& directive) {
    if (directive.names.empty()) return remove_kind(directive);
    std::vector<std::u16string> tried;
    List missing{directive.key, {}};
    for (const std::u16string& name : directive.names) {
      if (editing::lists(tried, name)) continue;
      tried.push_back(name);
      if (!remove_name<List>(name)) missing.names.push_back(name);
    }
    return missing.names.empty() ? std::nullopt : std::optional<Instruction>(std::move(missing));
  }

  // Takes a name out of the key's lists of one kind. True where one held it.
  template <class List>
  bool remove_name(std::u16string_view name) {
    bool found = false;
    for (auto& item : list_) {
      if (item->key != key_ || !std::holds_alternative<List>(item->instruction)) continue;
      std::vector<std::u16string> names = std::get<List>(item->instruction).names;
      if (std::erase_if(names, [&](const auto& own) { return same_name(own, name); }) == 0)
        continue;
      found = true;
      item =
          names.empty() ? nullptr : editing::new_item(editing::with_names(*item, std::move(names)));
    }
    std::erase(list_, nullptr);
    return found;
  }

  RecordList& list_;
  std::u16string key_;  // folded
};

}  // namespace

EditedRecords unset(const Records& records, const Instructions& what) {
  RecordList list = editing::list_of(records);
  Instructions not_found;
  for (const Instruction& instruction : what) {
    if (auto missing = std::visit(Remover(list, instruction), instruction)) {
      not_found.push_back(*std::move(missing));
    }
  }
  EditedRecords result = editing::edited(records, list);
  result.not_found = std::move(not_found);
  return result;
}

EditedRecords unset_key(const Records& records, std::u16string_view key, bool below) {
  RecordList list = editing::list_of(records);
  const std::u16string folded = editing::fold_key(key);
  editing::remove(list, [&](const Item& item) {
    return item.key == folded || (below && editing::is_below(item.key, folded));
  });
  return editing::edited(records, list);
}

}  // namespace regpolicy
