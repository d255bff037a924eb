// The forms of a report beside text and JSON. That other readers understand them is shown by
// check_reports.py and check_report_page.py.
#include <catch2/catch.hpp>

#include <regpolicy/report.hpp>

#include "audit/builders.hpp"

namespace regpolicy {
namespace {

using namespace test;
using audit::Verdict;

audit::Finding finding_of(Verdict verdict, std::string title = "The title") {
  audit::Finding finding;
  finding.id = "test.check";
  finding.verdict = verdict;
  finding.title = std::move(title);
  return finding;
}

audit::Report report_of(std::vector<audit::Finding> findings) {
  audit::Report report;
  report.baseline = report.title = "Test";
  report.language = "en-US";
  report.findings = std::move(findings);
  return report;
}

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos;
       at = text.find(part, at + part.size())) {
    ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("what could not be judged counts as not passed, and what does not apply not at all",
          "[audit]") {
  const audit::Report report =
      report_of({finding_of(Verdict::compliant), finding_of(Verdict::wrong_value),
                 finding_of(Verdict::missing), finding_of(Verdict::error),
                 finding_of(Verdict::not_auditable), finding_of(Verdict::not_applicable)});
  CHECK(report.score() == audit::Score{.passed = 1, .failed = 2, .not_judged = 2});
  CHECK(report.score().applicable() == 5);
}

TEST_CASE("a score is 100 per cent only where everything passed", "[audit]") {
  std::vector<audit::Finding> findings(999, finding_of(Verdict::compliant));
  findings.push_back(finding_of(Verdict::missing));
  CHECK(audit::to_text(report_of(findings)).ends_with("\nPassed: 999 of 1000 (99 %).\n"));
  findings.pop_back();
  CHECK(audit::to_text(report_of(findings)).ends_with("\nPassed: 999 of 999 (100 %).\n"));
}

TEST_CASE("the score of a machine that no check applies to says so", "[audit]") {
  const audit::Report report = report_of({finding_of(Verdict::not_applicable)});
  CHECK(audit::to_text(report).ends_with("\nNone of the checks applies to this machine.\n"));
}

TEST_CASE("every form of a report has a name, and only those", "[audit]") {
  for (const std::string_view name :
       {"text", "json", "jsonl", "csv", "junit", "sarif", "html", "oval"}) {
    const auto format = audit::parse_report_format(name);
    REQUIRE(format);
    CHECK(audit::to_string(*format) == name);
  }
  CHECK_FALSE(audit::parse_report_format("HTML"));
  CHECK_FALSE(audit::parse_report_format(""));
}

TEST_CASE("a report as JSON Lines ends with a summary, also where it has no finding", "[audit]") {
  const std::string lines = audit::to_json_lines(report_of({}));
  CHECK(count_of(lines, "\n") == 2);
  CHECK(lines.starts_with(R"({"schema":"regpolicy/report-lines/1","kind":"run",)"));
  CHECK(lines.find(R"({"kind":"summary",)") != std::string::npos);
}

TEST_CASE("a cell of a report that begins like a formula is made harmless", "[audit]") {
  const std::string csv = audit::to_csv(report_of({finding_of(Verdict::missing, "=1+1")}));
  CHECK(csv.find(",'=1+1,") != std::string::npos);
  CHECK(csv.find(",=1+1,") == std::string::npos);
}

TEST_CASE("JUnit has a case for each finding, with the outcome that build servers count",
          "[audit]") {
  const std::string xml = audit::to_junit(
      report_of({finding_of(Verdict::compliant), finding_of(Verdict::missing, "<\x01>"),
                 finding_of(Verdict::error), finding_of(Verdict::not_auditable)}));
  CHECK(xml.find(R"(tests="4" failures="1" errors="1" skipped="1")") != std::string::npos);
  CHECK(xml.find(R"(name="&lt;\u{0001}> [test.check]")") != std::string::npos);
}

TEST_CASE("SARIF has one rule for a check that was judged for several users", "[audit]") {
  const std::string sarif =
      audit::to_sarif(report_of({finding_of(Verdict::compliant), finding_of(Verdict::missing)}));
  CHECK(count_of(sarif, "\"shortDescription\"") == 1);
  CHECK(count_of(sarif, "\"ruleId\": \"test.check\"") == 2);
  CHECK(count_of(sarif, "\"kind\": \"pass\"") == 1);
  CHECK(count_of(sarif, "\"kind\": \"fail\"") == 1);
}

TEST_CASE("the page allows one style and one script, and nothing else", "[audit]") {
  const std::string page = audit::to_html(report_of({finding_of(Verdict::missing)}));
  for (const std::string tag : {"style", "script"}) {
    CHECK(count_of(page, "<" + tag) == 1);
    CHECK(count_of(page, tag + "-src 'sha256-") == 1);
  }
  CHECK(page.find("default-src 'none'") < page.find("<style>"));
}

TEST_CASE("the page escapes what a baseline and a registry say", "[audit]") {
  audit::Finding finding = finding_of(Verdict::wrong_value, "<b>\u202Etitle & \"more\"");
  finding.evidence.push_back({.key = u"<key>",
                              .name = u"'name'",
                              .expected = "<expected>",
                              .observed = "</td>",
                              .value = Value{}});
  const std::string page = audit::to_html(report_of({finding}));
  CHECK(page.find("<b>&lt;b&gt;\\u{202E}title &amp; &quot;more&quot;</b>") != std::string::npos);
  CHECK(page.find("<code>HKLM\\&lt;key&gt;</code>") != std::string::npos);
  CHECK(page.find("<td>&lt;expected&gt;</td><td>&lt;/td&gt;</td>") != std::string::npos);
}

}  // namespace regpolicy
