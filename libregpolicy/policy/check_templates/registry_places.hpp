// The keys and values of a policy, with the places that give them.
#pragma once

#include <cstdint>
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
void add_value_places(const Policy& policy, std::vector<ValuePlace>& values);

// What is wrong with a key: bits.
enum KeyFault : unsigned {
  kHivePrefix = 1,
  kEmptyComponent = 2,
  kSlash = 4,
  kOutsidePolicyTrees = 8,
};
[[nodiscard]] unsigned key_faults(std::string_view key);

// For comparing registry names: names that the registry does not tell apart are folded alike.
[[nodiscard]] std::u16string folded(std::string_view utf8);
[[nodiscard]] bool same_folded(std::string_view a, std::string_view b);
// A hash of the folded name, and of the names before it where their hash is given.
inline constexpr std::uint64_t kNoNameBefore = 0xCBF29CE484222325;
[[nodiscard]] std::uint64_t folded_hash(std::string_view utf8,
                                        std::uint64_t before = kNoNameBefore);

// The key of an item of a list: its own, else the list's, else the one of what holds the list.
[[nodiscard]] std::string_view key_of(const ValueItem& item, const ValueList& list,
                                      std::string_view otherwise);
[[nodiscard]] std::string_view key_of(const Element& element, const Policy& policy);

[[nodiscard]] bool share_a_side(const Policy& a, const Policy& b);

}  // namespace regpolicy::check_templates
