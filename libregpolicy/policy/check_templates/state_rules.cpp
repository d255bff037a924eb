// What a policy writes in its states: values that say the same, or that another one overwrites.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <tuple>
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

bool has_twice(std::span<const WrittenValue> values) {
  std::vector<std::uint64_t> hashes;
  for (const WrittenValue& row : values) hashes.push_back(row.hash);
  std::ranges::sort(hashes);
  return std::ranges::adjacent_find(hashes) != hashes.end();
}

void value_written_twice(const PolicyEntry& entry, const Finder& found) {
  if (entry.policy->elements.size() < 2 || !has_twice(entry.values())) return;
  std::map<KeyAndName, const Element*> written;
  for (const WrittenValue& value : entry.values()) {
    const ValuePlace& row = value.place;
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
  const WrittenValue& own = entry.values().front();
  for (const WrittenValue& value : entry.values()) {
    const ValuePlace& row = value.place;
    if (row.owner != Owner::element || !is_same_value(value, own)) continue;
    found.add(entry.admx(), row.place, "valueName", policy.name,
              fmt::format("the element {} writes the same value as its policy, and wins",
                          in_quotes(row.element->id)),
              "remove valueName from one of them");
  }
}

struct Writer {
  const File* file;
  const Policy* policy;
  const WrittenValue* value;
};

// Who writes a value in its own right, each once: equal values together, in the order of the store.
std::vector<Writer> writers_by_value(const Store& store) {
  std::vector<Writer> writers;
  for (const File& file : store.files) {
    for (const Policy& policy : file.definitions->policies) {
      for (const WrittenValue& row : PolicyEntry{{&store, &file}, &policy}.values()) {
        const bool is_plain = row.place.owner == Owner::policy || row.place.owner == Owner::element;
        if (is_plain && !row.place.name.empty()) writers.push_back({&file, &policy, &row});
      }
    }
  }
  // Files and values lie in memory as in the store.
  std::ranges::sort(writers, {}, [](const Writer& row) {
    return std::tuple(row.value->hash, row.file, row.value);
  });
  const auto repeated = std::ranges::unique(writers, [](const Writer& a, const Writer& b) {
    return a.policy == b.policy && is_same_value(*a.value, *b.value);
  });
  writers.erase(repeated.begin(), repeated.end());
  return writers;
}

// The first of them that writes the same value for the same side.
const Writer* other_writer(std::span<const Writer> before, const Writer& writer) {
  const auto other = std::ranges::find_if(before, [&writer](const Writer& row) {
    return share_a_side(*row.policy, *writer.policy) && is_same_value(*row.value, *writer.value);
  });
  return other == before.end() ? nullptr : &*other;
}

// Once a policy: two that share one value often share many.
void value_of_two_policies(const Store& store, const Finder& found) {
  const std::vector<Writer> writers = writers_by_value(store);
  std::unordered_map<const Policy*, std::pair<const Writer*, const Writer*>> shared;
  for (auto first = writers.begin(), end = first; first != writers.end(); first = end) {
    const std::uint64_t hash = first->value->hash;
    end =
        std::find_if(first, writers.end(), [&](const Writer& w) { return w.value->hash != hash; });
    for (auto writer = first + 1; writer < end; ++writer) {
      const Writer* const other = other_writer({first, writer}, *writer);
      if (other == nullptr) continue;
      // Of the values that the policy shares the first.
      auto& row = shared[writer->policy];
      if (row.first == nullptr || writer->value < row.first->value) row = {&*writer, other};
    }
  }
  for (const auto& [policy, row] : shared) {
    const auto& [writer, other] = row;
    found.add(
        writer->file->file->admx, writer->value->place.place, "valueName", policy->name,
        fmt::format("the policy {} writes the value {} too",
                    in_quotes(other->file->definitions->target.prefix + ':' + other->policy->name),
                    in_quotes(writer->value->place.name)),
        "set one of the two only");
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

// Who has a value in a key.
struct Owned {
  std::uint64_t key_hash;
  std::string_view key;
  const Policy* policy;
};

std::vector<Owned> owned_by_key(const FileEntry& entry) {
  std::vector<Owned> owned;
  for (const Policy& policy : entry.definitions().policies) {
    for (const WrittenValue& row : PolicyEntry{entry, &policy}.values()) {
      owned.push_back({row.key_hash, row.place.key, &policy});
    }
  }
  std::ranges::sort(owned, {},
                    [](const Owned& row) { return std::pair(row.key_hash, row.policy); });
  return owned;
}

void list_clears_key(const FileEntry& entry, const Finder& found) {
  std::optional<std::vector<Owned>> owned;  // only where there is such a list
  for (const Policy& policy : entry.definitions().policies) {
    for (const Element& element : policy.elements) {
      const auto* const list = std::get_if<ListElement>(&element.detail);
      if (list == nullptr || list->additive) continue;
      if (!owned) owned = owned_by_key(entry);
      const std::string_view key = key_of(element, policy);
      const auto in_key =
          std::ranges::equal_range(*owned, entry.file->keys.at(key).hash, {}, &Owned::key_hash);
      const auto other = std::ranges::find_if(in_key, [&](const Owned& row) {
        return share_a_side(*row.policy, policy) && same_folded(row.key, key);
      });
      if (other == in_key.end()) continue;
      found.add(entry.admx(), element.place, element.key ? "key" : "", policy.name,
                fmt::format("the list {} clears its key, in which policy {} has a value",
                            in_quotes(element.id), in_quotes(other->policy->name)),
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
