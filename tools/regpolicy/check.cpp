// regpolicy check: what is wrong in files that hold registry operations, in templates and in
// backups.
#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "check_backups.hpp"
#include "check_outcome.hpp"
#include "check_policies.hpp"
#include "check_templates.hpp"
#include "commands.hpp"
#include "console.hpp"

namespace regpolicy::tools {
namespace {

constexpr std::string_view kCheckDetails =
    "Finds what is wrong, dangerous or without effect in Registry.pol files: keys and values that\n"
    "Windows cannot hold, data that do not fit their type, records that undo one another, "
    "settings\n"
    "that stay behind when the GPO goes. In templates (ADMX and ADML) it finds what the Group "
    "Policy\n"
    "editor refuses, what it passes over without a word, and what translations lack. In backups "
    "of\n"
    "Group Policy objects it finds what an import would refuse, leave out or put elsewhere. "
    "--rules\n"
    "lists all it looks for; docs/check.md and docs/check-templates.md say why.\n"
    "\n"
    "A PATH is a file, a folder (every *.pol, every PolicyDefinitions folder and every backup "
    "below\n"
    "it) or - for a Registry.pol on the standard input. A .reg file, LGPO text or JSON is checked "
    "as\n"
    "the Registry.pol that it would become. An .admx file is checked with its ADML files, an "
    ".adml\n"
    "file with its ADMX file, a template source (.toml) as the template that it would become. The\n"
    "ADML files are looked for beside the ADMX files, then in a folder adml beside theirs.\n"
    "\n"
    "Templates are checked in the language that they fall back to; --lang and --all-languages ask\n"
    "for more, and --translations shows how complete they are.\n"
    "\n"
    "Exit code 0: nothing found of the severity --fail-on or worse; 1: something found; 3: a file\n"
    "is malformed or cannot be read, and the others are checked all the same.\n"
    "\n"
    "Examples:\n"
    "  regpolicy check Machine/Registry.pol User/Registry.pol\n"
    "  regpolicy check --fail-on warning Machine\n"
    "  regpolicy check --side user --format json settings.reg\n"
    "  regpolicy check --format sarif -o findings.sarif Machine/Registry.pol\n"
    "  regpolicy check --lang en-US --lang sv-SE admx\n"
    "  regpolicy check --all-languages --translations admx\n"
    "  regpolicy check --target mdm admx/SelfServicePasswordReset.toml\n"

