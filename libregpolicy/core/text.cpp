#include <regpolicy/text.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <optional>

#include <fmt/format.h>

#include "core/find_byte.hpp"
#include "core/surrogates.hpp"

namespace regpolicy {
namespace {

#include "upcase_table.inc"

// The code units of a file, in either byte order.
template <bool kBigEndian>
class FileUnits {
 public:
  explicit FileUnits(ByteView bytes) : bytes_(bytes) {}
  std::size_t size() const { return bytes_.size() / 2; }
  char16_t operator[](std::size_t i) const {
    const std::uint16_t unit = load_le16(bytes_.data() + 2 * i);
    return static_cast<char16_t>(kBigEndian ? unit << 8 | unit >> 8 : unit);
  }

 private:
  ByteView bytes_;
};

// The code point that begins at text[i], an unpaired surrogate as itself; moves i behind it.
template <class Units>
char32_t next_code_point(const Units& text, std::size_t& i) {
  const char16_t unit = text[i++];
  if (!is_high_surrogate(unit) || i == text.size() || !is_low_surrogate(text[i])) return unit;
  const char16_t low = text[i++];
  return 0x10000U + ((static_cast<char32_t>(unit) - 0xD800U) << 10) +
         (static_cast<char32_t>(low) - 0xDC00U);
}

// Writes one to four bytes; the end of what was written.
char* put_utf8(char* to, char32_t code) {
  const auto put = [&to](char32_t byte) {
    *to++ = static_cast<char>(static_cast<unsigned char>(byte));
  };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | (code >> 6));
    put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | (code >> 12));
    put(0x80 | ((code >> 6) & 0x3F));
    put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | (code >> 18));
    put(0x80 | ((code >> 12) & 0x3F));
    put(0x80 | ((code >> 6) & 0x3F));
    put(0x80 | (code & 0x3F));
  }
  return to;
}

void append_utf8(std::string& out, char32_t code) {
  std::array<char, 4> bytes{};
  out.append(bytes.data(), put_utf8(bytes.data(), code));
}

void append_utf16(std::u16string& out, char32_t code) {
  if (code < 0x10000) {
    out += static_cast<char16_t>(code);
  } else {
    out += static_cast<char16_t>(0xD800 + ((code - 0x10000) >> 10));
    out += static_cast<char16_t>(0xDC00 + ((code - 0x10000) & 0x3FF));
  }
}

template <class Units>
std::string utf8_of(const Units& text) {
  constexpr std::size_t kBlock = 32;
  std::array<char, kBlock * 4> bytes{};
  std::string out;
  out.reserve(text.size());
  std::size_t i = 0;
  while (i < text.size()) {
    // ASCII, which nearly everything is, as a whole.
    if (text.size() - i >= kBlock) {
      char16_t any = 0;
      for (std::size_t k = 0; k < kBlock; ++k) {
        any = static_cast<char16_t>(any | text[i + k]);
        bytes[k] = static_cast<char>(text[i + k]);
      }
      if (any < 0x80) {
        out.append(bytes.data(), kBlock);
        i += kBlock;
        continue;
      }
    }
    const std::size_t end = std::min(i + kBlock, text.size());
    char* to = bytes.data();
    while (i < end) to = put_utf8(to, next_code_point(text, i));
    out.append(bytes.data(), to);
  }
  return out;
}

// The code point of the generalised UTF-8 sequence at text[i]; moves i behind it. Empty, with i
// unchanged, where there is none.
std::optional<char32_t> decode_utf8(std::string_view text, std::size_t& i) {
  const auto byte = [&text](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char lead = byte(i);
  if (lead < 0x80) {
    ++i;
    return lead;
  }
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (lead < 0xC2 || lead > 0xF4 || text.size() - i < length) return std::nullopt;
  char32_t code = lead & (0x7FU >> length);
  for (std::size_t k = 1; k < length; ++k) {
    if ((byte(i + k) & 0xC0) != 0x80) return std::nullopt;
    code = (code << 6) | (byte(i + k) & 0x3FU);
  }
  if (code < kSmallest[length] || code > 0x10FFFF) return std::nullopt;
  i += length;
  return code;
}

// The first byte that is part of no character of generalised UTF-8; the text's size where all is
// well.
std::size_t find_malformed(std::string_view text) {
  std::size_t i = find_beyond_ascii(text, 0);
  while (i < text.size() && decode_utf8(text, i)) {
    i = find_beyond_ascii(text, i);
  }
  return i;
}

// Characters that show nothing or change the order of what is shown.
bool is_unsafe_on_screen(char32_t code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xAD || code == 0x061C ||
         (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
         (code >= 0x2060 && code <= 0x206F) || (code >= 0xD800 && code <= 0xDFFF) ||
         code == 0xFEFF || (code >= 0xFFF0 && code <= 0xFFFB) || code == 0xFFFE || code == 0xFFFF ||
         (code >= 0xE0000 && code <= 0xE0FFF);
}

void append_escaped(std::string& out, char32_t code) {
  if (is_unsafe_on_screen(code)) {
    out += fmt::format("\\u{{{:04X}}}", static_cast<std::uint32_t>(code));
  } else {
    append_utf8(out, code);
  }
}

Result<std::string> decode_utf16_file(ByteView bytes, bool big_endian) {
  if (bytes.size() % 2 != 0) {
    return fail(ErrorCode::malformed, "UTF-16 text ends in half a code unit",
                {.offset = bytes.size() - 1});
  }
  bytes = bytes.subspan(2);
  return big_endian ? utf8_of(FileUnits<true>(bytes)) : utf8_of(FileUnits<false>(bytes));
}

// Longer words are not mistyped names; comparing them takes time by the product of both lengths.
constexpr std::size_t kLongestGuess = 255;

// Letters to insert, remove or replace, or neighbours to swap, until the words are the same.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
      row[j] = std::min({row[j - 1] + 1, last[j] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
    before_last.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

}  // namespace

std::string to_utf8(std::u16string_view text) { return utf8_of(text); }

Result<std::u16string> to_utf16(std::string_view utf8) {
  const std::size_t ascii = find_beyond_ascii(utf8, 0);
  std::u16string out;
  out.reserve(utf8.size());
  out.assign(utf8.begin(), utf8.begin() + static_cast<std::ptrdiff_t>(ascii));
  for (std::size_t i = ascii; i < utf8.size();) {
    const std::size_t start = i;
    const auto code = decode_utf8(utf8, i);
    if (!code) {
      return fail(ErrorCode::malformed,
                  fmt::format("found byte 0x{:02x}, which is not UTF-8 here",
                              static_cast<unsigned char>(utf8[start])),
                  {.offset = start});
    }
    append_utf16(out, *code);
  }
  return out;
}

bool is_well_formed(std::u16string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const char32_t code = next_code_point(text, i);
    if (code >= 0xD800 && code <= 0xDFFF) return false;
  }
  return true;
}

bool is_valid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto code = decode_utf8(text, i);
    if (!code || (*code >= 0xD800 && *code <= 0xDFFF)) return false;
  }
  return true;
}

