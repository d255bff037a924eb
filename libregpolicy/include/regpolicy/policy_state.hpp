// A policy setting as an administrator states it: the policy, the side, the state and the options.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <regpolicy/error.hpp>
#include <regpolicy/side.hpp>

namespace regpolicy {

enum class PolicyState { not_configured, enabled, disabled };

// "not_configured", "enabled", "disabled"
[[nodiscard]] std::string_view to_string(PolicyState state);

// The answer to one element of a policy. Which alternative fits which kind of element:
//   boolean                 bool
//   decimal                 uint64
//   long decimal            uint64, or a string of decimal digits
//   text                    string
//   enum                    string: the item's display name in any language of the template, or its
//                           string id, or the id that a template source gave it; or the item's
//                           value (uint64 or string)
//   multiText               vector of strings
//   list                    vector of strings; where explicitValue is true, pairs name -> data
// Strings are UTF-8.
using NamedTexts = std::vector<std::pair<std::string, std::string>>;
using OptionValue =
    std::variant<bool, std::uint64_t, std::string, std::vector<std::string>, NamedTexts>;

struct Setting {
  std::string policy{};  // prefix:name, or full-namespace:name where a prefix is ambiguous
  Side side = Side::machine;
  PolicyState state = PolicyState::not_configured;
  std::map<std::string, OptionValue> options{};        // by element id
  Location location{};                                 // where it was said
  std::map<std::string, Location> option_locations{};  // likewise; may lack any of the options
};

}  // namespace regpolicy
