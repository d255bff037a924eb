// The keys and values of a policy, with the places that give them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/policy_template.hpp>

namespace regpolicy::check_templates {

struct KeyPlace {
  std::string_view key;
  TemplatePlace place;
  std::string_view attribute;
};
// Every key that is written out in the policy, in the order of the file.
[[nodiscard]] std::vector<KeyPlace> key_places(const Policy& policy);

// A value that the policy or one of its elements may write.
struct ValuePlace {
  enum class Owner { policy, state_list, element, element_list };
  Owner owner = Owner::policy;
  const Element* element = nullptr;
  std::string_view key, name;
  TemplatePlace place;
};
[[nodiscard]] std::vector<ValuePlace> value_places(const Policy& policy);

// The key of an item of a list: its own, else the list's, else the one of what holds the list.
[[nodiscard]] std::string_view key_of(const ValueItem& item, const ValueList& list,
                                      std::string_view otherwise);
[[nodiscard]] std::string_view key_of(const Element& element, const Policy& policy);

[[nodiscard]] bool share_a_side(const Policy& a, const Policy& b);

}  // namespace regpolicy::check_templates
