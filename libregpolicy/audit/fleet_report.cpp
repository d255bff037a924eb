#include <regpolicy/fleet_report.hpp>

#include "audit/fleet_forms.hpp"

namespace regpolicy::audit {

bool has_fleet_form(ReportFormat format) {
  switch (format) {
    case ReportFormat::text:
    case ReportFormat::json:
    case ReportFormat::json_lines:
    case ReportFormat::csv:
    case ReportFormat::html: return true;
    case ReportFormat::junit:
    case ReportFormat::sarif:
    case ReportFormat::oval: return false;
  }
  return false;
}

std::string fleet_head(const FleetRun& run, ReportFormat format) {
  if (format == ReportFormat::json) return fleet_json_head(run);
  if (format == ReportFormat::json_lines) return fleet_lines_head(run);
  if (format == ReportFormat::html) return fleet_html_head(run);
  return format == ReportFormat::csv ? fleet_csv_head() : fleet_text_head(run);
}

std::string fleet_part(const Machine& machine, ReportFormat format, const TextOptions& options) {
  if (format == ReportFormat::json) return fleet_json_part(machine);
  if (format == ReportFormat::json_lines) return fleet_lines_part(machine);
  if (format == ReportFormat::html) return fleet_html_part(machine);
  return format == ReportFormat::csv ? fleet_csv_part(machine) : fleet_text_part(machine, options);
}

std::string fleet_part(const UnreadableMachine& machine, ReportFormat format,
                       std::string_view language) {
  if (format == ReportFormat::json) return fleet_json_part(machine);
  if (format == ReportFormat::json_lines) return fleet_lines_part(machine);
  if (format == ReportFormat::html) return fleet_html_part(machine, language);
  return format == ReportFormat::csv ? fleet_csv_part(machine) : fleet_text_part(machine, language);
}

std::string_view fleet_separator(ReportFormat format) {
  return format == ReportFormat::json ? ",\n" : "";
}

std::string fleet_tail(const FleetRun& run, const FleetTally& tally, ReportFormat format) {
  if (format == ReportFormat::json) return fleet_json_tail(tally);
  if (format == ReportFormat::json_lines) return fleet_lines_tail(tally);
  if (format == ReportFormat::html) return fleet_html_tail(run, tally);
  return format == ReportFormat::csv ? std::string() : fleet_text_tail(run, tally);
}

}  // namespace regpolicy::audit
