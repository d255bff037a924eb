// What several reports in text say in the same way.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace regpolicy {

// Codes of colours, for paint().
inline constexpr std::string_view kBold = "1";
inline constexpr std::string_view kRed = "31";
inline constexpr std::string_view kGreen = "32";
inline constexpr std::string_view kYellow = "33";

[[nodiscard]] std::string paint(std::string_view text, std::string_view code, bool color);

// "1 record", "2 records"
[[nodiscard]] std::string counted(std::size_t count, std::string_view word);

// What begins the line of a difference.
struct Sign {
  char sign;
  std::string_view color;
};

}  // namespace regpolicy
