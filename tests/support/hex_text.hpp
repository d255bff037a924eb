// Binary fixtures as text that can be reviewed: hex byte pairs, 'text' for UTF-16LE code units
// without a NUL, and # comments to the end of the line.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include <regpolicy/bytes.hpp>
#include <regpolicy/text.hpp>

namespace tests {

inline regpolicy::Bytes bytes_from_hex_text(std::string_view text) {
  regpolicy::Bytes bytes;
  const auto digit = [](char c) -> int {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    throw std::runtime_error(std::string("not a hex digit: ") + c);
  };
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == ' ' || text[i] == '\n') {
      ++i;
    } else if (text[i] == '#') {
      i = std::min(text.find('\n', i), text.size());
    } else if (text[i] == '\'') {
      const std::size_t end = text.find('\'', i + 1);
      regpolicy::append_utf16le(bytes,
                                regpolicy::to_utf16(text.substr(i + 1, end - i - 1)).value());
      i = end + 1;
    } else {
      bytes.push_back(static_cast<std::byte>(digit(text.at(i)) * 16 + digit(text.at(i + 1))));
      i += 2;
    }
  }
  return bytes;
}

// What stands behind "# expect: " in a bad-* fixture.
inline std::string expected_message(std::string_view text) {
  constexpr std::string_view kMark = "# expect: ";
  const std::size_t at = text.find(kMark);
  if (at == std::string_view::npos) throw std::runtime_error("the fixture expects no message");
  const std::size_t start = at + kMark.size();
  return std::string(text.substr(start, text.find('\n', start) - start));
}

}  // namespace tests
