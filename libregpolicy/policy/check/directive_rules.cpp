// Directives: value names that begin with "**" ([MS-GPREG] 2.2.1, 3.2.5.1).
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <regpolicy/registry_path.hpp>
#include <regpolicy/text.hpp>

#include "policy/check/rule_row.hpp"

namespace regpolicy::check {
namespace {

// Is the name a directive's, if only its data were right? decode() knows.
bool is_known_with_other_data(const Record& record) {
  const std::array values = {make_sz(u"a"), make_dword(1)};
  return std::ranges::any_of(values, [&record](const Value& value) {
    return !std::holds_alternative<Unknown>(decode({record.key, record.name, value}));
  });
}

std::string shown_data(const Value& value) {
  constexpr std::size_t kShownBytes = 64;
  if (value.data.size() > kShownBytes) return fmt::format("of {} bytes", value.data.size());
  return describe(value);
}

void directive_unknown(const Entry& entry, const Finder& found) {
  if (!std::holds_alternative<Unknown>(entry.instruction) ||
      is_known_with_other_data(entry.record)) {
    return;
  }
  found.add(entry, name_place(entry),
            fmt::format("found the unknown directive {}", in_quotes(entry.record.name)),
            "what a client does with it is not documented");
}

void directive_data(const Entry& entry, const Finder& found) {
  if (!std::holds_alternative<Unknown>(entry.instruction) ||
      !is_known_with_other_data(entry.record)) {
    return;
  }
  const Value& value = entry.record.value;
  found.add(entry, type_place(entry),
            fmt::format("the data of {} is {} {}, which it cannot use",
                        in_quotes(entry.record.name), to_string(value.type), shown_data(value)),
            "lists of names are a REG_SZ such as \"A;B\", **SecureKey is a REG_DWORD");
}

void directive_spelling(const Entry& entry, const Finder& found) {
  if (!entry.record.name.starts_with(u"**")) return;
  const std::u16string usual = encode(entry.instruction).name;
  if (same_name(usual, entry.record.name)) return;
  found.add(entry, name_place(entry),
            fmt::format("found {}, an old spelling, expected {}", in_quotes(entry.record.name),
                        in_quotes(usual)));
}

void delete_data(const Entry& entry, const Finder& found) {
  const bool is_delete = std::holds_alternative<DeleteValue>(entry.instruction) ||
                         std::holds_alternative<DeleteAllValues>(entry.instruction);
  const Value& value = entry.record.value;
  if (!is_delete || value == make_sz(u" ")) return;
  found.add(entry, type_place(entry),
            fmt::format("the data of a delete is {} {}, expected the REG_SZ \" \"",
                        to_string(value.type), shown_data(value)));
}

void delete_list_empty(const Entry& entry, const Finder& found) {
  const auto* const values = std::get_if<DeleteValues>(&entry.instruction);
  const auto* const keys = std::get_if<DeleteKeys>(&entry.instruction);
  if ((values == nullptr || !values->names.empty()) && (keys == nullptr || !keys->names.empty())) {
    return;
  }
  found.add(entry, data_place(entry),
            fmt::format("the list of {} is empty, expected names between ';'",
                        in_quotes(entry.record.name)));
}

void delete_keys_path(const Entry& entry, const Finder& found) {
  const auto* const keys = std::get_if<DeleteKeys>(&entry.instruction);
  if (keys == nullptr) return;
  const auto name = std::ranges::find_if(
      keys->names, [](const std::u16string& n) { return n.find(u'\\') != std::u16string::npos; });
  if (name == keys->names.end()) return;
  found.add(entry, data_place(entry),
            fmt::format("the list of {} holds the path {}, expected names of immediate subkeys",
                        in_quotes(entry.record.name), in_quotes(*name)));
}

// Keys without which Windows or other GPOs do not work; so do not those above them.
constexpr std::u16string_view kNeeded[] = {
    u"Software\\Policies",
    u"Software\\Classes",
    u"Software\\Microsoft\\Windows\\CurrentVersion\\Policies",
    u"Software\\Microsoft\\Windows NT\\CurrentVersion",
    u"System\\CurrentControlSet\\Control",
    u"System\\CurrentControlSet\\Services",
};

void delete_keys_too_much(const Entry& entry, const Finder& found) {
  const auto* const keys = std::get_if<DeleteKeys>(&entry.instruction);
  if (keys == nullptr) return;
  for (const std::u16string& name : keys->names) {
    const std::u16string path = subkey_path(keys->key, name);
    if (path.empty()) continue;
    const bool is_needed =
        path.find(u'\\') == std::u16string::npos ||
        std::ranges::any_of(kNeeded, [&path](auto key) { return is_within(key, path); });
    if (!is_needed) continue;
    found.add(entry, data_place(entry),
              fmt::format("the directive deletes {} with all below it", in_quotes(path)),
              "name the keys of one setting only");
    return;
  }
}

constexpr RuleRow kDirectiveRows[] = {
    {{"pol.directive-unknown", Severity::warning, "Unknown directive",
      "A name that begins with ** is a directive, and this one is none of those specified: it is "
      "misspelt, or of a program that nobody knows. Correct or remove it."},
     directive_unknown},
    {{"pol.directive-data", Severity::warning, "Directive with data that it cannot use",
      "The directive is known, but its data has another type or form than specified, so it most "
      "likely does nothing. Correct the data."},
     directive_data},
    {{"pol.directive-spelling", Severity::warning, "Old spelling of a directive",
      "The specification mentions this spelling, but Windows writes another, and whether a client "
      "still takes it is unverified. Use the usual one."},
     directive_spelling},
    {{"pol.delete-data", Severity::note, "Delete whose data is not one space",
      "A client ignores the data of deletes, but Windows always writes one space there, so another "
      "program wrote this. Nothing to do."},
     delete_data},
    {{"pol.delete-list-empty", Severity::warning, "Delete of an empty list",
      "The directive names nothing, so it does nothing. Name what is to be deleted, or remove the "
      "record."},
     delete_list_empty},
    {{"pol.delete-keys-path", Severity::warning, "Delete of a path in place of a subkey",
      "The specification deletes immediate subkeys by name; what a client does with a path is not "
      "documented. Put the path into the record's key."},
     delete_keys_path},
    {{"pol.delete-keys-too-much", Severity::error, "Delete of a key that Windows needs",
      "The directive takes away a whole hive, a policy tree or a part of Windows with all below "
      "it, on every computer or for every user that gets the GPO. Name smaller keys."},
     delete_keys_too_much},
};

}  // namespace

std::span<const RuleRow> directive_rules() { return kDirectiveRows; }

}  // namespace regpolicy::check
