// Where the sides of a policy lie in a folder, as Group Policy lays out its files.
#pragma once

#include <string>

#include <regpolicy/policy_file.hpp>

namespace regpolicy::tools {

// A folder's entry of that name as it is spelled there, so that a folder copied from Windows is
// used as it is; the name as given where there is none.
[[nodiscard]] std::string entry_path(const std::string& folder, const std::string& name);

// FOLDER/Machine/Registry.pol, FOLDER/User/Registry.pol or, for the side of one user,
// FOLDER/<user>/User/Registry.pol; with the suffix of the format. Errors (invalid_argument): the
// side is not known; the user's name cannot be that of a folder.
[[nodiscard]] Result<std::string> path_of_side(const std::string& folder, const PolicySide& side,
                                               PolicyFormat format);

}  // namespace regpolicy::tools
