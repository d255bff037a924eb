#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/text.hpp>
#include <regpolicy/value.hpp>

namespace regpolicy {
namespace {

using Words = std::vector<std::string>;

std::unexpected<Error> refuse(Type type, std::string found, std::string_view expected,
                              std::string hint = {}) {
  return fail(
      ErrorCode::invalid_argument,
      fmt::format("found {}, expected {} as the data of a {}", found, expected, to_string(type)),
      {}, std::move(hint));
}

std::string in_quotes(std::string_view word) {
  return fmt::format("'{}'", escape_for_display(word));
}

// Decimal, or hexadecimal behind 0x.
std::optional<std::uint64_t> parse_number(std::string_view word) {
  const bool hex = ascii_lower(word.substr(0, 2)) == "0x";
  const std::string_view digits = word.substr(hex ? 2 : 0);
  const char* const last = digits.data() + digits.size();
  std::uint64_t number = 0;
  const auto [end, status] = std::from_chars(digits.data(), last, number, hex ? 16 : 10);
  if (digits.empty() || end != last || status != std::errc()) return std::nullopt;
  return number;
}

// A negative number is meant as its bits: -1 for 4294967295.
std::string hint_of_negative(std::string_view word, std::uint64_t largest) {
  if (!word.starts_with('-')) return {};
  const auto number = parse_number(word.substr(1));
  if (!number || *number == 0 || *number > largest / 2 + 1) return {};
  return fmt::format("the bits of {} are {}", word, largest - *number + 1);
}

Result<std::uint64_t> number_of(Type type, const Words& words, std::uint64_t largest) {
  const std::string expected = fmt::format("a number from 0 to {}, decimal or behind 0x,", largest);
  if (words.empty()) return refuse(type, "nothing", expected);
  if (words.size() > 1) return refuse(type, fmt::format("{} words", words.size()), expected);
  const auto number = parse_number(words.front());
  if (number && *number <= largest) return *number;
  return refuse(type, in_quotes(words.front()), expected, hint_of_negative(words.front(), largest));
}

Result<std::uint32_t> short_number_of(Type type, const Words& words) {
  const auto number = number_of(type, words, std::numeric_limits<std::uint32_t>::max());
  if (!number) return std::unexpected(number.error());
  return static_cast<std::uint32_t>(*number);
}

Result<std::u16string> registry_text(Type type, const std::string& word) {
  auto text = to_utf16(word);
  if (!text) return refuse(type, "a text that is not UTF-8: " + text.error().message, "UTF-8");
  if (text->find(u'\0') == std::u16string::npos) return text;
  return refuse(type, "a NUL, which ends a text in the registry", "a text without it");
}

Result<Value> string_of(Type type, const Words& words) {
  if (words.empty()) return refuse(type, "nothing", "a text", "'' is the empty text");
  if (words.size() > 1) {
    return refuse(type, fmt::format("{} words", words.size()), "one text",
                  "quotes make one of several words");
  }
  const auto text = registry_text(type, words.front());
  if (!text) return std::unexpected(text.error());
  return make_string(type, *text);
}

Result<Value> strings_of(const Words& words) {
  std::vector<std::u16string> strings;
  for (const std::string& word : words) {
    auto text = registry_text(Type::multi_sz, word);
    if (!text) return std::unexpected(text.error());
    if (text->empty()) {
      return refuse(
          Type::multi_sz,
          fmt::format("an empty text as item {}, which would end the list", strings.size() + 1),
          "texts", "no words at all are the empty list");
    }
    strings.push_back(*std::move(text));
  }
  return make_multi_string(strings);
}

Result<Value> bytes_of(Type type, const Words& words) {
  constexpr std::string_view kExpected = "bytes such as 01ff, '01 ff' or 01,ff";
  if (words.empty() && type != Type::none) {
    return refuse(type, "nothing", kExpected, "'' is no bytes");
  }
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  auto bytes = parse_hex(text, " ,");
  if (bytes) return Value{type, *std::move(bytes)};
  return refuse(type, fmt::format("{} ({})", in_quotes(text), bytes.error().message), kExpected);
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

Result<Bytes> parse_hex(std::string_view text, std::string_view separators) {
  Bytes bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (separators.find(text[i]) != std::string_view::npos) continue;
    const int high = hex_digit(text[i]);
    const int low = i + 1 < text.size() ? hex_digit(text[i + 1]) : -1;
    if (high < 0 || low < 0) {
      return fail(ErrorCode::malformed,
                  fmt::format("no pair of hexadecimal digits at character {}", i + 1));
    }
    bytes.push_back(static_cast<std::byte>(high * 16 + low));
    ++i;
  }
  return bytes;
}

Result<Value> parse_value(Type type, const std::vector<std::string>& words) {
  switch (type) {
    case Type::dword: {
      const auto number = short_number_of(type, words);
      if (!number) return std::unexpected(number.error());
      return make_dword(*number);
    }
    case Type::dword_big_endian: {
      const auto number = short_number_of(type, words);
      if (!number) return std::unexpected(number.error());
      Value value = make_dword(*number);
      value.type = type;
      std::ranges::reverse(value.data);
      return value;
    }
    case Type::qword: {
      const auto number = number_of(type, words, std::numeric_limits<std::uint64_t>::max());
      if (!number) return std::unexpected(number.error());
      return make_qword(*number);
    }
    case Type::sz:
    case Type::expand_sz: return string_of(type, words);
    case Type::multi_sz: return strings_of(words);
    case Type::none:
    case Type::binary:
    case Type::link:
    case Type::resource_list:
    case Type::full_resource_descriptor:
    case Type::resource_requirements_list: break;
  }
  return bytes_of(type, words);
}

}  // namespace regpolicy
