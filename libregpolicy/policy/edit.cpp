#include <regpolicy/edit.hpp>

#include <utility>

#include <regpolicy/text.hpp>

#include "policy/exchange_common.hpp"
#include "policy/record_list.hpp"

namespace regpolicy {
namespace {

using editing::Item;
using editing::RecordList;

// Does a `**DeleteKeys` of the item delete the key (folded)?
bool deletes_key(const Item& item, std::u16string_view key) {
  const auto* const deleted = std::get_if<DeleteKeys>(&item.instruction);
  if (deleted == nullptr) return false;
  return std::ranges::any_of(deleted->names, [&](const std::u16string& name) {
    const bool names_a_subkey = name.find_first_not_of(u'\\') != std::u16string::npos;
    return names_a_subkey && editing::is_below(key, editing::fold_key(deleted->key + u"\\" + name));
  });
}

bool deletes_value(const Item& item, std::u16string_view key, std::u16string_view name) {
  if (item.key != key) return deletes_key(item, key);
  if (std::holds_alternative<DeleteAllValues>(item.instruction)) return true;
  const auto* const deleted = std::get_if<DeleteValues>(&item.instruction);
  return deleted != nullptr && editing::lists(deleted->names, name);
}

bool sets_value(const Item& item) {
  return std::holds_alternative<SetValue>(item.instruction) ||
         std::holds_alternative<SetIfAbsent>(item.instruction);
}

bool makes_key(const Item& item) {
  return sets_value(item) || std::holds_alternative<CreateKey>(item.instruction) ||
         std::holds_alternative<SecureKey>(item.instruction);
}

bool names_value(const Item& item, std::u16string_view key, std::u16string_view name) {
  if (item.key != key) return false;
  const std::u16string* const own = editing::value_name(item.instruction);
  return own != nullptr && same_name(*own, name);
}

void spell_key(Instruction& instruction, const std::u16string& key) {
  std::visit(
      [&key](auto& i) {
        std::u16string* spelled = nullptr;
        if constexpr (requires { i.record; }) {
          spelled = &i.record.key;
        } else {
          spelled = &i.key;
        }
        if (same_name(*spelled, key)) *spelled = key;
      },
      instruction);
}

// The edit with the item's spelling of key and name; both name the same thing.
Instruction spelled_as(Instruction instruction, const Item& item) {
  spell_key(instruction, item.record.key);
  std::visit(
      [&item](auto& i) {
        if constexpr (requires { i.record; }) i.record.name = item.record.name;
        if constexpr (requires { i.name; }) {
          if (const auto* const name = editing::value_name(item.instruction)) i.name = *name;
        }
      },
      instruction);
  return instruction;
}

// Is an item a directive of one kind and of a key (folded)?
template <class Kind>
auto is_of_key(std::u16string_view key) {
  return [key](const Item& item) {
    return item.key == key && std::holds_alternative<Kind>(item.instruction);
  };
}

// Makes edits true in a list of records.
class Editor {
 public:
  Editor(RecordList& list, const Instruction& instruction)
      : list_(list), instruction_(instruction), key_(editing::fold_key(key_of(instruction))) {}

  void operator()(const SetValue& edit) { put_value(edit.name, true); }
  void operator()(const SetIfAbsent& edit) { put_value(edit.name, true); }
  void operator()(const DeleteValue& edit) {
    const auto listed = [&](const Item& item) { return lists_value(item, edit.name); };
    const auto named = [&](const Item& item) { return names_value(item, key_, edit.name); };
    if (find_first(list_, listed) && !find_first(list_, named)) return;
    put_value(edit.name, false);
  }

  void operator()(const DeleteValues& edit) {
    add_names(edit);
    for (const std::u16string& name : edit.names) {
      const auto named = [&](const Item& item) { return names_value(item, key_, name); };
      const auto last = find_last(list_, named);
      const Item* const kept = last && is_delete(*list_[*last]) ? list_[*last].get() : nullptr;
      editing::remove(list_, [&](const Item& item) { return named(item) && &item != kept; });
    }
  }

  void operator()(const DeleteAllValues&) {
    if (find_first(list_, is_of_key<DeleteAllValues>(key_))) return;
    const auto first =
        find_first(list_, [&](const Item& item) { return item.key == key_ && sets_value(item); });
    insert(first.value_or(end_of_key()), instruction_);
  }

  void operator()(const DeleteKeys& edit) {
    DeleteKeys added{edit.key, {}};
    for (const std::u16string& name : edit.names) {
      const auto listed = [&](const Item& item) {
        return item.key == key_ && std::holds_alternative<DeleteKeys>(item.instruction) &&
               editing::lists(std::get<DeleteKeys>(item.instruction).names, name);
      };
      if (!find_first(list_, listed) && !editing::lists(added.names, name)) {
        added.names.push_back(name);
      }
    }
    if (added.names.empty()) return;
    const auto deleting = editing::new_item(encode(added));
    const auto undone = find_first(list_, [&](const Item& item) {
      return makes_key(item) && deletes_key(*deleting, item.key);
    });
    const auto present = find_first(list_, is_of_key<DeleteKeys>(key_));
    if (present && *present < undone.value_or(list_.size())) {
      extend<DeleteKeys>(*present, added.names);
    } else {
      insert(undone.value_or(end_of_key()), added);
    }
  }

