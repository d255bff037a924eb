#include <algorithm>
#include <iterator>

#include <regpolicy/csv.hpp>
#include <regpolicy/report.hpp>
#include <regpolicy/text.hpp>

#include "audit/report_parts.hpp"
#include "audit/report_rows.hpp"

namespace regpolicy::audit {

const CsvRow& report_columns() {
  static const CsvRow kColumns{
      "id",          "verdict",  "severity",    "side",   "user",   "title",       "key",
      "name",        "expected", "observed",    "type",   "data",   "source",      "reason",
      "remediation", "as_of",    "rule_source", "set_by", "origin", "origin_name", "origin_id"};
  return kColumns;
}

std::vector<CsvRow> report_rows(const Report& report) {
  std::vector<CsvRow> rows;
  for (const Finding& finding : report.findings) {
    const auto add = [&](const Evidence* evidence) {
      const bool has_name = evidence != nullptr && evidence->name.has_value();
      const bool has_value = evidence != nullptr && evidence->value.has_value();
      rows.push_back({finding.id,
                      std::string(to_string(finding.verdict)),
                      std::string(to_string(finding.severity)),
                      std::string(to_string(finding.side)),
                      finding.user,
                      finding.title,
                      evidence != nullptr ? escape_for_display(evidence->key) : std::string(),
                      has_name ? escape_for_display(*evidence->name) : std::string(),
                      evidence != nullptr ? evidence->expected : std::string(),
                      evidence != nullptr ? evidence->observed : std::string(),
                      has_value ? to_string(evidence->value->type) : std::string(),
                      has_value ? to_hex(evidence->value->data) : std::string(),
                      finding.source,
                      finding.reason,
                      finding.remediation,
                      finding.as_of,
                      finding.rule_source,
                      evidence != nullptr ? evidence->set_by : std::string(),
                      std::string(to_string(finding.origin.kind)),
                      finding.origin.name,
                      finding.origin.id});
    };
    for (const Evidence& evidence : finding.evidence) add(&evidence);
    if (finding.evidence.empty()) add(nullptr);
  }
  return rows;
}

std::string to_csv(const Report& report) {
  std::vector<CsvRow> rows{report_columns()};
  std::ranges::move(report_rows(report), std::back_inserter(rows));
  return csv::write(rows);
}

}  // namespace regpolicy::audit
