// --report FORMAT=FILE of an audit.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/error.hpp>
#include <regpolicy/report.hpp>

#include "command.hpp"

namespace regpolicy::tools {

struct ReportOutput {
  audit::ReportFormat format = audit::ReportFormat::text;
  std::string path;  // "-" is the standard output
};

// The three files of the format oval.
struct ScapPaths {
  std::string definitions, characteristics, benchmark;
};
// "r.xml" gives r.xml, r.characteristics.xml and r.xccdf.xml; so does "r", but for the first.
[[nodiscard]] ScapPaths scap_paths(const std::string& path);

[[nodiscard]] Option report_option();

// All that --report asks for, then what --format and --output do where no --report is given. Errors
// (invalid_argument): a format that does not exist, no file, two reports for one file, oval on
// the standard output.
[[nodiscard]] Result<std::vector<ReportOutput>> report_outputs(const Arguments& arguments);

// "text (default), json, ...", for the help, and the names alone.
[[nodiscard]] std::vector<std::string> report_format_names();

}  // namespace regpolicy::tools
