#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "audit/fleet_forms.hpp"
#include "audit/fleet_words.hpp"
#include "audit/report_parts.hpp"

namespace regpolicy::audit {
namespace {

// Checks that a line names: more are found by the report for programs.
constexpr std::size_t kNamedChecks = 5;

std::string named(const std::vector<std::string>& names, std::size_t shown, std::size_t all,
                  const FleetWords& words) {
  std::string list;
  for (std::size_t i = 0; i < std::min(shown, names.size()); ++i) {
    list += (i == 0 ? "" : ", ") + escape_for_display(names[i]);
  }
  const std::size_t rest = all - std::min(shown, names.size());
  return rest == 0 ? list : fmt::format("{} {}", list, fill(words.and_more, rest));
}

std::vector<std::string> failed_checks(const Report& report) {
  std::vector<std::string> ids;
  for (const CheckOutcome& outcome : outcomes_of(report)) {
    if (outcome.outcome == Outcome::failed) ids.push_back(outcome.finding->id);
  }
  return ids;
}

std::string state_column(std::string_view state) { return fmt::format("  {:<9}", state); }

void add_check(std::string& text, const CheckTally& check, const FleetTally& tally,
               const FleetWords& words, const Words& common) {
  const std::size_t failed = check.of(Outcome::failed);
  const std::size_t not_judged = check.of(Outcome::not_judged);
  if (failed + not_judged == 0) return;
  text += fmt::format("\n  {} [{}] ({})\n", escape_for_display(check.title), check.id,
                      common.severities[static_cast<std::size_t>(check.severity)]);
  std::string line = fill(words.failed_on, failed, tally.machines());
  if (not_judged > 0) line += "; " + fill(words.not_judged_on, not_judged);
  text += fmt::format("    {}\n", line);
  if (failed == 0) return;
  text += fmt::format("    {}\n", named(check.failed_on, kNamedMachines, failed, words));
}

}  // namespace

std::string fleet_text_head(const FleetRun& run) {
  const Words& common = words_in(run.language);
  std::string text = fmt::format("{}: {}\n", common.baseline, escape_for_display(run.title));
  for (const std::string& source : run.sources) {
    text += fmt::format("{}: {}\n", common.source, escape_for_display(source));
  }
  return text + fmt::format("\n{}\n", fleet_words_in(run.language).machines);
}

std::string fleet_text_part(const Machine& machine, const TextOptions& options) {
  const FleetWords& words = fleet_words_in(machine.report.language);
  const Readiness state = readiness_of(machine.report);
  const std::vector<std::string> failed = failed_checks(machine.report);
  const bool in_order = state == Readiness::ready && failed.empty();
  if (in_order && !options.verbose) return {};
  std::string text =
      fmt::format("{}{}  {}\n", state_column(words.states[static_cast<std::size_t>(state)]),
                  escape_for_display(machine.name),
                  score_sentence(machine.report.score(), words_in(machine.report.language)));
  if (!failed.empty()) {
    text += fmt::format("{}{}: {}\n", state_column(""), words.failed,
                        named(failed, kNamedChecks, failed.size(), words));
  }
  return text;
}

std::string fleet_text_part(const UnreadableMachine& machine, std::string_view language) {
  return fmt::format("{}{}\n", state_column(fleet_words_in(language).not_read),
                     to_string(machine.error));
}

std::string fleet_text_tail(const FleetRun& run, const FleetTally& tally) {
  const FleetWords& words = fleet_words_in(run.language);
  const Words& common = words_in(run.language);
  std::string checks;
  for (const CheckTally& check : tally.checks) add_check(checks, check, tally, words, common);
  std::string text = checks.empty() ? fmt::format("  {}\n", words.all_checks_passed)
                                    : fmt::format("\n{}\n{}", words.checks, checks);
  text += fmt::format("\n{}\n", fill(words.machines_by_state, tally.machines(), tally.ready,
                                     tally.blocked, tally.unknown));
  if (tally.unreadable > 0) text += fmt::format("{}\n", fill(words.unreadable, tally.unreadable));
  return text + fmt::format("{}\n", score_sentence(tally.score, common));
}

}  // namespace regpolicy::audit
