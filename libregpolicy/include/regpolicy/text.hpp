// Text as Windows stores it (UTF-16 code units, little-endian in files) and as this library shows
// it (UTF-8), and the comparison that registry names use.
//
// A registry name is any sequence of code units: an unpaired surrogate is legal there. UTF-8 made
// here keeps it as the three bytes ED A0..BF 80..BF ("generalised UTF-8"), and takes it back, so
// that no conversion loses anything. Text for people goes through escape_for_display instead.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/bytes.hpp>
#include <regpolicy/error.hpp>

namespace regpolicy {

// Never fails: unpaired surrogates are kept as described above.
[[nodiscard]] std::string to_utf8(std::u16string_view text);

// Refuses bytes that are not (generalised) UTF-8: overlong forms, values above U+10FFFF, a cut
// sequence. The error's location holds the byte offset of the sequence's first byte.
[[nodiscard]] Result<std::u16string> to_utf16(std::string_view utf8);

// True where every surrogate is half of a pair, so that to_utf8 gives strict UTF-8.
[[nodiscard]] bool is_well_formed(std::u16string_view text);

// True for strict UTF-8: what any other program will accept.
[[nodiscard]] bool is_valid_utf8(std::string_view text);

// Code units from little-endian bytes; a last odd byte is left out.
[[nodiscard]] std::u16string from_utf16le(ByteView bytes);
void append_utf16le(Bytes& out, std::u16string_view text);

// A text file's content as UTF-8 without its byte order mark. UTF-8 (with or without BOM) and
// UTF-16 (with BOM, either order) are recognised; anything else that is not UTF-8 is an error with
// the offset of the first bad byte.
[[nodiscard]] Result<std::string> decode_text_file(ByteView bytes);

// The same in UTF-16, for the text files of Windows tools: bytes that are not UTF-8 are read as
// Windows-1252, which never fails. Errors: UTF-16 that ends in half a code unit.
[[nodiscard]] Result<std::u16string> decode_windows_text(ByteView bytes);

// Windows-1252, which never fails.
[[nodiscard]] std::u16string decode_windows_1252(ByteView bytes);

// One byte of the code page Windows-1252; the five bytes without a character become the control
// character of the same number, as in Windows' own table.
[[nodiscard]] char16_t from_windows_1252(std::byte byte);
// The reverse; empty for what the code page has no byte for.
[[nodiscard]] std::optional<std::byte> to_windows_1252(char16_t unit);

// The text as bytes of Windows-1252. Where one has no byte, the error says which ("the character
// 'Ж' (U+0416) is not in Windows-1252", not_representable).
[[nodiscard]] Result<Bytes> encode_windows_1252(std::u16string_view text);

// One code unit in upper case by Windows' rule for registry names: the simple one-to-one mapping
// of the Basic Multilingual Plane, no locale. Surrogates map to themselves.
[[nodiscard]] char16_t upcase(char16_t unit);
[[nodiscard]] std::u16string upcase(std::u16string_view text);

// Ordinal comparison of the upper-cased code units. Names that compare equal are the same registry
// key or value.
[[nodiscard]] std::strong_ordering compare_names(std::u16string_view a, std::u16string_view b);
[[nodiscard]] bool same_name(std::u16string_view a, std::u16string_view b);
[[nodiscard]] bool name_starts_with(std::u16string_view name, std::u16string_view prefix);

// Order for sorted containers of names.
struct NameLess {
  using is_transparent = void;
  [[nodiscard]] bool operator()(std::u16string_view a, std::u16string_view b) const {
    return compare_names(a, b) < 0;
  }
};

// UTF-8 that is safe on a terminal: control characters, unpaired surrogates, bidirectional controls
// and other invisible characters as \u{XXXX}, never as \n or \t: a backslash stays as it is, since
// paths such as A\net are full of them. The result is for people and is not read back.
[[nodiscard]] std::string escape_for_display(std::u16string_view text);
[[nodiscard]] std::string escape_for_display(std::string_view utf8);

// ASCII lower case; other bytes unchanged. For keywords, suffixes and language tags.
[[nodiscard]] std::string ascii_lower(std::string_view text);

// The candidate nearest to `word` by edit distance, empty where none is near enough to be a
// likely misspelling.
[[nodiscard]] std::string nearest_word(std::string_view word,
                                       const std::vector<std::string>& candidates);

}  // namespace regpolicy
