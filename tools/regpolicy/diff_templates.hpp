// The part of `regpolicy diff` that compares templates.
#pragma once

#include "command.hpp"

namespace regpolicy::tools {

// Are A and B templates? Of two that are not of one kind, the error names both.
[[nodiscard]] bool are_templates(const Arguments& arguments);

[[nodiscard]] ExitCode run_diff_of_templates(const Arguments& arguments);

}  // namespace regpolicy::tools
