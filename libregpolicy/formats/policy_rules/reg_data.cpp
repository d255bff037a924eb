#include "formats/policy_rules/reg_data.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

namespace regpolicy::policy_rules {
namespace {

// Microsoft's tools write these for the line ends inside a text and between the strings of a list.
// A backslash stays single (C:\new), so only the pair is read as a line end: paths hold the halves.
constexpr std::u16string_view kLineEnd = u"\\r\\n";
constexpr std::u16string_view kSeparator = u"\\0";

std::u16string replaced(std::u16string_view text, std::u16string_view from,
                        std::u16string_view to) {
  std::u16string out;
  out.reserve(text.size());
  for (std::size_t at = text.find(from); at != std::u16string_view::npos; at = text.find(from)) {
    out += text.substr(0, at);
    out += to;
    text.remove_prefix(at + from.size());
  }
  return out += text;
}

std::string shown(std::string_view text) {
  constexpr std::size_t kShown = 60;  // enough to find the place
  if (text.size() <= kShown) return fmt::format("'{}'", escape_for_display(text));
  std::size_t end = kShown;  // not within a character
  while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return fmt::format("'{}...'", escape_for_display(text.substr(0, end)));
}

std::unexpected<Error> malformed(Type type, std::string_view found, std::string_view expected) {
  return fail(ErrorCode::malformed, fmt::format("found {} as the RegData of a {}, expected {}",
                                                found, to_string(type), expected));
}

std::unexpected<Error> without_words(std::string message) {
  return fail(ErrorCode::not_representable, std::move(message));
}

template <class Number>
Result<Number> parse_number(Type type, std::string_view text) {
  Number number = 0;
  const char* const last = text.data() + text.size();
  const auto [end, status] = std::from_chars(text.data(), last, number);
  if (!text.empty() && end == last && status == std::errc()) return number;
  return malformed(type, shown(text),
                   fmt::format("a decimal number from 0 to {}", static_cast<Number>(-1)));
}

Result<Bytes> parse_bytes(std::string_view text) {
  Bytes bytes;
  while (!text.empty()) {
    if (std::string_view(", \t\r\n").find(text.front()) != std::string_view::npos) {
      text.remove_prefix(1);
      continue;
    }
    const std::string_view digits = text.substr(0, 2);
    unsigned number = 0;
    const auto [end, status] =
        std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
    if (digits.size() != 2 || end != digits.data() + 2 || status != std::errc()) {
      return malformed(Type::binary, shown(text), "two hexadecimal digits for each byte");
    }
    bytes.push_back(static_cast<std::byte>(number));
    text.remove_prefix(2);
  }
  return bytes;
}

Result<Value> parse_list(std::u16string_view text) {
  std::vector<std::u16string> strings;
  std::size_t empty = 0;  // strings without a character since the last other one
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(kSeparator), text.size());
    const std::u16string_view item = text.substr(0, end);
    if (!item.empty() && empty != 0) {
      return malformed(Type::multi_sz, "an empty string inside the list",
                       "strings with '\\0' between them");
    }
    if (item.empty()) {
      ++empty;
    } else {
      strings.push_back(replaced(item, kLineEnd, u"\r\n"));
    }
    text.remove_prefix(end == text.size() ? end : end + kSeparator.size());
  }
  return make_multi_string(strings);
}

std::string bytes_text(ByteView bytes) {
  std::string text;
  for (const std::byte byte : bytes) {
    text += fmt::format("{}{:02x}", text.empty() ? "" : ",", std::to_integer<unsigned>(byte));
  }
  return text;
}

// What from_reg_data() gives back is compared with the value, so that a text may be said here
// without a look at what it would be read as.
Result<std::string> spell(const Value& value) {
  switch (value.type) {
    case Type::none: return std::string();
    case Type::dword: {
      const auto number = get_dword(value);
      if (number) return std::to_string(*number);
      return without_words(number.error().message);
    }
    case Type::qword: {
      const auto number = get_qword(value);
      if (number) return std::to_string(*number);
      return without_words(number.error().message);
    }
    case Type::sz:
    case Type::expand_sz: {
      const auto text = get_string(value);
      if (text) return to_utf8(replaced(*text, u"\r\n", kLineEnd));
      return without_words(text.error().message);
    }
    case Type::multi_sz: {
      const auto strings = get_multi_string(value);
      if (!strings) return without_words(strings.error().message);
      std::u16string text;
      for (const std::u16string& string : *strings) {
        if (!text.empty()) text += kSeparator;
        text += replaced(string, u"\r\n", kLineEnd);
      }
      return to_utf8(text);
    }
    case Type::binary: return bytes_text(value.data);
    case Type::dword_big_endian:
    case Type::link:
    case Type::resource_list:
    case Type::full_resource_descriptor:
    case Type::resource_requirements_list: break;
  }
  return without_words(
      fmt::format("no file is known that spells data of type {}", to_string(value.type)));
}

// What the spelling would change.
std::string_view why_changed(const Value& value) {
  switch (value.type) {
    case Type::none: return "its data would be lost";
    case Type::multi_sz:
      return "its terminators are not the usual ones, or a string holds '\\0' or '\\r\\n' as such";
    default: return "it does not end in one NUL, or holds '\\r\\n' as such";
  }
}

}  // namespace

Result<Value> from_reg_data(Type type, std::string_view text) {
  switch (type) {
    case Type::none:
      if (text.empty()) return Value{};
      return malformed(type, shown(text), "none");
    case Type::dword: {
      const auto number = parse_number<std::uint32_t>(type, text);
      if (!number) return std::unexpected(number.error());
      return make_dword(*number);
    }
    case Type::qword: {
      const auto number = parse_number<std::uint64_t>(type, text);
      if (!number) return std::unexpected(number.error());
      return make_qword(*number);
    }
    case Type::binary: {
      auto bytes = parse_bytes(text);
      if (!bytes) return std::unexpected(bytes.error());
      return make_binary(std::move(*bytes));
    }
    case Type::sz:
    case Type::expand_sz:
    case Type::multi_sz: {
      const auto units = to_utf16(text);
      if (!units) return std::unexpected(units.error());
      if (type == Type::multi_sz) return parse_list(*units);
      return make_string(type, replaced(*units, kLineEnd, u"\r\n"));
    }
    case Type::dword_big_endian:
    case Type::link:
    case Type::resource_list:
    case Type::full_resource_descriptor:
    case Type::resource_requirements_list: break;
  }
  return fail(ErrorCode::malformed,
              fmt::format("found the type {}, which no file is known to spell the data of",
                          to_string(type)));
}

Result<std::string> to_reg_data(const Value& value) {
  auto text = spell(value);
  if (!text) return text;
  const auto back = from_reg_data(value.type, *text);
  if (back && *back == value) return text;
  return without_words(std::string(why_changed(value)));
}

}  // namespace regpolicy::policy_rules
