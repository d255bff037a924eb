#include "policy/record_list.hpp"

#include <utility>

#include <regpolicy/text.hpp>

namespace regpolicy::editing {
namespace {

// What stands between two records that are as they were given: records of the old file and of the
// new one. Those that are the same at both ends did not change.
void append_changes(std::vector<RecordEdit>& changes, std::vector<RecordEdit>& removed,
                    std::vector<RecordEdit>& added) {
  const auto same = [](const RecordEdit& a, const RecordEdit& b) { return a.content == b.content; };
  const auto starts = std::ranges::mismatch(removed, added, same);
  const auto old_count = static_cast<std::size_t>(removed.end() - starts.in1);
  const auto new_count = static_cast<std::size_t>(added.end() - starts.in2);
  std::size_t end = 0;
  while (end < std::min(old_count, new_count) &&
         same(removed[removed.size() - 1 - end], added[added.size() - 1 - end])) {
    ++end;
  }
  const auto last = static_cast<std::ptrdiff_t>(end);
  std::move(starts.in1, removed.end() - last, std::back_inserter(changes));
  std::move(starts.in2, added.end() - last, std::back_inserter(changes));
  removed.clear();
  added.clear();
}

}  // namespace

std::u16string fold_key(std::u16string_view key) {
  std::u16string folded;
  folded.reserve(key.size());
  for (const char16_t unit : key) {
    if (unit == u'\\' && (folded.empty() || folded.back() == u'\\')) continue;
    folded += upcase(unit);
  }
  if (folded.ends_with(u'\\')) folded.pop_back();
  return folded;
}

bool is_below(std::u16string_view key, std::u16string_view ancestor) {
  if (ancestor.empty()) return true;
  return key.starts_with(ancestor) &&
         (key.size() == ancestor.size() || key[ancestor.size()] == u'\\');
}

RecordList list_of(const Records& records) {
  RecordList list;
  list.reserve(records.size());
  for (const Record& record : records) {
    list.push_back(new_item(record));
    list.back()->origin = list.size() - 1;
  }
  return list;
}

std::unique_ptr<Item> new_item(Record record) {
  auto item = std::make_unique<Item>();
  item->key = fold_key(record.key);
  item->instruction = decode(record);
  item->record = std::move(record);
  return item;
}

EditedRecords edited(const Records& given, const RecordList& list) {
  EditedRecords result;
  result.records.reserve(list.size());
  std::vector<RecordEdit> removed;
  std::vector<RecordEdit> added;
  std::size_t next = 0;  // of the given records
  for (const auto& item : list) {
    result.records.push_back(item->record);
    if (!item->origin) {
      added.push_back({true, result.records.size(), item->record});
      continue;
    }
    for (; next < *item->origin; ++next) removed.push_back({false, next + 1, given[next]});
    append_changes(result.changes, removed, added);
    next = *item->origin + 1;
  }
  for (; next < given.size(); ++next) removed.push_back({false, next + 1, given[next]});
  append_changes(result.changes, removed, added);
  // A record may have given way to one that is the same elsewhere.
  if (!result.changes.empty() && result.records == given) result.changes.clear();
  return result;
}

const std::u16string* value_name(const Instruction& instruction) {
  if (const auto* set = std::get_if<SetValue>(&instruction)) return &set->name;
  if (const auto* soft = std::get_if<SetIfAbsent>(&instruction)) return &soft->name;
  if (const auto* deleted = std::get_if<DeleteValue>(&instruction)) return &deleted->name;
  return nullptr;
}

bool lists(const std::vector<std::u16string>& names, std::u16string_view name) {
  return std::ranges::any_of(
      names, [name](std::u16string_view listed) { return same_name(listed, name); });
}

Record with_names(const Item& item, std::vector<std::u16string> names) {
  const bool values = std::holds_alternative<DeleteValues>(item.instruction);
  const Record usual = values ? encode(DeleteValues{item.record.key, std::move(names)})
                              : encode(DeleteKeys{item.record.key, std::move(names)});
  return {item.record.key, item.record.name, usual.value};
}

}  // namespace regpolicy::editing
