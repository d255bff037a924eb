// regpolicy show: what a file with registry operations says, for a person.
#include <optional>
#include <vector>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "read_policy_file.hpp"
#include "record_filter.hpp"
#include "recover_policy_file.hpp"
#include "show_text.hpp"

namespace regpolicy::tools {
namespace {

constexpr std::string_view kShowDetails =
    "Shows the records of a Registry.pol, or of any other file that convert reads, in their\n"
    "order, grouped by key. What deletes or protects is said in words. Control characters are\n"
    "escaped, and long binary data are cut without --full. --format json gives the same as\n"
    "'convert --to json': one side of one file; --format csv one table of all, in which records\n"
    "are counted as they are shown.\n"
    "\n"
    "--key and --name show only some of the records; several of one kind add up. A PATTERN is the\n"
    "whole key or name, in any case: * stands for any characters, also for '\\', ? for one. A key\n"
    "is shown with all below it. A directive is found by the name of the value that it deletes or\n"
    "sets, or by its own.\n"
    "\n"
    "--recover shows what stands whole in a broken Registry.pol, says what was dropped, and ends\n"
    "with 6.\n"
    "\n"
    "Examples:\n"
    "  regpolicy show Machine/Registry.pol User/Registry.pol\n"
    "  regpolicy show --side user settings.reg\n"
    "  regpolicy show --key '*\\AzureADAccount' --name 'Allow*' Machine/Registry.pol\n"
    "  regpolicy show --recover broken.pol\n"
    "  regpolicy show --format json Machine/Registry.pol\n"
    "  regpolicy show --format csv --name 'Allow*' Machine/Registry.pol User/Registry.pol";

struct ShownSide {
  PolicySide side;
  std::optional<std::size_t> total;  // records before the filter, where there is one
};

struct ShownFile {
  std::string path;
  std::vector<ShownSide> sides;
};

// Everything that is to be shown.
struct Shown {
  std::vector<ShownFile> files;
  bool is_whole = true;  // --recover dropped nothing
};

Result<PolicyFile> read_file(const std::string& path, const Arguments& arguments, Shown& shown) {
  if (!arguments.has("recover")) return read_policy_file(path);
  auto recovered = recover_policy_file(path, {});
  if (!recovered) return std::unexpected(recovered.error());
  say_dropped(path, *recovered);
  shown.is_whole = shown.is_whole && recovered->dropped.empty();
  return std::move(recovered->file);
}

ShownSide filtered(PolicySide side, const RecordFilter& filter) {
  if (!filter.is_on()) return {std::move(side), {}};
  const std::size_t total = side.records.size();
  std::erase_if(side.records, [&filter](const Record& record) { return !passes(filter, record); });
  return {std::move(side), total};
}

Result<void> add_file(Shown& shown, const std::string& path, const Arguments& arguments,
                      const RecordFilter& filter) {
  auto file = read_file(path, arguments, shown);
  if (!file) return std::unexpected(file.error());
  const auto wanted = parse_side(arguments.get("side"));
  ShownFile shown_file{path, {}};
  for (PolicySide& side : file->sides) {
    if (!side.side) side.side = wanted;
    if (wanted && side.side != wanted) continue;
    shown_file.sides.push_back(filtered(std::move(side), filter));
  }
  if (shown_file.sides.empty()) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("the file holds nothing of the {} side", arguments.get("side")),
                {.source = path});
  }
  shown.files.push_back(std::move(shown_file));
  return {};
}

void show_text(const std::vector<ShownFile>& files, const ShowOptions& options) {
  bool first = true;
  for (const ShownFile& file : files) {
    for (const ShownSide& shown : file.sides) {
      if (!first) print("\n");
      first = false;
      if (files.size() > 1) print(escape_for_display(file.path) + ": ");
      print(text_of_side(shown.side, shown.total, options));
    }
  }
}

// The sides of all files in one table.
ExitCode show_csv(std::vector<ShownFile> files) {
  std::vector<PolicySide> sides;
  for (ShownFile& file : files) {
    for (ShownSide& shown : file.sides) sides.push_back(std::move(shown.side));
  }
  print(records_to_csv(sides));
  return ExitCode::done;
}

ExitCode show_json(const std::vector<ShownFile>& files) {
  if (files.size() != 1 || files.front().sides.size() != 1) {
    return fail_with({.code = ErrorCode::invalid_argument,
                      .message = "--format json shows one side of one file",
                      .location = {},
                      .hint = "--side machine or --side user chooses one"});
  }
  const auto content = encode_policy_file(PolicyFormat::json, {files.front().sides.front().side});
  if (!content) return fail_with(content.error());
  print(as_chars(*content));
  return ExitCode::done;
}

ExitCode run_show(const Arguments& arguments) {
  const auto filter = record_filter(arguments);
  if (!filter) return fail_with(filter.error());
  Shown shown;
  for (const std::string& path : arguments.all("FILE")) {
    const auto added = add_file(shown, path, arguments, *filter);
    if (!added) return fail_with(added.error());
  }
  ExitCode code = ExitCode::done;
  const std::string format = arguments.get("format");
  if (format == "json") {
    code = show_json(shown.files);
  } else if (format == "csv") {
    code = show_csv(std::move(shown.files));
  } else {
    show_text(shown.files, {use_color(arguments), arguments.has("full")});
  }
  return code == ExitCode::done && !shown.is_whole ? ExitCode::partly_done : code;
}

}  // namespace

Command show_command() {
  return {.name = "show",
          .summary = "Show the records of a Registry.pol or a file of another tool",
          .details = kShowDetails,
          .positionals = {{.name = "FILE",
                           .help = "what to show, or - for the standard input",
                           .repeated = true}},
          .options = {key_filter_option(),
                      name_filter_option(),
                      {.name = "format",
                       .letter = "",
                       .operand = "FORMAT",
                       .help = "text (default), json or csv",
                       .one_of = {"text", "json", "csv"}},
                      {"full", "", "", "Show binary data to the last byte", 0},
                      side_option(),
                      recover_option(),
                      color_option()},
          .run = run_show};
}

}  // namespace regpolicy::tools
