// regpolicy audit of many machines.
#pragma once

#include <vector>

#include <regpolicy/audit_source.hpp>
#include <regpolicy/fleet_source.hpp>

#include "baseline_files.hpp"
#include "report_outputs.hpp"

namespace regpolicy::tools {

// Judges every machine of the sources and writes the reports. `least`: how bad at least a finding
// is that the exit code tells of.
[[nodiscard]] ExitCode audit_fleet(const LoadedBaseline& loaded, const audit::PreparedAudit& audit,
                                   const std::vector<audit::Source>& sources,
                                   const audit::FleetOptions& options,
                                   const std::vector<ReportOutput>& outputs, CheckSeverity least,
                                   const Arguments& arguments);

}  // namespace regpolicy::tools
