#include "policy/docs_site/html.hpp"

#include <fmt/format.h>

#include <regpolicy/text.hpp>

namespace regpolicy::site {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// Bytes of the character at `at`; 0 where no valid UTF-8 begins.
std::size_t character_length(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (at + length > text.size()) return 0;
  return is_valid_utf8(text.substr(at, length)) ? length : 0;
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\n' && c != '\t' && c != '\r') || byte == 0x7F;
}

// Calls `put` with each character, made harmless.
template <class Put>
void for_each_character(std::string_view text, Put put) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = character_length(text, at);
    const bool bad = length == 0 || (length == 1 && is_control(text[at]));
    put(bad ? kReplacement : text.substr(at, length));
    at += length == 0 ? 1 : length;
  }
}

}  // namespace

std::string html(std::string_view text) {
  std::string result;
  result.reserve(text.size() + text.size() / 16);
  for_each_character(text, [&result](std::string_view character) {
    switch (character.front()) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      case '\'': result += "&#39;"; break;
      default: result += character;
    }
  });
  return result;
}

std::string js(std::string_view text) {
  std::string result = "\"";
  for_each_character(text, [&result](std::string_view character) {
    switch (character.front()) {
      case '"': result += "\\\""; break;
      case '\\': result += "\\\\"; break;
      case '<':  // </script> and <!--
      case '>':
      case '&':
      case '\n':
      case '\r':
      case '\t':
        result += fmt::format("\\u{:04x}", static_cast<unsigned char>(character.front()));
        break;
      default:
        // U+2028 and U+2029 end a line in older JavaScript.
        result += character == "\u2028" ? "\\u2028" : character == "\u2029" ? "\\u2029" : character;
    }
  });
  return result + '"';
}

}  // namespace regpolicy::site
