#include <regpolicy/diff_templates.hpp>

#include "formats/json/json_parts.hpp"

namespace regpolicy {
namespace {

constexpr const char* kTemplateDiffSchema = "regpolicy/template-diff/1";

Json optional_json(const std::optional<std::string>& text) { return text ? Json(*text) : Json(); }

Json change_json(const TemplateChange& change) {
  Json path = Json::array();
  for (const TemplatePathStep& step : change.path) {
    path.push_back({{"part", to_string(step.part)}, {"id", step.id}});
  }
  Json fields = Json::array();
  for (const TemplateFieldChange& field : change.fields) {
    fields.push_back(
        {{"field", field.field}, {"a", optional_json(field.a)}, {"b", optional_json(field.b)}});
  }
  return {{"kind", to_string(change.kind)},
          {"part", to_string(change.path.empty() ? TemplatePart::whole : change.path.back().part)},
          {"path", std::move(path)},
          {"fields", std::move(fields)}};
}

Json difference_json(const TemplateDifference& difference) {
  Json changes = Json::array();
  for (const TemplateChange& change : difference.changes) changes.push_back(change_json(change));
  return {{"kind", to_string(difference.kind)},
          {"name", difference.name},
          {"namespace", difference.name_space},
          {"revision_a", optional_json(difference.revision_a)},
          {"revision_b", optional_json(difference.revision_b)},
          {"changes", std::move(changes)}};
}

Json revision_json(const Diagnostic& finding) {
  return {{"rule", finding.rule},
          {"severity", to_string(finding.severity)},
          {"template", finding.location.source},
          {"message", finding.message},
          {"hint", finding.hint}};
}

}  // namespace

std::string to_json(const TemplateDiff& diff) {
  Json templates = Json::array();
  for (const TemplateDifference& difference : diff.templates) {
    templates.push_back(difference_json(difference));
  }
  Json findings = Json::array();
  for (const Diagnostic& finding : diff.findings.items) findings.push_back(revision_json(finding));
  const Json json{{"schema", kTemplateDiffSchema},
                  {"a", diff.a},
                  {"b", diff.b},
                  {"same", diff.templates.empty()},
                  {"templates", std::move(templates)},
                  {"same_templates", diff.same},
                  {"findings", std::move(findings)}};
  // Replaces what is no UTF-8: the name of a file may hold any bytes.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace regpolicy
