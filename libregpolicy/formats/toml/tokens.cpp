#include "formats/toml/tokens.hpp"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

namespace regpolicy::document {
namespace {

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t size = 1;  // bytes
};

// Precondition: valid UTF-8.
CodePoint code_point_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned lead = byte(0);
  const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (size == 1 || at + size > text.size()) return {lead, 1};
  std::uint32_t value = lead & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) value = (value << 6U) | (byte(i) & 0x3FU);
  return {value, size};
}

// What no TOML string may hold as it is, and what an editor shows as nothing or as a line break:
// C0 and C1, line separators, marks of direction, the byte order mark.
bool is_invisible(std::uint32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x200B || c == 0x200E || c == 0x200F ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

std::string escaped(std::uint32_t c) {
  switch (c) {
    case '\t': return "\\t";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '"': return "\\\"";
    case '\\': return "\\\\";
    default: return fmt::format("\\u{:04X}", c);
  }
}

// The inside of a string in double quotes. Over several lines a quote needs its escape only where
// three of them would end the string, and a space where an editor would take it away.
std::string inside(std::string_view text, bool several_lines) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    const std::string_view rest = text.substr(at + c.size);
    const bool at_end = rest.empty() || rest.front() == '\n';
    const bool as_it_is = several_lines
                              ? c.value == '\n' || (c.value == '\t' && !at_end) ||
                                    (c.value == '"' && !rest.empty() && rest.front() != '"')
                              : false;
    const bool trailing_space = several_lines && c.value == ' ' && at_end;
    if (!as_it_is &&
        (trailing_space || c.value == '"' || c.value == '\\' || is_invisible(c.value))) {
      out += escaped(c.value);
    } else {
      out += text.substr(at, c.size);
    }
    at += c.size;
  }
  return out;
}

bool has_invisible(std::string_view text, bool allow_lines) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    const bool is_line = allow_lines && (c.value == '\n' || c.value == '\t');
    if (is_invisible(c.value) && !is_line) return true;
    at += c.size;
  }
  return false;
}

bool has_trailing_space(std::string_view text) {
  for (const std::string_view end : {" \n", "\t\n"}) {
    if (text.find(end) != std::string_view::npos) return true;
  }
  return text.ends_with(' ') || text.ends_with('\t');
}

}  // namespace

std::string line_token(std::string_view text) {
  const bool saves = text.find_first_of("\\\"") != std::string_view::npos;
  const bool can_be_literal =
      text.find('\'') == std::string_view::npos && !has_invisible(text, false);
  if (saves && can_be_literal) return fmt::format("'{}'", text);
  return fmt::format("\"{}\"", inside(text, false));
}

std::string text_token(std::string_view text) {
  if (text.find('\n') == std::string_view::npos) return line_token(text);
  const bool saves = text.find('\\') != std::string_view::npos;
  const bool can_be_literal = text.find("''") == std::string_view::npos && !text.ends_with('\'') &&
                              !has_invisible(text, true) && !has_trailing_space(text);
  // The line break behind the opening quotes is no part of the text.
  if (saves && can_be_literal) return fmt::format("'''\n{}'''", text);
  return fmt::format("\"\"\"\n{}\"\"\"", inside(text, true));
}

std::string key_token(std::string_view key) {
  const bool is_bare = !key.empty() && std::ranges::all_of(key, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
  return is_bare ? std::string(key) : fmt::format("\"{}\"", inside(key, false));
}

}  // namespace regpolicy::document
