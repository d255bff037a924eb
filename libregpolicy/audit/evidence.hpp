// Keys and values in the words of a report.
#pragma once

#include <string>
#include <string_view>

#include <regpolicy/audit.hpp>

#include "audit/words.hpp"

namespace regpolicy::audit {

// HKLM\SOFTWARE\Contoso
[[nodiscard]] std::string key_for_people(Side side, std::u16string_view key);

// The name; "(Default)" for the empty one.
[[nodiscard]] std::string name_for_people(std::u16string_view name, const Words& words);

// HKLM\SOFTWARE\Contoso\Level, or only the key where the evidence is about the key.
[[nodiscard]] std::string path_for_people(const Evidence& evidence, const Words& words);

}  // namespace regpolicy::audit
