#include <regpolicy/merge_json.hpp>

#include "formats/json/name_json.hpp"

namespace regpolicy::merge_json {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kSchema = "regpolicy/merge/1";

Json name_or_null(const std::optional<std::u16string>& name) {
  return name ? name_to_json(*name) : Json();
}

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json step_to_json(const Step& step) {
  return {{"input", step.input},
          {"record", step.record},
          {"what", step.what},
          {"left_out", step.left_out}};
}

Json steps_to_json(const std::vector<Step>& steps) {
  Json list = Json::array();
  for (const Step& step : steps) list.push_back(step_to_json(step));
  return list;
}

// Replaces what is no UTF-8: the name of a file may hold any bytes.
std::string dump(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace

std::string write(const Merge& merge) {
  Json inputs = Json::array();
  for (const Input& input : merge.inputs) {
    inputs.push_back(
        {{"name", input.name}, {"records", input.records}, {"left_out", input.left_out}});
  }
  Json decisions = Json::array();
  for (const Decision& decision : merge.decisions) {
    decisions.push_back({{"subject", decision.subject},
                         {"key", name_to_json(decision.key)},
                         {"name", name_or_null(decision.name)},
                         {"winner", step_to_json(decision.winner)},
                         {"overridden", steps_to_json(decision.overridden)},
                         {"without_effect", steps_to_json(decision.without_effect)},
                         {"different_type", decision.different_type}});
  }
  return dump({{"schema", kSchema},
               {"inputs", std::move(inputs)},
               {"records", merge.records},
               {"decisions", std::move(decisions)}});
}

std::string write(const Merge3& merge) {
  Json conflicts = Json::array();
  for (const Conflict& conflict : merge.conflicts) {
    conflicts.push_back({{"subject", conflict.subject},
                         {"key", name_to_json(conflict.key)},
                         {"name", name_or_null(conflict.name)},
                         {"base", text_or_null(conflict.base)},
                         {"a", text_or_null(conflict.a)},
                         {"b", text_or_null(conflict.b)}});
  }
  return dump({{"schema", kSchema},
               {"base", merge.base},
               {"a", merge.a},
               {"b", merge.b},
               {"records", merge.records ? Json(*merge.records) : Json()},
               {"conflicts", std::move(conflicts)}});
}

}  // namespace regpolicy::merge_json
