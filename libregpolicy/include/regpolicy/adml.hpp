// ADML: one language's texts of a policy template.
#pragma once

#include <string>

#include <regpolicy/policy_template.hpp>

namespace regpolicy::adml {

// UTF-8 with an XML declaration, CRLF. The text of a string is written as it is: the Group Policy
// editor shows every space and line break. Line breaks inside texts are CRLF too.
// Precondition: as for admx::write.
[[nodiscard]] std::string write(const PolicyResources& resources);

}  // namespace regpolicy::adml
