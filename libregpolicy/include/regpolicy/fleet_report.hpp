// The report on many machines, in parts that are written one after another: the head, one part for
// each machine, the tail with what was counted. No part needs another one, so a report can be
// longer than the memory. docs/formats/fleet.md describes the forms for programs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/fleet.hpp>
#include <regpolicy/report.hpp>

namespace regpolicy::audit {

struct FleetRun {
  std::string baseline{};              // its name
  std::string title{};                 // in the report's language
  std::string language{};              // of the texts
  std::vector<std::string> sources{};  // "snapshot:fleet"
  std::string baseline_sha256{};
  std::string time{};  // empty where it is not to be said
};

struct UnreadableMachine {
  std::string source;  // "snapshot:fleet/pc-17.snapshot"
  Error error;
};

// text: machines that are not ready, or all with `verbose`; then the checks that failed.
// json: one document, "regpolicy/fleet/1". json_lines: every finding of every machine. csv:
// likewise a row for each evidence. html: one page, each machine with the checks that failed.
[[nodiscard]] bool has_fleet_form(ReportFormat format);

// Precondition of all: has_fleet_form(format).
[[nodiscard]] std::string fleet_head(const FleetRun& run, ReportFormat format);
[[nodiscard]] std::string fleet_part(const Machine& machine, ReportFormat format,
                                     const TextOptions& options = {});
[[nodiscard]] std::string fleet_part(const UnreadableMachine& machine, ReportFormat format,
                                     std::string_view language);
// Stands between two parts of machines.
[[nodiscard]] std::string_view fleet_separator(ReportFormat format);
[[nodiscard]] std::string fleet_tail(const FleetRun& run, const FleetTally& tally,
                                     ReportFormat format);

}  // namespace regpolicy::audit
