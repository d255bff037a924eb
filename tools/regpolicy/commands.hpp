// All commands of the program.
#pragma once

#include <vector>

#include "command.hpp"

namespace regpolicy::tools {

// In the order of the help text.
[[nodiscard]] const std::vector<Command>& commands();

// One function per command, each in the file of its name.
[[nodiscard]] Command generate_command();
[[nodiscard]] Command docs_command();
[[nodiscard]] Command compile_command();
[[nodiscard]] Command explain_command();
[[nodiscard]] Command show_command();
[[nodiscard]] Command dump_command();
[[nodiscard]] Command convert_command();
[[nodiscard]] Command set_command();
[[nodiscard]] Command unset_command();
[[nodiscard]] Command merge_command();
[[nodiscard]] Command diff_command();
[[nodiscard]] Command check_command();
[[nodiscard]] Command plan_command();
[[nodiscard]] Command apply_command();
[[nodiscard]] Command undo_command();
[[nodiscard]] Command audit_command();
[[nodiscard]] Command snapshot_command();
[[nodiscard]] Command bundle_command();
[[nodiscard]] Command translate_command();
[[nodiscard]] Command manual_command();

}  // namespace regpolicy::tools
