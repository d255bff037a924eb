// An audit's report in every form: for a person, for a program, for a spreadsheet, for a build
// server, for a browser. The same report gives the same bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <regpolicy/audit.hpp>

namespace regpolicy::audit {

struct TextOptions {
  bool color = false;    // ANSI colours
  bool verbose = false;  // also what is compliant or not applicable, one line each
};

// In the report's language (English or Swedish; other languages get the English frame).
[[nodiscard]] std::string to_text(const Report& report, const TextOptions& options = {});

// {"schema":"regpolicy/report/1", ...}; see docs/formats/report.md.
[[nodiscard]] std::string to_json(const Report& report);

// JSON Lines: a line with the run, one for each finding, one with the summary; see
// docs/formats/report.md. A file without the last line was cut off.
[[nodiscard]] std::string to_json_lines(const Report& report);

// A row for each evidence of each finding, made harmless for spreadsheets (csv.hpp).
[[nodiscard]] std::string to_csv(const Report& report);

// JUnit XML as build servers read it: one <testsuite>, a <testcase> for each finding. A failed
// verdict is a <failure>, an error an <error>, what does not apply or is checked by hand <skipped>.
[[nodiscard]] std::string to_junit(const Report& report);

// SARIF 2.1.0: a rule for each check, a result for each finding, with `kind` telling the verdict.
[[nodiscard]] std::string to_sarif(const Report& report);

// One page that needs nothing but itself, in the report's language: summary, search, filters and
// all evidence. Every text is escaped, and a content security policy allows only the page's own
// style and script.
[[nodiscard]] std::string to_html(const Report& report);

// oval is several documents, see scap.hpp.
enum class ReportFormat { text, json, json_lines, csv, junit, sarif, html, oval };
// "text", "json", "jsonl", "csv", "junit", "sarif", "html", "oval"
[[nodiscard]] std::string_view to_string(ReportFormat format);
[[nodiscard]] std::optional<ReportFormat> parse_report_format(std::string_view text);

// `options` are of the text. Precondition: not oval.
[[nodiscard]] std::string to_format(const Report& report, ReportFormat format,
                                    const TextOptions& options = {});

}  // namespace regpolicy::audit
