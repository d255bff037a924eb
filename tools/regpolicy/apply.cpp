// regpolicy apply: puts a policy into a target, wholly or not at all.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/apply.hpp>
#include <regpolicy/policy_service.hpp>
#include <regpolicy/text.hpp>

#include "applied.hpp"
#include "commands.hpp"
#include "console.hpp"
#include "target_input.hpp"

namespace regpolicy::tools {
namespace {

constexpr std::string_view kApplyDetails =
    "Makes the plan for INPUT and carries it out, or carries out a plan that was saved. The "
    "target\n"
    "ends wholly old or wholly new: what is replaced is stored, a journal is written, each file "
    "is\n"
    "replaced at once, gpt.ini last, and all is read again. A run that was killed is ended by the\n"
    "next one. 'regpolicy undo' takes an apply back.\n"
    "\n"
    "Only the records that INPUT names change, and only the version of a side that changed goes\n"
    "up. What is right already is not written: a second apply changes nothing.\n"
    "\n"
    "A saved plan is refused (exit code 5) when the target is no longer what the plan saw. Two\n"
    "runs on one target wait for one another, for ten seconds.\n"
    "\n"
    "Examples:\n"
    "  regpolicy apply baseline.toml --target gpt:.\n"
    "  regpolicy apply settings.reg --target pol:Machine/Registry.pol --intent replace\n"
    "  regpolicy plan baseline.toml --target gpt:. -o p.json; regpolicy apply --plan p.json";

Result<Plan> saved_plan(const Arguments& arguments) {
  const std::string path = arguments.get("plan");
  const auto content = read_input(path);
  if (!content) return std::unexpected(content.error());
  return read_plan(*content, path);
}

ExitCode apply_saved(const Arguments& arguments) {
  if (arguments.has("INPUT") || arguments.has("intent")) {
    return fail_with(usage("--plan says all: INPUT and --intent do not go with it").error());
  }
  const auto plan = saved_plan(arguments);
  if (!plan) return fail_with(plan.error());
  Arguments with_target = arguments;
  if (!arguments.has("target")) with_target.set("target", {to_string(plan->target)});
  auto target = open_target_of(with_target, true);
  if (!target) return fail_with(target.error());
  return carry_out(*target, *plan, arguments);
}

ExitCode apply_input(const Arguments& arguments) {
  if (!arguments.has("INPUT") || !arguments.has("target")) {
    return fail_with(usage("INPUT and --target are required", "or --plan PLAN").error());
  }
  const auto named = parse_target(arguments.get("target"));
  if (!named) return fail_with(named.error());
  // Before the target is locked: templates may take a while.
  const auto wanted = read_wanted(*named, arguments);
  if (!wanted) return wanted.error();
  auto target = open_target_of(arguments, true);
  if (!target) return fail_with(target.error());
  const auto plan = make_plan(*target, wanted->sides, intent_of(arguments), wanted->called);
  if (!plan) return fail_with(plan.error());
  return carry_out(*target, *plan, arguments);
}

ExitCode run_apply(const Arguments& arguments) {
  return arguments.has("plan") ? apply_saved(arguments) : apply_input(arguments);
}

// Apart from the write, which is done: what comes of it changes no exit code.
void refresh_sides(const Plan& plan) {
  for (const Side side : {Side::machine, Side::user}) {
    if (!std::ranges::any_of(plan.changes,
                             [side](const PlannedChange& change) { return change.side == side; })) {
      continue;
    }
    const auto asked = refresh_policy(side);
    if (asked) {
      say(fmt::format("the {} policy is being refreshed", to_string(side)));
    } else {
      say(fmt::format("all is written, but the {} policy is not refreshed:", to_string(side)));
      say(asked.error());
    }
  }
}

// "2 files", "the registry and 1 file"
std::string what_was_written(const OpenTarget& target, const Applied& applied) {
  std::size_t parts = 0;
  for (const std::string& path : applied.files) {
    if (is_in_registry(target, path)) ++parts;
  }
  const std::size_t files = applied.files.size() - parts;
  const std::string counted = fmt::format("{} {}", files, files == 1 ? "file" : "files");
  if (parts == 0) return counted;
  return files == 0 ? "the registry" : "the registry and " + counted;
}

std::vector<Option> apply_options() {
  std::vector<Option> options{target_option(false),
                              {.name = "plan",
                               .letter = "",
                               .operand = "PLAN",
                               .help = "A plan that 'regpolicy plan -o' saved, in place of INPUT"}};
  for (Option& option : wanted_options()) options.push_back(std::move(option));
  for (Option& option :
       std::vector<Option>{{"refresh", "", "", "Let Windows apply its local policy now", 0},
                           plan_format_option(),
                           secrets_option(),
                           quiet_option(),
                           color_option()}) {
    options.push_back(std::move(option));
  }
  return options;
}

}  // namespace

ExitCode carry_out(OpenTarget& target, const Plan& plan, const Arguments& arguments) {
  if (arguments.has("refresh") && !is_live_policy(target.target)) {
    return fail_with(
        usage("--refresh is for the target local: Windows applies no other one").error());
  }
  const auto applied = apply(target, plan);
  if (!applied) return fail_with(applied.error());
  if (applied->unfinished) {
    say(*applied->unfinished);
    say("not all is written: the next plan, apply or undo of this target ends it");
    return ExitCode::partly_done;
  }
  print_plan(plan, arguments);
  if (!arguments.has("quiet")) {
    say(applied->files.empty()
            ? fmt::format("{} is right already", escape_for_display(to_string(target.target)))
            : fmt::format("{}: {} written and read again",
                          escape_for_display(to_string(target.target)),
                          what_was_written(target, *applied)));
  }
  if (arguments.has("refresh")) {
    target.sections.clear();  // the service could not read the policy
    refresh_sides(plan);
  }
  return ExitCode::done;
}

Command apply_command() {
  return {.name = "apply",
          .summary = "Put a policy into a GPO's folder, a local policy or a Registry.pol",
          .details = kApplyDetails,
          .positionals = {wanted_positional(false)},
          .options = apply_options(),
          .run = run_apply};
}

}  // namespace regpolicy::tools
