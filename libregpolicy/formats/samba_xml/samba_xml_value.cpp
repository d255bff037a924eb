#include "formats/samba_xml/samba_xml_value.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "core/base64.hpp"
#include "formats/xml/xml_read.hpp"

namespace regpolicy::samba_xml {
namespace {

// Samba writes Python's word for nothing where a value is REG_NONE, and reads anything there.
constexpr std::string_view kNothing = "None";

std::unexpected<Error> unsayable(std::string message) {
  return fail(ErrorCode::not_representable, "Samba's XML has no words for " + std::move(message));
}

// The code units before the NULs that reading adds.
Result<std::u16string> text_before_terminators(const Value& value, std::size_t terminators) {
  const std::string type = to_string(value.type);
  if (value.data.size() % 2 != 0) {
    return unsayable(fmt::format("a {} of {} bytes, an odd size", type, value.data.size()));
  }
  std::u16string text = from_utf16le(value.data);
  if (!text.ends_with(std::u16string(terminators, u'\0'))) {
    return unsayable(
        fmt::format("a {} that does not end in {}", type, terminators == 1 ? "a NUL" : "two NULs"));
  }
  text.resize(text.size() - terminators);
  return text;
}

Result<std::vector<std::string>> string_texts(const Value& value) {
  const auto text = text_before_terminators(value, 1);
  if (!text) return std::unexpected(text.error());
  if (text->find(u'\0') != std::u16string::npos) {
    return unsayable(fmt::format("a {} with a NUL inside", to_string(value.type)));
  }
  auto said = sayable("text", *text);
  if (!said) return std::unexpected(said.error());
  return std::vector{std::move(*said)};
}

// One <Value> for each string. The empty list, two bytes, is one empty <Value>; the list of one
// empty string, four bytes, is none: Samba reads no <Value> as four bytes.
Result<std::vector<std::string>> list_texts(const Value& value) {
  if (value.data == make_multi_string({}).data) return std::vector<std::string>(1);
  const auto text = text_before_terminators(value, 2);
  if (!text) return std::unexpected(text.error());
  std::vector<std::string> texts;
  if (text->empty()) return texts;
  for (std::size_t start = 0; start <= text->size();) {
    const std::size_t end = std::min(text->find(u'\0', start), text->size());
    auto said = sayable("string", std::u16string_view(*text).substr(start, end - start));
    if (!said) return std::unexpected(said.error());
    texts.push_back(std::move(*said));
    start = end + 1;
  }
  return texts;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && xml::is_white(text.substr(0, 1))) text.remove_prefix(1);
  while (!text.empty() && xml::is_white(text.substr(text.size() - 1))) text.remove_suffix(1);
  return text;
}

template <class Number>
Result<Number> number_of(std::string_view text) {
  const std::string_view digits = trim(text);
  const char* const end = digits.data() + digits.size();
  Number number = 0;
  const auto [stop, error] = std::from_chars(digits.data(), end, number);
  if (error == std::errc() && stop == end) return number;
  return fail(
      ErrorCode::malformed,
      fmt::format("found {}, expected a number from 0 to {}",
                  digits.empty() ? "no text" : fmt::format("'{}'", escape_for_display(digits)),
                  static_cast<Number>(-1)));
}

Result<Value> list_value(const std::vector<std::string>& texts) {
  if (texts.size() == 1 && texts.front().empty()) return make_multi_string({});
  std::u16string units;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto text = to_utf16(texts[i]);
    if (!text) return std::unexpected(text.error());
    if (i > 0) units += u'\0';
    units += *text;
  }
  units += u'\0';
  return make_string(Type::multi_sz, units);  // adds the second
}

Result<Value> nothing(const std::vector<std::string>& texts) {
  if (texts.empty() || trim(texts.front()).empty() || trim(texts.front()) == kNothing) {
    return Value{Type::none, {}};
  }
  return fail(ErrorCode::malformed,
              fmt::format("found '{}' as the data of a REG_NONE, expected '{}'",
                          escape_for_display(texts.front()), kNothing));
}

}  // namespace

std::string type_name(Type type) {
  switch (type) {
    case Type::none:
    case Type::sz:
    case Type::expand_sz:
    case Type::binary:
    case Type::dword:
    case Type::dword_big_endian:
    case Type::multi_sz:
    case Type::qword: return to_string(type);
    case Type::link:
    case Type::resource_list:
    case Type::full_resource_descriptor:
    case Type::resource_requirements_list: break;
  }
  return "REG_UNKNOWN";
}

Result<std::string> sayable(std::string_view what, std::u16string_view text) {
  std::string utf8 = to_utf8(text);
  if (xml::is_sayable(utf8)) return utf8;
  return unsayable(fmt::format("a {} with a character that XML 1.0 forbids", what));
}

Result<std::vector<std::string>> texts_of(const Value& value) {
  switch (value.type) {
    case Type::none:
      if (!value.data.empty()) return unsayable("a REG_NONE with data");
      return std::vector{std::string(kNothing)};
    case Type::sz:
    case Type::expand_sz: return string_texts(value);
    case Type::multi_sz: return list_texts(value);
    case Type::dword:
    case Type::dword_big_endian:
      if (const auto number = get_dword(value)) return std::vector{std::to_string(*number)};
      return unsayable(fmt::format("a {} of {} bytes", to_string(value.type), value.data.size()));
    case Type::qword:
      if (const auto number = get_qword(value)) return std::vector{std::to_string(*number)};
      return unsayable(fmt::format("a {} of {} bytes", to_string(value.type), value.data.size()));
    case Type::binary:
    case Type::link:
    case Type::resource_list:
    case Type::full_resource_descriptor:
    case Type::resource_requirements_list: break;
  }
  return std::vector{base64::encode(value.data)};
}

Result<Value> value_of(Type type, const std::vector<std::string>& texts) {
  if (type == Type::multi_sz) return list_value(texts);
  if (texts.size() > 1 || (texts.empty() && type != Type::none)) {
    return fail(ErrorCode::malformed, fmt::format("found {} <Value>, expected 1 for a {}",
                                                  texts.size(), to_string(type)));
  }
  if (type == Type::none) return nothing(texts);
  const std::string& text = texts.front();
  if (type == Type::sz || type == Type::expand_sz) {
    const auto units = to_utf16(text);
    if (!units) return std::unexpected(units.error());
    return make_string(type, *units);
  }
  if (type == Type::dword || type == Type::dword_big_endian) {
    const auto number = number_of<std::uint32_t>(text);
    if (!number) return std::unexpected(number.error());
    Value value = make_dword(*number);
    if (type == Type::dword_big_endian) std::ranges::reverse(value.data);
    return Value{type, std::move(value.data)};
  }
  if (type == Type::qword) {
    const auto number = number_of<std::uint64_t>(text);
    if (!number) return std::unexpected(number.error());
    return make_qword(*number);
  }
  auto bytes = base64::decode(trim(text));
  if (!bytes) return fail(ErrorCode::malformed, "found a text that is not Base64");
  return Value{type, std::move(*bytes)};
}

}  // namespace regpolicy::samba_xml
