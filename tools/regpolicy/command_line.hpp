// Command line to Command and Arguments. The only file that knows the option library.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "command.hpp"

namespace regpolicy::tools {

struct Invocation {
  const Command* command = nullptr;  // empty: `text` is all there is to say
  Arguments arguments;
  std::string text;                     // help, version or an error
  ExitCode exit_code = ExitCode::done;  // what to end with where there is no command
};

[[nodiscard]] Invocation parse_command_line(int argc, const char* const* argv);

}  // namespace regpolicy::tools
