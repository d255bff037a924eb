#include <regpolicy/instructions_json.hpp>
#include <regpolicy/text.hpp>

#include "formats/json/json_layout.hpp"
#include "formats/json/name_json.hpp"

namespace regpolicy::instructions_json {
namespace {

using Json = nlohmann::ordered_json;

// The decoded convenience; null where the bytes do not fit the type or JSON cannot say the text.
Json value_to_json(const Value& value) {
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

Json record_to_json(const Record& record) {
  Json json;
  json["key"] = name_to_json(record.key);
  json["name"] = name_to_json(record.name);
  const std::string type = to_string(record.value.type);
  if (type.starts_with("REG_")) {
    json["type"] = type;
  } else {
    json["type"] = static_cast<std::uint32_t>(record.value.type);
  }
  json["data"] = to_hex(record.value.data);
  if (Json value = value_to_json(record.value); !value.is_null()) json["value"] = std::move(value);
  return json;
}

}  // namespace

std::string write(const File& file) {
  Json json;
  json["schema"] = kSchema;
  if (file.side) json["side"] = std::string(to_string(*file.side));
  if (!file.user.empty()) json["user"] = name_to_json(file.user);
  Json& instructions = json["instructions"] = Json::array();
  for (const Record& record : file.records) instructions.push_back(record_to_json(record));
  return json.dump(2) + '\n';
}

}  // namespace regpolicy::instructions_json
