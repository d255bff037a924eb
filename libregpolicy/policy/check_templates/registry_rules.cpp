// Keys and value names: where a template writes.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "policy/check_templates/registry_places.hpp"
#include "policy/check_templates/rule_row.hpp"

namespace regpolicy::check_templates {
namespace {

// Tells of the policy's keys that have the fault, each once, where it is given first.
void find_keys(const PolicyEntry& entry, const Finder& found, KeyFault fault, std::string_view what,
               std::string_view hint) {
  if ((entry.file->key_faults & fault) == 0) return;
  std::set<std::u16string> told;
  for (const KeyPlace& row : key_places(*entry.policy)) {
    if ((entry.file->keys.at(row.key).faults & fault) == 0) continue;
    if (!told.insert(folded(row.key)).second) continue;
    found.add(entry.admx(), row.place, row.attribute, entry.policy->name,
              fmt::format("the key {} {}", in_quotes(row.key), what), std::string(hint));
  }
}

void key_hive_prefix(const PolicyEntry& entry, const Finder& found) {
  find_keys(entry, found, kHivePrefix, "begins with a hive, expected the path below it",
            "the class of the policy decides the hive; a client makes a key of this name in it");
}

void key_empty_component(const PolicyEntry& entry, const Finder& found) {
  find_keys(entry, found, kEmptyComponent, "has a leading, trailing or doubled '\\'",
            "take the extra '\\' out");
}

void key_slash(const PolicyEntry& entry, const Finder& found) {
  find_keys(entry, found, kSlash, "is written with '/', expected '\\'", {});
}

void outside_policy_trees(const PolicyEntry& entry, const Finder& found) {
  find_keys(entry, found, kOutsidePolicyTrees,
            "lies outside the policy trees: what is set here stays when the GPO goes", {});
}

void no_value_name(const PolicyEntry& entry, const Finder& found) {
  const Policy& policy = *entry.policy;
  if (policy.value_name || (!policy.enabled_value && !policy.disabled_value)) return;
  found.add(entry.admx(), policy.place, {}, policy.name,
            fmt::format("the policy has {} and no valueName",
                        policy.enabled_value ? "an enabledValue" : "a disabledValue"),
            "add valueName");
}

void writes_nothing(const PolicyEntry& entry, const Finder& found) {
  const Policy& policy = *entry.policy;
  const bool has_value = policy.value_name || policy.enabled_value || policy.disabled_value;
  if (has_value || policy.enabled_list || policy.disabled_list || !policy.elements.empty()) return;
  found.add(entry.admx(), policy.place, {}, policy.name,
            "the policy writes nothing: it has no valueName, no lists and no elements",
            "add valueName");
}

// Does the kind need the name of a value for what this element holds?
bool needs_value_name(const Element& element) {
  if (std::holds_alternative<ListElement>(element.detail)) return false;
  if (const auto* const box = std::get_if<BooleanElement>(&element.detail)) {
    return !box->true_list && !box->false_list;
  }
  return true;
}

void element_without_value_name(const PolicyEntry& entry, const Finder& found) {
  for (const Element& element : entry.policy->elements) {
    if (element.value_name || !needs_value_name(element)) continue;
    found.add(entry.admx(), element.place, {}, entry.policy->name,
              fmt::format("the element {} has no valueName", in_quotes(element.id)),
              "what is typed into it goes nowhere");
  }
}

void prefix_with_explicit_value(const PolicyEntry& entry, const Finder& found) {
  for (const Element& element : entry.policy->elements) {
    const auto* const list = std::get_if<ListElement>(&element.detail);
    if (list == nullptr || !list->explicit_value || !list->value_prefix) continue;
    found.add(
        entry.admx(), element.place, "valuePrefix", entry.policy->name,
        fmt::format("the list {} has both valuePrefix and explicitValue", in_quotes(element.id)),
        "remove valuePrefix: the names are typed in");
  }
}

constexpr RuleRow kRegistryRows[] = {
    {{"admx.key-hive-prefix", Severity::error, "Hive in front of the key",
      "The class of the policy decides the hive, so a client makes a key named HKLM or the like, "
      "and the setting has no effect. Take the prefix off."},
     key_hive_prefix},
    {{"admx.key-empty-component", Severity::warning, "Leading, trailing or doubled '\\' in a key",
      "The specification has no empty names in a key, and tools disagree about which key is "
      "meant. Take the extra '\\' out."},
     key_empty_component},
    {{"admx.key-slash", Severity::warning, "Key written with '/'",
      "The registry separates keys by '\\' only, so this is one key with a '/' in its name. Write "
      "'\\'."},
     key_slash},
    {{"admx.key-outside-policy-trees", Severity::note, "Key outside the policy trees",
      "Group Policy takes values back only below Software\\Policies and "
      "Software\\Microsoft\\Windows\\CurrentVersion\\Policies; this one is a preference that stays "
      "behind when the GPO goes. Say so in the explanation."},
     outside_policy_trees},
    {{"admx.no-value-name", Severity::error, "Policy without a valueName",
      "The policy has a value for Enabled or Disabled and no name to write it to, and the editor "
      "refuses the template (329). Add valueName."},
     no_value_name},
    {{"admx.writes-nothing", Severity::warning, "Policy that writes nothing",
      "It can be set and has no effect. Give it a valueName, a list or an element."},
     writes_nothing},
    {{"admx.element-without-value-name", Severity::warning, "Element without a valueName",
      "What is typed into it goes nowhere. Add valueName."},
     element_without_value_name},
    {{"admx.prefix-with-explicit-value", Severity::warning,
      "List with valuePrefix and explicitValue",
      "The names come either from the prefix or from the user; the guide allows one of them. "
      "Remove valuePrefix."},
     prefix_with_explicit_value},
};

}  // namespace

std::span<const RuleRow> registry_rules() { return kRegistryRows; }

}  // namespace regpolicy::check_templates
