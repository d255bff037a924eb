// TOML 1.0 as text: what writers of TOML files have in common.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace regpolicy::document {

// A literal string ('A\B') where that is easier to read and can hold the text, else a basic string
// with everything escaped that TOML does not take or that nobody sees. `utf8` is valid UTF-8.
[[nodiscard]] std::string in_quotes(std::string_view utf8);

// Bare where it can be.
[[nodiscard]] std::string key_text(std::string_view utf8);

// On one line, or one item a line where that is too long.
[[nodiscard]] std::string array_text(const std::vector<std::string>& items);

// A line for people, escaped for display.
[[nodiscard]] std::string comment_line(std::string_view utf8);

}  // namespace regpolicy::document
