// regpolicy compile: a baseline to what the Group Policy editor would write for it.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/compile.hpp>
#include <regpolicy/gpt_ini.hpp>
#include <regpolicy/pol.hpp>
#include <regpolicy/text.hpp>

#include "baseline_files.hpp"
#include "commands.hpp"
#include "console.hpp"
#include "output_folder.hpp"
#include "read_policy_file.hpp"

namespace regpolicy::tools {
namespace {

constexpr std::string_view kCompileDetails =
    "Writes what the Group Policy editor writes for the settings of a baseline, and its raw\n"
    "values. Checks of the baseline are for audit and write nothing.\n"
    "\n"
    "OUT with the suffix .pol, .reg, .txt (LGPO text), .json or .PolicyRules is one file with one\n"
    "side: that of --side, else the only side that the baseline sets. Any other OUT is a folder,\n"
    "which gets Machine/Registry.pol and User/Registry.pol (where there is something for that "
    "side)\n"
    "and GPT.INI with the version 1 for each of them. The same baseline gives the same bytes. "
    "Where\n"
    "a side has a Registry.pol that the baseline sets nothing for, the command stops, also with\n"
    "--force.\n"
    "\n"
    "Templates are those that the baseline lists, relative to its own folder, and those of\n"
    "--templates: template sources (.toml), ADMX files with their ADML files, and folders of "
    "either\n"
    "(a PolicyDefinitions folder). Nothing is written where anything is wrong. With --lang a "
    "setting\n"
    "may name its policy as the Group Policy editor shows it.\n"
    "\n"
    "Examples:\n"
    "  regpolicy compile tools/baselines/sspr.toml -o gpo\n"
    "  regpolicy compile --templates admx --side machine baseline.toml -o policy.reg\n"
    "  regpolicy compile --side user baseline.toml -o Registry.pol\n"
    "  regpolicy compile baseline.toml --to json -o - | jq '.instructions[].key'";

const Instructions& side_of(const CompiledBaseline& compiled, Side side) {
  return side == Side::machine ? compiled.machine : compiled.user;
}

// `where` is empty, or " on the user side".
Error sets_nothing(const std::string& baseline, std::string_view where = {}) {
  return {ErrorCode::malformed,
          fmt::format("the baseline sets nothing{}, so there is nothing to write", where),
          {.source = baseline},
          {}};
}

Result<Side> choose_side(const CompiledBaseline& compiled, const Arguments& arguments) {
  if (const auto side = parse_side(arguments.get("side"))) {
    if (!side_of(compiled, *side).empty()) return *side;
    return std::unexpected(
        sets_nothing(arguments.get("BASELINE"), fmt::format(" on the {} side", to_string(*side))));
  }
  if (compiled.machine.empty() && compiled.user.empty()) {
    return std::unexpected(sets_nothing(arguments.get("BASELINE")));
  }
  if (!compiled.machine.empty() && !compiled.user.empty()) {
    return fail(ErrorCode::invalid_argument, "the baseline sets both sides, and a file holds one",
                {.source = arguments.get("output")},
                "choose with --side machine or --side user, or give a folder");
  }
  return compiled.user.empty() ? Side::machine : Side::user;
}

// Where the baseline says the instruction; nothing where it is not found.
Location origin_of(const Instruction& instruction, Side side, const Baseline& baseline,
                   const CompiledBaseline& compiled) {
  for (const CompiledSetting& compiled_setting : compiled.settings) {
    const Setting& setting = compiled_setting.source->setting;
    const Instructions& written = compiled_setting.instructions;
    if (setting.side != side || std::ranges::find(written, instruction) == written.end()) continue;
    Location location = setting.location;
    location.path = setting.policy;
    return location;
  }
  for (const BaselineValue& value : baseline.values) {
    if (value.side == side && value.instruction == instruction) return value.location;
  }
  return {};
}

// An error about a record, at the place in the baseline that the record comes from.
Error at_origin(Error error, Side side, const Baseline& baseline,
                const CompiledBaseline& compiled) {
  const Instructions& instructions = side_of(compiled, side);
  if (!error.location.record || *error.location.record > instructions.size()) return error;
  const Instruction& instruction = instructions[*error.location.record - 1];
  const Location origin = origin_of(instruction, side, baseline, compiled);
  if (!origin.source.empty()) error.location = origin;
  if (!error.hint.empty()) error.hint += "; ";
  error.hint += suffixes_for(encode(instruction)) + " can hold it";
  return error;
}

Result<std::vector<OutputFile>> one_file(PolicyFormat format, const Baseline& baseline,
                                         const CompiledBaseline& compiled,
                                         const Arguments& arguments) {
  const auto side = choose_side(compiled, arguments);
  if (!side) return std::unexpected(side.error());
  const PolicySide records{*side, {}, encode(side_of(compiled, *side))};
  auto content = encode_policy_file(format, {records});
  if (!content) {
    return std::unexpected(in_source(at_origin(content.error(), *side, baseline, compiled),
                                     arguments.get("BASELINE")));
  }
  return std::vector<OutputFile>{{arguments.get("output"), *std::move(content)}};
}

// A Registry.pol of an earlier run that this one has nothing for would stay in force.
Result<void> refuse_leftover(const std::string& path, Side side) {
  if (!real_file_system().exists(path)) return {};
  return fail(
      ErrorCode::already_exists,
      fmt::format("the file exists, but the baseline sets nothing on the {} side", to_string(side)),
      {.source = path}, "remove it, or clients go on applying it");
}

Result<std::vector<OutputFile>> folder(const CompiledBaseline& compiled,
                                       const Arguments& arguments) {
  const std::string root = arguments.get("output");
  std::vector<OutputFile> outputs;
  gpt_ini::Version version;
  for (const Side side : {Side::machine, Side::user}) {
    const bool machine = side == Side::machine;
    const std::string path =
        entry_path(entry_path(root, machine ? "Machine" : "User"), "Registry.pol");
    if (side_of(compiled, side).empty()) {
      if (auto fine = refuse_leftover(path, side); !fine) return std::unexpected(fine.error());
      continue;
    }
    auto content = pol::write(encode(side_of(compiled, side)));
    if (!content) return std::unexpected(in_source(content.error(), arguments.get("BASELINE")));
    outputs.push_back({path, *std::move(content)});
    (machine ? version.machine : version.user) = 1;
  }
  if (outputs.empty()) return std::unexpected(sets_nothing(arguments.get("BASELINE")));
  outputs.push_back({entry_path(root, "GPT.INI"), gpt_ini::write(version)});
  return outputs;
}

Result<std::vector<OutputFile>> make_outputs(const Baseline& baseline,
                                             const CompiledBaseline& compiled,
                                             const Arguments& arguments) {
  const std::string path = arguments.get("output");
  const auto format =
      arguments.has("to") ? parse_policy_format(arguments.get("to")) : policy_format_of_path(path);
  if (format) return one_file(*format, baseline, compiled, arguments);
  if (path == "-") {
    return fail(ErrorCode::invalid_argument, "the standard output has no suffix", {.source = "-"},
                "say the format with --to");
  }
  if (arguments.has("side")) {
    return fail(ErrorCode::invalid_argument, "--side is for a file, and a folder holds both sides",
                {.source = path}, "expected one of .pol, .reg, .txt, .json, .PolicyRules");
  }
  return folder(compiled, arguments);
}

ExitCode run_compile(const Arguments& arguments) {
  const auto loaded = load_baseline(arguments.get("BASELINE"), arguments);
  if (!loaded) return loaded.error();
  Diagnostics diagnostics;
  const auto compiled =
      compile(loaded->baseline, loaded->catalog, diagnostics, arguments.get("lang"));
  say(diagnostics);
  if (!compiled) return ExitCode::bad_input;
  const auto outputs = make_outputs(loaded->baseline, *compiled, arguments);
  if (!outputs) return fail_with(outputs.error());
  return write_outputs(*outputs, arguments);
}

}  // namespace

Command compile_command() {
  Option side = side_option();
  side.help = "The side of a file, where the baseline sets both: machine or user";
  return {
      .name = "compile",
      .summary = "Write the Registry.pol of a baseline",
      .details = kCompileDetails,
      .positionals = {{"BASELINE", "the baseline (.toml), its name, or - for the standard input"}},
      .options = {{.name = "output",
                   .letter = "o",
                   .operand = "OUT",
                   .help = "The file or folder to write, or - for the standard output",
                   .required = true},
                  templates_option(),
                  {.name = "lang",
                   .letter = "",
                   .operand = "TAG",
                   .help = "Settings may name policies by their display names in this language"},
                  std::move(side),
                  format_option("to", "Format of a file, where the suffix of OUT does not tell"),
                  force_option(),
                  quiet_option()},
      .run = run_compile};
}

}  // namespace regpolicy::tools
