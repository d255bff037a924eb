#include "formats/toml/toml_text.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <regpolicy/text.hpp>

namespace regpolicy::document {
namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

// Characters that change what stands around them or that nobody sees: U+0080..9F, U+200B..200F,
// U+2028..202E, U+2060..2069, U+FEFF. Given as UTF-8 at `at`; the length, or 0.
std::size_t invisible_at(std::string_view utf8, std::size_t at, std::uint32_t& code) {
  const auto byte = [&](std::size_t i) {
    return at + i < utf8.size() ? static_cast<unsigned char>(utf8[at + i]) : 0U;
  };
  if (byte(0) == 0xC2 && byte(1) < 0xA0) {
    code = byte(1);
    return 2;
  }
  if ((byte(0) & 0xF0U) != 0xE0) return 0;
  code = (byte(0) & 0x0FU) << 12 | (byte(1) & 0x3FU) << 6 | (byte(2) & 0x3FU);
  const bool is_invisible = (code >= 0x200B && code <= 0x200F) ||
                            (code >= 0x2028 && code <= 0x202E) ||
                            (code >= 0x2060 && code <= 0x2069) || code == 0xFEFF;
  return is_invisible ? 3 : 0;
}

void append_control(std::string& out, char c) {
  switch (c) {
    case '\b': out += "\\b"; break;
    case '\t': out += "\\t"; break;
    case '\n': out += "\\n"; break;
    case '\f': out += "\\f"; break;
    case '\r': out += "\\r"; break;
    default: out += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
  }
}

std::string basic_string(std::string_view utf8) {
  std::string out = "\"";
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    std::uint32_t code = 0;
    if (const std::size_t length = invisible_at(utf8, i, code); length != 0) {
      out += fmt::format("\\u{:04X}", code);
      i += length - 1;
    } else if (utf8[i] == '"' || utf8[i] == '\\') {
      out += {'\\', utf8[i]};
    } else if (is_control(utf8[i])) {
      append_control(out, utf8[i]);
    } else {
      out += utf8[i];
    }
  }
  return out + '"';
}

}  // namespace

std::string in_quotes(std::string_view utf8) {
  const std::string basic = basic_string(utf8);
  const bool has_escapes = basic.size() != utf8.size() + 2;
  const bool only_literal = !utf8.contains('\'') && std::ranges::none_of(utf8, is_control);
  // Where the escapes are those of backslashes and quotation marks only.
  const auto doubled = std::ranges::count_if(utf8, [](char c) { return c == '\\' || c == '"'; });
  const bool are_all = basic.size() == utf8.size() + 2 + static_cast<std::size_t>(doubled);
  if (has_escapes && only_literal && are_all) return fmt::format("'{}'", utf8);
  return basic;
}

std::string key_text(std::string_view utf8) {
  const auto is_bare = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  };
  if (!utf8.empty() && std::ranges::all_of(utf8, is_bare)) return std::string(utf8);
  return in_quotes(utf8);
}

std::string array_text(const std::vector<std::string>& items) {
  constexpr std::size_t kLine = 80;
  std::string line = fmt::format("[{}]", fmt::join(items, ", "));
  if (items.size() < 2 || line.size() <= kLine) return line;
  return fmt::format("[\n  {},\n]", fmt::join(items, ",\n  "));
}

std::string comment_line(std::string_view utf8) {
  std::string line = "# ";
  line += escape_for_display(utf8);
  return line + '\n';
}

}  // namespace regpolicy::document
