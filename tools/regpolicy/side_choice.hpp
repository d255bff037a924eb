// --side and --user: which of the sides of an input are meant.
#pragma once

#include <string>
#include <vector>

#include "read_policy_file.hpp"

namespace regpolicy::tools {

// "machine side, user side of S-1-5-21-..."
[[nodiscard]] std::string names_of(const std::vector<PolicySide>& sides);

// The sides that --side and --user leave over. A side that is open becomes the one that is wanted,
// and a file of one side that does not tell its user takes the one that is wanted.
// Errors (invalid_argument, naming the input): none is left.
[[nodiscard]] Result<std::vector<PolicySide>> choose_sides(PolicyFile file,
                                                           const Arguments& arguments,
                                                           const std::string& source);

[[nodiscard]] Option user_option();

}  // namespace regpolicy::tools
