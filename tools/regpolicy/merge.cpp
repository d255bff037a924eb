// regpolicy merge: several policies into one, in the order in which Group Policy applies them, or
// two versions of one policy.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/merge_report.hpp>
#include <regpolicy/text.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "one_side.hpp"
#include "read_policy_file.hpp"

namespace regpolicy::tools {
namespace {

constexpr std::string_view kMergeDetails =
    "Applies the inputs in their order: a later one wins, as with Group Policy, where the GPO\n"
    "that is applied last does. The inputs are of any format and all of one side. The format of\n"
    "OUT is told by its suffix or by --to.\n"
    "\n"
    "OUT holds the records of all inputs in their order, without those that a later input makes\n"
    "void: a value that it sets or deletes as well, all below a key that it deletes. Every value\n"
    "ends as it would by applying one input after another.\n"
    "\n"
    "--explain tells for each value of which several inputs speak who wins and who is overridden:\n"
    "on the standard output, or on the standard error where OUT is -. Two types for one value are\n"
    "always a warning.\n"
    "\n"
    "With --base there are two inputs, A and B, which both were made from that file: what each of\n"
    "them changed is in OUT. Where both changed the same thing in different ways, or where one\n"
    "deletes what the other sets, the conflicts are listed on the standard output, nothing is\n"
    "written and the exit code is 1.\n"
    "\n"
    "Examples:\n"
    "  regpolicy merge a.pol b.pol -o merged.pol --explain\n"
    "  regpolicy merge --side machine Machine/Registry.pol settings.reg lgpo.txt -o merged.json\n"
    "  regpolicy merge --dry-run --format json a.pol b.pol | jq '.decisions[].winner'\n"
    "  regpolicy merge --base base.pol a.pol b.pol -o both.pol";

struct Inputs {
  std::vector<MergeInput> list;
  PolicySide side;  // of all; without records
};

Result<Inputs> read_inputs(const std::vector<std::string>& paths, const Arguments& arguments) {
  if (std::ranges::count(paths, "-") > 1) return usage("the standard input ('-') is named twice");
  std::vector<PolicySide> sides;
  for (const std::string& path : paths) {
    auto side = read_one_side(path, arguments);
    if (!side) return std::unexpected(side.error());
    sides.push_back(std::move(*side));
  }
  auto common = common_side(sides, paths);
  if (!common) return std::unexpected(common.error());
  Inputs inputs{{}, std::move(*common)};
  for (std::size_t i = 0; i < paths.size(); ++i) {
    inputs.list.push_back({paths[i], std::move(sides[i].records)});
  }
  return inputs;
}

// Where the merge goes to; nothing where it is only shown.
struct MergeTarget {
  std::string path;
  PolicyFormat format = PolicyFormat::pol;
};

Result<std::optional<MergeTarget>> merge_target(const Arguments& arguments) {
  if (!arguments.has("output")) {
    if (arguments.has("dry-run")) return std::nullopt;
    return usage("--output is required", "--dry-run shows the merge and writes nothing");
  }
  const std::string path = arguments.get("output");
  const auto format = output_format(path, arguments.get("to"));
  if (format) return MergeTarget{path, *format};
  Error error = format.error();
  error.hint += "; --to FORMAT says it otherwise";
  return std::unexpected(error);
}

ExitCode write_merged(const std::optional<MergeTarget>& target, const PolicySide& side,
                      Records records, const Arguments& arguments) {
  if (!target) return ExitCode::done;
  auto content = encode_policy_file(target->format, {{side.side, side.user, std::move(records)}});
  if (!content) return fail_with(in_source(content.error(), target->path));
  if (!arguments.has("dry-run")) {
    return write_outputs({{target->path, std::move(*content)}}, arguments);
  }
  if (!arguments.has("quiet")) {
    say(fmt::format("would write {} ({} bytes)", escape_for_display(target->path),
                    content->size()));
  }
  return ExitCode::done;
}

// To stdout, unless that is where the merge goes. `inputs` and `result` are those of merge() or of
// merge3().
template <class Named, class Outcome>
void show(const Named& inputs, const Outcome& result, const std::optional<MergeTarget>& target,
          const Arguments& arguments) {
  std::string text =
      arguments.get("format") == "json" ? to_json(inputs, result) : to_text(inputs, result);
  if (!target || target->path != "-" || arguments.has("dry-run")) return print(text);
  text.pop_back();  // the line end, which say() adds
  say(text);
}

bool wants_report(const Arguments& arguments) {
  return arguments.has("explain") || arguments.has("dry-run") || arguments.has("format");
}

ExitCode run_merge(Inputs inputs, const std::optional<MergeTarget>& target,
                   const Arguments& arguments) {
  MergeResult result = merge(inputs.list);
  const Diagnostics warnings = type_conflicts(inputs.list, result);
  if (!warnings.items.empty()) say(warnings);
  if (wants_report(arguments)) show(inputs.list, result, target, arguments);
  return write_merged(target, inputs.side, std::move(result.records), arguments);
}

ExitCode run_merge3(const Inputs& inputs, const std::optional<MergeTarget>& target,
                    const Arguments& arguments) {
  const std::vector<MergeInput>& list = inputs.list;
  const Merge3Names names{list[0].name, list[1].name, list[2].name};
  Merge3Result result = merge3(list[0].records, list[1].records, list[2].records);
  auto* const records = std::get_if<Records>(&result);
  if (records == nullptr || wants_report(arguments)) show(names, result, target, arguments);
  if (records == nullptr) return ExitCode::findings;
  return write_merged(target, inputs.side, std::move(*records), arguments);
}

ExitCode run_merge(const Arguments& arguments) {
  const auto target = merge_target(arguments);
  if (!target) return fail_with(target.error());
  std::vector<std::string> paths = arguments.all("FILE");
  const bool is_three_way = arguments.has("base");
  if (is_three_way && paths.size() != 2) {
    return fail_with({.code = ErrorCode::invalid_argument,
                      .message = fmt::format("--base takes two inputs, found {}", paths.size()),
                      .location = {},
                      .hint = {}});
  }
  if (is_three_way) paths.insert(paths.begin(), arguments.get("base"));
  auto inputs = read_inputs(paths, arguments);
  if (!inputs) return fail_with(inputs.error());
  if (is_three_way) return run_merge3(*inputs, *target, arguments);
  return run_merge(std::move(*inputs), *target, arguments);
}

std::vector<Option> options() {
  return {{.name = "output",
           .letter = "o",
           .operand = "OUT",
           .help = "Where to write, or - for the standard output"},
          {.name = "base", .letter = "", .operand = "FILE", .help = "What A and B were made from"},
          {"explain", "", "", "Tell who wins and who is overridden", 0},
          {.name = "format",
           .letter = "",
           .operand = "FORMAT",
           .help = "Of what is told: text (default) or json, which implies --explain",
           .one_of = {"text", "json"}},
          {"dry-run", "", "", "Tell who wins, and write nothing", 0},
          format_option("to", "The format of OUT, where its suffix does not tell"),
          side_option(),
          force_option(),
          quiet_option()};
}

}  // namespace

Command merge_command() {
  return {.name = "merge",
          .summary = "Merge policies in the order of application, or two versions of one",
          .details = kMergeDetails,
          .positionals = {{.name = "FILE",
                           .help = "what to merge, the last one wins; or - for the standard input",
                           .repeated = true}},
          .options = options(),
          .run = run_merge};
}

}  // namespace regpolicy::tools
