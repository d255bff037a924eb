// What a plan says about the records of a side.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/plan.hpp>

#include "target/registry_image.hpp"

namespace regpolicy {

// What becomes different in effect. `reason` is what stands as `why` where no wanted record speaks
// of it.
[[nodiscard]] std::vector<PlannedChange> planned_changes(const Records& before,
                                                         const Records& after,
                                                         const WantedSide& wanted,
                                                         const std::string& reason);

// The same of a part of a registry. Precondition: the images are of the same keys and values.
[[nodiscard]] std::vector<PlannedChange> image_changes(const RegistryImage& before,
                                                       const RegistryImage& after,
                                                       const WantedSide& wanted,
                                                       const std::string& reason);

}  // namespace regpolicy
