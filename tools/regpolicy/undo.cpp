// regpolicy undo: takes the last apply back.
#include "applied.hpp"
#include "commands.hpp"
#include "console.hpp"
#include "target_input.hpp"

namespace regpolicy::tools {
namespace {

constexpr std::string_view kUndoDetails =
    "Puts every file of the target back to what it was before the last apply, byte for byte. Only\n"
    "the versions in gpt.ini go up once more, so that clients apply the old settings again. A\n"
    "second undo takes the apply before that one back, and so on.\n"
    "\n"
    "Where a file has changed since, nothing is touched and the exit code is 5; --force restores\n"
    "it all the same. --dry-run shows what would change; the exit code is then 1.\n"
    "\n"
    "Examples:\n"
    "  regpolicy apply baseline.toml --target gpt:. && regpolicy undo --target gpt:.\n"
    "  regpolicy apply baseline.toml --target gpt:. && regpolicy undo --target gpt:. --force";

ExitCode run_undo(const Arguments& arguments) {
  const bool dry_run = arguments.has("dry-run");
  auto target = open_target_of(arguments, !dry_run);
  if (!target) return fail_with(target.error());
  const auto plan = make_undo_plan(*target, {.force = arguments.has("force")});
  if (!plan) return fail_with(plan.error());
  if (!dry_run) return carry_out(*target, *plan, arguments);
  print_plan(*plan, arguments);
  return has_changes(*plan) ? ExitCode::findings : ExitCode::done;
}

}  // namespace

Command undo_command() {
  return {.name = "undo",
          .summary = "Take the last apply back",
          .details = kUndoDetails,
          .positionals = {},
          .options = {target_option(true),
                      {"force", "", "", "Also where the target has changed since", 0},
                      {"dry-run", "", "", "Show what would change, and change nothing", 0},
                      plan_format_option(),
                      secrets_option(),
                      quiet_option(),
                      color_option()},
          .run = run_undo};
}

}  // namespace regpolicy::tools
