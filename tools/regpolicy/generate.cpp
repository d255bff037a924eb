// regpolicy generate: a template source to an ADMX file and an ADML file per language.
#include <optional>

#include <regpolicy/adml.hpp>
#include <regpolicy/admx.hpp>
#include <regpolicy/template_source.hpp>

#include "commands.hpp"
#include "console.hpp"

namespace regpolicy::tools {
namespace {

struct Folders {
  std::string admx, adml;
};

// -o DIR or --split ADMXDIR ADMLDIR: exactly one of them.
std::optional<Folders> output_folders(const Arguments& arguments) {
  if (arguments.has("output") == arguments.has("split")) return std::nullopt;
  if (arguments.has("output")) return Folders{arguments.get("output"), arguments.get("output")};
  return Folders{arguments.all("split").at(0), arguments.all("split").at(1)};
}

OutputFile output_file(const std::string& path, const std::string& text) {
  const ByteView bytes = as_bytes(text);
  return {path, Bytes(bytes.begin(), bytes.end())};
}

std::vector<OutputFile> output_files(const Template& source, const Folders& folders) {
  std::vector<OutputFile> files;
  files.push_back(
      output_file(join_path(folders.admx, source.name + ".admx"), admx::write(source.definitions)));
  for (const PolicyResources& resources : source.resources) {
    const std::string folder = join_path(folders.adml, resources.language);
    files.push_back(output_file(join_path(folder, source.name + ".adml"), adml::write(resources)));
  }
  return files;
}

ExitCode run_generate(const Arguments& arguments) {
  const auto folders = output_folders(arguments);
  if (!folders) {
    return fail_with({ErrorCode::invalid_argument,
                      "expected one of -o DIR and --split ADMXDIR ADMLDIR",
                      {},
                      "see regpolicy generate --help"});
  }
  if (folders->admx == "-" || folders->adml == "-") {
    return fail_with({ErrorCode::invalid_argument,
                      "a template is several files, and the standard output holds one",
                      {},
                      "give a folder"});
  }
  const std::string path = arguments.get("SOURCE");
  const auto input = read_input(path);
  if (!input) return fail_with(input.error());
  Diagnostics diagnostics;
  const auto source = template_source::read(as_chars(*input), path, diagnostics);
  say(diagnostics);
  if (!source) return ExitCode::bad_input;
  return write_outputs(output_files(*source, *folders), arguments);
}

}  // namespace

Command generate_command() {
  Command command;
  command.name = "generate";
  command.summary = "Make an ADMX file and an ADML file per language from a template source";
  command.details =
      "SOURCE is a template source (docs/formats/template-source.md), '-' is the standard input.\n"
      "With -o, DIR gets the layout of a PolicyDefinitions folder: DIR/Name.admx and, for every\n"
      "language of the source, DIR/LANGUAGE/Name.adml. All defects of the source are reported "
      "with\n"
      "file, line and column; while there is one, nothing is written.\n"
      "\n"
      "Examples:\n"
      "  regpolicy generate admx/SelfServicePasswordReset.toml -o PolicyDefinitions\n"
      "  regpolicy generate admx/SelfServicePasswordReset.toml --split admx adml --force";
  command.positionals = {{"SOURCE", "The template source, a TOML file"}};
  command.options = {
      {.name = "output", .letter = "o", .operand = "DIR", .help = "Folder for all files"},
      {.name = "split",
       .letter = "",
       .operand = "ADMXDIR ADMLDIR",
       .help = "One folder for the ADMX file, one for the folders of the languages",
       .operands = 2},
      force_option(),
      quiet_option()};
  command.run = run_generate;
  return command;
}

}  // namespace regpolicy::tools
