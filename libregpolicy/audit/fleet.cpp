#include <regpolicy/fleet.hpp>

#include <algorithm>

namespace regpolicy::audit {
namespace {

Outcome outcome_for(Verdict verdict) {
  switch (verdict) {
    case Verdict::wrong_value:
    case Verdict::wrong_type:
    case Verdict::missing:
    case Verdict::present_but_forbidden:
    case Verdict::overridden:
    case Verdict::tattooed:
    case Verdict::pending:
    case Verdict::version_skew: return Outcome::failed;
    case Verdict::error: return Outcome::not_judged;
    case Verdict::not_auditable: return Outcome::by_hand;
    case Verdict::compliant: return Outcome::compliant;
    case Verdict::not_applicable: return Outcome::not_applicable;
  }
  return Outcome::not_judged;
}

// The tally of the check that a finding is of. Machines are judged by the same baseline, so the
// n-th outcome of each is of the same check.
CheckTally& tally_of(FleetTally& tally, std::size_t index, const Finding& finding) {
  if (index == tally.checks.size()) {
    CheckTally& added = tally.checks.emplace_back();
    added.id = finding.id;
    added.severity = finding.severity;
    added.side = finding.side;
    added.title = finding.title;
  }
  return tally.checks[index];
}

}  // namespace

std::string_view to_string(Readiness readiness) {
  switch (readiness) {
    case Readiness::ready: return "ready";
    case Readiness::blocked: return "blocked";
    case Readiness::unknown: return "unknown";
  }
  return "";
}

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::failed: return "failed";
    case Outcome::not_judged: return "not_judged";
    case Outcome::by_hand: return "by_hand";
    case Outcome::compliant: return "compliant";
    case Outcome::not_applicable: return "not_applicable";
  }
  return "";
}

Readiness readiness_of(const Report& report) {
  const auto blocker = [&report](auto&& is_so) {
    return std::ranges::any_of(report.findings, [&is_so](const Finding& finding) {
      return finding.severity == CheckSeverity::blocker && is_so(finding.verdict);
    });
  };
  if (blocker(is_failure)) return Readiness::blocked;
  const bool in_doubt = blocker([](Verdict verdict) { return verdict == Verdict::error; });
  return in_doubt ? Readiness::unknown : Readiness::ready;
}

std::vector<CheckOutcome> outcomes_of(const Report& report) {
  std::vector<CheckOutcome> outcomes;
  const Finding* before = nullptr;
  for (const Finding& finding : report.findings) {
    const Outcome outcome = outcome_for(finding.verdict);
    // Findings of one check stand together, one for each user.
    const bool same_check = before != nullptr && finding.side == Side::user &&
                            before->side == Side::user && before->id == finding.id &&
                            before->user != finding.user;
    if (!same_check) {
      outcomes.push_back({&finding, outcome});
    } else if (outcome < outcomes.back().outcome) {
      outcomes.back() = {&finding, outcome};
    }
    before = &finding;
  }
  return outcomes;
}

void add_machine(FleetTally& tally, const Machine& machine) {
  switch (readiness_of(machine.report)) {
    case Readiness::ready: ++tally.ready; break;
    case Readiness::blocked: ++tally.blocked; break;
    case Readiness::unknown: ++tally.unknown; break;
  }
  const Score score = machine.report.score();
  tally.score.passed += score.passed;
  tally.score.failed += score.failed;
  tally.score.not_judged += score.not_judged;
  const std::vector<CheckOutcome> outcomes = outcomes_of(machine.report);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    CheckTally& check = tally_of(tally, i, *outcomes[i].finding);
    ++check.machines[static_cast<std::size_t>(outcomes[i].outcome)];
    if (outcomes[i].outcome == Outcome::failed && check.failed_on.size() < kNamedMachines) {
      check.failed_on.push_back(machine.name);
    }
  }
}

}  // namespace regpolicy::audit
