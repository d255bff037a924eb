// regpolicy manual: the manual pages.
#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "man_page.hpp"

namespace regpolicy::tools {
namespace {

constexpr std::string_view kManualDetails =
    "Prints the manual page of the program or of one command, in the man macros of roff. With\n"
    "--output all pages, or that of COMMAND, are written into a folder as regpolicy.1 and\n"
    "regpolicy-COMMAND.1.\n"
    "\n"
    "Examples:\n"
    "  regpolicy manual convert | man -l -\n"
    "  regpolicy manual --output man1";

OutputFile file_of(const std::string& folder, std::string_view name, std::string_view page) {
  return text_file(join_path(folder, fmt::format("{}.1", name)), page);
}

OutputFile file_of(const std::string& folder, const Command& command) {
  return file_of(folder, fmt::format("regpolicy-{}", command.name), man_page(command));
}

ExitCode fail_unknown(const std::string& name) {
  std::vector<std::string> names;
  for (const Command& command : commands()) names.emplace_back(command.name);
  const std::string near = nearest_word(name, names);
  return fail_with(
      {.code = ErrorCode::invalid_argument,
       .message = fmt::format("unknown command '{}'", escape_for_display(name)),
       .location = {},
       .hint = near.empty() ? std::string() : fmt::format("did you mean '{}'?", near)});
}

ExitCode write_all(const std::string& folder, const Arguments& arguments) {
  std::vector<OutputFile> files;
  files.push_back(file_of(folder, "regpolicy", man_page_of_program()));
  for (const Command& command : commands()) files.push_back(file_of(folder, command));
  return write_outputs(std::move(files), arguments);
}

ExitCode run_manual(const Arguments& arguments) {
  const std::string folder = arguments.get("output");
  if (!arguments.has("COMMAND")) {
    if (!folder.empty()) return write_all(folder, arguments);
    print(man_page_of_program());
    return ExitCode::done;
  }
  const std::string name = arguments.get("COMMAND");
  const auto command = std::ranges::find(commands(), name, &Command::name);
  if (command == commands().end()) return fail_unknown(name);
  if (!folder.empty()) return write_outputs({file_of(folder, *command)}, arguments);
  print(man_page(*command));
  return ExitCode::done;
}

}  // namespace

Command manual_command() {
  return {.name = "manual",
          .summary = "Print a manual page, or write all of them",
          .details = kManualDetails,
          .positionals = {{.name = "COMMAND",
                           .help = "whose page; that of the program without it",
                           .required = false}},
          .options = {{"output", "o", "FOLDER", "The folder to write pages to"},
                      force_option(),
                      quiet_option()},
          .run = run_manual};
}

}  // namespace regpolicy::tools
