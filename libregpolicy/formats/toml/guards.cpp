#include "formats/toml/guards.hpp"

#include <regpolicy/limits.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy::document {
namespace {

// Where the string that begins at text[start] ends: the position behind its last quote, or the end
// of the text where it is not closed.
std::size_t end_of_string(std::string_view text, std::size_t start) {
  const char quote = text[start];
  const std::string_view triple = quote == '"' ? R"(""")" : "'''";
  const bool multi_line = text.substr(start).starts_with(triple);
  for (std::size_t i = start + (multi_line ? 3 : 1); i < text.size(); ++i) {
    if (text[i] == '\\' && quote == '"') {
      ++i;
    } else if (text[i] == '\n' && !multi_line) {
      return i;
    } else if (text[i] == quote && !multi_line) {
      return i + 1;
    } else if (multi_line && text.substr(i).starts_with(triple)) {
      // Up to two quotes may stand directly in front of the closing three.
      i += 3;
      for (int extra = 0; extra < 2 && i < text.size() && text[i] == quote; ++extra) ++i;
      return i;
    }
  }
  return text.size();
}

bool is_key_character(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == ' ' || c == '\t';
}

Place place_at(std::string_view text, std::size_t offset) {
  Place place;
  for (const char c : text.substr(0, offset)) {
    if (c == '\n') {
      ++place.line;
      place.column = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
      ++place.column;
    }
  }
  return place;
}

}  // namespace

std::optional<Place> deep_key(std::string_view text) {
  std::size_t dots = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '"' || text[i] == '\'') {
      i = end_of_string(text, i);
    } else if (text[i] == '#') {
      i = text.find('\n', i);
      if (i == std::string_view::npos) return std::nullopt;
    } else if (text[i] == '.') {
      if (++dots == limits::kTomlKeyParts) return place_at(text, i);
      ++i;
    } else {
      if (!is_key_character(text[i])) dots = 0;
      ++i;
    }
  }
  return std::nullopt;
}

std::optional<BadByte> bad_byte(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  std::size_t offset = text.find('\0');  // half of the bytes of UTF-16 without a mark
  if (const auto units = to_utf16(text.substr(0, offset)); !units) {
    offset = static_cast<std::size_t>(units.error().location.offset.value_or(0));
  }
  if (offset == std::string_view::npos) return std::nullopt;
  return BadByte{static_cast<unsigned char>(text[offset]), place_at(text, offset)};
}

}  // namespace regpolicy::document
