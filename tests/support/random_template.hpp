// Random definitions and resources, whatever the schema lets a file say.
#pragma once

#include <regpolicy/policy_template.hpp>

#include "support/random_records.hpp"

namespace tests {

[[nodiscard]] regpolicy::PolicyDefinitions random_definitions(Random& random);
[[nodiscard]] regpolicy::PolicyResources random_resources(Random& random);

}  // namespace tests
