// regpolicy diff: what one file would do to a registry that another one would not.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/diff_report.hpp>
#include <regpolicy/text.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "diff_baselines.hpp"
#include "diff_templates.hpp"
#include "read_policy_file.hpp"

namespace regpolicy::tools {
namespace {

constexpr std::string_view kDiffDetails =
    "Compares two files, each in any format: what a client would end with after the one and after\n"
    "the other, whatever its registry held before. Order, spelling and records that a later one\n"
    "undoes do not count; deletes and the other directives do. --records compares the records\n"
    "themselves, in their order.\n"
    "\n"
    "- stands before what only A does, + before what only B does, ~ before what both do in\n"
    "different ways. What is 'untouched' stays as the registry has it. --format unified is the\n"
    "form of diff -u, over lines that say one instruction each.\n"
    "\n"
    "Files with several sides are compared side by side. A Registry.pol tells its side only by a\n"
    "folder Machine or User directly above it; else it is compared with the one side of the other\n"
    "file, or with the one that --side chooses.\n"
    "\n"
    "Two baselines are compared by what they say: settings with state and options, values and\n"
    "checks.\n"
    "\n"
    "Two templates (.admx files, PolicyDefinitions folders or template sources) are compared by "
    "what\n"
    "they define: policies, options, values, categories and the texts of every language. A "
    "template\n"
    "that changed without a higher revision is a finding.\n"
    "\n"
    "Exit code: 0 the same, 1 different, 2 usage, 3 an input is malformed or unreadable.\n"
    "\n"
    "Examples:\n"
    "  regpolicy diff old.pol new.pol\n"
    "  regpolicy diff --side machine Machine/Registry.pol settings.reg\n"
    "  regpolicy diff --records --format unified old.pol new.pol\n"
    "  regpolicy diff --format json old.pol new.pol\n"
    "  regpolicy diff baseline.toml tools/baselines/sspr.toml\n"
    "  regpolicy diff old.toml new.toml";

Result<NamedSides> read_sides(const std::string& path, const Arguments& arguments) {
  auto file = read_policy_file(path);
  if (!file) return std::unexpected(file.error());
  NamedSides named{path, std::move(file->sides)};
  const auto wanted = parse_side(arguments.get("side"));
  if (!wanted) return named;
  for (PolicySide& side : named.sides) {
    if (!side.side) side.side = wanted;
  }
  std::erase_if(named.sides, [wanted](const PolicySide& side) { return side.side != wanted; });
  return named;
}

Result<FileDiff> read_diff(const Arguments& arguments) {
  const std::string a_path = arguments.get("A");
  const std::string b_path = arguments.get("B");
  if (a_path == "-" && b_path == "-") {
    return fail(ErrorCode::invalid_argument, "only one of A and B can be the standard input");
  }
  auto a = read_sides(a_path, arguments);
  if (!a) return std::unexpected(a.error());
  auto b = read_sides(b_path, arguments);
  if (!b) return std::unexpected(b.error());
  if (a->sides.empty() && b->sides.empty()) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("neither file holds anything of the {} side", arguments.get("side")));
  }
  return diff_files(std::move(*a), std::move(*b));
}

ExitCode run_diff(const Arguments& arguments) {
  if (are_baselines(arguments)) return run_diff_of_baselines(arguments);
  if (are_templates(arguments)) return run_diff_of_templates(arguments);
  const auto diff = read_diff(arguments);
  if (!diff) return fail_with(diff.error());
  const DiffView view = arguments.has("records") ? DiffView::records : DiffView::effect;
  const std::string format = arguments.get("format", "text");
  if (format == "json") {
    print(to_json(*diff, view));
  } else if (format == "unified") {
    print(to_unified(*diff, view));
  } else {
    print(to_text(*diff, view, use_color(arguments)));
  }
  if (view == DiffView::records) {
    return same_records(*diff) ? ExitCode::done : ExitCode::findings;
  }
  if (!same_effect(*diff)) return ExitCode::findings;
  if (!same_records(*diff) && !arguments.has("quiet")) {
    say("same effect; the records differ (see --records)");
  }
  return ExitCode::done;
}

}  // namespace

Command diff_command() {
  return {.name = "diff",
          .summary = "Say what two policy files or templates do differently",
          .details = kDiffDetails,
          .positionals = {{.name = "A", .help = "the one file, or - for the standard input"},
                          {.name = "B", .help = "the other, or - for the standard input"}},
          .options = {{.name = "records",
                       .letter = "",
                       .operand = "",
                       .help = "Compare the records, not their effect",
                       .operands = 0},
                      {.name = "format",
                       .letter = "",
                       .operand = "FORMAT",
                       .help = "text (default), unified or json",
                       .one_of = {"text", "unified", "json"}},
                      side_option(),
                      quiet_option(),
                      color_option()},
          .run = run_diff};
}

}  // namespace regpolicy::tools