    "  regpolicy check --rules";

void check_pol_files(const FoundFiles& found, std::optional<Side> side, CheckOutcome& outcome) {
  for (const Error& error : found.errors) refuse(error, outcome);
  for (const std::string& file : found.paths) check_pol_file(file, side, outcome);
}

void check_folder(const std::string& path, std::optional<Side> side, StoreFolders& stores,
                  CheckOutcome& outcome) {
  const FoundFiles policies = files_below(real_file_system(), path, ".pol");
  check_pol_files(policies, side, outcome);
  // Folders that cannot be listed have been told of.
  CheckOutcome twice;
  const bool has_store = add_store_folders(path, stores, policies.errors.empty() ? outcome : twice);
  const bool has_backup = check_backups_below(path, outcome);
  if (!policies.paths.empty() || has_store || has_backup || !policies.errors.empty()) return;
  refuse({ErrorCode::not_found,
          "found no file *.pol or *.admx and no backup in this folder or below it",
          {.source = path},
          {}},
         outcome);
}

void check_paths(const Arguments& arguments, CheckOutcome& outcome,
                 std::vector<TranslationRow>& rows) {
  const auto side = parse_side(arguments.get("side"));
  StoreFolders stores;
  for (const std::string& path : arguments.all("PATH")) {
    if (path != "-" && real_file_system().is_folder(path)) {
      check_folder(path, side, stores, outcome);
    } else if (is_template_file(path)) {
      if (const auto content = read_input(path); content) {
        add_template_file(path, stores);
      } else {
        refuse(content.error(), outcome);
      }
    } else if (ascii_lower(path).ends_with(".toml")) {
      check_toml_file(path, arguments, outcome, rows);
    } else {
      check_policy_file(path, side, outcome);
    }
  }
  for (const auto& [folder, wanted] : stores) {
    check_store_folder(folder, wanted, arguments, outcome, rows);
  }
}

Severity least_severity(const Arguments& arguments) {
  const std::string word = arguments.get("fail-on", "error");
  for (const Severity severity : {Severity::error, Severity::warning}) {
    if (word == to_string(severity)) return severity;
  }
  return Severity::note;
}

ExitCode exit_code_of(const CheckOutcome& outcome, Severity least) {
  if (outcome.bad_input) return ExitCode::bad_input;
  const bool failed = std::ranges::any_of(
      outcome.findings.items, [least](const Diagnostic& item) { return item.severity <= least; });
  return failed ? ExitCode::findings : ExitCode::done;
}

ExitCode write_text(const std::string& text, const Arguments& arguments) {
  return write_outputs({text_file(arguments.get("output", "-"), text)}, arguments);
}

ExitCode list_rules(const Arguments& arguments) {
  std::string text;
  for (const Rule& rule : all_check_rules()) {
    text += fmt::format("{:<36} {:<8} {}\n", rule.id, to_string(rule.severity), rule.title);
  }
  return write_text(text, arguments);
}

ExitCode write_translations(const std::vector<TranslationRow>& rows, const CheckOutcome& outcome,
                            const Arguments& arguments) {
  const bool is_json = arguments.get("format") == "json";
  const ExitCode written =
      write_text(is_json ? translations_json(rows) : translations_text(rows), arguments);
  if (written != ExitCode::done) return written;
  if (outcome.bad_input) return ExitCode::bad_input;
  const bool is_complete =
      std::ranges::all_of(rows, [](const TranslationRow& row) { return row.missing == 0; });
  return is_complete ? ExitCode::done : ExitCode::findings;
}

ExitCode run_check(const Arguments& arguments) {
  if (arguments.has("rules")) return list_rules(arguments);
  if (arguments.all("PATH").empty()) {
    return fail_with({ErrorCode::invalid_argument,
                      "no PATH given, expected a file or a folder",
                      {},
                      "--rules lists what is looked for"});
  }
  if (arguments.has("translations") && arguments.get("format") == "sarif") {
    return fail_with({ErrorCode::invalid_argument,
                      "--translations is a table, which SARIF has no words for",
                      {},
                      "take --format text or json"});
  }
  CheckOutcome outcome;
  std::vector<TranslationRow> rows;
  check_paths(arguments, outcome, rows);
  if (arguments.has("translations")) return write_translations(rows, outcome, arguments);
  const ExitCode written = write_text(format_findings(outcome.findings, arguments), arguments);
  if (written != ExitCode::done) return written;
  if (!arguments.has("quiet")) say(summary_of(outcome));
  return exit_code_of(outcome, least_severity(arguments));
}

std::vector<Option> template_check_options() {
  return {{.name = "lang",
           .letter = "",
           .operand = "TAG",
           .help = "Language of templates to check, such as sv-SE; may be given several times",
           .repeated = true},
          {.name = "all-languages",
           .letter = "",
           .operand = "",
           .help = "Check every language that has a file",
           .operands = 0},
          {.name = "target",
           .letter = "",
           .operand = "TARGET",
           .help = "Who is to take the templates: gpmc (default), the Group Policy editor, or mdm, "
                   "the ADMX ingestion of Intune",
           .one_of = {"gpmc", "mdm"}},
          {.name = "adml",
           .letter = "",
           .operand = "DIR",
           .help = "Where the folders of the languages are, if not beside the ADMX files"},
          {.name = "translations",
           .letter = "",
           .operand = "",
           .help = "Show how complete each language is instead",
           .operands = 0}};
}

}  // namespace

Command check_command() {
  Command command{.name = "check",
                  .summary = "Find what is wrong in Registry.pol files, templates and backups",
                  .details = kCheckDetails,
                  .positionals = {{.name = "PATH",
                                   .help = "files or folders, or - for the standard input",
                                   .required = false,
                                   .repeated = true}},
                  .options = {{.name = "format",
                               .letter = "",
                               .operand = "FORMAT",
                               .help = "text (default), json or sarif",
                               .one_of = {"text", "json", "sarif"}},
                              {.name = "fail-on",
                               .letter = "",
                               .operand = "SEVERITY",
                               .help = "error (default), warning or note: from where on to exit "
                                       "with 1",
                               .one_of = {"error", "warning", "note"}},
                              side_option()},
                  .run = run_check};
  const std::vector<Option> of_templates = template_check_options();
  const std::vector<Option> rest = {
      {.name = "rules",
       .letter = "",
       .operand = "",
       .help = "List the rules instead",
       .operands = 0},
      {.name = "output",
       .letter = "o",
       .operand = "FILE",
       .help = "Where to write the findings; the standard output by default"},
      color_option(),
      force_option(),
      quiet_option()};
  command.options.insert(command.options.end(), of_templates.begin(), of_templates.end());
  command.options.insert(command.options.end(), rest.begin(), rest.end());
  return command;
}

}  // namespace regpolicy::tools
