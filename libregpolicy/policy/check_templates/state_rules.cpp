// What a policy writes in its states: values that say the same, or that another one overwrites.
#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "policy/check_templates/registry_places.hpp"
#include "policy/check_templates/rule_row.hpp"

namespace regpolicy::check_templates {
namespace {

using Owner = ValuePlace::Owner;
using KeyAndName = std::pair<std::u16string, std::u16string>;

KeyAndName identity(std::string_view key, std::string_view name) {
  return {folded(key), folded(name)};
}

// What the editor writes where the template gives no value.
TemplateValue or_one(const std::optional<TemplateValue>& value) {
  return value.value_or(TemplateValue(Decimal{1}));
}
TemplateValue or_delete(const std::optional<TemplateValue>& value) {
  return value.value_or(TemplateValue(DeleteMarker{}));
}

// A policy with elements may well write the same value in both states: its elements tell them
// apart.
void same_states(const PolicyEntry& entry, const Finder& found) {
  const Policy& policy = *entry.policy;
  if (!policy.elements.empty()) return;
  const bool has_lists = policy.enabled_list || policy.disabled_list;
  const bool same_value =
      !policy.value_name || or_one(policy.enabled_value) == or_delete(policy.disabled_value);
  const bool same_list = !has_lists || policy.enabled_list == policy.disabled_list;
  if (!same_value || !same_list || (!policy.value_name && !has_lists)) return;
  found.add(entry.admx(), child_of(entry.admx(), policy.place, "disabledValue"), {}, policy.name,
            "the policy writes the same when enabled and when disabled",
            "correct one of the two states");
}

void same_states_of_box(const PolicyEntry& entry, const Finder& found) {
  for (const Element& element : entry.policy->elements) {
    const auto* const box = std::get_if<BooleanElement>(&element.detail);
    if (box == nullptr) continue;
    const bool same_value =
        !element.value_name || or_one(box->true_value) == or_delete(box->false_value);
    const bool has_lists = box->true_list || box->false_list;
    const bool same_list = !has_lists || box->true_list == box->false_list;
    if (!same_value || !same_list || (!element.value_name && !has_lists)) continue;
    found.add(
        entry.admx(), element.place, {}, entry.policy->name,
        fmt::format("the box {} writes the same when checked and when not", in_quotes(element.id)),
        "correct one of the two values");
  }
}

// One item among others that does not tell the states apart.
void same_list_item(const PolicyEntry& entry, const Finder& found) {
  const Policy& policy = *entry.policy;
  if (!policy.enabled_list || !policy.disabled_list ||
      policy.enabled_list == policy.disabled_list) {
    return;
  }
  std::map<KeyAndName, const ValueItem*> enabled;
  for (const ValueItem& item : policy.enabled_list->items) {
    enabled.emplace(identity(key_of(item, *policy.enabled_list, policy.key), item.value_name),
                    &item);
  }
  for (const ValueItem& item : policy.disabled_list->items) {
    const auto other =
        enabled.find(identity(key_of(item, *policy.disabled_list, policy.key), item.value_name));
    if (other == enabled.end() || other->second->value != item.value) continue;
    found.add(entry.admx(), item.place, {}, policy.name,
              fmt::format("disabledList gives {} the same value as enabledList",
                          in_quotes(item.value_name)),
              "one wrong item, and the editor shows the policy in the wrong state");
  }
}

void duplicate_element(const PolicyEntry& entry, const Finder& found) {
  std::set<std::string_view> ids;
  for (const Element& element : entry.policy->elements) {
    if (element.id.empty() || ids.insert(element.id).second) continue;
    found.add(entry.admx(), element.place, "id", entry.policy->name,
              fmt::format("the policy has two elements {}", in_quotes(element.id)),
              "give one of them an id of its own");
  }
}

void same_enum_item(const PolicyEntry& entry, const Finder& found) {
  for (const Element& element : entry.policy->elements) {
    const auto* const choice = std::get_if<EnumElement>(&element.detail);
    if (choice == nullptr) continue;
    for (auto item = choice->items.begin(); item != choice->items.end(); ++item) {
      const bool is_new = std::none_of(choice->items.begin(), item, [&](const EnumItem& before) {
        return before.value == item->value && before.value_list == item->value_list;
      });
      if (is_new) continue;
      found.add(entry.admx(), item->place, {}, entry.policy->name,
                fmt::format("two items of the enum {} write the same", in_quotes(element.id)),
                "the editor cannot tell which one was chosen");
    }
  }
}

void value_written_twice(const PolicyEntry& entry, const Finder& found) {
  if (entry.policy->elements.size() < 2) return;
  std::map<KeyAndName, const Element*> written;
  for (const ValuePlace& row : value_places(*entry.policy)) {
    if (row.owner != Owner::element || row.name.empty()) continue;
    const auto [first, is_new] = written.emplace(identity(row.key, row.name), row.element);
    if (is_new || first->second->id == row.element->id) continue;
    found.add(entry.admx(), row.place, "valueName", entry.policy->name,
              fmt::format("the element {} writes the same value as {}", in_quotes(row.element->id),
                          in_quotes(first->second->id)),
              "the second overwrites the first");
  }
}

void value_of_policy_and_element(const PolicyEntry& entry, const Finder& found) {
  const Policy& policy = *entry.policy;
  if (!policy.value_name || policy.elements.empty()) return;
  const KeyAndName own = identity(policy.key, *policy.value_name);
  for (const ValuePlace& row : value_places(policy)) {
    if (row.owner != Owner::element || identity(row.key, row.name) != own) continue;
    found.add(entry.admx(), row.place, "valueName", policy.name,
              fmt::format("the element {} writes the same value as its policy, and wins",
                          in_quotes(row.element->id)),
              "remove valueName from one of them");
  }
}

struct Writer {
  const File* file;
  const Policy* policy;
};
struct HashOfValue {
  std::size_t operator()(const KeyAndName& value) const {
    const std::hash<std::u16string> hash;
    return hash(value.first) * 31 + hash(value.second);
  }
};
using Writers = std::unordered_map<KeyAndName, std::vector<Writer>, HashOfValue>;

// The values that the policy writes in its own right, each once.
std::map<KeyAndName, ValuePlace> own_values(const Policy& policy) {
  std::map<KeyAndName, ValuePlace> own;
  for (const ValuePlace& row : value_places(policy)) {
    const bool is_plain = row.owner == Owner::policy || row.owner == Owner::element;
    if (is_plain && !row.name.empty()) own.emplace(identity(row.key, row.name), row);
  }
  return own;
}

// Once a policy: two that share one value often share many.
void value_of_two_policies(const Store& store, const Finder& found) {
  Writers writers;
  for (const File& file : store.files) {
    for (const Policy& policy : file.definitions->policies) {
      bool is_said = false;
      for (const auto& [value, row] : own_values(policy)) {
        std::vector<Writer>& before = writers[value];
        const auto other = std::ranges::find_if(
            before, [&policy](const Writer& w) { return share_a_side(*w.policy, policy); });
        if (other != before.end() && !is_said) {
          is_said = true;
          found.add(file.file->admx, row.place, "valueName", policy.name,
                    fmt::format("the policy {} writes the value {} too",
                                in_quotes(other->file->definitions->target.prefix + ':' +
                                          other->policy->name),
                                in_quotes(row.name)),
                    "set one of the two only");
        }
        before.push_back({&file, &policy});
      }
    }
  }
}

// ---- lists that clear a key ----

void list_key_shared(const PolicyEntry& entry, const Finder& found) {
  std::map<std::u16string, const Element*> lists;
  for (const Element& element : entry.policy->elements) {
    const auto* const list = std::get_if<ListElement>(&element.detail);
    if (list == nullptr) continue;
    const auto [first, is_new] = lists.emplace(folded(key_of(element, *entry.policy)), &element);
    if (is_new || (list->additive && std::get<ListElement>(first->second->detail).additive)) {
      continue;
    }
    found.add(entry.admx(), element.place, "key", entry.policy->name,
              fmt::format("the lists {} and {} have the same key, and one of them clears it",
                          in_quotes(first->second->id), in_quotes(element.id)),
              "give them keys of their own, or make both additive");
  }
}

// Who has a value in each key, by file.
using Owners = std::multimap<std::u16string, std::pair<const Policy*, const Element*>>;

Owners owners_of_keys(const PolicyDefinitions& definitions) {
  Owners owners;
  for (const Policy& policy : definitions.policies) {
    for (const ValuePlace& row : value_places(policy)) {
      owners.emplace(folded(row.key), std::pair(&policy, row.element));
    }
  }
  return owners;
}

void list_clears_key(const FileEntry& entry, const Finder& found) {
  std::optional<Owners> owners;  // only where there is such a list
  for (const Policy& policy : entry.definitions().policies) {
    for (const Element& element : policy.elements) {
      const auto* const list = std::get_if<ListElement>(&element.detail);
      if (list == nullptr || list->additive) continue;
      if (!owners) owners = owners_of_keys(entry.definitions());
      const auto [first, last] = owners->equal_range(folded(key_of(element, policy)));
      const auto other = std::find_if(first, last, [&policy](const auto& row) {
        return share_a_side(*row.second.first, policy);
      });
      if (other == last) continue;
      found.add(entry.admx(), element.place, element.key ? "key" : "", policy.name,
                fmt::format("the list {} clears its key, in which policy {} has a value",
                            in_quotes(element.id), in_quotes(other->second.first->name)),
                "give the list a key of its own, or additive=\"true\"");
    }
  }
}

void min_above_max(const PolicyEntry& entry, const Finder& found) {
  for (const Element& element : entry.policy->elements) {
    const auto check = [&](const auto& number) {
      const std::uint64_t most = number.max_value.value_or(limits::kAdmxDefaultMaxValue);
      if (number.min_value <= most) return;
      found.add(
          entry.admx(), element.place, "minValue", entry.policy->name,
          fmt::format("the element {} takes {} to {}{}: no number at all", in_quotes(element.id),
                      number.min_value, most, number.max_value ? "" : ", where maxValue is absent"),
          "correct the limits");
    };
    if (const auto* const row = std::get_if<DecimalElement>(&element.detail)) check(*row);
    if (const auto* const row = std::get_if<LongDecimalElement>(&element.detail)) check(*row);
  }
}

constexpr RuleRow kStateRows[] = {
    {{"admx.same-states", Severity::warning, "Policy whose states are the same",
      "Enabled and Disabled write the same, so one of them does the wrong thing, and the editor "
      "cannot tell them apart. Correct it."},
     same_states},
    {{"admx.same-states-of-box", Severity::warning, "Box whose states are the same",
      "The box writes the same whether it is checked or not. Correct one of the values."},
     same_states_of_box},
    {{"admx.same-list-item", Severity::warning, "Value that both states share",
      "enabledList and disabledList differ but for this item. It is most likely a slip, after "
      "which the editor shows the policy in the wrong state. Correct the item."},
     same_list_item},
    {{"admx.duplicate-element", Severity::error, "Two elements with one id",
      "A control cannot tell which of them it sets (321). Give one of them another id."},
     duplicate_element},
    {{"admx.same-enum-item", Severity::warning, "Two choices that write the same",
      "The editor cannot tell which of them was chosen. Correct one, or remove it."},
     same_enum_item},
    {{"admx.value-written-twice", Severity::warning, "Two elements that write one value",
      "The second overwrites the first, unseen. Correct the valueName of one."},
     value_written_twice},
    {{"admx.value-of-policy-and-element", Severity::note, "Policy and element that write one value",
      "The element wins, and enabledValue is never written. Remove valueName from one of them."},
     value_of_policy_and_element},
    {{"admx.value-of-two-policies", Severity::note, "Two policies that write one value",
      "What is set last wins, and each shows the other's setting. Right for an old and a new form "
      "of one policy; say so in the explanation."},
     value_of_two_policies},
    {{"admx.list-key-shared", Severity::warning, "Two lists in one key",
      "A list that is not additive clears its key, the other's values too. Give them keys of their "
      "own, or make both additive."},
     list_key_shared},
    {{"admx.list-clears-key", Severity::warning, "List that clears another's value",
      "A list that is not additive clears its whole key, and something else has values there. Give "
      "the list a key of its own, or make it additive."},
     list_clears_key},
    {{"admx.min-above-max", Severity::error, "Limits that allow no number",
      "minValue is above maxValue, which is 9999 where it is absent. Correct them."},
     min_above_max},
};

}  // namespace

std::span<const RuleRow> state_rules() { return kStateRows; }

}  // namespace regpolicy::check_templates
