#include <regpolicy/value.hpp>

#include <array>
#include <charconv>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

struct TypeName {
  Type type;
  std::string_view name;
};

constexpr TypeName kTypeNames[] = {
    {Type::none, "REG_NONE"},
    {Type::sz, "REG_SZ"},
    {Type::expand_sz, "REG_EXPAND_SZ"},
    {Type::binary, "REG_BINARY"},
    {Type::dword, "REG_DWORD"},
    {Type::dword_big_endian, "REG_DWORD_BIG_ENDIAN"},
    {Type::link, "REG_LINK"},
    {Type::multi_sz, "REG_MULTI_SZ"},
    {Type::resource_list, "REG_RESOURCE_LIST"},
    {Type::full_resource_descriptor, "REG_FULL_RESOURCE_DESCRIPTOR"},
    {Type::resource_requirements_list, "REG_RESOURCE_REQUIREMENTS_LIST"},
    {Type::qword, "REG_QWORD"},
};

std::unexpected<Error> wrong_type(ValueView value, std::string_view expected) {
  return fail(ErrorCode::malformed,
              fmt::format("found {}, expected {}", to_string(value.type), expected));
}

std::unexpected<Error> wrong_size(ValueView value, std::string_view expected) {
  return fail(ErrorCode::malformed,
              fmt::format("found a {} of {} bytes, expected {}", to_string(value.type),
                          value.data.size(), expected));
}

// Code units of a string type; an odd size is an error.
Result<std::u16string> units_of(ValueView value) {
  if (value.data.size() % 2 != 0) return wrong_size(value, "an even number");
  return from_utf16le(value.data);
}

// A quoted string for a person; quotes inside are doubled by a backslash.
std::string in_quotes(std::u16string_view text) {
  std::string out = "\"";
  for (const char c : escape_for_display(text)) {
    if (c == '"') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string describe_bytes(ByteView data, std::size_t most_bytes) {
  if (data.empty()) return "(no data)";
  std::string text;
  for (const std::byte byte : data.first(std::min(data.size(), most_bytes))) {
    text += fmt::format("{}{:02x}", text.empty() ? "" : " ", std::to_integer<unsigned>(byte));
  }
  if (data.size() > most_bytes) text += fmt::format(" ... ({} bytes)", data.size());
  return text;
}

}  // namespace

std::string to_string(Type type) {
  for (const TypeName& row : kTypeNames) {
    if (row.type == type) return std::string(row.name);
  }
  return std::to_string(static_cast<std::uint32_t>(type));
}

Result<Type> parse_type(std::string_view text) {
  const std::string word = ascii_lower(text);
  std::vector<std::string> known;
  for (const TypeName& row : kTypeNames) {
    const std::string name = ascii_lower(row.name);
    if (word == name || word == name.substr(4)) return row.type;
    known.push_back(word.starts_with("reg_") ? std::string(row.name) : name.substr(4));
  }
  const bool hex = word.starts_with("0x");
  const char* const first = word.data() + (hex ? 2 : 0);
  const char* const last = word.data() + word.size();
  std::uint32_t number = 0;
  const auto [end, status] = std::from_chars(first, last, number, hex ? 16 : 10);
  if (first != last && end == last && status == std::errc()) return static_cast<Type>(number);
  const std::string near = nearest_word(word, known);
  return fail(ErrorCode::invalid_argument,
              fmt::format("unknown value type '{}'", escape_for_display(text)), {},
              near.empty() ? "expected a name such as REG_DWORD or dword, or a number"
                           : fmt::format("did you mean '{}'?", near));
}

Value to_value(ValueView view) { return {view.type, Bytes(view.data.begin(), view.data.end())}; }

Result<std::uint32_t> get_dword(ValueView value) {
  if (value.type != Type::dword && value.type != Type::dword_big_endian) {
    return wrong_type(value, "REG_DWORD");
  }
  if (value.data.size() != 4) return wrong_size(value, "4");
  const std::uint32_t number = load_le32(value.data.data());
  if (value.type == Type::dword) return number;
  return (number >> 24) | ((number >> 8) & 0xFF00U) | ((number << 8) & 0xFF0000U) | (number << 24);
}

Result<std::uint64_t> get_qword(ValueView value) {
  if (value.type != Type::qword) return wrong_type(value, "REG_QWORD");
  if (value.data.size() != 8) return wrong_size(value, "8");
  return load_le64(value.data.data());
}

Result<std::u16string> get_string(ValueView value) {
  if (value.type != Type::sz && value.type != Type::expand_sz && value.type != Type::link) {
    return wrong_type(value, "REG_SZ");
  }
  auto text = units_of(value);
  if (!text) return text;
  if (text->ends_with(u'\0')) text->pop_back();
  const std::size_t nul = text->find(u'\0');
  if (nul != std::u16string::npos) {
    return fail(ErrorCode::malformed,
                fmt::format("found a NUL inside a {} at character {}, expected one only at the end",
                            to_string(value.type), nul));
  }
  return text;
}

Result<std::vector<std::u16string>> get_multi_string(ValueView value) {
  if (value.type != Type::multi_sz) return wrong_type(value, "REG_MULTI_SZ");
  const auto units = units_of(value);
  if (!units) return std::unexpected(units.error());
  std::vector<std::u16string> strings;
  std::u16string_view rest = *units;
  while (!rest.empty()) {
    const std::size_t end = rest.find(u'\0');
    if (end == 0) {  // the empty string that ends the list
      if (rest.find_first_not_of(u'\0') != std::u16string_view::npos) {
        return fail(ErrorCode::malformed,
                    "found an empty string inside a REG_MULTI_SZ, expected one only at the end");
      }
      break;
    }
    strings.emplace_back(rest.substr(0, end));
    rest.remove_prefix(end == std::u16string_view::npos ? rest.size() : end + 1);
  }
  return strings;
}

Value make_dword(std::uint32_t number) {
  Value value{Type::dword, {}};
  append_le32(value.data, number);
  return value;
}

Value make_qword(std::uint64_t number) {
  Value value{Type::qword, {}};
  append_le64(value.data, number);
  return value;
}

Value make_string(Type type, std::u16string_view text) {
  Value value{type, {}};
  value.data.reserve(2 * text.size() + 2);
  append_utf16le(value.data, text);
  append_le16(value.data, 0);
  return value;
}

Value make_sz(std::u16string_view text) { return make_string(Type::sz, text); }

Value make_multi_string(const std::vector<std::u16string>& strings) {
  Value value{Type::multi_sz, {}};
  for (const std::u16string& text : strings) {
    append_utf16le(value.data, text);
    append_le16(value.data, 0);
  }
  append_le16(value.data, 0);
  return value;
}

Value make_binary(Bytes data) { return {Type::binary, std::move(data)}; }

std::string describe(ValueView value, std::size_t most_bytes) {
  if (const auto number = get_dword(value)) return std::to_string(*number);
  if (const auto number = get_qword(value)) return std::to_string(*number);
  if (const auto text = get_string(value)) return in_quotes(*text);
  if (const auto strings = get_multi_string(value)) {
    std::string list;
    for (const std::u16string& text : *strings)
      list += (list.empty() ? "" : ", ") + in_quotes(text);
    return "[" + list + "]";
  }
  return describe_bytes(value.data, most_bytes);
}

}  // namespace regpolicy
