#include <regpolicy/instruction.hpp>
#include <regpolicy/merge_report.hpp>

#include "formats/json/json_parts.hpp"

namespace regpolicy {
namespace {

constexpr const char* kMergeSchema = "regpolicy/merge/1";
constexpr const char* kMerge3Schema = "regpolicy/merge3/1";

Json step_json(const std::vector<MergeInput>& inputs, const MergeStep& step) {
  const MergeInput& input = inputs[step.input];
  return {{"input", input.name},
          {"record", step.record + 1},
          {"what", describe(decode(input.records[step.record]))},
          {"left_out", step.left_out}};
}

Json steps_json(const std::vector<MergeInput>& inputs, const std::vector<MergeStep>& steps) {
  Json list = Json::array();
  for (const MergeStep& step : steps) list.push_back(step_json(inputs, step));
  return list;
}

Json decision_json(const std::vector<MergeInput>& inputs, const MergeDecision& decision) {
  const bool is_value = decision.subject == MergeSubject::value;
  return {{"subject", to_string(decision.subject)},
          {"key", name_to_json(decision.key)},
          {"name", is_value ? name_to_json(decision.name) : Json()},
          {"winner", step_json(inputs, decision.winner)},
          {"overridden", steps_json(inputs, decision.overridden)},
          {"without_effect", steps_json(inputs, decision.without_effect)},
          {"different_type", decision.different_type}};
}

Json conflict_json(const MergeConflict& conflict) {
  return {{"subject", to_string(conflict.subject)},
          {"key", name_to_json(conflict.key)},
          {"name", conflict.name ? name_to_json(*conflict.name) : Json()},
          {"base", text_or_null(conflict.base)},
          {"a", text_or_null(conflict.a)},
          {"b", text_or_null(conflict.b)}};
}

// Replaces what is no UTF-8: the name of a file may hold any bytes.
std::string dump(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace

std::string to_json(const std::vector<MergeInput>& inputs, const MergeResult& result) {
  Json input_list = Json::array();
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    input_list.push_back({{"name", inputs[i].name},
                          {"records", inputs[i].records.size()},
                          {"left_out", result.left_out[i]}});
  }
  Json decisions = Json::array();
  for (const MergeDecision& decision : result.decisions) {
    decisions.push_back(decision_json(inputs, decision));
  }
  return dump({{"schema", kMergeSchema},
               {"inputs", std::move(input_list)},
               {"records", result.records.size()},
               {"decisions", std::move(decisions)}});
}

std::string to_json(const Merge3Names& names, const Merge3Result& result) {
  const auto* const records = std::get_if<Records>(&result);
  Json conflicts = Json::array();
  if (records == nullptr) {
    for (const MergeConflict& conflict : std::get<MergeConflicts>(result)) {
      conflicts.push_back(conflict_json(conflict));
    }
  }
  return dump({{"schema", kMerge3Schema},
               {"base", names.base},
               {"a", names.a},
               {"b", names.b},
               {"records", records != nullptr ? Json(records->size()) : Json()},
               {"conflicts", std::move(conflicts)}});
}

}  // namespace regpolicy
