// Carrying a plan out, and what is said about it.
#pragma once

#include <regpolicy/apply.hpp>

#include "command.hpp"

namespace regpolicy::tools {

[[nodiscard]] ExitCode carry_out(OpenTarget& target, const Plan& plan, const Arguments& arguments);

}  // namespace regpolicy::tools
