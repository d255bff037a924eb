// regpolicy convert: one format of registry operations to another, without loss or not at all.
#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "read_policy_file.hpp"

namespace regpolicy::tools {
namespace {

constexpr std::string_view kDetails =
    "Converts between Registry.pol, .reg, LGPO text (.txt), JSON and .PolicyRules. The formats\n"
    "are told by the suffixes, and that of IN by its content where the suffix says nothing.\n"
    "\n"
    "Nothing is lost: every record of IN stands in OUT with its order, type and bytes, or nothing\n"
    "is written and the record that OUT has no words for is named. JSON has words for all.\n"
    "\n"
    "A Registry.pol and JSON hold one side. --side and --user choose it where IN holds several,\n"
    "and tell it where IN does not: a Registry.pol tells its side only by a folder Machine or "
    "User\n"
    "directly above it.\n"
    "\n"
    "Examples:\n"
    "  regpolicy convert Machine/Registry.pol policy.reg\n"
    "  regpolicy convert --side machine settings.reg Registry.pol\n"
    "  regpolicy convert --to json Registry.pol - | jq '.instructions[].key'";

constexpr std::string_view kFromHelp =
    "pol, reg, lgpo, json or policyrules, where IN does not tell";
constexpr std::string_view kToHelp =
    "pol, reg, lgpo, json or policyrules, where the suffix of OUT does not tell";

std::string names_of(const std::vector<PolicySide>& sides) {
  std::string names;
  for (const PolicySide& side : sides) {
    names += (names.empty() ? "" : ", ") + describe(side);
  }
  return names;
}

std::unexpected<Error> no_such_side(const std::vector<PolicySide>& sides, std::string_view wish,
                                    const std::string& source) {
  return fail(ErrorCode::invalid_argument,
              fmt::format("found {}, but {} is wanted", names_of(sides), wish), {.source = source});
}

// The sides that --side leaves over; an open one becomes that side.
Result<std::vector<PolicySide>> choose_side(std::vector<PolicySide> sides,
                                            const Arguments& arguments, const std::string& source) {
  if (!arguments.has("side")) return sides;
  const auto wanted = parse_side(arguments.get("side"));
  std::vector<PolicySide> chosen;
  for (const PolicySide& side : sides) {
    if (side.side && side.side != wanted) continue;
    chosen.push_back({wanted, side.user, side.records});
  }
  if (!chosen.empty()) return chosen;
  return no_such_side(sides, arguments.get("side") + " side", source);
}

// The same for --user: a file that cannot tell a user (Registry.pol, Samba's XML, JSON without one)
// takes it.
Result<std::vector<PolicySide>> choose_user(std::vector<PolicySide> sides,
                                            const Arguments& arguments, PolicyFormat format,
                                            const std::string& source) {
  if (!arguments.has("user")) return sides;
  const auto user = to_utf16(arguments.get("user"));
  if (!user) return std::unexpected(in_source(user.error(), "--user"));
  const bool open = !holds_several_sides(format);
  std::vector<PolicySide> chosen;
  for (PolicySide& side : sides) {
    if (side.side.value_or(Side::user) != Side::user) continue;
    side.side = Side::user;
    if (open && side.user.empty()) side.user = *user;
    if (same_name(side.user, *user)) chosen.push_back(side);
  }
  if (!chosen.empty()) return chosen;
  return no_such_side(sides, "the user side of " + escape_for_display(*user), source);
}

Result<Bytes> convert(const std::string& source, PolicyFormat to, const Arguments& arguments) {
  auto file = read_policy_file(source, parse_policy_format(arguments.get("from")));
  if (!file) return std::unexpected(file.error());
  auto sides = choose_side(std::move(file->sides), arguments, source);
  if (!sides) return std::unexpected(sides.error());
  sides = choose_user(std::move(*sides), arguments, file->format, source);
  if (!sides) return std::unexpected(sides.error());
  if (sides->size() > 1 && !holds_several_sides(to)) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("found {}; {} holds one side", names_of(*sides), title_of(to)),
                {.source = source}, "--side machine|user or --user NAME chooses one");
  }
  return encode_policy_file(to, *sides);
}

ExitCode run(const Arguments& arguments) {
  const std::string source = arguments.get("IN");
  const std::string target = arguments.get("OUT");
  const auto to = output_format(target, arguments.get("to"));
  if (!to) {
    Error error = to.error();
    error.hint += "; --to FORMAT says it otherwise";
    return fail_with(error);
  }
  auto content = convert(source, *to, arguments);
  if (!content) return fail_with(in_source(content.error(), source));
  std::vector<OutputFile> outputs(1);  // a list in braces would copy the content
  outputs.front() = {target, std::move(*content)};
  return write_outputs(std::move(outputs), arguments);
}

}  // namespace

Command convert_command() {
  return {.name = "convert",
          .summary = "Convert between Registry.pol, .reg, LGPO text, JSON and PolicyRules",
          .details = kDetails,
          .positionals = {{"IN", "what to convert, or - for the standard input"},
                          {"OUT", "where to write, or - for the standard output"}},
          .options = {format_option("from", kFromHelp),
                      format_option("to", kToHelp),
                      side_option(),
                      {"user", "", "NAME", "Whose user side, a SID or name; '' for everybody's"},
                      force_option(),
                      quiet_option()},
          .run = run};
}

}  // namespace regpolicy::tools
