#include <exception>
#include <new>
#include <string>

#include "command_line.hpp"
#include "console.hpp"

#ifdef _WIN32
#include <vector>

#include "windows_process.hpp"
#endif

namespace {

using namespace regpolicy::tools;

ExitCode run(int argc, const char* const* argv) {
  const Invocation invocation = parse_command_line(argc, argv);
  if (invocation.command == nullptr) {
    if (invocation.exit_code == ExitCode::done) {
      print(invocation.text);
    } else {
      say(invocation.text);
    }
    return invocation.exit_code;
  }
  return invocation.command->run(invocation.arguments);
}

// Exceptions end here: they are defects, or there is no memory.
int run_guarded(int argc, const char* const* argv) {
  try {
    const ExitCode code = run(argc, argv);
    if (!flush_stdout()) {
      say("error: cannot write the standard output");
      return static_cast<int>(ExitCode::bad_input);
    }
    return static_cast<int>(code);
  } catch (const std::bad_alloc&) {
    say("error: not enough memory for this input");
    return static_cast<int>(ExitCode::bad_input);
  } catch (const std::exception& defect) {
    say(std::string("error: a defect of regpolicy, please report it: ") + defect.what());
    return static_cast<int>(ExitCode::defect);
  }
}

}  // namespace

#ifdef _WIN32
int main() {
  const WindowsStreams streams;
  const std::vector<std::string> arguments = windows_arguments();
  std::vector<const char*> pointers;
  for (const std::string& argument : arguments) pointers.push_back(argument.c_str());
  pointers.push_back(nullptr);
  return run_guarded(static_cast<int>(arguments.size()), pointers.data());
}
#else
int main(int argc, char** argv) { return run_guarded(argc, argv); }
#endif
