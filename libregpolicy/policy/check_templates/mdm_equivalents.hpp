// What an MDM service has in place of a policy that it does not ingest.
#pragma once

#include <string>

#include <regpolicy/policy_template.hpp>

namespace regpolicy::check_templates {

// "set ./Device/Vendor/MSFT/Policy/Config/... (int) to 1 when enabled and 0 when disabled": from
// the template source's own words, else from a table by registry value; for all other policies the
// general advice.
[[nodiscard]] std::string instead_of(const Template& content, const Policy& policy);

}  // namespace regpolicy::check_templates
