// How a process of Windows takes its arguments and its standard streams.
#pragma once

#include <string>
#include <vector>

namespace regpolicy::tools {

// The command line as UTF-8, the program's name first. What is not valid UTF-16 becomes U+FFFD.
[[nodiscard]] std::vector<std::string> windows_arguments();

// Of the running program, as UTF-8; empty where Windows does not tell.
[[nodiscard]] std::string windows_program_path();

// Standard streams carry bytes, not lines of another convention; a console shows them as UTF-8,
// with colours, until the process ends.
class WindowsStreams {
 public:
  WindowsStreams();
  ~WindowsStreams();
  WindowsStreams(const WindowsStreams&) = delete;
  WindowsStreams& operator=(const WindowsStreams&) = delete;

 private:
  unsigned code_page_;
};

}  // namespace regpolicy::tools
