// regpolicy check: what is wrong in files that hold registry operations.
#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/check.hpp>
#include <regpolicy/findings.hpp>
#include <regpolicy/pol.hpp>
#include <regpolicy/text.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "read_policy_file.hpp"

namespace regpolicy::tools {
namespace {

constexpr std::string_view kDetails =
    "Finds what is wrong, dangerous or without effect in Registry.pol files: keys and values that\n"
    "Windows cannot hold, data that do not fit their type, records that undo one another, "
    "settings\n"
    "that stay behind when the GPO goes. --rules lists all it looks for; docs/check.md says why.\n"
    "\n"
    "A PATH is a file, a folder (every *.pol below it) or - for a Registry.pol on the standard\n"
    "input. A .reg file, LGPO text or JSON is checked as the Registry.pol that it would become.\n"
    "\n"
    "Exit code 0: nothing found of the severity --fail-on or worse; 1: something found; 3: a file\n"
    "is malformed or cannot be read, and the others are checked all the same.\n"
    "\n"
    "Examples:\n"
    "  regpolicy check Machine/Registry.pol User/Registry.pol\n"
    "  regpolicy check --fail-on warning Machine\n"
    "  regpolicy check --side user --format json settings.reg\n"
    "  regpolicy check --format sarif -o findings.sarif Machine/Registry.pol\n"
    "  regpolicy check --rules";

struct Outcome {
  Diagnostics findings;
  std::size_t files = 0;  // that were read
  bool bad_input = false;
};

constexpr std::string_view kMalformed = "pol.malformed";

void take(Diagnostics findings, Outcome& outcome) {
  for (Diagnostic& item : findings.items) {
    outcome.bad_input = outcome.bad_input || item.rule == kMalformed;
    outcome.findings.items.push_back(std::move(item));
  }
}

void refuse(const Error& error, Outcome& outcome) {
  say(error);
  outcome.bad_input = true;
}

void check_pol_file(const std::string& path, std::optional<Side> side, Outcome& outcome) {
  const auto content = read_input(path);
  if (!content) return refuse(content.error(), outcome);
  ++outcome.files;
  const auto side_of_file = side_of_path(path);
  take(check_pol(*content, path, {.side = side_of_file ? side_of_file : side}), outcome);
}

// A file of another format, as the Registry.pol of each of its sides. Offsets would lead nowhere.
void check_other_file(const std::string& path, std::optional<Side> side, Outcome& outcome) {
  const auto file = read_policy_file(path);
  if (!file) return refuse(file.error(), outcome);
  ++outcome.files;
  for (const PolicySide& part : file->sides) {
    const auto content = pol::write(part.records);
    if (!content) {
      refuse(in_source(content.error(), path), outcome);
      continue;
    }
    Diagnostics findings = check_pol(*content, path, {.side = part.side ? part.side : side});
    for (Diagnostic& item : findings.items) {
      item.location.offset.reset();
      item.location.length.reset();
      if (file->sides.size() > 1) item.message = describe(part) + ": " + item.message;
    }
    take(std::move(findings), outcome);
  }
}

bool is_registry_pol(const std::string& path) {
  if (path == "-") return true;
  if (const auto format = policy_format_of_path(path)) return *format == PolicyFormat::pol;
  const auto content = read_input(path);
  return content && policy_format_of_content(*content) == PolicyFormat::pol;
}

void check_path(const std::string& path, std::optional<Side> side, Outcome& outcome) {
  if (path == "-" || !real_file_system().is_folder(path)) {
    if (is_registry_pol(path)) return check_pol_file(path, side, outcome);
    return check_other_file(path, side, outcome);
  }
  const FoundFiles found = files_below(real_file_system(), path, ".pol");
  for (const Error& error : found.errors) refuse(error, outcome);
  if (found.paths.empty() && found.errors.empty()) {
    refuse({ErrorCode::not_found,
            "found no file *.pol in this folder or below it",
            {.source = path},
            {}},
           outcome);
  }
  for (const std::string& file : found.paths) check_pol_file(file, side, outcome);
}

std::string_view color_of(Severity severity) {
  switch (severity) {
    case Severity::error: return "1;31";
    case Severity::warning: return "1;33";
    case Severity::note: return "36";
  }
  return "";
}

std::string to_text(const Diagnostics& findings, bool color) {
  std::string text;
  for (const Diagnostic& item : findings.items) {
    const std::string place = to_string(item.location);
    std::string line = to_string(item);
    if (color) {
      const std::string_view word = to_string(item.severity);
      line.replace(place.empty() ? 0 : place.size() + 2, word.size(),
                   fmt::format("\x1b[{}m{}\x1b[0m", color_of(item.severity), word));
    }
    text += line + '\n';
  }
  return text;
}

std::string format_findings(const Diagnostics& findings, const Arguments& arguments) {
  const std::string format = arguments.get("format");
  if (format == "json") return findings_json(findings);
  if (format == "sarif") return sarif(findings, pol_rules());
  return to_text(findings, arguments.get("output", "-") == "-" && use_color(arguments));
}

std::string counted(std::size_t count, std::string_view word) {
  return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

std::string summary_of(const Outcome& outcome) {
  return fmt::format("{}: {}, {}, {}", counted(outcome.files, "file"),
                     counted(outcome.findings.count(Severity::error), "error"),
                     counted(outcome.findings.count(Severity::warning), "warning"),
                     counted(outcome.findings.count(Severity::note), "note"));
}

Severity fail_on(const Arguments& arguments) {
  const std::string word = arguments.get("fail-on", "error");
  for (const Severity severity : {Severity::error, Severity::warning}) {
    if (word == to_string(severity)) return severity;
  }
  return Severity::note;
}

ExitCode exit_code_of(const Outcome& outcome, Severity least) {
  if (outcome.bad_input) return ExitCode::bad_input;
  const bool failed = std::ranges::any_of(
      outcome.findings.items, [least](const Diagnostic& item) { return item.severity <= least; });
  return failed ? ExitCode::findings : ExitCode::done;
}

ExitCode list_rules(const Arguments& arguments) {
  std::string text;
  for (const Rule& rule : pol_rules()) {
    text += fmt::format("{:<31} {:<8} {}\n", rule.id, to_string(rule.severity), rule.title);
  }
  const ByteView bytes = as_bytes(text);
  return write_outputs({{arguments.get("output", "-"), {bytes.begin(), bytes.end()}}}, arguments);
}

ExitCode run(const Arguments& arguments) {
  if (arguments.has("rules")) return list_rules(arguments);
  if (arguments.all("PATH").empty()) {
    return fail_with({ErrorCode::invalid_argument,
                      "no PATH given, expected a file or a folder",
                      {},
                      "--rules lists what is looked for"});
  }
  Outcome outcome;
  for (const std::string& path : arguments.all("PATH")) {
    check_path(path, parse_side(arguments.get("side")), outcome);
  }
  const std::string text = format_findings(outcome.findings, arguments);
  const ByteView bytes = as_bytes(text);
  const ExitCode written =
      write_outputs({{arguments.get("output", "-"), {bytes.begin(), bytes.end()}}}, arguments);
  if (written != ExitCode::done) return written;
  if (!arguments.has("quiet")) say(summary_of(outcome));
  return exit_code_of(outcome, fail_on(arguments));
}

}  // namespace

Command check_command() {
  return {.name = "check",
          .summary = "Find what is wrong in Registry.pol files",
          .details = kDetails,
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
                       .help = "error (default), warning or note: from where on to exit with 1",
                       .one_of = {"error", "warning", "note"}},
                      side_option(),
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
                      quiet_option()},
          .run = run};
}

}  // namespace regpolicy::tools
