// What a plan says about the records of a side.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/plan.hpp>

namespace regpolicy {

// What becomes different in effect. `reason` is what stands as `why` where no wanted record speaks
// of it.
[[nodiscard]] std::vector<PlannedChange> planned_changes(const Records& before,
                                                         const Records& after,
                                                         const WantedSide& wanted,
                                                         const std::string& reason);

}  // namespace regpolicy
