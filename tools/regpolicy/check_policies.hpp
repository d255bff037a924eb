// The part of regpolicy check that looks at files of registry operations.
#pragma once

#include <optional>
#include <string>

#include <regpolicy/side.hpp>

#include "check_outcome.hpp"

namespace regpolicy::tools {

// A Registry.pol, or "-" for one on stdin.
void check_pol_file(const std::string& path, std::optional<Side> side, CheckOutcome& outcome);

// A file of any format, or "-".
void check_policy_file(const std::string& path, std::optional<Side> side, CheckOutcome& outcome);

}  // namespace regpolicy::tools
