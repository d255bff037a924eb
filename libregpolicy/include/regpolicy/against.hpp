// What would a policy break? Judges a policy by a baseline before any machine has it.
//
// What a policy does not speak of it leaves as it is, so nothing is said about it. Of the
// baseline's checks only those are reported that the policy decides: a value that it sets or
// deletes makes the check hold or fail.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <regpolicy/audit.hpp>
#include <regpolicy/baseline.hpp>
#include <regpolicy/catalog.hpp>
#include <regpolicy/compile.hpp>
#include <regpolicy/instruction.hpp>
#include <regpolicy/side.hpp>

namespace regpolicy::audit {

// A file of the policy.
struct PolicyPart {
  std::string place;  // for the report: "Registry.pol"
  Side side = Side::machine;
  Instructions instructions;
};

struct PolicyToJudge {
  std::vector<std::string> sources;    // for the report, as Report::sources
  std::vector<PolicyPart> parts;       // in the order in which a client applies them
  std::optional<std::uint32_t> build;  // of the machines that it is for; empty: any
  std::optional<std::string> edition;
};

// The findings are those of run() that the policy decides:
// - compliant where the check holds whatever else a machine holds;
// - failed where it fails so, or where it fails on a machine that holds nothing else and a value of
//   the policy is among those that it fails by; then the reason says so.
// A check that is for some machines only is judged; its reason says for which, and not_applicable
// ones are left out where `build` and `edition` say so. Evidence::set_by names the policy setting
// of `templates` that sets the value, and the file. The conclusion counts, and adds what the
// baseline says where a blocker fails.
[[nodiscard]] Report run_against(const Baseline& baseline, const CompiledBaseline& compiled,
                                 const PolicyToJudge& policy, const Catalog& templates,
                                 const Options& options = {});

}  // namespace regpolicy::audit
