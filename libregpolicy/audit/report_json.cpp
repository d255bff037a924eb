#include <regpolicy/report.hpp>
#include <regpolicy/text.hpp>
#include <regpolicy/version.hpp>

#include "formats/json/json_parts.hpp"

namespace regpolicy::audit {
namespace {

Json evidence_json(const Evidence& evidence) {
  Json json{{"side", to_string(evidence.side)},
            {"key", name_to_json(evidence.key)},
            {"name", evidence.name ? name_to_json(*evidence.name) : Json()},
            {"expected", evidence.expected},
            {"observed", evidence.observed}};
  if (evidence.value) {
    json["type"] = to_string(evidence.value->type);
    json["data"] = to_hex(evidence.value->data);
  } else {
    json["type"] = nullptr;
    json["data"] = nullptr;
  }
  return json;
}

Json finding_json(const Finding& finding) {
  const Evidence* const first = finding.evidence.empty() ? nullptr : &finding.evidence.front();
  Json evidence = Json::array();
  for (const Evidence& item : finding.evidence) evidence.push_back(evidence_json(item));
  return {{"id", finding.id},
          {"verdict", to_string(finding.verdict)},
          {"severity", to_string(finding.severity)},
          {"side", to_string(finding.side)},
          {"user", text_or_null(finding.user)},
          {"title", finding.title},
          {"key", first != nullptr ? name_to_json(first->key) : Json()},
          {"name", first != nullptr && first->name ? name_to_json(*first->name) : Json()},
          {"expected", first != nullptr ? Json(first->expected) : Json()},
          {"observed", first != nullptr ? Json(first->observed) : Json()},
          {"source", text_or_null(finding.source)},
          {"reason", text_or_null(finding.reason)},
          {"remediation", text_or_null(finding.remediation)},
          {"as_of", text_or_null(finding.as_of)},
          {"rule_source", text_or_null(finding.rule_source)},
          {"evidence", std::move(evidence)}};
}

Json summary_json(const Report& report) {
  Json summary = Json::object();
  for (const Verdict verdict : {Verdict::compliant, Verdict::wrong_value, Verdict::wrong_type,
                                Verdict::missing, Verdict::present_but_forbidden,
                                Verdict::not_applicable, Verdict::not_auditable, Verdict::error}) {
    summary[std::string(to_string(verdict))] = report.count(verdict);
  }
  return summary;
}

}  // namespace

std::string to_json(const Report& report) {
  Json findings = Json::array();
  for (const Finding& finding : report.findings) findings.push_back(finding_json(finding));
  const Json json{{"schema", "regpolicy/report/1"},
                  {"run",
                   {{"tool", "regpolicy"},
                    {"version", kVersion},
                    {"baseline", report.baseline},
                    {"title", report.title},
                    {"language", report.language},
                    {"sources", report.sources},
                    {"build", report.build ? Json(*report.build) : Json()},
                    {"edition", report.edition ? Json(*report.edition) : Json()}}},
                  {"conclusion", text_or_null(report.conclusion)},
                  {"findings", std::move(findings)},
                  {"summary", summary_json(report)}};
  // Replaces what is no UTF-8: the name of a source file may hold any bytes.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace regpolicy::audit
