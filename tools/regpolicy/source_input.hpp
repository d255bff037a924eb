// --source of the commands that look at a machine.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/audit_source.hpp>

#include "command.hpp"

namespace regpolicy::tools {

// All of --source, by their kinds.
[[nodiscard]] Result<std::vector<audit::Source>> given_sources(const Arguments& arguments);

// --accept-dirty and --side.
[[nodiscard]] audit::SourceOptions source_options(const Arguments& arguments);
[[nodiscard]] Option accept_dirty_option();

// "2026-11-25T16:42:48Z" for --stamp, else nothing.
[[nodiscard]] std::string stamp(const Arguments& arguments);

}  // namespace regpolicy::tools
