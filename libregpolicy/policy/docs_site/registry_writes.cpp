#include "policy/docs_site/registry_writes.hpp"

#include <algorithm>
#include <utility>

#include <regpolicy/compile.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy::site {
namespace {

Writes compiled(const PolicyEntry& entry, const Policy& policy, Setting setting) {
  setting.side = policy.policy_class == PolicyClass::user ? Side::user : Side::machine;
  Diagnostics diagnostics;
  auto instructions = compile(setting, {entry.source, &policy}, diagnostics);
  if (instructions) return {*std::move(instructions), {}};
  return {{}, diagnostics.items.front().message};
}

// The policy with one element alone: its limits and choices are what it says, whatever else the
// policy has.
Policy only(const Policy& policy, Element element) {
  Policy result;
  result.name = policy.name;
  result.policy_class = policy.policy_class;
  result.key = policy.key;
  result.elements.push_back(std::move(element));
  return result;
}

// Where the policy and an element share a value, the element's is what the registry gets.
bool is_elements_value(const Policy& policy, const Instruction& instruction) {
  const auto* const set = std::get_if<SetValue>(&instruction);
  if (set == nullptr) return false;
  return std::ranges::any_of(policy.elements, [&](const Element& element) {
    const auto key = to_utf16(element.key.value_or(policy.key));
    const auto name = to_utf16(element.value_name.value_or(""));
    return element.value_name && key && name && same_name(*key, set->key) &&
           same_name(*name, set->name);
  });
}

}  // namespace

Writes enabled_writes(const PolicyEntry& entry) {
  Policy policy = *entry.policy;
  policy.elements.clear();
  Writes writes = compiled(entry, policy, {.state = PolicyState::enabled});
  std::erase_if(writes.instructions, [&entry](const Instruction& instruction) {
    return is_elements_value(*entry.policy, instruction);
  });
  return writes;
}

Writes disabled_writes(const PolicyEntry& entry) {
  return compiled(entry, *entry.policy, {.state = PolicyState::disabled});
}

Writes boolean_writes(const PolicyEntry& entry, const Element& element, bool checked) {
  return compiled(entry, only(*entry.policy, element),
                  {.state = PolicyState::enabled, .options = {{element.id, checked}}});
}

Writes item_writes(const PolicyEntry& entry, const Element& element, const EnumItem& item) {
  Element single = element;
  EnumItem named = item;
  named.display_name = "item";  // the only one: its name tells it from no other
  std::get<EnumElement>(single.detail).items = {std::move(named)};
  return compiled(entry, only(*entry.policy, std::move(single)),
                  {.state = PolicyState::enabled, .options = {{element.id, std::string("item")}}});
}

}  // namespace regpolicy::site
