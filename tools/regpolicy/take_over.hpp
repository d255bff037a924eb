// regpolicy generate --from: a template source from an ADMX file and its ADML files.
#pragma once

#include "command.hpp"

namespace regpolicy::tools {

[[nodiscard]] ExitCode take_over(const Arguments& arguments);

}  // namespace regpolicy::tools
