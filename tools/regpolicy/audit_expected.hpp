// What an audit expects of a machine.
#pragma once

#include <expected>
#include <string>

#include "baseline_files.hpp"

namespace regpolicy::tools {

// EXPECTED is a baseline: a TOML file, stdin for "-", or the name of one that came with the
// program. Or it is what a policy would set: a policy file of any format, or the folder or backup
// of a Group Policy object; its values and deletions become settings of the templates that
// --templates names, what these do not explain values. All that is wrong has been said where there
// is only an exit code.
[[nodiscard]] std::expected<LoadedBaseline, ExitCode> load_expected(const std::string& text,
                                                                    const Arguments& arguments);

}  // namespace regpolicy::tools
