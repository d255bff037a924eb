// regpolicy plan: what an apply would change, without changing it.
#include <utility>

#include "commands.hpp"
#include "console.hpp"
#include "target_input.hpp"

namespace regpolicy::tools {
namespace {

constexpr std::string_view kPlanDetails =
    "Shows what apply would do to the target: for every value what is there, what will be and\n"
    "who asks for it, then versions, extension lists, files and warnings. Nothing is changed. The\n"
    "exit code is 1 where something would change, else 0.\n"
    "\n"
    "-o saves the plan as JSON, for 'regpolicy apply --plan': it is refused (exit code 5) when "
    "the\n"
    "target is no longer what the plan saw. Passwords and the like are masked; a plan that sets\n"
    "any can be applied only where it was saved with --show-secrets.\n"
    "\n"
    "A run that was killed while it changed the target is ended first.\n"
    "\n"
    "Examples:\n"
    "  regpolicy plan baseline.toml --target gpt:.\n"
    "  regpolicy plan settings.reg --target pol:Machine/Registry.pol -o friday.json\n"
    "  regpolicy plan policy.json --side machine --target gpt:. --intent remove";

ExitCode run_plan(const Arguments& arguments) {
  auto target = open_target_of(arguments, false);
  if (!target) return fail_with(target.error());
  const auto wanted = read_wanted(target->target, arguments);
  if (!wanted) return wanted.error();
  const auto plan = make_plan(*target, wanted->sides, intent_of(arguments), wanted->called);
  if (!plan) return fail_with(plan.error());
  const bool secrets = arguments.has("show-secrets");
  const std::string path = arguments.get("output");
  if (path != "-") print_plan(*plan, arguments);
  if (!path.empty()) {
    if (has_secrets(*plan) && !secrets) {
      say("the plan is saved without its secrets and cannot be applied (--show-secrets saves "
          "them)");
    }
    const ExitCode written = write_outputs({text_file(path, to_json(*plan, secrets))}, arguments);
    if (written != ExitCode::done) return written;
  }
  return has_changes(*plan) ? ExitCode::findings : ExitCode::done;
}

std::vector<Option> plan_options() {
  std::vector<Option> options{target_option(true)};
  for (Option& option : wanted_options()) options.push_back(std::move(option));
  options.push_back({.name = "output",
                     .letter = "o",
                     .operand = "PLAN",
                     .help = "Save the plan as JSON, or - for the standard output"});
  for (Option& option : std::vector<Option>{plan_format_option(), secrets_option(), force_option(),
                                            quiet_option(), color_option()}) {
    options.push_back(std::move(option));
  }
  return options;
}

}  // namespace

Command plan_command() {
  return {.name = "plan",
          .summary = "Show what apply would change",
          .details = kPlanDetails,
          .positionals = {wanted_positional(true)},
          .options = plan_options(),
          .run = run_plan};
}

}  // namespace regpolicy::tools
