#include <regpolicy/explain_report.hpp>
#include <regpolicy/side.hpp>
#include <regpolicy/text.hpp>

#include "policy/option_json.hpp"

namespace regpolicy {
namespace {

constexpr const char* kSettingsSchema = "regpolicy/settings/1";

Json head_json(const ExplainedSide& side) {
  Json json = Json::object();
  json["source"] = side.source;
  if (!side.object.empty()) json["object"] = side.object;
  json["side"] = to_string(side.explanation.side);
  if (!side.user.empty()) json["user"] = name_to_json(side.user);
  return json;
}

void put_policy(Json& json, const NamedSetting& setting, const Catalog& catalog,
                std::string_view language) {
  const SettingText text = text_of(setting, catalog, language);
  json["policy"] = setting.setting.policy;
  json["namespace"] = setting.entry.source->definitions.target.uri;
  json["name"] = setting.entry.policy->name;
  json["display_name"] = text.display_name;
  json["category"] = text.category;
  json["state"] = to_string(setting.setting.state);
  Json& options = json["options"] = Json::object();
  for (const auto& [id, option] : setting.setting.options) options[id] = option_to_json(option);
}

Json records_json(const std::vector<std::size_t>& indexes) {
  Json list = Json::array();
  for (const std::size_t index : indexes) list.push_back(index + 1);
  return list;
}

void put_instruction(Json& json, const Instruction& instruction) {
  const Record record = encode(instruction);
  json["key"] = name_to_json(record.key);
  json["name"] = name_to_json(record.name);
  put_value(json, record.value);
}

Json setting_json(const ExplainedSide& side, const ExplainedSetting& setting,
                  const Catalog& catalog, std::string_view language) {
  Json json = head_json(side);
  put_policy(json, setting.chosen, catalog, language);
  if (const auto* const comment = comment_on(side.comments, setting.chosen)) {
    json["comment"] = comment->text;
  }
  json["records"] = records_json(setting.instructions);
  Json& alternatives = json["alternatives"] = Json::array();
  for (const NamedSetting& other : setting.alternatives) {
    Json alternative = Json::object();
    put_policy(alternative, other, catalog, language);
    alternatives.push_back(std::move(alternative));
  }
  return json;
}

Json part_json(const ExplainedSide& side, const PartlySetPolicy& part, const Catalog& catalog,
               std::string_view language) {
  Json json = head_json(side);
  put_policy(json, part.nearest, catalog, language);
  json["found"] = records_json(part.found);
  Json& missing = json["missing"] = Json::array();
  for (const Instruction& instruction : part.missing) {
    Json item = Json::object();
    put_instruction(item, instruction);
    missing.push_back(std::move(item));
  }
  json["other"] = records_json(part.other);
  return json;
}

Json value_json(const ExplainedSide& side, const UnexplainedInstruction& value) {
  Json json = head_json(side);
  json["record"] = value.index + 1;
  put_instruction(json, value.instruction);
  return json;
}

}  // namespace

std::string to_json(const std::vector<ExplainedSide>& sides, const Catalog& catalog,
                    const ExplainReportOptions& options) {
  Json settings = Json::array(), partly_set = Json::array(), values = Json::array();
  Json superseded = Json::array();
  for (const ExplainedSide& side : sides) {
    for (const ExplainedSetting& setting : side.explanation.settings) {
      settings.push_back(setting_json(side, setting, catalog, options.language));
    }
    for (const PartlySetPolicy& part : side.explanation.partly_set) {
      partly_set.push_back(part_json(side, part, catalog, options.language));
    }
    for (const UnexplainedInstruction& value : side.explanation.values) {
      values.push_back(value_json(side, value));
    }
    for (const std::size_t index : side.explanation.superseded) {
      superseded.push_back(value_json(side, {side.instructions[index], index}));
    }
  }
  const Json json{{"schema", kSettingsSchema},       {"language", options.language},
                  {"settings", std::move(settings)}, {"partly_set", std::move(partly_set)},
                  {"values", std::move(values)},     {"superseded", std::move(superseded)}};
  // Replaces what is no UTF-8: the name of a file may hold any bytes.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace regpolicy
