#include "formats/json/json_parts.hpp"

#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

// The decoded convenience; null where the bytes do not fit the type or JSON cannot say the text.
Json decoded(const Value& value) {
  if (value.type == Type::dword) {
    if (const auto number = get_dword(value)) return *number;
  }
  if (const auto number = get_qword(value)) return *number;
  if (value.type == Type::sz || value.type == Type::expand_sz) {
    const auto text = get_string(value);
    if (text && is_well_formed(*text)) return to_utf8(*text);
  }
  if (const auto strings = get_multi_string(value)) {
    Json list = Json::array();
    for (const std::u16string& text : *strings) {
      if (!is_well_formed(text)) return nullptr;
      list.push_back(to_utf8(text));
    }
    return list;
  }
  return nullptr;
}

}  // namespace

Json name_to_json(std::u16string_view name) {
  if (is_well_formed(name)) return to_utf8(name);
  Bytes bytes;
  append_utf16le(bytes, name);
  return {{"utf16le", to_hex(bytes)}};
}

void put_value(Json& json, const Value& value) {
  const std::string type = to_string(value.type);
  if (type.starts_with("REG_")) {
    json["type"] = type;
  } else {
    json["type"] = static_cast<std::uint32_t>(value.type);
  }
  json["data"] = to_hex(value.data);
  if (Json convenience = decoded(value); !convenience.is_null()) {
    json["value"] = std::move(convenience);
  }
}

}  // namespace regpolicy
