#include <regpolicy/report.hpp>

namespace regpolicy::audit {
namespace {

struct FormatName {
  ReportFormat format;
  std::string_view name;
};
constexpr FormatName kFormatNames[] = {
    {ReportFormat::text, "text"},        {ReportFormat::json, "json"},
    {ReportFormat::json_lines, "jsonl"}, {ReportFormat::csv, "csv"},
    {ReportFormat::junit, "junit"},      {ReportFormat::sarif, "sarif"},
    {ReportFormat::html, "html"},        {ReportFormat::oval, "oval"}};

}  // namespace

std::string_view to_string(ReportFormat format) {
  for (const FormatName& row : kFormatNames) {
    if (row.format == format) return row.name;
  }
  return "";
}

std::optional<ReportFormat> parse_report_format(std::string_view text) {
  for (const FormatName& row : kFormatNames) {
    if (row.name == text) return row.format;
  }
  return std::nullopt;
}

std::string to_format(const Report& report, ReportFormat format, const TextOptions& options) {
  switch (format) {
    case ReportFormat::text: return to_text(report, options);
    case ReportFormat::json: return to_json(report);
    case ReportFormat::json_lines: return to_json_lines(report);
    case ReportFormat::csv: return to_csv(report);
    case ReportFormat::junit: return to_junit(report);
    case ReportFormat::sarif: return to_sarif(report);
    case ReportFormat::html: return to_html(report);
    case ReportFormat::oval: break;
  }
  return {};
}

}  // namespace regpolicy::audit
