// The part of regpolicy check that looks at backups of Group Policy objects.
#pragma once

#include <string>

#include "check_outcome.hpp"

namespace regpolicy::tools {

// Checks every backup from the folder on down, but for the records of its Registry.pol. False where
// there is none.
bool check_backups_below(const std::string& folder, CheckOutcome& outcome);

}  // namespace regpolicy::tools
