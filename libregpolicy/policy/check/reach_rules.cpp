// Where a record reaches: what Group Policy takes back, what the hive can hold, which programs see
// it ([MS-GPREG] 3.2.5.1).
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <regpolicy/policy_trees.hpp>
#include <regpolicy/registry_path.hpp>
#include <regpolicy/text.hpp>

#include "policy/check/rule_row.hpp"

namespace regpolicy::check {
namespace {

// What HKEY_LOCAL_MACHINE holds: hives that Windows loads. Nothing else can be made there.
constexpr std::array<std::u16string_view, 8> kMachineHives = {
    u"SOFTWARE", u"SYSTEM",      u"SAM",        u"SECURITY",
    u"HARDWARE", u"BCD00000000", u"COMPONENTS", u"DRIVERS"};

// Keys that every user has; a file of an unknown side that names them is a user's.
constexpr std::array<std::u16string_view, 8> kUserKeys = {
    u"AppEvents",       u"Console", u"Control Panel", u"Environment",
    u"Keyboard Layout", u"Network", u"Printers",      u"Volatile Environment"};

// Does the record leave something behind in its key, as the first record of the file that does?
bool is_first_to_write(const Entry& entry) {
  const bool writes = std::holds_alternative<SetValue>(entry.instruction) ||
                      std::holds_alternative<SetIfAbsent>(entry.instruction) ||
                      std::holds_alternative<CreateKey>(entry.instruction);
  return writes && (entry.before == nullptr || !entry.before->written);
}

// Keys that name a hive or nothing have findings of their own.
bool has_usual_start(const Entry& entry) {
  const std::u16string_view key = entry.record.key;
  return !key.empty() && !key.starts_with(u'\\') && !split_root(key);
}

void outside_policy_trees(const Entry& entry, const Finder& found) {
  const std::u16string_view key = entry.record.key;
  if (!is_first_to_write(entry) || !has_usual_start(entry)) return;
  if (is_in_policy_tree(key)) return;
  found.add(entry, key_place(entry),
            "the key lies outside the policy trees: what is set here stays when the GPO goes");
}

void no_such_hive(const Entry& entry, const Finder& found) {
  if (!is_first_to_write(entry) || !has_usual_start(entry) || entry.side == Side::user) return;
  const std::u16string_view key = entry.record.key;
  const std::u16string_view first = key.substr(0, key.find(u'\\'));
  const auto is_first = [first](std::u16string_view name) { return same_name(first, name); };
  if (std::ranges::any_of(kMachineHives, is_first)) return;
  if (!entry.side && std::ranges::any_of(kUserKeys, is_first)) return;
  found.add(entry, part_of(key_place(entry), 0, first.size()),
            fmt::format("{}HKEY_LOCAL_MACHINE holds no {} and takes no new key",
                        entry.side ? "" : "if this is the machine side: ", in_quotes(first)),
            "most keys begin with SOFTWARE or SYSTEM");
}

void wow6432node(const Entry& entry, const Finder& found) {
  const auto parts = split_path(entry.record.key);
  const auto part = std::ranges::find_if(
      parts, [](std::u16string_view name) { return same_name(name, u"Wow6432Node"); });
  if (part == parts.end()) return;
  const auto at = static_cast<std::size_t>(part->data() - entry.record.key.data());
  found.add(entry, part_of(key_place(entry), at, part->size()),
            "the key is in the part of the registry that 32-bit programs see");
}

constexpr RuleRow kReachRows[] = {
    {{"pol.outside-policy-trees", Severity::note, "Key outside the policy trees",
      "Group Policy takes values back only below Software\\Policies and "
      "Software\\Microsoft\\Windows\\CurrentVersion\\Policies. This one stays behind when the GPO "
      "goes. Plan a record that deletes it."},
     outside_policy_trees},
    {{"pol.no-such-hive", Severity::warning, "Key that HKEY_LOCAL_MACHINE cannot hold",
      "The root of the machine's registry holds loaded hives and takes no other key, so the record "
      "fails and no one is told. Correct the key's first name, or move the record to the user "
      "side."},
     no_such_hive},
    {{"pol.wow6432node", Severity::note, "Key of 32-bit programs only",
      "On 64-bit Windows, 64-bit programs do not look here, and policies are not kept here. Right "
      "where a 32-bit program reads the key."},
     wow6432node,
     Volume::once_a_file},
};

}  // namespace

std::span<const RuleRow> reach_rules() { return kReachRows; }

}  // namespace regpolicy::check