std::u16string from_utf16le(ByteView bytes) {
  std::u16string text(bytes.size() / 2, u'\0');
  if (text.empty()) return text;
  if constexpr (std::endian::native == std::endian::little) {
    std::memcpy(text.data(), bytes.data(), 2 * text.size());
  } else {
    for (std::size_t i = 0; i < text.size(); ++i) {
      text[i] = static_cast<char16_t>(load_le16(bytes.data() + 2 * i));
    }
  }
  return text;
}

void append_utf16le(Bytes& out, std::u16string_view text) {
  std::size_t at = out.size();
  out.resize(at + 2 * text.size());
  for (const char16_t unit : text) {
    out[at++] = static_cast<std::byte>(unit & 0xFF);
    out[at++] = static_cast<std::byte>(unit >> 8);
  }
}

Result<std::string> decode_text_file(ByteView bytes) {
  const auto starts_with = [bytes](std::initializer_list<int> head) {
    return bytes.size() >= head.size() &&
           std::equal(head.begin(), head.end(), bytes.begin(),
                      [](int a, std::byte b) { return a == std::to_integer<int>(b); });
  };
  if (starts_with({0xFF, 0xFE})) return decode_utf16_file(bytes, false);
  if (starts_with({0xFE, 0xFF})) return decode_utf16_file(bytes, true);
  const std::size_t mark = starts_with({0xEF, 0xBB, 0xBF}) ? 3 : 0;
  const std::string_view text = as_chars(bytes.subspan(mark));
  if (const std::size_t bad = find_malformed(text); bad != text.size()) {
    return fail(ErrorCode::malformed,
                fmt::format("found byte 0x{:02x}, which is not UTF-8 here",
                            static_cast<unsigned char>(text[bad])),
                {.offset = bad + mark});
  }
  return std::string(text);
}

char16_t upcase(char16_t unit) {
  if (unit < 0x80) return unit >= u'a' && unit <= u'z' ? static_cast<char16_t>(unit - 32) : unit;
  return static_cast<char16_t>(unit + kUpcaseDelta[kUpcasePage[unit >> 8]][unit & 0xFF]);
}

std::u16string upcase(std::u16string_view text) {
  std::u16string out(text);
  char16_t all = 0;
  for (char16_t& unit : out) {
    all = static_cast<char16_t>(all | unit);
    const bool is_small = (unit >= u'a') & (unit <= u'z');
    unit = static_cast<char16_t>(unit - (is_small ? 32 : 0));
  }
  if (all < 0x80) return out;
  for (char16_t& unit : out) unit = upcase(unit);
  return out;
}

std::strong_ordering compare_names(std::u16string_view a, std::u16string_view b) {
  const std::size_t shared = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < shared; ++i) {
    if (a[i] == b[i]) continue;
    const auto order = upcase(a[i]) <=> upcase(b[i]);
    if (order != 0) return order;
  }
  return a.size() <=> b.size();
}

bool same_name(std::u16string_view a, std::u16string_view b) {
  return a.size() == b.size() && compare_names(a, b) == 0;
}

bool name_starts_with(std::u16string_view name, std::u16string_view prefix) {
  return name.size() >= prefix.size() && same_name(name.substr(0, prefix.size()), prefix);
}

std::string escape_for_display(std::u16string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) append_escaped(out, next_code_point(text, i));
  return out;
}

std::string escape_for_display(std::string_view utf8) {
  const auto is_special = [](unsigned char c) { return (c < 0x20) | (c >= 0x7F); };
  if (find_byte(utf8, 0, is_special) == utf8.size()) return std::string(utf8);
  std::string out;
  for (std::size_t i = 0; i < utf8.size();) {
    if (const auto code = decode_utf8(utf8, i)) {
      append_escaped(out, *code);
    } else {
      out += fmt::format("\\x{:02X}", static_cast<unsigned char>(utf8[i++]));
    }
  }
  return out;
}

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

std::string nearest_word(std::string_view word, const std::vector<std::string>& candidates) {
  if (word.size() > kLongestGuess) return {};
  const std::string lower = ascii_lower(word);
  std::string best;
  // Up to a third of the letters may differ, at least one.
  std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    // The lengths' difference is the least distance; the comparison itself is far dearer.
    const std::size_t longer = std::max(word.size(), candidate.size());
    if (longer - std::min(word.size(), candidate.size()) >= best_distance) continue;
    const std::size_t distance = edit_distance(lower, ascii_lower(candidate));
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace regpolicy
