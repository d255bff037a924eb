// SARIF 2.1.0; the numbers in brackets are sections of the OASIS standard.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include <regpolicy/report.hpp>

#include "audit/evidence.hpp"
#include "audit/report_parts.hpp"
#include "formats/findings/sarif_parts.hpp"

namespace regpolicy::audit {
namespace {

std::string_view level_of(CheckSeverity severity) {
  switch (severity) {
    case CheckSeverity::blocker: return "error";
    case CheckSeverity::warning: return "warning";
    case CheckSeverity::info: return "note";
  }
  return "none";
}

// [3.27.9]
std::string_view kind_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::compliant: return "pass";
    case Verdict::not_applicable: return "notApplicable";
    case Verdict::not_auditable: return "review";
    case Verdict::error: return "open";
    default: return "fail";
  }
}

// [3.49]
Json audit_rule_json(const Finding& finding) {
  Json rule{{"id", finding.id}, {"shortDescription", sarif_text(finding.title)}};
  if (!finding.remediation.empty()) rule["help"] = sarif_text(finding.remediation);
  rule["defaultConfiguration"] = {{"level", level_of(finding.severity)}};
  return rule;
}

// A place in a registry is a logical location [3.33]; each stands once [3.28.4].
Json places_json(const Finding& finding, const Words& words) {
  Json places = Json::array();
  for (const Evidence& evidence : finding.evidence) {
    Json place{{"fullyQualifiedName", path_for_people(evidence, words)},
               {"kind", evidence.name ? "value" : "key"}};
    if (std::ranges::find(places, place) == places.end()) places.push_back(std::move(place));
  }
  return places;
}

// [3.27]
Json audit_result_json(const Finding& finding, std::size_t rule, const Words& words) {
  const bool failed = is_failure(finding.verdict);
  const std::string name = words.verdict_names[static_cast<std::size_t>(finding.verdict)].data();
  const std::string lines = finding_lines(finding, words);
  Json json{{"ruleId", finding.id},
            {"ruleIndex", rule},
            {"kind", kind_of(finding.verdict)},
            {"level", failed ? level_of(finding.severity) : "none"},
            {"message", sarif_text(fmt::format("{}: {}{}{}", finding.title, name,
                                               lines.empty() ? "" : "\n", lines))}};
  if (Json places = places_json(finding, words); !places.empty()) {
    json["locations"] = Json::array({{{"logicalLocations", std::move(places)}}});
  }
  json["properties"] = {{"verdict", to_string(finding.verdict)},
                        {"side", to_string(finding.side)},
                        {"user", text_or_null(finding.user)},
                        {"source", text_or_null(finding.source)},
                        {"origin", to_string(finding.origin.kind)}};
  return json;
}

}  // namespace

std::string to_sarif(const Report& report) {
  const Words& words = words_in(report.language);
  Json rules = Json::array();
  Json results = Json::array();
  // A check of the user side has a finding for each user.
  std::map<std::string_view, std::size_t> indices;
  for (const Finding& finding : report.findings) {
    const auto [place, is_new] = indices.emplace(finding.id, rules.size());
    if (is_new) rules.push_back(audit_rule_json(finding));
    results.push_back(audit_result_json(finding, place->second, words));
  }
  return sarif_document(std::move(rules), std::move(results), run_json(report));
}

}  // namespace regpolicy::audit
