// regpolicy dump: every byte of a Registry.pol with its meaning.
#include <regpolicy/pol.hpp>

#include "commands.hpp"
#include "console.hpp"

namespace regpolicy::tools {
namespace {

constexpr std::string_view kDumpDetails =
    "Prints every byte of a Registry.pol with its offset and its meaning. A broken file is\n"
    "printed up to the fault; the fault is then named on stderr and the exit code is 3.\n"
    "\n"
    "Examples:\n"
    "  regpolicy dump Machine/Registry.pol\n"
    "  regpolicy dump - < User/Registry.pol";

ExitCode run_dump(const Arguments& arguments) {
  const std::string path = arguments.get("FILE");
  const auto content = read_input(path);
  if (!content) return fail_with(content.error());
  const pol::Dump dump = pol::dump(*content, path);
  print(dump.text);
  return dump.fault ? fail_with(*dump.fault) : ExitCode::done;
}

}  // namespace

Command dump_command() {
  return {.name = "dump",
          .summary = "Print every byte of a Registry.pol with its meaning",
          .details = kDumpDetails,
          .positionals = {{"FILE", "a Registry.pol, or - for the standard input"}},
          .options = {},
          .run = run_dump};
}

}  // namespace regpolicy::tools
