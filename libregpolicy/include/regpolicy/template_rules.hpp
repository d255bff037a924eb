// What the readers of ADMX and ADML find, as rows of a table.
#pragma once

#include <vector>

#include <regpolicy/rule.hpp>

namespace regpolicy {

// "admx.<rule>" and "adml.<rule>", every id once, the halves one after the other. Errors are what
// the Group Policy editor refuses a file for; templates that ship with Windows give none of them.
[[nodiscard]] const std::vector<Rule>& template_reader_rules();

}  // namespace regpolicy
