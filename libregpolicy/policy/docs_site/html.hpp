// HTML from text that nobody has to trust: what a template says is escaped wherever it stands.
#pragma once

#include <string>
#include <string_view>

namespace regpolicy::site {

// For text between tags and for attribute values in double quotes. What HTML cannot hold (control
// characters, bytes that are no UTF-8) becomes U+FFFD.
[[nodiscard]] std::string html(std::string_view text);

// As a JavaScript and JSON string with its quotes. Also safe inside of a <script>.
[[nodiscard]] std::string js(std::string_view text);

}  // namespace regpolicy::site
