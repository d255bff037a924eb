#include <fmt/format.h>

#include <regpolicy/report.hpp>

#include "audit/report_parts.hpp"
#include "formats/junit/junit.hpp"

namespace regpolicy::audit {
namespace {

junit::Outcome outcome_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::compliant: return junit::Outcome::passed;
    case Verdict::error: return junit::Outcome::error;
    case Verdict::not_applicable:
    case Verdict::not_auditable: return junit::Outcome::skipped;
    default: return junit::Outcome::failure;
  }
}

}  // namespace

std::string to_junit(const Report& report) {
  const Words& words = words_in(report.language);
  junit::TestSuite suite{report.title, report.time, {}};
  for (const Finding& finding : report.findings) {
    const std::string user = finding.user.empty() ? "" : fmt::format(" - {}", finding.user);
    suite.cases.push_back(
        {.name = fmt::format("{} [{}]{}", finding.title, finding.id, user),
         .outcome = outcome_of(finding.verdict),
         .type = std::string(to_string(finding.verdict)),
         .message =
             fmt::format("{} ({})", words.verdict_names[static_cast<std::size_t>(finding.verdict)],
                         words.severities[static_cast<std::size_t>(finding.severity)]),
         .text = finding_lines(finding, words)});
  }
  return junit::write(suite);
}

}  // namespace regpolicy::audit
