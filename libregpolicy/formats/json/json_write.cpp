#include <regpolicy/instructions_json.hpp>

#include "formats/json/json_layout.hpp"
#include "formats/json/json_parts.hpp"

namespace regpolicy::instructions_json {
namespace {

Json record_to_json(const Record& record) {
  Json json;
  json["key"] = name_to_json(record.key);
  json["name"] = name_to_json(record.name);
  put_value(json, record.value);
  return json;
}

}  // namespace

std::string write(const File& file) {
  Json json;
  json["schema"] = kInstructionsSchema;
  if (file.side) json["side"] = std::string(to_string(*file.side));
  if (!file.user.empty()) json["user"] = name_to_json(file.user);
  Json& instructions = json["instructions"] = Json::array();
  for (const Record& record : file.records) instructions.push_back(record_to_json(record));
  return json.dump(2) + '\n';
}

}  // namespace regpolicy::instructions_json
