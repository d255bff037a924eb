#include <regpolicy/report.hpp>

#include "audit/report_parts.hpp"

namespace regpolicy::audit {
namespace {

// Replaces what is no UTF-8: the name of a source file may hold any bytes.
std::string dumped(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string to_json(const Report& report) {
  Json findings = Json::array();
  for (const Finding& finding : report.findings) findings.push_back(finding_json(finding));
  return dumped({{"schema", "regpolicy/report/1"},
                 {"run", run_json(report)},
                 {"conclusion", text_or_null(report.conclusion)},
                 {"findings", std::move(findings)},
                 {"summary", summary_json(report)},
                 {"score", score_json(report.score())}},
                2);
}

std::string to_json_lines(const Report& report) {
  constexpr int kOneLine = -1;
  std::string lines =
      dumped({{"schema", "regpolicy/report-lines/1"}, {"kind", "run"}, {"run", run_json(report)}},
             kOneLine);
  for (const Finding& finding : report.findings) {
    lines += dumped({{"kind", "finding"}, {"finding", finding_json(finding)}}, kOneLine);
  }
  return lines + dumped({{"kind", "summary"},
                         {"conclusion", text_or_null(report.conclusion)},
                         {"findings", report.findings.size()},
                         {"summary", summary_json(report)},
                         {"score", score_json(report.score())}},
                        kOneLine);
}

}  // namespace regpolicy::audit
