// The part of `diff` that compares baselines.
#pragma once

#include "command.hpp"

namespace regpolicy::tools {

// Both A and B are TOML files that begin a baseline. No error is said here.
[[nodiscard]] bool are_baselines(const Arguments& arguments);

[[nodiscard]] ExitCode run_diff_of_baselines(const Arguments& arguments);

}  // namespace regpolicy::tools
