#include "policy/check_templates/registry_places.hpp"

namespace regpolicy::check_templates {
namespace {

using Owner = ValuePlace::Owner;

void add_keys(const std::optional<ValueList>& list, std::vector<KeyPlace>& keys) {
  if (!list) return;
  if (list->default_key) keys.push_back({*list->default_key, list->place, "defaultKey"});
  for (const ValueItem& item : list->items) {
    if (item.key) keys.push_back({*item.key, item.place, "key"});
  }
}

// Calls `use` with every value list of the element.
template <class Use>
void for_each_list(const Element& element, const Use& use) {
  if (const auto* const box = std::get_if<BooleanElement>(&element.detail)) {
    use(box->true_list);
    use(box->false_list);
  } else if (const auto* const choice = std::get_if<EnumElement>(&element.detail)) {
    for (const EnumItem& item : choice->items) use(item.value_list);
  }
}

void add_values(const std::optional<ValueList>& list, std::string_view key, Owner owner,
                const Element* element, std::vector<ValuePlace>& values) {
  if (!list) return;
  for (const ValueItem& item : list->items) {
    values.push_back({owner, element, key_of(item, *list, key), item.value_name, item.place});
  }
}

}  // namespace

std::vector<KeyPlace> key_places(const Policy& policy) {
  std::vector<KeyPlace> keys{{policy.key, policy.place, "key"}};
  add_keys(policy.enabled_list, keys);
  add_keys(policy.disabled_list, keys);
  for (const Element& element : policy.elements) {
    if (element.key) keys.push_back({*element.key, element.place, "key"});
    for_each_list(element, [&keys](const auto& list) { add_keys(list, keys); });
  }
  return keys;
}

std::vector<ValuePlace> value_places(const Policy& policy) {
  std::vector<ValuePlace> values;
  if (policy.value_name) {
    values.push_back({Owner::policy, nullptr, policy.key, *policy.value_name, policy.place});
  }
  add_values(policy.enabled_list, policy.key, Owner::state_list, nullptr, values);
  add_values(policy.disabled_list, policy.key, Owner::state_list, nullptr, values);
  for (const Element& element : policy.elements) {
    const std::string_view key = key_of(element, policy);
    const bool is_list = std::holds_alternative<ListElement>(element.detail);
    if (element.value_name && !is_list) {
      values.push_back({Owner::element, &element, key, *element.value_name, element.place});
    }
    for_each_list(element, [&](const auto& list) {
      add_values(list, key, Owner::element_list, &element, values);
    });
  }
  return values;
}

std::string_view key_of(const ValueItem& item, const ValueList& list, std::string_view otherwise) {
  if (item.key) return *item.key;
  return list.default_key ? std::string_view(*list.default_key) : otherwise;
}

std::string_view key_of(const Element& element, const Policy& policy) {
  return element.key ? *element.key : policy.key;
}

bool share_a_side(const Policy& a, const Policy& b) {
  return a.policy_class == b.policy_class || a.policy_class == PolicyClass::both ||
         b.policy_class == PolicyClass::both;
}

}  // namespace regpolicy::check_templates
