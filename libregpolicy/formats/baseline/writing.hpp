// The parts of a baseline's writer.
#pragma once

#include <string>
#include <string_view>

#include <regpolicy/baseline.hpp>

namespace regpolicy::baseline {

// `key = "text"` and a line end. A text that is not valid UTF-8 is found by write().
[[nodiscard]] std::string text_line(std::string_view key, std::string_view text);
[[nodiscard]] std::string text_line(std::string_view key, std::u16string_view text);
// `key = { en-US = "...", sv-SE = "..." }`
[[nodiscard]] std::string localized_line(std::string_view key, const LocalizedText& texts);
// The same, as one text where it is the same in all languages; there is at least one.
[[nodiscard]] std::string common_line(std::string_view key, const LocalizedText& texts);
// `key = { all = [...] }`
[[nodiscard]] std::string condition_line(std::string_view key, const Condition& condition);
// severity and applies_to, where they are not what is taken without them.
[[nodiscard]] std::string traits_lines(const AuditTraits& traits);

[[nodiscard]] std::string value_text(const BaselineValue& value);
[[nodiscard]] std::string check_text(const Check& check);

}  // namespace regpolicy::baseline
