// Manual pages in the man macros, made from the table of commands.
#pragma once

#include <string>

#include "command.hpp"

namespace regpolicy::tools {

// regpolicy(1)
[[nodiscard]] std::string man_page_of_program();
// regpolicy-NAME(1)
[[nodiscard]] std::string man_page(const Command& command);

}  // namespace regpolicy::tools
