// ADMX: the language-independent half of a policy template.
#pragma once

#include <string>

#include <regpolicy/policy_template.hpp>

namespace regpolicy::admx {

// UTF-8 with an XML declaration, CRLF, elements in the order of the schema. The same definitions
// always give the same bytes. No white space is added inside text.
// Precondition: texts are UTF-8 and hold only characters that XML can hold; template_source::read
// sees to it.
[[nodiscard]] std::string write(const PolicyDefinitions& definitions);

}  // namespace regpolicy::admx