  void operator()(const SecureKey&) { put_of_key(is_of_key<SecureKey>(key_)); }
  void operator()(const CreateKey&) { put_of_key(is_of_key<CreateKey>(key_)); }
  void operator()(const Comment& edit) { put_record(edit.record.name); }
  void operator()(const Unknown& edit) { put_record(edit.record.name); }

 private:
  bool lists_value(const Item& item, std::u16string_view name) const {
    const auto* const deleted = std::get_if<DeleteValues>(&item.instruction);
    return deleted != nullptr && item.key == key_ && editing::lists(deleted->names, name);
  }

  static bool is_delete(const Item& item) {
    return std::holds_alternative<DeleteValue>(item.instruction);
  }

  // Directly behind the last record of the key; the end where it has none.
  [[nodiscard]] std::size_t end_of_key() const {
    const auto last = find_last(list_, [&](const Item& item) { return item.key == key_; });
    return last ? *last + 1 : list_.size();
  }

  void insert(std::size_t place, Instruction instruction) {
    const auto& key = key_of(instruction);
    const auto spelled = find_last(list_, [&](const Item& item) {
      return item.key == key_ && same_name(item.record.key, key);
    });
    if (spelled) spell_key(instruction, list_[*spelled]->record.key);
    list_.insert(list_.begin() + static_cast<std::ptrdiff_t>(place),
                 editing::new_item(encode(instruction)));
  }

  template <class Directive>
  void extend(std::size_t place, const std::vector<std::u16string>& more) {
    auto names = std::get<Directive>(list_[place]->instruction).names;
    names.insert(names.end(), more.begin(), more.end());
    list_[place] = editing::new_item(editing::with_names(*list_[place], std::move(names)));
  }

  // Leaves one record that names what the edit names, behind all that undo it.
  template <class Names, class Undoes>
  void put(Names names_it, Undoes undoes_it, std::size_t place_of_new) {
    const auto last = find_last(list_, names_it);
    const auto undoing = find_last(list_, undoes_it);
    if (!last) {
      insert(std::max(place_of_new, undoing ? *undoing + 1 : 0), instruction_);
      return;
    }
    const Instruction wanted = spelled_as(instruction_, *list_[*last]);
    if (list_[*last]->instruction != wanted) list_[*last] = editing::new_item(encode(wanted));
    Item* const kept = list_[*last].get();
    if (undoing && *undoing > *last) {
      const auto at = [this](std::size_t i) {
        return list_.begin() + static_cast<std::ptrdiff_t>(i);
      };
      std::rotate(at(*last), at(*last + 1), at(*undoing + 1));
      kept->origin.reset();
    }
    editing::remove(list_, [&](const Item& item) { return names_it(item) && &item != kept; });
  }

  void put_value(const std::u16string& name, bool sets) {
    put([&](const Item& item) { return names_value(item, key_, name); },
        [&](const Item& item) { return sets && deletes_value(item, key_, name); }, end_of_key());
  }

  template <class Names>
  void put_of_key(Names names_it) {
    const auto first = find_first(list_, [&](const Item& item) { return item.key == key_; });
    put(
        names_it, [&](const Item& item) { return deletes_key(item, key_); },
        first.value_or(list_.size()));
  }

  void put_record(const std::u16string& name) {
    put([&](const Item& item) { return item.key == key_ && same_name(item.record.name, name); },
        [](const Item&) { return false; }, end_of_key());
  }

  // The names that nothing deletes for good join a `**DeleteValues`.
  void add_names(const DeleteValues& edit) {
    DeleteValues added{edit.key, {}};
    std::optional<std::size_t> last_set;
    for (const std::u16string& name : edit.names) {
      const auto last =
          find_last(list_, [&](const Item& item) { return names_value(item, key_, name); });
      if (last && is_delete(*list_[*last])) continue;
      if (last) last_set = std::max(*last, last_set.value_or(0));
      const auto listed = [&](const Item& item) { return lists_value(item, name); };
      if (!find_first(list_, listed) && !editing::lists(added.names, name)) {
        added.names.push_back(name);
      }
    }
    if (added.names.empty()) return;
    if (const auto present = find_last(list_, is_of_key<DeleteValues>(key_))) {
      extend<DeleteValues>(*present, added.names);
    } else {
      insert(last_set ? *last_set + 1 : end_of_key(), added);
    }
  }

  RecordList& list_;
  const Instruction& instruction_;
  std::u16string key_;  // folded
};

}  // namespace

Result<EditedRecords> set(const Records& records, const Instructions& edits) {
  for (const Instruction& instruction : edits) {
    if (const auto record = exchange::record_of(instruction); !record) {
      return std::unexpected(record.error());
    }
  }
  RecordList list = editing::list_of(records);
  for (const Instruction& instruction : edits) {
    std::visit(Editor(list, instruction), instruction);
  }
  return editing::edited(records, list);
}

}  // namespace regpolicy
