// Texts and keys as a TOML document spells them.
#pragma once

#include <string>
#include <string_view>

namespace regpolicy::document {

// `text` as a string of one line. In single quotes where that saves escapes. What an editor does
// not show, or would change, is escaped.
[[nodiscard]] std::string line_token(std::string_view text);

// The same over several lines where the text has line breaks. Precondition: not in an inline table
// that shall stay on one line.
[[nodiscard]] std::string text_token(std::string_view text);

// A key, bare where it can be.
[[nodiscard]] std::string key_token(std::string_view key);

}  // namespace regpolicy::document
