// regpolicy audit: is what is expected in force on a machine?
#include <algorithm>
#include <charconv>
#include <set>

#include <fmt/format.h>

#include <regpolicy/audit.hpp>
#include <regpolicy/audit_source.hpp>
#include <regpolicy/report.hpp>
#include <regpolicy/scap.hpp>
#include <regpolicy/text.hpp>

#include "audit_against.hpp"
#include "audit_expected.hpp"
#include "audit_fleet.hpp"
#include "baseline_files.hpp"
#include "commands.hpp"
#include "console.hpp"
#include "report_outputs.hpp"
#include "source_input.hpp"

namespace regpolicy::tools {
namespace {

constexpr std::string_view kAuditDetails =
    "Judges what a source tells about a machine by the checks, settings and values of a baseline.\n"
    "What the source does not tell about is never compliant: the report says what to add.\n"
    "\n"
    "EXPECTED is a baseline (.toml), the name of one that came with the program (sspr), or a\n"
    "policy that should be in force: a policy file of any format, a Group Policy object's folder\n"
    "or a backup of one. The values of a policy are called by the settings of --templates.\n"
    "\n"
    "--against BASELINE judges policies instead: what would break where they are applied? Only\n"
    "the checks that a policy decides are listed, with the setting that decides them.\n"
    "\n"
    "Sources; --source may be given several times:\n"
    "  registry     this machine's registry (on Windows), with its users, signed in or not\n"
    "  reg:FILE     what 'reg export' or regedit wrote; covers the keys that the file shows\n"
    "  pol:FILE     a Registry.pol: what it makes of an empty registry, or, beside other sources,\n"
    "               of what these tell\n"
    "  backup:DIR   a backup of a Group Policy object, likewise, with its security options\n"
    "  gpt:DIR      a Group Policy object's folder, as in SYSVOL, likewise\n"
    "  hive:FILE    an offline hive named SOFTWARE, SYSTEM or NTUSER.DAT, with its logs\n"
    "  hive:FOLDER  a folder like Windows\\System32\\config, or the root of a Windows volume\n"
    "  snapshot:FILE    what 'regpolicy snapshot' took of a machine\n"
    "  snapshot:FOLDER  many such files: one report on all machines, as text, json, jsonl, csv or\n"
    "                   html; so are several Windows volumes, or a folder of them (hive:). One "
    "that\n"
    "                   cannot be read is listed, and the exit code is 6\n"
    "A missing prefix is told by the suffix or by the content.\n"
    "\n"
    "Reports; --report may be given several times:\n"
    "  text    for a terminal             junit   for build servers, as test results\n"
    "  json    one document               sarif   for code scanning, SARIF 2.1.0\n"
    "  jsonl   JSON Lines, to be streamed html    one page for a browser, with search\n"
    "  csv     for spreadsheets           oval    three files for SCAP tools: OVAL definitions to\n"
    "                                     FILE.xml; beside it FILE.characteristics.xml and, with\n"
    "                                     the results, FILE.xccdf.xml\n"
    "\n"
    "Exit code 1: a finding of at least the severity --fail-on failed; 6: none failed, but one of\n"
    "them could not be judged; 3: a source or the baseline cannot be read, and nothing is judged.\n"
    "\n"
    "Examples:\n"
    "  reg export HKLM\\SOFTWARE software.reg && reg export HKLM\\SYSTEM system.reg\n"
    "  regpolicy audit sspr --source software.reg --source system.reg\n"
    "  regpolicy audit sspr.toml --source hive:System32/config --lang sv-SE\n"
    "  regpolicy audit sspr.toml --source policies.reg --build 22631 --edition Enterprise\n"
    "  regpolicy audit sspr.toml --source pol:Machine/Registry.pol --format json -o report.json\n"
    "  regpolicy audit sspr.toml -s snapshot:share --report csv=all.csv --report json=all.json\n"
    "  regpolicy audit sspr.toml -s policies.reg --report html=r.html --report junit=r.xml "
    "--stamp\n"
    "  regpolicy audit Machine/Registry.pol --source policies.reg --templates admx\n"
    "  regpolicy audit --against sspr --source pol:Machine/Registry.pol --templates admx";

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

// What the command line says of every machine.
Result<audit::FleetOptions> given_facts(const Arguments& arguments) {
  const auto build = given_build(arguments);
  if (!build) return std::unexpected(build.error());
  audit::FleetOptions facts{.build = *build,
                            .assume_complete = arguments.has("assume-complete"),
                            .accept_dirty = source_options(arguments).accept_dirty};
  if (arguments.has("edition")) facts.edition = arguments.get("edition");
  return facts;
}

Result<Observation> observe(const Baseline& baseline, const CompiledBaseline& compiled,
                            const std::vector<audit::Source>& sources,
                            const audit::FleetOptions& facts, const Arguments& arguments) {
  auto observation =
      audit::observe(real_file_system(), sources, audit::keys_of_interest(baseline, compiled),
                     source_options(arguments));
  if (!observation) return observation;
  if (facts.assume_complete) take_for_complete(*observation);
  observation->build = facts.build;
  observation->edition = facts.edition;
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

// What a snapshot did not collect is not told; whoever reads that wants to know why.
void say_if_for_another_baseline(const Observation& observation, const LoadedBaseline& loaded) {
  if (observation.snapshot_for.empty() || observation.snapshot_for == loaded.sha256) return;
  say(fmt::format(
      "note: the snapshot was taken for another baseline (SHA-256 {}); what that did not "
      "ask for is not told until it is taken again",
      escape_for_display(observation.snapshot_for)));
}

// What a machine was judged by, and what it showed.
struct JudgedMachine {
  const CompiledBaseline& compiled;
  const Observation& observation;
};

void add_scap_files(std::vector<OutputFile>& files, const audit::Report& report,
                    const LoadedBaseline& loaded, const JudgedMachine& machine,
                    const ReportOutput& output, const Arguments& arguments) {
  const ScapPaths paths = scap_paths(output.path);
  const audit::ScapDocuments documents =
      audit::to_scap(loaded.baseline, machine.compiled, machine.observation, report,
                     output.path.substr(output.path.find_last_of("/\\") + 1));
  files.push_back(text_file(paths.definitions, documents.definitions));
  files.push_back(text_file(paths.characteristics, documents.characteristics));
  files.push_back(text_file(paths.benchmark, documents.benchmark));
  if (documents.not_in_oval.empty() || arguments.has("quiet")) return;
  std::set<std::string_view> checks;
  for (const audit::NotInOval& row : documents.not_in_oval) checks.insert(row.id);
  say(fmt::format(
      "note: what OVAL cannot express, of {} of the {} checks, is listed at the head of {}",
      checks.size(), report.findings.size(), escape_for_display(paths.definitions)));
}

// `machine`: empty where a policy was judged, of which there is no report as OVAL.
ExitCode write_report(audit::Report report, const LoadedBaseline& loaded,
                      const std::optional<JudgedMachine>& machine,
                      const std::vector<ReportOutput>& outputs, const Arguments& arguments) {
  report.baseline_sha256 = loaded.sha256;
  report.time = stamp(arguments);
  std::vector<OutputFile> files;
  for (const ReportOutput& output : outputs) {
    if (output.format == audit::ReportFormat::oval && machine) {
      add_scap_files(files, report, loaded, *machine, output, arguments);
      continue;
    }
    const bool color = output.path == "-" && use_color(arguments);
    files.push_back(text_file(
        output.path, audit::to_format(report, output.format,
                                      {.color = color, .verbose = arguments.has("verbose")})));
  }
  const ExitCode written = write_outputs(std::move(files), arguments);
  return written == ExitCode::done ? verdict_of(report, fail_on(arguments)) : written;
}

// What the machine holds, as far as the sources tell.
ExitCode audit_machine(const LoadedBaseline& loaded, const CompiledBaseline& compiled,
                       const audit::PreparedAudit& audit, const std::vector<audit::Source>& sources,
                       const audit::FleetOptions& facts, const std::vector<ReportOutput>& outputs,
                       const Arguments& arguments) {
  const auto observation = observe(loaded.baseline, compiled, sources, facts, arguments);
  if (!observation) return fail_with(observation.error());
  say_if_for_another_baseline(*observation, loaded);
  return write_report(audit.run(*observation), loaded, JudgedMachine{compiled, *observation},
                      outputs, arguments);
}

// What the policies behind the sources would break.
ExitCode audit_policy(const LoadedBaseline& loaded, const CompiledBaseline& compiled,
                      const std::vector<audit::Source>& sources, const audit::FleetOptions& facts,
                      const std::vector<ReportOutput>& outputs, const Arguments& arguments,
                      const audit::Options& options) {
  auto policy = policy_to_judge(sources, source_options(arguments));
  if (!policy) return fail_with(policy.error());
  policy->build = facts.build;
  policy->edition = facts.edition;
  return write_report(
      audit::run_against(loaded.baseline, compiled, *policy, loaded.catalog, options), loaded,
      std::nullopt, outputs, arguments);
}

ExitCode run_audit(const Arguments& arguments) {
  const auto outputs = report_outputs(arguments);
  if (!outputs) return fail_with(outputs.error());
  const auto facts = given_facts(arguments);
  if (!facts) return fail_with(facts.error());
  const bool against = arguments.has("against");
  if (arguments.has("EXPECTED") == against) {
    return fail_with(usage("audit takes either EXPECTED or --against BASELINE").error());
  }
  for (const std::string_view option : {"assume-complete", "accept-dirty"}) {
    if (!against || !arguments.has(option)) continue;
    return fail_with(
        usage(fmt::format("--{} speaks of a machine, and --against judges policies", option))
            .error());
  }
  if (against && std::ranges::find(*outputs, audit::ReportFormat::oval, &ReportOutput::format) !=
                     outputs->end()) {
    return fail_with(
        usage("a report as oval speaks of a machine, and --against judges policies").error());
  }
  const auto loaded = load_expected(arguments.get(against ? "against" : "EXPECTED"), arguments);
  if (!loaded) return loaded.error();
  const auto language = report_language(loaded->baseline, arguments);
  if (!language) return fail_with(language.error());
  Diagnostics diagnostics;
  const auto compiled =
      compile(loaded->baseline, loaded->catalog, diagnostics, arguments.get("lang"));
  say(diagnostics);
  if (!compiled) return ExitCode::bad_input;
  const auto sources = given_sources(arguments);
  if (!sources) return fail_with(sources.error());
  const audit::Options options{.language = *language};
  if (against) {
    return audit_policy(*loaded, *compiled, *sources, *facts, *outputs, arguments, options);
  }
  const audit::PreparedAudit audit(loaded->baseline, *compiled, options);
  if (audit::is_fleet(real_file_system(), *sources)) {
    audit::FleetOptions fleet = *facts;
    fleet.keys = audit::keys_of_interest(loaded->baseline, *compiled);
    return audit_fleet(*loaded, audit, *sources, fleet, *outputs, fail_on(arguments), arguments);
  }
  return audit_machine(*loaded, *compiled, audit, *sources, *facts, *outputs, arguments);
}

}  // namespace

Command audit_command() {
  return {.name = "audit",
          .summary = "Judge a machine by a baseline",
          .details = kAuditDetails,
          .positionals = {{"EXPECTED",
                           "a baseline (.toml), its name, or a policy; - for the standard input",
                           false}},
          .options = {{.name = "against",
                       .letter = "",
                       .operand = "BASELINE",
                       .help = "Say what the policies of --source would break of this baseline"},
                      {.name = "source",
                       .letter = "s",
                       .operand = "SOURCE",
                       .help = "What tells about the machine, see below",
                       .required = true,
                       .repeated = true},
                      {.name = "format",
                       .letter = "",
                       .operand = "FORMAT",
                       .help = "text (default), json, jsonl, csv, junit, sarif, html or oval",
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
                      accept_dirty_option(),
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
