#include "audit/report_parts.hpp"

#include <fmt/format.h>

#include <regpolicy/sha256.hpp>
#include <regpolicy/text.hpp>
#include <regpolicy/version.hpp>

#include "audit/evidence.hpp"
#include "audit/origin.hpp"

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
    json["sha256"] = sha256_hex(evidence.value->data);
  } else {
    json["type"] = nullptr;
    json["data"] = nullptr;
    json["sha256"] = nullptr;
  }
  json["set_by"] = text_or_null(evidence.set_by);
  return json;
}

Json origin_json(const Origin& origin) {
  if (origin.kind == Origin::Kind::unknown) return nullptr;
  return {{"kind", to_string(origin.kind)},
          {"name", text_or_null(origin.name)},
          {"id", text_or_null(origin.id)},
          {"link", text_or_null(origin.link)},
          {"version", origin.version ? Json(*origin.version) : Json()},
          {"time", text_or_null(origin.time)},
          {"evidence", text_or_null(origin.evidence)}};
}

}  // namespace

Json run_json(const Report& report) {
  return {{"tool", "regpolicy"},
          {"version", kVersion},
          {"baseline", report.baseline},
          {"baseline_sha256", text_or_null(report.baseline_sha256)},
          {"title", report.title},
          {"language", report.language},
          {"sources", report.sources},
          {"build", report.build ? Json(*report.build) : Json()},
          {"edition", report.edition ? Json(*report.edition) : Json()},
          {"time", text_or_null(report.time)}};
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
          {"evidence", std::move(evidence)},
          {"origin", origin_json(finding.origin)}};
}

Json summary_json(const Report& report) {
  Json summary = Json::object();
  for (const Verdict verdict : kVerdicts) {
    summary[std::string(to_string(verdict))] = report.count(verdict);
  }
  return summary;
}

Json score_json(const Score& score) {
  return {{"passed", score.passed},
          {"failed", score.failed},
          {"not_judged", score.not_judged},
          {"applicable", score.applicable()}};
}

std::string score_sentence(const Score& score, const Words& words) {
  const std::size_t all = score.applicable();
  if (all == 0) return std::string(words.nothing_applies);
  // Rounded down: 100 % is only all of them.
  const std::string passed = fill(words.passed, score.passed, all, score.passed * 100 / all);
  if (score.not_judged == 0) return passed + '.';
  return passed + "; " + fill(words.not_judged, score.not_judged) + '.';
}

std::string evidence_line(const Evidence& evidence, const Words& words) {
  const std::string line =
      fmt::format("{}: {} {}, {} {}", path_for_people(evidence, words), words.expected,
                  evidence.expected, words.observed, evidence.observed);
  if (evidence.set_by.empty()) return line;
  return fmt::format("{}, {} {}", line, words.set_by, evidence.set_by);
}

std::string finding_lines(const Finding& finding, const Words& words) {
  std::string lines;
  const auto add = [&lines](std::string_view label, const std::string& text) {
    if (text.empty()) return;
    lines += lines.empty() ? "" : "\n";
    lines += label.empty() ? text : fmt::format("{}: {}", label, text);
  };
  for (const Evidence& evidence : finding.evidence) add({}, evidence_line(evidence, words));
  add(words.set_by, origin_for_people(finding, words));
  add(words.why, finding.reason);
  add(words.what_to_do, finding.remediation);
  add(words.rule, finding.rule_source);
  add(words.source, finding.source);
  return lines;
}

}  // namespace regpolicy::audit
