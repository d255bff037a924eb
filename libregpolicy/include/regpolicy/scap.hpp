// An audit's report for SCAP tools: what was to hold and what was found as OVAL 5.11, from which
// another program reaches the verdicts by itself, and the rules with their results as XCCDF 1.2.
// docs/audit.md says what becomes what, and what OVAL cannot express.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/audit.hpp>

namespace regpolicy::audit {

// A check, or a part of one, that OVAL cannot express.
struct NotInOval {
  std::string id;      // of the finding
  std::string reason;  // in the report's language
};

struct ScapDocuments {
  // A definition for each finding that OVAL can say something about: true where it is compliant,
  // false where it failed, unknown where the source does not tell. For what is for some machines
  // only, a second one says whether it is for this one.
  std::string definitions;
  std::string characteristics;  // what the definitions look at, as observed
  std::string benchmark;        // a rule for each finding, and a result with the finding's verdict
  std::vector<NotInOval> not_in_oval;  // in the order of the findings, each reason once a finding
};

// The time of a run that is not to be told: both formats demand one.
inline constexpr std::string_view kNoTime = "1970-01-01T00:00:00Z";

// `report` is what run() made of the others, not of a policy (Options::of_policy).
// `definitions_file`: the name by which the benchmark calls the definitions beside it.
[[nodiscard]] ScapDocuments to_scap(const Baseline& baseline, const CompiledBaseline& compiled,
                                    const Observation& observation, const Report& report,
                                    const std::string& definitions_file);

}  // namespace regpolicy::audit
