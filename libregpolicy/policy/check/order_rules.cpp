// The order of records: what one does to another of the same file ([MS-GPREG] 3.2.5.1: a client
// goes through them from the first to the last).
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "policy/check/rule_row.hpp"

namespace regpolicy::check {
namespace {

const ValueHistory* earlier(const Entry& entry, std::u16string_view name) {
  if (entry.before == nullptr) return nullptr;
  const auto found = entry.before->values.find(name);
  return found == entry.before->values.end() ? nullptr : &found->second;
}

bool is_same(ValueView a, ValueView b) {
  return a.type == b.type && std::ranges::equal(a.data, b.data);
}

void duplicate_value(const Entry& entry, const Finder& found) {
  if (const auto* const set = std::get_if<SetValue>(&entry.instruction)) {
    const ValueHistory* const last = earlier(entry, set->name);
    if (last == nullptr || last->deed != Deed::set || !is_same(last->value, set->value)) return;
    found.add(entry, name_place(entry),
              fmt::format("record {} sets the value to the same data already", last->record));
  } else if (const auto* const deleted = std::get_if<DeleteValue>(&entry.instruction)) {
    const ValueHistory* const last = earlier(entry, deleted->name);
    if (last == nullptr || last->deed != Deed::deleted) return;
    found.add(entry, name_place(entry),
              fmt::format("record {} deletes the value already", last->record));
  }
}

void overridden_value(const Entry& entry, const Finder& found) {
  const auto* const set = std::get_if<SetValue>(&entry.instruction);
  if (set == nullptr) return;
  const ValueHistory* const last = earlier(entry, set->name);
  if (last == nullptr || last->deed == Deed::deleted) return;
  if (last->deed == Deed::set && is_same(last->value, set->value)) return;
  found.add(entry, name_place(entry),
            fmt::format("the value is set again; only this counts, not record {}", last->record));
}

void set_after_delete(const Entry& entry, const Finder& found) {
  const auto* const set = std::get_if<SetValue>(&entry.instruction);
  if (set == nullptr) return;
  const ValueHistory* const last = earlier(entry, set->name);
  if (last == nullptr || last->deed != Deed::deleted) return;
  found.add(entry, name_place(entry),
            fmt::format("the value is set after record {} deletes it; only the set counts",
                        last->record));
}

void delete_after_set(const Entry& entry, const Finder& found) {
  std::set<std::u16string_view, NameLess> names;
  if (const auto* const one = std::get_if<DeleteValue>(&entry.instruction)) {
    names.insert(one->name);
  } else if (const auto* const list = std::get_if<DeleteValues>(&entry.instruction)) {
    names.insert(list->names.begin(), list->names.end());
  }
  for (const std::u16string_view name : names) {
    const ValueHistory* const last = earlier(entry, name);
    if (last == nullptr || last->deed == Deed::deleted) continue;
    found.add(entry, name_place(entry),
              fmt::format("the value {} is deleted after record {} sets it; only the delete counts",
                          in_quotes(name), last->record));
  }
}

std::string counted(std::uint64_t values) {
  return values == 1 ? "1 value" : fmt::format("{} values", values);
}

void delete_all_after_set(const Entry& entry, const Finder& found) {
  if (entry.before == nullptr || !std::holds_alternative<DeleteAllValues>(entry.instruction)) {
    return;
  }
  const Losses losses = History::losses_in(*entry.before);
  if (losses.count == 0) return;
  found.add(entry, name_place(entry),
            fmt::format("the directive deletes {} that records before it set, first {} of record "
                        "{}; only the delete counts",
                        counted(losses.count), in_quotes(losses.first_path), losses.first_record),
            "a delete of all values belongs in front of the values");
}

void delete_keys_after_set(const Entry& entry, const Finder& found) {
  const auto* const keys = std::get_if<DeleteKeys>(&entry.instruction);
  if (keys == nullptr) return;
  // Each name once, and names only, not paths: no key is looked at twice.
  const std::set<std::u16string_view, NameLess> names(keys->names.begin(), keys->names.end());
  for (const std::u16string_view name : names) {
    const std::u16string path = subkey_path(keys->key, name);
    if (path.empty() || name.find(u'\\') != std::u16string_view::npos) continue;
    const Losses losses = entry.history->losses_within(path);
    if (losses.count == 0) continue;
    found.add(entry, data_place(entry),
              fmt::format("the delete of {} takes {} that records before it set, first {} of "
                          "record {}; only the delete counts",
                          in_quotes(name), counted(losses.count), in_quotes(losses.first_path),
                          losses.first_record),
              "a delete of keys belongs in front of their values");
  }
}

void soft_after_set(const Entry& entry, const Finder& found) {
  const auto* const soft = std::get_if<SetIfAbsent>(&entry.instruction);
  if (soft == nullptr) return;
  const ValueHistory* const last = earlier(entry, soft->name);
  if (last == nullptr || last->deed == Deed::deleted) return;
  found.add(entry, name_place(entry),
            fmt::format("the value is set where absent, but record {} sets it before; this never "
                        "counts",
                        last->record));
}

void key_case(const Entry& entry, const Finder& found) {
  if (entry.before == nullptr || entry.before->spelled_twice) return;
  if (entry.before->spelling == entry.record.key) return;
  found.add(entry, key_place(entry),
            fmt::format("record {} spells the key {}", entry.before->record,
                        in_quotes(entry.before->spelling)));
}

constexpr RuleRow kOrderRows[] = {
    {{"pol.duplicate-value", Severity::note, "Same record twice",
      "The second record changes nothing. Remove one of them; a merge of files may have left "
      "both."},
     duplicate_value},
    {{"pol.overridden-value", Severity::warning, "Value set twice",
      "The last record counts, and whoever reads the first one is misled. Decide for one and "
      "remove the other."},
     overridden_value},
    {{"pol.set-after-delete", Severity::warning, "Value set after its delete",
      "The file both deletes the value and sets it; the set comes last and counts. Remove the one "
      "that is not meant."},
     set_after_delete},
    {{"pol.delete-after-set", Severity::warning, "Value deleted after its set",
      "The file both sets the value and deletes it; the delete comes last, so the setting has no "
      "effect. Remove the one that is not meant."},
     delete_after_set},
    {{"pol.delete-all-after-set", Severity::warning, "All values deleted after some are set",
      "A client goes through the file in order, so **delvals. takes away what the records in "
      "front of it set. Put it in front of them."},
     delete_all_after_set},
    {{"pol.delete-keys-after-set", Severity::warning, "Key deleted after its values are set",
      "A client goes through the file in order, so **DeleteKeys takes away what the records in "
      "front of it set. Put it in front of them."},
     delete_keys_after_set},
    {{"pol.soft-after-set", Severity::warning, "Value set where absent after it is set",
      "**soft. sets a value only where there is none, and the file itself sets it before. Remove "
      "one of them."},
     soft_after_set},
    {{"pol.key-case", Severity::note, "Key spelled in two cases",
      "To the registry both are one key. Tools that sort or compare by bytes take them for two. "
      "Spell the key in one way."},
     key_case},
};

}  // namespace

std::span<const RuleRow> order_rules() { return kOrderRows; }

}  // namespace regpolicy::check
