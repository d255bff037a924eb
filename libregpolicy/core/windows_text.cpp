#include <algorithm>
#include <initializer_list>
#include <iterator>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "core/surrogates.hpp"

namespace regpolicy {
namespace {

// 0x80 to 0x9F; all other bytes are the code point of the same number.
constexpr char16_t kWindows1252[32] = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
};

bool starts_with(ByteView bytes, std::initializer_list<unsigned> head) {
  return bytes.size() >= head.size() &&
         std::equal(head.begin(), head.end(), bytes.begin(),
                    [](unsigned a, std::byte b) { return a == std::to_integer<unsigned>(b); });
}

Result<std::u16string> from_utf16_file(ByteView bytes, bool big_endian) {
  if (bytes.size() % 2 != 0) {
    return fail(ErrorCode::malformed, "UTF-16 text ends in half a code unit",
                {.offset = bytes.size() - 1});
  }
  std::u16string text = from_utf16le(bytes.subspan(2));
  if (big_endian) {
    for (char16_t& unit : text) unit = static_cast<char16_t>((unit >> 8) | (unit << 8));
  }
  return text;
}

// "'Ж' (U+0416)"; a character that is shown by its number is not shown twice.
std::string named(std::u16string_view character) {
  const std::uint32_t code =
      character.size() == 1 ? character[0]
                            : 0x10000U + ((character[0] & 0x3FFU) << 10) + (character[1] & 0x3FFU);
  const std::string shown = escape_for_display(character);
  const std::string number = fmt::format("U+{:04X}", code);
  return shown.starts_with('\\') ? number : fmt::format("'{}' ({})", shown, number);
}

}  // namespace

char16_t from_windows_1252(std::byte byte) {
  const auto number = std::to_integer<unsigned>(byte);
  return number >= 0x80 && number < 0xA0 ? kWindows1252[number - 0x80]
                                         : static_cast<char16_t>(number);
}

std::optional<std::byte> to_windows_1252(char16_t unit) {
  if (unit < 0x80 || (unit >= 0xA0 && unit < 0x100)) return static_cast<std::byte>(unit);
  const auto* const found = std::ranges::find(kWindows1252, unit);
  if (found == std::end(kWindows1252)) return std::nullopt;
  return static_cast<std::byte>(0x80 + (found - kWindows1252));
}

Result<Bytes> encode_windows_1252(std::u16string_view text) {
  Bytes bytes;
  bytes.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = to_windows_1252(text[i]);
    if (!byte) {
      const bool pair =
          is_high_surrogate(text[i]) && i + 1 < text.size() && is_low_surrogate(text[i + 1]);
      return fail(ErrorCode::not_representable,
                  fmt::format("the character {} is not in Windows-1252",
                              named(text.substr(i, pair ? 2 : 1))));
    }
    bytes.push_back(*byte);
  }
  return bytes;
}

std::u16string decode_windows_1252(ByteView bytes) {
  std::u16string text(bytes.size(), u'\0');
  std::ranges::transform(bytes, text.begin(), from_windows_1252);
  return text;
}

Result<std::u16string> decode_windows_text(ByteView bytes) {
  if (starts_with(bytes, {0xFF, 0xFE})) return from_utf16_file(bytes, false);
  if (starts_with(bytes, {0xFE, 0xFF})) return from_utf16_file(bytes, true);
  if (starts_with(bytes, {0xEF, 0xBB, 0xBF})) bytes = bytes.subspan(3);
  if (auto text = to_utf16(as_chars(bytes))) return text;
  return decode_windows_1252(bytes);
}

}  // namespace regpolicy
