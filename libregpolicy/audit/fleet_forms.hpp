// One function for each part of each form of the report on many machines.
#pragma once

#include <regpolicy/fleet_report.hpp>

namespace regpolicy::audit {

[[nodiscard]] std::string fleet_text_head(const FleetRun& run);
[[nodiscard]] std::string fleet_text_part(const Machine& machine, const TextOptions& options);
[[nodiscard]] std::string fleet_text_part(const UnreadableMachine& machine,
                                          std::string_view language);
[[nodiscard]] std::string fleet_text_tail(const FleetRun& run, const FleetTally& tally);

[[nodiscard]] std::string fleet_json_head(const FleetRun& run);
[[nodiscard]] std::string fleet_json_part(const Machine& machine);
[[nodiscard]] std::string fleet_json_part(const UnreadableMachine& machine);
[[nodiscard]] std::string fleet_json_tail(const FleetTally& tally);

[[nodiscard]] std::string fleet_lines_head(const FleetRun& run);
[[nodiscard]] std::string fleet_lines_part(const Machine& machine);
[[nodiscard]] std::string fleet_lines_part(const UnreadableMachine& machine);
[[nodiscard]] std::string fleet_lines_tail(const FleetTally& tally);

[[nodiscard]] std::string fleet_html_head(const FleetRun& run);
[[nodiscard]] std::string fleet_html_part(const Machine& machine);
[[nodiscard]] std::string fleet_html_part(const UnreadableMachine& machine,
                                          std::string_view language);
[[nodiscard]] std::string fleet_html_tail(const FleetRun& run, const FleetTally& tally);

[[nodiscard]] std::string fleet_csv_head();
[[nodiscard]] std::string fleet_csv_part(const Machine& machine);
[[nodiscard]] std::string fleet_csv_part(const UnreadableMachine& machine);

}  // namespace regpolicy::audit
