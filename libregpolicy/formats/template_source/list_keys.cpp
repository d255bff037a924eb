// Lists that clear a key in which something else has values.
#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "formats/template_source/sections.hpp"

namespace regpolicy::template_source {
namespace {

// A key in which a policy or an element has values, and the words for it.
struct Use {
  std::string_view key;
  std::string who;  // "element 'Level' of policy 'Plain' has a value"
};

void add_list(std::vector<Use>& uses, const std::optional<ValueList>& list, std::string_view key,
              const std::string& owner) {
  if (!list) return;
  const std::string_view otherwise = list->default_key ? std::string_view(*list->default_key) : key;
  for (const ValueItem& item : list->items) {
    uses.push_back({item.key ? std::string_view(*item.key) : otherwise, owner + " has values"});
  }
}

void add_element(std::vector<Use>& uses, const Element& element, const Policy& policy) {
  const std::string_view key = element.key ? *element.key : policy.key;
  const std::string owner = fmt::format("element '{}' of policy '{}'", element.id, policy.name);
  if (element.value_name) uses.push_back({key, owner + " has a value"});
  if (std::holds_alternative<ListElement>(element.detail)) {
    uses.push_back({key, owner + " has values"});
  } else if (const auto* const boolean = std::get_if<BooleanElement>(&element.detail)) {
    add_list(uses, boolean->true_list, key, owner);
    add_list(uses, boolean->false_list, key, owner);
  } else if (const auto* const choice = std::get_if<EnumElement>(&element.detail)) {
    for (const EnumItem& item : choice->items) add_list(uses, item.value_list, key, owner);
  }
}

// Two lists of one policy are the business of check_policy.
std::vector<Use> uses_beside(const Policy& policy, const Policy& policy_of_list) {
  std::vector<Use> uses;
  const std::string owner = fmt::format("policy '{}'", policy.name);
  if (policy.value_name) uses.push_back({policy.key, owner + " has a value"});
  add_list(uses, policy.enabled_list, policy.key, owner);
  add_list(uses, policy.disabled_list, policy.key, owner);
  for (const Element& element : policy.elements) {
    const bool is_list = std::holds_alternative<ListElement>(element.detail);
    if (&policy != &policy_of_list || !is_list) add_element(uses, element, policy);
  }
  return uses;
}

bool share_a_side(const Policy& a, const Policy& b) {
  return a.policy_class == b.policy_class || a.policy_class == PolicyClass::both ||
         b.policy_class == PolicyClass::both;
}

void warn_of(const Reading& reading, const ClearingList& list) {
  const std::vector<Policy>& policies = reading.result.definitions.policies;
  const Policy& owner = policies[list.policy];
  const Element& element = owner.elements[list.element];
  const std::string& key = element.key ? *element.key : owner.key;
  const std::u16string wanted = to_utf16(key).value_or(u"");
  if (wanted.empty()) return;
  for (const Policy& policy : policies) {
    if (!share_a_side(owner, policy)) continue;
    for (const Use& use : uses_beside(policy, owner)) {
      if (!same_name(to_utf16(use.key).value_or(u""), wanted)) continue;
      reading.warning("list-clears-key",
                      fmt::format("list '{}' clears its key '{}', in which {}", element.id,
                                  escape_for_display(key), use.who),
                      list.place, "give the list a key of its own, or additive = true");
      return;
    }
  }
}

}  // namespace

void warn_of_cleared_keys(const Reading& reading) {
  for (const ClearingList& list : reading.clearing_lists) warn_of(reading, list);
}

}  // namespace regpolicy::template_source
