// A registry value: a type and the bytes, exactly as a file or a registry holds them.
//
// Real files hold a REG_SZ of odd size, a REG_DWORD of two bytes and types without a name. The
// bytes are therefore always kept as they are; only the typed accessors below can fail.
// Type numbers: [MS-GPREG] 2.2.1 and the Windows registry's own list.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/bytes.hpp>
#include <regpolicy/error.hpp>

namespace regpolicy {

// Any 32-bit number is a possible type; these are the ones with a name.
enum class Type : std::uint32_t {
  none = 0,
  sz = 1,
  expand_sz = 2,
  binary = 3,
  dword = 4,
  dword_big_endian = 5,
  link = 6,
  multi_sz = 7,
  resource_list = 8,
  full_resource_descriptor = 9,
  resource_requirements_list = 10,
  qword = 11,
};

// "REG_DWORD"; a type without a name as its decimal number.
[[nodiscard]] std::string to_string(Type type);

// The reverse, without regard to ASCII case; also takes "dword" and decimal or 0x numbers.
[[nodiscard]] Result<Type> parse_type(std::string_view text);

struct Value {
  Type type = Type::none;
  Bytes data;

  [[nodiscard]] bool operator==(const Value&) const = default;
};

// A value whose bytes live elsewhere.
struct ValueView {
  Type type = Type::none;
  ByteView data;

  ValueView() = default;
  ValueView(Type value_type, ByteView bytes) : type(value_type), data(bytes) {}
  ValueView(const Value& value) : type(value.type), data(value.data) {}  // as string_view(string)
};

[[nodiscard]] Value to_value(ValueView view);

// Typed accessors. They fail (malformed) where the type is another or the bytes do not fit it;
// nothing is ever guessed.
[[nodiscard]] Result<std::uint32_t> get_dword(ValueView value);  // REG_DWORD and big-endian
[[nodiscard]] Result<std::uint64_t> get_qword(ValueView value);
// REG_SZ, REG_EXPAND_SZ, REG_LINK. One final NUL is left out; a missing one is accepted, as
// Windows does; a NUL inside or an odd size is an error.
[[nodiscard]] Result<std::u16string> get_string(ValueView value);
// The strings of a REG_MULTI_SZ. Zero bytes, one NUL and three NULs all are the empty list, and
// missing final terminators are accepted.
[[nodiscard]] Result<std::vector<std::u16string>> get_multi_string(ValueView value);

// Makers. They write what Windows' own editor writes: strings with one final NUL, an empty
// REG_MULTI_SZ as two zero bytes.
[[nodiscard]] Value make_dword(std::uint32_t number);
[[nodiscard]] Value make_qword(std::uint64_t number);
[[nodiscard]] Value make_string(Type type, std::u16string_view text);  // any string type
[[nodiscard]] Value make_sz(std::u16string_view text);
[[nodiscard]] Value make_multi_string(const std::vector<std::u16string>& strings);
[[nodiscard]] Value make_binary(Bytes data);

// A value from words such as those of a command line:
// - REG_DWORD, REG_DWORD_BIG_ENDIAN, REG_QWORD: one number, decimal or behind 0x;
// - REG_SZ, REG_EXPAND_SZ: one text in UTF-8;
// - REG_MULTI_SZ: one word for each text; none is the empty list;
// - every other type: bytes in hexadecimal, in one word or several ("01ff", "01,ff", "01 ff").
// Errors (invalid_argument) say what was found and what the type takes.
[[nodiscard]] Result<Value> parse_value(Type type, const std::vector<std::string>& words);

// Bytes from pairs of hexadecimal digits, in either case. Characters of `separators` may stand
// between pairs. The error (malformed) says where no pair is.
[[nodiscard]] Result<Bytes> parse_hex(std::string_view text, std::string_view separators = {});

// Bytes of a value that describe() shows: enough to recognise it, short enough for one line.
inline constexpr std::size_t kDescribedBytes = 32;

// The value in words for a person: 1, "text", a hex run of up to `most_bytes`. Escaped for display;
// never fails.
[[nodiscard]] std::string describe(ValueView value, std::size_t most_bytes = kDescribedBytes);

}  // namespace regpolicy
