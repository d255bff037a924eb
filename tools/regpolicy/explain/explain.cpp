// regpolicy explain: the settings behind a policy file, in words.
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/explain_report.hpp>
#include <regpolicy/text.hpp>

#include "../catalog_files.hpp"
#include "../commands.hpp"
#include "../console.hpp"
#include "../side_choice.hpp"
#include "inputs.hpp"

namespace regpolicy::tools {
namespace {

constexpr std::string_view kExplainDetails =
    "Names every setting that a policy file makes: policy, state and options, as the Group Policy\n"
    "editor shows them, and its category, in the language of --lang. What no policy of the\n"
    "templates explains stays as registry values. Compiling what was explained has the effect of\n"
    "the input, whatever the templates are.\n"
    "\n"
    "INPUT is a file in any format, the folder of a Group Policy object (Machine/Registry.pol,\n"
    "User/Registry.pol), a backup of one, or a folder of either. With --state it tells what a\n"
    "registry holds, such as an export: what is not there counts as deleted.\n"
    "\n"
    "--templates takes template sources (.toml), ADMX files, and folders of either, such as\n"
    "PolicyDefinitions; it may stand several times. Where several policies explain the same\n"
    "records, one is chosen and the others are named. A policy of which only some values are "
    "there\n"
    "is listed with what is missing. -o writes a baseline that compile turns back into the input.\n"
    "\n"
    "Exit code: 0 done, 2 usage, 3 an input is malformed or unreadable.\n"
    "\n"
    "Examples:\n"
    "  regpolicy explain Machine/Registry.pol --templates admx\n"
    "  regpolicy explain . --templates admx --lang sv-SE\n"
    "  regpolicy explain Machine/Registry.pol -t admx -o explained.toml\n"
    "  regpolicy explain settings.reg --state --templates admx --format json";

Result<std::vector<ExplainedSide>> explain_inputs(const std::vector<ExplainInput>& inputs,
                                                  const PolicyIndex& index,
                                                  const Arguments& arguments) {
  std::vector<ExplainedSide> sides;
  for (const ExplainInput& input : inputs) {
    // In a folder, --side leaves out files; a file that is named has to hold something of it.
    auto chosen = choose_sides(input.file, arguments, input.path);
    if (!chosen && inputs.size() == 1) return std::unexpected(chosen.error());
    if (!chosen) continue;
    for (const PolicySide& side : *chosen) {
      if (!side.side) {
        return fail(ErrorCode::invalid_argument, "the input does not tell its side",
                    {.source = input.path}, "--side machine or --side user tells it");
      }
      ExplainedSide explained{input.path,           input.object, side.user,
                              decode(side.records), {},           input.comments};
      explained.explanation =
          explain(index, *side.side, explained.instructions, {.of_state = arguments.has("state")});
      sides.push_back(std::move(explained));
    }
  }
  return sides;
}

// The path of a template as the baseline at `output` has to name it.
std::string path_seen_from(const std::string& path, const std::string& output) {
  if (output == "-") return path;
  namespace fs = std::filesystem;
  const auto to_path = [](const std::string& utf8) {
    return fs::path(std::u8string(utf8.begin(), utf8.end()));
  };
  std::error_code failure;
  const fs::path from = fs::absolute(to_path(folder_of(output)), failure).lexically_normal();
  const fs::path to = fs::absolute(to_path(path), failure).lexically_normal();
  if (failure || to_path(path).is_absolute()) return path;
  const std::u8string seen = to.lexically_proximate(from).generic_u8string();
  return std::string(seen.begin(), seen.end());
}

std::string name_of(const std::vector<ExplainedSide>& sides, const std::string& input) {
  if (!sides.empty() && !sides.front().object.empty()) return sides.front().object;
  return input == "-" ? "explained" : input;
}

// A baseline speaks of every user and of one object.
Result<void> check_one_object(const std::vector<ExplainedSide>& sides) {
  for (const ExplainedSide& side : sides) {
    if (!side.user.empty()) {
      return fail(ErrorCode::invalid_argument,
                  fmt::format("found settings of the user {}, and a baseline has those of every "
                              "user only",
                              escape_for_display(side.user)),
                  {.source = side.source}, "--side machine leaves them out");
    }
    for (const ExplainedSide& other : sides) {
      if (&other == &side || other.explanation.side != side.explanation.side) continue;
      return fail(ErrorCode::invalid_argument,
                  fmt::format("found two {} sides, and a baseline has one",
                              to_string(side.explanation.side)),
                  {.source = side.source}, "explain one object at a time");
    }
  }
  return {};
}

ExitCode write_baseline(const std::vector<ExplainedSide>& sides, const Catalog& catalog,
                        const ExplainReportOptions& options, const Arguments& arguments) {
  if (auto fine = check_one_object(sides); !fine) return fail_with(fine.error());
  const std::string output = arguments.get("output");
  ExplainedBaseline explained = to_baseline(sides, catalog, options);
  explained.baseline.name = name_of(sides, arguments.get("INPUT"));
  for (const std::string& path : arguments.all("templates")) {
    explained.baseline.templates.push_back(path_seen_from(path, output));
  }
  const auto text = baseline::write(explained.baseline, explained.comments);
  if (!text) return fail_with(in_source(text.error(), output));
  return write_outputs({text_file(output, *text)}, arguments);
}

ExitCode run_explain(const Arguments& arguments) {
  const ExplainReportOptions options{arguments.get("lang", "en-US"), use_color(arguments)};
  Catalog catalog;
  Diagnostics diagnostics;
  const auto added =
      add_templates(catalog, arguments.all("templates"), {options.language}, diagnostics);
  if (!added) return fail_with(added.error());
  if (diagnostics.has_errors()) {
    say(diagnostics);
    return ExitCode::bad_input;
  }
  const auto inputs = read_explain_inputs(arguments.get("INPUT"));
  if (!inputs) return fail_with(inputs.error());
  const PolicyIndex index(catalog);
  const auto sides = explain_inputs(*inputs, index, arguments);
  if (!sides) return fail_with(sides.error());
  if (arguments.has("output")) return write_baseline(*sides, catalog, options, arguments);
  print(arguments.get("format") == "json" ? to_json(*sides, catalog, options)
                                          : to_text(*sides, catalog, options));
  return ExitCode::done;
}

}  // namespace

Command explain_command() {
  return {.name = "explain",
          .summary = "Name the settings behind a policy file",
          .details = kExplainDetails,
          .positionals = {{.name = "INPUT",
                           .help = "a policy file, an object's folder or a backup, or - for the "
                                   "standard input"}},
          .options = {{.name = "templates",
                       .letter = "t",
                       .operand = "FILE_OR_DIR",
                       .help = "Template sources, ADMX files, or folders of them",
                       .repeated = true},
                      lang_option(),
                      {.name = "format",
                       .letter = "",
                       .operand = "FORMAT",
                       .help = "text (default) or json",
                       .one_of = {"text", "json"}},
                      {.name = "output",
                       .letter = "o",
                       .operand = "BASELINE",
                       .help = "Write a baseline (.toml), or - for the standard output"},
                      {"state", "", "", "INPUT is what a registry holds, not a policy file", 0},
                      side_option(),
                      user_option(),
                      force_option(),
                      quiet_option(),
                      color_option()},
          .run = run_explain};
}

}  // namespace regpolicy::tools
