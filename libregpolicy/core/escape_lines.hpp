// Texts of several lines, made safe to show.
#pragma once

#include <string>
#include <string_view>

namespace regpolicy {

// As escape_for_display() of text.hpp; but line feeds stay.
[[nodiscard]] std::string escape_lines_for_display(std::string_view utf8);

}  // namespace regpolicy
