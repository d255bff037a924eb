// Inputs of which a command takes one side each.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/error.hpp>
#include <regpolicy/policy_file.hpp>

#include "command.hpp"

namespace regpolicy::tools {

// The one side that the file holds, or that --side chooses; a file that does not tell its side is
// of that of --side. Errors name the file and what it holds.
[[nodiscard]] Result<PolicySide> read_one_side(const std::string& path, const Arguments& arguments);

// The side and the user of all of them; those that are open join any. `paths` name them in errors.
[[nodiscard]] Result<PolicySide> common_side(const std::vector<PolicySide>& sides,
                                             const std::vector<std::string>& paths);

}  // namespace regpolicy::tools
