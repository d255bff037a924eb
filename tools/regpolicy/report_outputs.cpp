#include "report_outputs.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "console.hpp"

namespace regpolicy::tools {
namespace {

using audit::ReportFormat;

constexpr ReportFormat kReportFormats[] = {
    ReportFormat::text,  ReportFormat::json,  ReportFormat::json_lines, ReportFormat::csv,
    ReportFormat::junit, ReportFormat::sarif, ReportFormat::html,       ReportFormat::oval};

Result<ReportOutput> parse_report(const std::string& text) {
  const std::size_t equals = text.find('=');
  const auto format = audit::parse_report_format(text.substr(0, equals));
  if (!format || equals == std::string::npos || equals + 1 == text.size()) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("--report is '{}', expected FORMAT=FILE", escape_for_display(text)), {},
                fmt::format("the formats are {}", fmt::join(report_format_names(), ", ")));
  }
  return ReportOutput{*format, text.substr(equals + 1)};
}

// The files that a report becomes.
std::vector<std::string> paths_of(const ReportOutput& output) {
  if (output.format != ReportFormat::oval) return {output.path};
  const ScapPaths paths = scap_paths(output.path);
  return {paths.definitions, paths.characteristics, paths.benchmark};
}

// A name of its own for each file.
Result<void> check_paths(const std::vector<ReportOutput>& outputs) {
  std::vector<std::string> all;
  for (const ReportOutput& output : outputs) {
    if (output.format == ReportFormat::oval && output.path == "-") {
      return usage("oval is three files, which the standard output cannot hold",
                   "--report oval=FILE names the first of them");
    }
    for (std::string& path : paths_of(output)) {
      if (std::ranges::find(all, path) != all.end()) {
        return usage(fmt::format("two reports for {}", escape_for_display(path)));
      }
      all.push_back(std::move(path));
    }
  }
  return {};
}

}  // namespace

ScapPaths scap_paths(const std::string& path) {
  constexpr std::string_view kSuffix = ".xml";
  const std::string stem =
      path.ends_with(kSuffix) ? path.substr(0, path.size() - kSuffix.size()) : path;
  return {path, stem + ".characteristics.xml", stem + ".xccdf.xml"};
}

std::vector<std::string> report_format_names() {
  std::vector<std::string> names;
  for (const ReportFormat format : kReportFormats) names.emplace_back(to_string(format));
  return names;
}

Option report_option() {
  return {.name = "report",
          .letter = "",
          .operand = "FORMAT=FILE",
          .help = "Write a report in one of the formats of --format; - is the standard output",
          .repeated = true};
}

Result<std::vector<ReportOutput>> report_outputs(const Arguments& arguments) {
  std::vector<ReportOutput> outputs;
  for (const std::string& text : arguments.all("report")) {
    auto output = parse_report(text);
    if (!output) return std::unexpected(output.error());
    outputs.push_back(*std::move(output));
  }
  const bool by_format = arguments.has("format") || arguments.has("output");
  if (outputs.empty()) {
    outputs.push_back({audit::parse_report_format(arguments.get("format", "text")).value(),
                       arguments.get("output", "-")});
  } else if (by_format) {
    return usage("--format and --output do not go with --report", "--report FORMAT=FILE says both");
  }
  if (auto checked = check_paths(outputs); !checked) return std::unexpected(checked.error());
  return outputs;
}

}  // namespace regpolicy::tools
