#include <limits>

#include <regpolicy/text.hpp>

#include "formats/snapshot/snapshot_layout.hpp"

namespace regpolicy::snapshot {
namespace {

// Greater numbers lose digits in readers of JSON that know only floating point (RFC 8259, 6).
constexpr std::uint64_t kGreatestSafeNumber = (1ULL << 53) - 1;

std::optional<std::u16string> text_of(const Json& json) {
  if (!json.is_string()) return std::nullopt;
  auto text = to_utf16(json.get_ref<const std::string&>());
  if (!text) return std::nullopt;
  return *std::move(text);
}

std::optional<Value> list_of(const Json& json) {
  if (!json.is_array()) return std::nullopt;
  std::vector<std::u16string> strings;
  for (const Json& element : json) {
    auto text = text_of(element);
    if (!text) return std::nullopt;
    strings.push_back(*std::move(text));
  }
  return make_multi_string(strings);
}

std::optional<Value> number_of(Type type, const Json& json) {
  if (!json.is_number_unsigned()) return std::nullopt;
  const auto number = json.get<std::uint64_t>();
  if (type == Type::qword) return make_qword(number);
  if (number > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
  return make_dword(static_cast<std::uint32_t>(number));
}

std::optional<Json> decoded_value(const Value& value) {
  if (value.type == Type::dword) {
    if (const auto number = get_dword(value)) return *number;
  } else if (value.type == Type::qword) {
    if (const auto number = get_qword(value); number && *number <= kGreatestSafeNumber) {
      return *number;
    }
  } else if (value.type == Type::sz || value.type == Type::expand_sz) {
    const auto text = get_string(value);
    if (text && is_well_formed(*text)) return to_utf8(*text);
  } else if (value.type == Type::multi_sz) {
    const auto strings = get_multi_string(value);
    if (!strings) return std::nullopt;
    Json list = Json::array();
    for (const std::u16string& text : *strings) {
      if (!is_well_formed(text)) return std::nullopt;
      list.push_back(to_utf8(text));
    }
    return list;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Json> readable(const Value& value) {
  auto json = decoded_value(value);
  if (json && from_readable(value.type, *json) != value) json.reset();
  return json;
}

std::optional<Value> from_readable(Type type, const Json& json) {
  if (type == Type::dword || type == Type::qword) return number_of(type, json);
  if (type == Type::multi_sz) return list_of(json);
  if (type != Type::sz && type != Type::expand_sz) return std::nullopt;
  const auto text = text_of(json);
  if (!text) return std::nullopt;
  return make_string(type, *text);
}

}  // namespace regpolicy::snapshot
