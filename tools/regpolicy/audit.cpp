// regpolicy audit: is a baseline in force on a machine?
#include <algorithm>
#include <charconv>
#include <chrono>

#include <fmt/format.h>

#include <regpolicy/audit.hpp>
#include <regpolicy/audit_source.hpp>
#include <regpolicy/report.hpp>
#include <regpolicy/text.hpp>

#include "baseline_files.hpp"
#include "commands.hpp"
#include "console.hpp"
#include "report_outputs.hpp"

namespace regpolicy::tools {
namespace {

constexpr std::string_view kAuditDetails =
    "Judges what a source tells about a machine by the checks, settings and values of a baseline.\n"
    "What the source does not tell about is never compliant: the report says what to add.\n"
    "\n"
    "Sources; --source may be given several times:\n"
    "  registry     this machine's registry (on Windows), with the users who are signed in\n"
    "  reg:FILE     what 'reg export' or regedit wrote; covers the keys that the file shows\n"
    "  pol:FILE     a Registry.pol: what it makes of an empty registry\n"
    "  hive:FILE    an offline hive named SOFTWARE, SYSTEM or NTUSER.DAT, with its logs\n"
    "  hive:FOLDER  a folder like Windows\\System32\\config, or the root of a Windows volume\n"
    "A missing prefix is told by the suffix or by the content.\n"
    "\n"
    "Reports; --report may be given several times:\n"
    "  text    for a terminal             junit   for build servers, as test results\n"
    "  json    one document               sarif   for code scanning, SARIF 2.1.0\n"
    "  jsonl   JSON Lines, to be streamed html    one page for a browser, with search\n"
    "  csv     for spreadsheets\n"
    "\n"
    "Exit code 1: a finding of at least the severity --fail-on failed; 6: none failed, but one of\n"
    "them could not be judged; 3: a source or the baseline cannot be read, and nothing is judged.\n"
    "\n"
    "Examples:\n"
    "  reg export HKLM\\SOFTWARE software.reg && reg export HKLM\\SYSTEM system.reg\n"
    "  regpolicy audit tools/baselines/sspr.toml --source software.reg --source system.reg\n"
    "  regpolicy audit sspr.toml --source hive:System32/config --lang sv-SE\n"
    "  regpolicy audit sspr.toml --source policies.reg --build 22631 --edition Enterprise\n"
    "  regpolicy audit sspr.toml --source pol:Machine/Registry.pol --format json -o report.json\n"
    "  regpolicy audit sspr.toml -s policies.reg --report html=r.html --report junit=r.xml --stamp";

// How bad at least a finding is that the exit code tells of; blocker is the worst.
CheckSeverity fail_on(const Arguments& arguments) {
  const std::string word = arguments.get("fail-on", "warning");
  for (const CheckSeverity severity : {CheckSeverity::blocker, CheckSeverity::warning}) {
    if (word == to_string(severity)) return severity;
  }
  return CheckSeverity::info;
}

ExitCode verdict_of(const audit::Report& report, CheckSeverity least) {
  const auto any = [&report, least](auto&& is_so) {
    return std::ranges::any_of(report.findings, [&](const audit::Finding& finding) {
      return finding.severity <= least && is_so(finding.verdict);
    });
  };
  if (any(audit::is_failure)) return ExitCode::findings;
  const bool open = any([](audit::Verdict verdict) { return verdict == audit::Verdict::error; });
  return open ? ExitCode::partly_done : ExitCode::done;
}

Result<std::optional<std::uint32_t>> given_build(const Arguments& arguments) {
  if (!arguments.has("build")) return std::nullopt;
  const std::string text = arguments.get("build");
  const char* const last = text.data() + text.size();
  std::uint32_t build = 0;
  const auto [end, status] = std::from_chars(text.data(), last, build);
  if (end == last && status == std::errc() && build > 0) return build;
  return fail(
      ErrorCode::invalid_argument,
      fmt::format("--build is '{}', expected a Windows build number", escape_for_display(text)), {},
      "such as 19045 for Windows 10 version 22H2");
}

Result<std::vector<audit::Source>> given_sources(const Arguments& arguments) {
  std::vector<audit::Source> sources;
  for (const std::string& text : arguments.all("source")) {
    auto source = audit::parse_source(real_file_system(), text);
    if (!source) return std::unexpected(source.error());
    sources.push_back(std::move(*source));
  }
  return sources;
}

Result<Observation> observe(const Baseline& baseline, const CompiledBaseline& compiled,
                            const Arguments& arguments) {
  const auto build = given_build(arguments);
  if (!build) return std::unexpected(build.error());
  const auto sources = given_sources(arguments);
  if (!sources) return std::unexpected(sources.error());
  auto observation =
      audit::observe(real_file_system(), *sources, audit::keys_of_interest(baseline, compiled),
                     {.accept_dirty = arguments.has("accept-dirty"),
                      .pol_side = parse_side(arguments.get("side"))});
  if (!observation) return observation;
  if (arguments.has("assume-complete")) {
    observation->machine.coverage.whole = true;
    for (ObservedUser& user : observation->users) user.registry.coverage.whole = true;
  }
  observation->build = *build;
  if (arguments.has("edition")) observation->edition = arguments.get("edition");
  return observation;
}

// The language of the report; empty: the one that the library takes by itself.
Result<std::string> report_language(const Baseline& baseline, const Arguments& arguments) {
  if (!arguments.has("lang")) return std::string();
  const std::string tag = arguments.get("lang");
  if (auto language = language_among(baseline.languages, tag)) return *std::move(language);
  const std::string_view expected = baseline.languages.size() > 1 ? "one of " : "";
  return fail(ErrorCode::invalid_argument,
              fmt::format("no texts in '{}', expected {}{}", escape_for_display(tag), expected,
                          fmt::join(baseline.languages, ", ")));
}

// In UTC, to the second.
std::string time_now() {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const auto day = std::chrono::floor<std::chrono::days>(now);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(now - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

ExitCode run_audit(const Arguments& arguments) {
  const auto outputs = report_outputs(arguments);
  if (!outputs) return fail_with(outputs.error());
  const auto loaded = load_baseline(arguments.get("BASELINE"), arguments);
  if (!loaded) return loaded.error();
  const auto language = report_language(loaded->baseline, arguments);
  if (!language) return fail_with(language.error());
  Diagnostics diagnostics;
  const auto compiled =
      compile(loaded->baseline, loaded->catalog, diagnostics, arguments.get("lang"));
  say(diagnostics);
  if (!compiled) return ExitCode::bad_input;
  const auto observation = observe(loaded->baseline, *compiled, arguments);
  if (!observation) return fail_with(observation.error());
  audit::Report report =
      audit::run(loaded->baseline, *compiled, *observation, {.language = *language});
  report.baseline_sha256 = loaded->sha256;
  if (arguments.has("stamp")) report.time = time_now();
  std::vector<OutputFile> files;
  for (const ReportOutput& output : *outputs) {
    const bool color = output.path == "-" && use_color(arguments);
    files.push_back(text_file(
        output.path, audit::to_format(report, output.format,
                                      {.color = color, .verbose = arguments.has("verbose")})));
  }
  const ExitCode written = write_outputs(std::move(files), arguments);
  return written == ExitCode::done ? verdict_of(report, fail_on(arguments)) : written;
}

}  // namespace

Command audit_command() {
  return {.name = "audit",
          .summary = "Judge a machine by a baseline",
          .details = kAuditDetails,
          .positionals = {{"BASELINE", "the baseline (.toml), or - for the standard input"}},
          .options = {{.name = "source",
                       .letter = "s",
                       .operand = "SOURCE",
                       .help = "What tells about the machine, see below",
                       .required = true,
                       .repeated = true},
                      {.name = "format",
                       .letter = "",
                       .operand = "FORMAT",
                       .help = "text (default), json, jsonl, csv, junit, sarif or html",
                       .one_of = report_format_names()},
                      report_option(),
                      {.name = "stamp",
                       .letter = "",
                       .operand = "",
                       .help = "Say in the report when it was made",
                       .operands = 0},
                      lang_option(),
                      {.name = "build",
                       .letter = "",
                       .operand = "N",
                       .help = "The Windows build, where no source tells it"},
                      {.name = "edition",
                       .letter = "",
                       .operand = "ID",
                       .help = "The EditionID of Windows, where no source tells it"},
                      {.name = "fail-on",
                       .letter = "",
                       .operand = "SEVERITY",
                       .help = "blocker, warning (default) or info",
                       .one_of = {"blocker", "warning", "info"}},
                      templates_option(),
                      side_option(),
                      {.name = "accept-dirty",
                       .letter = "",
                       .operand = "",
                       .help = "Take unclean hives that no log mends as they are",
                       .operands = 0},
                      {.name = "assume-complete",
                       .letter = "",
                       .operand = "",
                       .help = "Take what the sources do not show for absent",
                       .operands = 0},
                      {.name = "verbose",
                       .letter = "v",
                       .operand = "",
                       .help = "Also list what is compliant or not applicable",
                       .operands = 0},
                      {.name = "output",
                       .letter = "o",
                       .operand = "FILE",
                       .help = "Where to write the report; the standard output by default"},
                      color_option(),
                      force_option(),
                      quiet_option()},
          .run = run_audit};
}

}  // namespace regpolicy::tools
