// Many machines judged by one baseline: what is known of each, and what is counted over all, in
// memory that does not grow with their number.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/audit.hpp>
#include <regpolicy/error.hpp>

namespace regpolicy::audit {

// What the blockers of a baseline amount to on one machine.
enum class Readiness {
  ready,
  blocked,  // one failed
  unknown,  // none failed and one could not be judged
};
[[nodiscard]] std::string_view to_string(Readiness readiness);
[[nodiscard]] Readiness readiness_of(const Report& report);

struct Machine {
  std::string name;             // the computer's, else that of its file without folder and suffix
  std::string source;           // "snapshot:fleet/pc-17.snapshot"
  std::string time;             // when the snapshot was taken, where it says so
  std::string baseline_sha256;  // of the baseline that it was taken for
  Report report;
};

// How a check came out on one machine; of a check of the user side that of the worst user, in this
// order.
enum class Outcome { failed, not_judged, by_hand, compliant, not_applicable };
inline constexpr std::size_t kOutcomes = 5;
[[nodiscard]] std::string_view to_string(Outcome outcome);

struct CheckOutcome {
  const Finding* finding = nullptr;  // the first that came out so; lives as long as the report
  Outcome outcome = Outcome::not_applicable;
};
// Of each check, setting and value of the baseline, in its order.
[[nodiscard]] std::vector<CheckOutcome> outcomes_of(const Report& report);

// Machines that are named where a check failed: enough to begin with. All stand in the lines of the
// machines.
inline constexpr std::size_t kNamedMachines = 20;

struct CheckTally {
  std::string id;
  CheckSeverity severity = CheckSeverity::warning;
  Side side = Side::machine;
  std::string title;
  std::array<std::size_t, kOutcomes> machines{};  // by Outcome
  std::vector<std::string> failed_on;             // the first kNamedMachines

  [[nodiscard]] std::size_t of(Outcome outcome) const {
    return machines[static_cast<std::size_t>(outcome)];
  }
};

struct FleetTally {
  std::size_t ready = 0, blocked = 0, unknown = 0;  // machines
  std::size_t unreadable = 0;      // snapshots that are none, volumes without a hive, damaged ones
  std::vector<CheckTally> checks;  // in the order of the baseline
  Score score;                     // of all machines' findings

  [[nodiscard]] std::size_t machines() const { return ready + blocked + unknown; }
};

void add_machine(FleetTally& tally, const Machine& machine);

}  // namespace regpolicy::audit
