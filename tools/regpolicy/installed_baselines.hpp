// Baselines that come with the program, known by name: `regpolicy audit sspr`.
#pragma once

#include <string>

#include <regpolicy/error.hpp>

namespace regpolicy::tools {

// The path of a baseline. A text that is a path, or that names an existing file or folder, is
// returned as it is; a mere name ("sspr") stands for NAME.toml among the baselines that were
// installed with the program, that lie in tools/baselines beside it, or that are in the source tree
// that it was built in. The error (not_found) lists those that there are.
[[nodiscard]] Result<std::string> find_baseline(const std::string& text);

}  // namespace regpolicy::tools
