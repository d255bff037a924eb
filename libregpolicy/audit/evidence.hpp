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

// REG_DWORD 1; REG_SZ ****** of a secret (secret.hpp), which no report shows.
[[nodiscard]] std::string value_for_people(std::u16string_view name, const Value& value);

// Takes the bytes of secrets away, once nothing is judged by them any more.
void hide_secrets(Finding& finding);

}  // namespace regpolicy::audit
