// regpolicy generate: a template source to an ADMX file and an ADML file per language.
#include <optional>

#include <regpolicy/adml.hpp>
#include <regpolicy/admx.hpp>
#include <regpolicy/template_source.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "one_template.hpp"
#include "take_over.hpp"

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

std::vector<OutputFile> output_files(const Template& source, const Folders& folders) {
  std::vector<OutputFile> files;
  files.push_back(
      text_file(join_path(folders.admx, source.name + ".admx"), admx::write(source.definitions)));
  for (const PolicyResources& resources : source.resources) {
    const std::string folder = join_path(folders.adml, resources.language);
    files.push_back(text_file(join_path(folder, source.name + ".adml"), adml::write(resources)));
  }
  return files;
}

ExitCode run_generate(const Arguments& arguments) {
  if (arguments.has("from")) return take_over(arguments);
  if (arguments.has("lang-add") || !arguments.has("SOURCE")) {
    return fail_with({ErrorCode::invalid_argument,
                      arguments.has("lang-add") ? "--lang-add belongs to --from"
                                                : "expected SOURCE or --from FILE.admx",
                      {},
                      "see regpolicy generate --help"});
  }
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
      "--from goes the other way: OUT is a template source that says all that the ADMX file and "
      "its\n"
      "ADML files say, in every language found in the folders beside it; generating from it gives\n"
      "an equal template. --lang-add gives it a further language with empty texts, which generate\n"
      "then reports as missing, each with its line. Files with errors are refused, since a part "
      "of\n"
      "them may not have been understood, unless --allow-loss is given.\n"
      "\n"
      "Examples:\n"
      "  regpolicy generate admx/SelfServicePasswordReset.toml -o PolicyDefinitions\n"
      "  regpolicy generate admx/SelfServicePasswordReset.toml --split admx adml --force\n"
      "  regpolicy generate --from store/SelfServicePasswordReset.admx -o SelfService.toml\n"
      "  regpolicy generate --from store/SelfServicePasswordReset.admx --lang-add de-DE -o de.toml";
  command.positionals = {{"SOURCE", "The template source, a TOML file", false}};
  command.options = {
      {.name = "output",
       .letter = "o",
       .operand = "OUT",
       .help = "Folder for all files; with --from the template source"},
      {.name = "split",
       .letter = "",
       .operand = "ADMXDIR ADMLDIR",
       .help = "One folder for the ADMX file, one for the folders of the languages",
       .operands = 2},
      {.name = "from",
       .letter = "",
       .operand = "FILE.admx",
       .help = "Make a template source from this file and its ADML files"},
      {.name = "lang-add",
       .letter = "",
       .operand = "TAG",
       .help = "With --from: a language to translate into; may be repeated",
       .repeated = true},
      {.name = "allow-loss",
       .letter = "",
       .operand = "",
       .help = "With --from: take what can be understood of files with errors; exit code 6",
       .operands = 0},
      force_option(),
      quiet_option()};
  command.run = run_generate;
  return command;
}

}  // namespace regpolicy::tools
