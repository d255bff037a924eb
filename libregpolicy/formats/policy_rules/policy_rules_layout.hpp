// The names that reading and writing share.
#pragma once

#include <array>
#include <string_view>
#include <utility>

#include <regpolicy/side.hpp>

namespace regpolicy::policy_rules {

inline constexpr std::string_view kRoot = "PolicyRules";

inline constexpr std::pair<Side, std::string_view> kEntryNames[] = {
    {Side::machine, "ComputerConfig"}, {Side::user, "UserConfig"}};

// The children of a registry entry in their usual order. The last two may be missing, and so may
// the data of a value that has none.
enum class Field { key, name, type, data, source_file, policy_name };
inline constexpr std::array<std::string_view, 6> kFields = {"Key",     "Value",      "RegType",
                                                            "RegData", "SourceFile", "PolicyName"};

}  // namespace regpolicy::policy_rules
