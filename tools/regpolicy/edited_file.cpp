#include "edited_file.hpp"

#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/limits.hpp>
#include <regpolicy/pol.hpp>
#include <regpolicy/registry_path.hpp>
#include <regpolicy/side.hpp>
#include <regpolicy/text.hpp>

#include "console.hpp"
#include "read_policy_file.hpp"
#include "side_choice.hpp"

namespace regpolicy::tools {
namespace {

std::string name_of_file(const Arguments& arguments) {
  return escape_for_display(arguments.get("FILE"));
}

// A file that does not exist yet and is to be made.
Result<Records> new_file(const std::string& path) {
  const auto format = policy_format_of_path(path);
  if (!format || *format == PolicyFormat::pol) return Records{};
  return usage(fmt::format("'{}' is named like {}, but what is made is a Registry.pol",
                           escape_for_display(path), title_of(*format)));
}

// The one side of the edits that belongs into FILE.
Result<Records> choose_side(const std::vector<PolicySide>& sides, const Arguments& arguments) {
  const std::string source = arguments.get("from");
  const auto told = side_of_path(arguments.get("FILE"));
  const auto wanted = arguments.has("side") ? parse_side(arguments.get("side")) : told;
  std::vector<PolicySide> chosen;
  for (const PolicySide& side : sides) {
    if (!wanted || side.side.value_or(*wanted) == *wanted) chosen.push_back(side);
  }
  if (chosen.size() == 1) return std::move(chosen.front().records);
  if (chosen.empty()) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("found {}, but {} side is wanted", names_of(sides), to_string(*wanted)),
                {.source = source},
                arguments.has("side") ? "" : "the folder of FILE tells the side that it holds");
  }
  return fail(ErrorCode::invalid_argument,
              fmt::format("found {}; a Registry.pol holds one side", names_of(chosen)),
              {.source = source},
              wanted ? "'regpolicy convert --user NAME' makes a file of one of them"
                     : "--side machine or --side user chooses one");
}

Result<std::u16string> text_argument(std::string_view what, const std::string& word) {
  auto text = to_utf16(word);
  if (!text) return usage(fmt::format("{}: {}", what, text.error().message));
  return text;
}

// The change in words. `raw` adds the data for two records that read the same.
std::string text_of(const EditedRecord& change, bool raw) {
  std::string text = describe(decode(change.content));
  if (raw) {
    const ByteView data = change.content.value.data;
    text += data.empty() ? " (no data)" : fmt::format(" (data {})", to_hex(data));
  }
  return fmt::format("{} record {}: {}", change.added ? '+' : '-', change.record, text);
}

void print_changes(const std::vector<EditedRecord>& changes, bool color) {
  std::map<std::string, const Record*> by_text;
  std::set<std::string> ambiguous;
  for (const EditedRecord& change : changes) {
    const std::string text = describe(decode(change.content));
    const auto [other, is_new] = by_text.emplace(text, &change.content);
    if (!is_new && *other->second != change.content) ambiguous.insert(text);
  }
  for (const EditedRecord& change : changes) {
    const bool raw = ambiguous.contains(describe(decode(change.content)));
    const std::string text = text_of(change, raw);
    print(color ? fmt::format("\x1b[{}m{}\x1b[0m\n", change.added ? 32 : 31, text) : text + '\n');
  }
}

}  // namespace

Positional edited_file_positional() {
  return {"FILE", "the Registry.pol to edit, or - from the standard input to the output"};
}

std::vector<Option> edit_options() {
  return {{"from", "", "EDITS", "A file of many edits, of any policy format, or -"},
          format_option("from-format", "Format of EDITS, where its name does not tell",
                        readable_formats()),
          side_option(),
          {"dry-run", "", "", "Print what would change and write nothing", 0},
          quiet_option(),
          color_option()};
}

Result<Records> read_edited_file(const Arguments& arguments) {
  const std::string path = arguments.get("FILE");
  if (path == "-" && arguments.get("from") == "-") {
    return usage("FILE and EDITS cannot both be the standard input");
  }
  const auto content = read_input(path);
  if (!content) {
    Error error = content.error();
    if (error.code != ErrorCode::not_found) return std::unexpected(error);
    if (arguments.has("create")) return new_file(path);
    return std::unexpected(error);
  }
  const auto format = policy_format_of_content(*content);
  if (format && *format != PolicyFormat::pol) {
    return fail(ErrorCode::malformed,
                fmt::format("found {}, expected a Registry.pol", title_of(*format)),
                {.source = path}, "'regpolicy convert' makes one of it");
  }
  return pol::read(*content, path);
}

Result<Instructions> read_edits(const Arguments& arguments) {
  const auto file =
      read_policy_file(arguments.get("from"), parse_policy_format(arguments.get("from-format")));
  if (!file) return std::unexpected(file.error());
  const auto records = choose_side(file->sides, arguments);
  if (!records) return std::unexpected(records.error());
  return decode(*records);
}

Result<std::u16string> key_argument(const Arguments& arguments) {
  if (!arguments.has("KEY")) return usage("KEY is missing", "or --from EDITS");
  return text_argument("KEY", arguments.get("KEY"));
}

std::optional<Error> defect_of_key(std::u16string_view key) {
  const std::string defect = key_defect(key);
  if (defect.empty()) return std::nullopt;
  return Error{
      ErrorCode::invalid_argument,
      "KEY: " + defect,
      {},
      split_root(key) ? "leave it out: the side decides the hive, and FILE is of one side" : ""};
}

Result<std::vector<std::u16string>> value_names(const std::vector<std::string>& words) {
  std::vector<std::u16string> names;
  for (const std::string& word : words) {
    auto name = text_argument("NAME", word);
    if (!name) return std::unexpected(name.error());
    if (name->size() > limits::kValueNameUnits) {
      return usage(fmt::format("NAME has {} characters; the registry allows {}", name->size(),
                               limits::kValueNameUnits));
    }
    names.push_back(*std::move(name));
  }
  return names;
}

Result<std::vector<std::u16string>> subkey_names(const std::vector<std::string>& words) {
  std::vector<std::u16string> names;
  for (const std::string& word : words) {
    auto name = text_argument("SUBKEY", word);
    if (!name) return std::unexpected(name.error());
    if (name->empty() || name->find(u'\\') != std::u16string::npos) {
      return usage(fmt::format("'{}' is no name of a subkey", escape_for_display(word)),
                   "a subkey stands directly below KEY; its name holds no '\\'");
    }
    names.push_back(*std::move(name));
  }
  return names;
}

Result<std::string> only_one_of(const Arguments& arguments,
                                const std::vector<std::string>& options) {
  std::string given;
  for (const std::string& option : options) {
    if (!arguments.has(option)) continue;
    if (!given.empty()) {
      return usage(fmt::format("--{} and --{} exclude one another", given, option));
    }
    given = option;
  }
  return given;
}

ExitCode finish_edit(const EditedRecords& edited, const Arguments& arguments) {
  if (arguments.has("dry-run")) {
    print_changes(edited.changes, use_color(arguments));
    if (edited.changes.empty() && !arguments.has("quiet")) {
      say(name_of_file(arguments) + " is right already");
    }
    return edited.changes.empty() ? ExitCode::done : ExitCode::findings;
  }
  auto content = pol::write(edited.records);
  if (!content) return fail_with(in_source(content.error(), arguments.get("FILE")));
  Arguments in_place = arguments;
  in_place.set("force", {});  // to replace FILE is what was asked for
  return write_outputs({{arguments.get("FILE"), std::move(*content)}}, in_place);
}

}  // namespace regpolicy::tools
