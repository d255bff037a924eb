#include "policy/check_templates/registry_places.hpp"

#include <algorithm>

#include <regpolicy/policy_trees.hpp>
#include <regpolicy/registry_path.hpp>
#include <regpolicy/text.hpp>

#include "core/find_byte.hpp"

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

void add_value_places(const Policy& policy, std::vector<ValuePlace>& values) {
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
}

unsigned key_faults(std::string_view utf8) {
  const std::u16string key = to_utf16(utf8).value_or(u"");
  if (key.empty()) return 0;
  unsigned faults = 0;
  if (split_root(key)) faults |= kHivePrefix;
  if (std::ranges::any_of(split_path(key), &std::u16string_view::empty)) {
    faults |= kEmptyComponent;
  }
  const bool has_slash = key.find(u'/') != key.npos;
  if (has_slash && key.find(u'\\') == key.npos) faults |= kSlash;
  std::u16string_view path = key;
  while (path.starts_with(u'\\')) path.remove_prefix(1);
  const bool is_plain = !split_root(path) && path.find(u'\\') != path.npos;
  if (is_plain && !is_in_policy_tree(path)) faults |= kOutsidePolicyTrees;
  return faults;
}

std::u16string folded(std::string_view utf8) { return upcase(to_utf16(utf8).value_or(u"")); }

bool same_folded(std::string_view a, std::string_view b) {
  return a == b || folded(a) == folded(b);
}

std::uint64_t folded_hash(std::string_view utf8, std::uint64_t before) {
  std::uint64_t hash = before;
  const auto add = [&hash](char16_t unit) { hash = (hash ^ unit) * 0x100000001B3; };
  if (find_beyond_ascii(utf8, 0) == utf8.size()) {
    for (const char c : utf8) add(upcase(static_cast<char16_t>(c)));
  } else {
    for (const char16_t unit : folded(utf8)) add(unit);
  }
  add(u'\0');  // names end here
  return hash;
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
