// What plan, apply and undo have in common: the target, what is wanted there, and the options.
#pragma once

#include <expected>
#include <vector>

#include <regpolicy/plan.hpp>

#include "command.hpp"

namespace regpolicy::tools {

[[nodiscard]] Option target_option(bool required);
[[nodiscard]] Option secrets_option();
[[nodiscard]] Option plan_format_option();
// INPUT, --intent, --side, --templates and the other options that tell what is wanted.
[[nodiscard]] Positional wanted_positional(bool required);
[[nodiscard]] std::vector<Option> wanted_options();

// Opens --target. What a killed run left and was ended is said.
[[nodiscard]] Result<OpenTarget> open_target_of(const Arguments& arguments, bool to_change);

struct WantedInput {
  std::vector<WantedSide> sides;
  InputName called;  // --name, else a baseline's own; with --side
};

// INPUT for the sides that the target has: a baseline (.toml), compiled, or a policy file of any
// format. All that is wrong has been said where there is only an exit code.
[[nodiscard]] std::expected<WantedInput, ExitCode> read_wanted(const Target& target,
                                                               const Arguments& arguments);

[[nodiscard]] Intent intent_of(const Arguments& arguments);

// The plan on the standard output, as --format, --show-secrets and --color ask.
void print_plan(const Plan& plan, const Arguments& arguments);

}  // namespace regpolicy::tools
