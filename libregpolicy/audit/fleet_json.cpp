#include <fmt/format.h>

#include <regpolicy/version.hpp>

#include "audit/fleet_forms.hpp"
#include "audit/report_parts.hpp"

namespace regpolicy::audit {
namespace {

constexpr Outcome kOutcomeOrder[] = {Outcome::compliant, Outcome::failed, Outcome::not_judged,
                                     Outcome::by_hand, Outcome::not_applicable};

// In one line. Replaces what is no UTF-8: the name of a file may hold any bytes.
std::string one_line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json fleet_run_json(const FleetRun& run) {
  return {{"tool", "regpolicy"},      {"version", kVersion},
          {"baseline", run.baseline}, {"baseline_sha256", text_or_null(run.baseline_sha256)},
          {"title", run.title},       {"language", run.language},
          {"sources", run.sources},   {"time", text_or_null(run.time)}};
}

Json machine_json(const Machine& machine) {
  const Report& report = machine.report;
  Json failed = Json::array();
  Json not_judged = Json::array();
  for (const CheckOutcome& outcome : outcomes_of(report)) {
    if (outcome.outcome == Outcome::failed) failed.push_back(outcome.finding->id);
    if (outcome.outcome == Outcome::not_judged) not_judged.push_back(outcome.finding->id);
  }
  return {{"name", machine.name},
          {"source", machine.source},
          {"taken", text_or_null(machine.time)},
          {"taken_for", text_or_null(machine.baseline_sha256)},
          {"build", report.build ? Json(*report.build) : Json()},
          {"edition", report.edition ? Json(*report.edition) : Json()},
          {"state", to_string(readiness_of(report))},
          {"conclusion", text_or_null(report.conclusion)},
          {"failed", std::move(failed)},
          {"not_judged", std::move(not_judged)},
          {"summary", summary_json(report)},
          {"score", score_json(report.score())}};
}

Json unreadable_json(const UnreadableMachine& machine) {
  return {{"name", nullptr},
          {"source", machine.source},
          {"state", "unreadable"},
          {"error", to_string(machine.error)}};
}

Json check_json(const CheckTally& check) {
  Json machines = Json::object();
  for (const Outcome outcome : kOutcomeOrder) {
    machines[std::string(to_string(outcome))] = check.of(outcome);
  }
  return {{"id", check.id},
          {"severity", to_string(check.severity)},
          {"side", to_string(check.side)},
          {"title", check.title},
          {"machines", std::move(machines)},
          {"failed_on", check.failed_on}};
}

Json fleet_summary_json(const FleetTally& tally) {
  return {{"machines", tally.machines()},   {"ready", tally.ready},
          {"blocked", tally.blocked},       {"unknown", tally.unknown},
          {"unreadable", tally.unreadable}, {"score", score_json(tally.score)}};
}

}  // namespace

std::string fleet_json_head(const FleetRun& run) {
  return fmt::format("{{\n\"schema\": \"regpolicy/fleet/1\",\n\"run\": {},\n\"machines\": [\n",
                     one_line(fleet_run_json(run)));
}

std::string fleet_json_part(const Machine& machine) { return one_line(machine_json(machine)); }

std::string fleet_json_part(const UnreadableMachine& machine) {
  return one_line(unreadable_json(machine));
}

std::string fleet_json_tail(const FleetTally& tally) {
  std::string checks;
  for (const CheckTally& check : tally.checks) {
    checks += (checks.empty() ? "" : ",\n") + one_line(check_json(check));
  }
  return fmt::format("\n],\n\"checks\": [\n{}\n],\n\"summary\": {}\n}}\n", checks,
                     one_line(fleet_summary_json(tally)));
}

std::string fleet_lines_head(const FleetRun& run) {
  return one_line({{"schema", "regpolicy/fleet-lines/1"},
                   {"kind", "run"},
                   {"run", fleet_run_json(run)}}) +
         '\n';
}

std::string fleet_lines_part(const Machine& machine) {
  std::string lines = one_line({{"kind", "machine"}, {"machine", machine_json(machine)}}) + '\n';
  for (const Finding& finding : machine.report.findings) {
    lines +=
        one_line(
            {{"kind", "finding"}, {"machine", machine.name}, {"finding", finding_json(finding)}}) +
        '\n';
  }
  return lines;
}

std::string fleet_lines_part(const UnreadableMachine& machine) {
  return one_line({{"kind", "machine"}, {"machine", unreadable_json(machine)}}) + '\n';
}

std::string fleet_lines_tail(const FleetTally& tally) {
  std::string lines;
  for (const CheckTally& check : tally.checks) {
    lines += one_line({{"kind", "check"}, {"check", check_json(check)}}) + '\n';
  }
  return lines + one_line({{"kind", "summary"}, {"summary", fleet_summary_json(tally)}}) + '\n';
}

}  // namespace regpolicy::audit
