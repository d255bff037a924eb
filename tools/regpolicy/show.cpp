// regpolicy show: what a file with registry operations says, for a person.
#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/instruction.hpp>
#include <regpolicy/text.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "read_policy_file.hpp"

namespace regpolicy::tools {
namespace {

constexpr std::string_view kDetails =
    "Shows the records of a Registry.pol, a .reg file, LGPO text (.txt) or JSON in their order,\n"
    "grouped by key. What deletes or protects is said in words. Control characters are escaped.\n"
    "--format json gives the same as 'convert --to json': one side of one file.\n"
    "\n"
    "Examples:\n"
    "  regpolicy show Machine/Registry.pol User/Registry.pol\n"
    "  regpolicy show --side user settings.reg\n"
    "  regpolicy show --format json Registry.pol";

// A name column wider than this would push the values off the screen.
constexpr std::size_t kWidestName = 40;

struct Row {
  std::string name;  // empty for what is said in words
  std::string type;  // or the words
  std::string value;
};

std::size_t width_of(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(
      utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string padded(const std::string& text, std::size_t width) {
  const std::size_t own = width_of(text);
  return own < width ? text + std::string(width - own, ' ') : text;
}

Row row_of(const Record& record) {
  const Instruction instruction = decode(record);
  if (!std::holds_alternative<SetValue>(instruction)) return {{}, describe(instruction), {}};
  return {record.name.empty() ? "(default)" : escape_for_display(record.name),
          to_string(record.value.type), describe(record.value)};
}

std::string paint(std::string_view text, std::string_view code, bool color) {
  return color ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
}

constexpr std::string_view kBold = "1";
constexpr std::string_view kYellow = "33";

// The records [first, last) of one key.
std::string text_of_key(const Records& records, std::size_t first, std::size_t last, bool color) {
  std::vector<Row> rows;
  std::size_t name_width = 0, type_width = 0;
  for (std::size_t i = first; i < last; ++i) {
    rows.push_back(row_of(records[i]));
    if (rows.back().name.empty()) continue;
    name_width = std::max(name_width, std::min(width_of(rows.back().name), kWidestName));
    type_width = std::max(type_width, rows.back().type.size());
  }
  const std::string key = escape_for_display(records[first].key);
  std::string text = paint(key.empty() ? "(no key)" : key, kBold, color) + '\n';
  for (const Row& row : rows) {
    if (row.name.empty()) {
      text += fmt::format("  {}\n", paint(row.type, kYellow, color));
    } else {
      text += fmt::format("  {}  {}  {}\n", padded(row.name, name_width),
                          padded(row.type, type_width), row.value);
    }
  }
  return text;
}

std::string text_of_side(const PolicySide& side, bool color) {
  const Records& records = side.records;
  std::string text = fmt::format("{}, {} record{}\n", describe(side), records.size(),
                                 records.size() == 1 ? "" : "s");
  for (std::size_t first = 0; first < records.size();) {
    std::size_t last = first + 1;
    while (last < records.size() && records[last].key == records[first].key) ++last;
    text += text_of_key(records, first, last, color);
    first = last;
  }
  return text;
}

struct ShownFile {
  std::string path;
  std::vector<PolicySide> sides;
};

Result<std::vector<ShownFile>> read_files(const Arguments& arguments) {
  std::vector<ShownFile> files;
  const auto wanted = parse_side(arguments.get("side"));
  for (const std::string& path : arguments.all("FILE")) {
    auto file = read_policy_file(path);
    if (!file) return std::unexpected(file.error());
    for (PolicySide& side : file->sides) {
      if (!side.side) side.side = wanted;
    }
    const bool empty = file->sides.empty();
    std::erase_if(file->sides,
                  [wanted](const PolicySide& side) { return wanted && side.side != wanted; });
    if (!empty && file->sides.empty()) {
      return fail(ErrorCode::invalid_argument,
                  fmt::format("the file holds nothing of the {} side", to_string(*wanted)),
                  {.source = path});
    }
    files.push_back({path, std::move(file->sides)});
  }
  return files;
}

void show_text(const std::vector<ShownFile>& files, bool color) {
  bool first = true;
  for (const ShownFile& file : files) {
    for (const PolicySide& side : file.sides) {
      if (!first) print("\n");
      first = false;
      if (files.size() > 1) print(escape_for_display(file.path) + ": ");
      print(text_of_side(side, color));
    }
  }
}

ExitCode show_json(const std::vector<ShownFile>& files) {
  if (files.size() != 1 || files.front().sides.size() != 1) {
    return fail_with({.code = ErrorCode::invalid_argument,
                      .message = "--format json shows one side of one file",
                      .location = {},
                      .hint = "--side machine or --side user chooses one"});
  }
  const auto content = encode_policy_file(PolicyFormat::json, files.front().sides);
  if (!content) return fail_with(content.error());
  print(as_chars(*content));
  return ExitCode::done;
}

ExitCode run(const Arguments& arguments) {
  const auto files = read_files(arguments);
  if (!files) return fail_with(files.error());
  if (arguments.get("format") == "json") return show_json(*files);
  show_text(*files, use_color(arguments));
  return ExitCode::done;
}

}  // namespace

Command show_command() {
  return {.name = "show",
          .summary = "Show the records of a Registry.pol, .reg file, LGPO text or JSON",
          .details = kDetails,
          .positionals = {{.name = "FILE",
                           .help = "what to show, or - for the standard input",
                           .repeated = true}},
          .options = {{.name = "format",
                       .letter = "",
                       .operand = "FORMAT",
                       .help = "text (default) or json",
                       .one_of = {"text", "json"}},
                      side_option(),
                      color_option()},
          .run = run};
}

}  // namespace regpolicy::tools
