#include "formats/security_template/lines.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

namespace regpolicy::security_template {
namespace {

constexpr std::u16string_view kBlanks = u" \t";

std::uint32_t digit_of(char16_t unit) {
  if (unit >= u'0' && unit <= u'9') return static_cast<std::uint32_t>(unit - u'0');
  if (unit >= u'a' && unit <= u'f') return static_cast<std::uint32_t>(unit - u'a') + 10;
  if (unit >= u'A' && unit <= u'F') return static_cast<std::uint32_t>(unit - u'A') + 10;
  return 16;
}

}  // namespace

Text Text::part(std::size_t at, std::size_t length) const {
  const std::size_t from = std::min(at, text.size());
  return {text.substr(from, length), line, offset + from, whole};
}

Text Text::trimmed() const {
  const std::size_t first = std::min(text.find_first_not_of(kBlanks), text.size());
  const std::size_t last = text.find_last_not_of(kBlanks);
  return part(first, last == std::u16string_view::npos ? 0 : last + 1 - first);
}

Location Text::place(const std::string& source, std::size_t at) const {
  std::uint32_t column = 1;
  const std::u16string_view before = whole.substr(0, offset + at);
  for (std::size_t i = 0; i < before.size(); ++i) {
    const bool is_second_half =
        i > 0 && (before[i] & 0xFC00U) == 0xDC00U && (before[i - 1] & 0xFC00U) == 0xD800U;
    if (!is_second_half) ++column;
  }
  return {.source = source, .line = line, .column = column};
}

std::vector<Text> lines_of(std::u16string_view text) {
  std::vector<Text> lines;
  for (std::uint32_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find_first_of(u"\r\n"), text.size());
    const std::u16string_view line = text.substr(0, end);
    lines.push_back({line, number, 0, line});
    text.remove_prefix(end);
    text.remove_prefix(text.starts_with(u"\r\n") ? 2 : std::min<std::size_t>(text.size(), 1));
  }
  return lines;
}

std::unexpected<Error> expected_in(const Text& text, std::size_t at, std::string_view expected,
                                   const std::string& source, std::string hint) {
  const bool pair = at + 1 < text.text.size() && (text.text[at] & 0xFC00U) == 0xD800U;
  const std::string found =
      at < text.text.size()
          ? fmt::format("'{}'", escape_for_display(text.text.substr(at, pair ? 2 : 1)))
          : "the end";
  return fail(ErrorCode::malformed, fmt::format("found {}, expected {}", found, expected),
              text.place(source, at), std::move(hint));
}

Result<std::uint32_t> number_of(const Text& text, std::uint32_t most, const std::string& source) {
  const bool hex = text.text.starts_with(u"0x") || text.text.starts_with(u"0X");
  const std::uint32_t base = hex ? 16 : 10;
  std::size_t at = hex ? 2 : 0;
  std::uint64_t number = 0;
  if (at == text.text.size()) return expected_in(text, at, "a number", source);
  for (; at < text.text.size(); ++at) {
    const std::uint32_t digit = digit_of(text.text[at]);
    if (digit >= base) return expected_in(text, at, "a number", source);
    number = number * base + digit;
    if (number <= most) continue;
    return fail(ErrorCode::malformed,
                fmt::format("found {}, expected a number of at most {}",
                            escape_for_display(text.text), most),
                text.place(source));
  }
  return static_cast<std::uint32_t>(number);
}

Result<std::vector<std::u16string>> fields_of(const Text& text, const std::string& source) {
  std::vector<std::u16string> fields;
  if (text.text.empty()) return fields;
  fields.emplace_back();
  bool quoted = false;
  std::size_t opened = 0;
  for (std::size_t at = 0; at < text.text.size(); ++at) {
    const char16_t unit = text.text[at];
    if (unit == u'"' && quoted && text.part(at + 1).text.starts_with(u'"')) {
      fields.back() += u'"';
      ++at;
    } else if (unit == u'"') {
      quoted = !quoted;
      opened = at;
    } else if (unit == u',' && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += unit;
    }
  }
  if (!quoted) return fields;
  return fail(ErrorCode::malformed, "found no '\"' that ends the text, expected one",
              text.place(source, opened));
}

Result<std::u16string> string_of(const Text& text, const std::string& source) {
  if (!text.text.starts_with(u'"')) return std::u16string(text.text);
  std::u16string string;
  for (std::size_t at = 1; at < text.text.size(); ++at) {
    if (text.text[at] != u'"') {
      string += text.text[at];
    } else if (text.part(at + 1).text.starts_with(u'"')) {
      string += u'"';
      ++at;
    } else if (at + 1 == text.text.size()) {
      return string;
    } else {
      return expected_in(text, at + 1, "nothing behind the quoted text", source);
    }
  }
  return fail(ErrorCode::malformed, "found no '\"' that ends the text, expected one",
              text.place(source));
}

}  // namespace regpolicy::security_template
