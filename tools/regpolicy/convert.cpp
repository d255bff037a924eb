// regpolicy convert: one format of registry operations to another, without loss unless allowed.
#include <optional>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "encode_sides.hpp"
#include "output_folder.hpp"
#include "read_policy_file.hpp"
#include "recover_policy_file.hpp"
#include "side_choice.hpp"

namespace regpolicy::tools {
namespace {

constexpr std::string_view kConvertDetails =
    "Converts between the formats that hold registry operations. They are told by the suffixes,\n"
    "and that of IN by its content where the suffix says nothing.\n"
    "\n"
    "Nothing is lost: every record of IN stands in OUT with its order, type and bytes, or nothing\n"
    "is written and the record that OUT has no words for is named. JSON has words for all. With\n"
    "--allow-loss the rest is written, what was left out is listed, and the exit code is 6.\n"
    "\n"
    "A Registry.pol and JSON hold one side. --side and --user choose it where IN holds several,\n"
    "and tell it where IN does not: a Registry.pol tells its side only by a folder Machine or\n"
    "User directly above it.\n"
    "\n"
    "An OUT that is a folder, or ends in '/', gets a file for each side: Machine/Registry.pol,\n"
    "User/Registry.pol and, for the side of one user, NAME/User/Registry.pol. With --to json they\n"
    "are called Registry.json.\n"
    "\n"
    "--policy-name is what Policy Analyzer shows beside each value of a .PolicyRules file.\n"
    "--encoding chooses that of LGPO text, and ansi gives a .reg file of REGEDIT4. CSV is written\n"
    "only; a cell that a spreadsheet would take for a formula gets a ' in front, without --raw.\n"
    "\n"
    "--recover keeps every record that stands whole in a broken Registry.pol and says which\n"
    "ranges of bytes were dropped and why; the exit code is then 6.\n"
    "\n"
    "Examples:\n"
    "  regpolicy convert Machine/Registry.pol policy.reg\n"
    "  regpolicy convert --side machine settings.reg Registry.pol\n"
    "  regpolicy convert lgpo.txt gpo/\n"
    "  regpolicy convert --recover broken.pol whole.pol\n"
    "  regpolicy convert --allow-loss --side machine old.pol settings-only.reg\n"
    "  regpolicy convert --to json Machine/Registry.pol - | jq '.instructions[].key'";

// Where the sides go.
struct ConvertTarget {
  std::string path;
  PolicyFormat format = PolicyFormat::pol;
  bool is_folder = false;
  EncodeOptions options{};
};

Result<ConvertTarget> convert_target(const Arguments& arguments) {
  std::string path = arguments.get("OUT");
#ifdef _WIN32
  constexpr std::string_view kSeparators = "/\\";
#else
  constexpr std::string_view kSeparators = "/";
#endif
  const bool ends_as_folder = !path.empty() && kSeparators.contains(path.back());
  if (path != "-" && (ends_as_folder || real_file_system().is_folder(path))) {
    const auto format = parse_policy_format(arguments.get("to", "pol"));
    return ConvertTarget{std::move(path), format.value_or(PolicyFormat::pol), true, {}};
  }
  const auto format = output_format(path, arguments.get("to"));
  if (format) return ConvertTarget{std::move(path), *format, false, {}};
  Error error = format.error();
  error.hint += "; --to FORMAT says it otherwise";
  return std::unexpected(std::move(error));
}

// --encoding and --raw, where the format has such a choice.
Result<EncodeOptions> encode_options(PolicyFormat format, const Arguments& arguments) {
  const auto refuse = [format](std::string_view option) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("{} is not for {}", option, title_of(format)));
  };
  EncodeOptions options;
  if (arguments.has("raw")) {
    if (format != PolicyFormat::csv) return refuse("--raw");
    options.csv_raw = true;
  }
  if (arguments.has("policy-name")) {
    if (format != PolicyFormat::policy_rules) return refuse("--policy-name");
    options.policy_rules.policy_name = arguments.get("policy-name");
  }
  if (!arguments.has("encoding")) return options;
  const std::string encoding = arguments.get("encoding");
  const bool is_ansi = encoding == "ansi";
  if (format == PolicyFormat::lgpo) {
    options.lgpo_encoding = is_ansi              ? lgpo::Encoding::ansi
                            : encoding == "utf8" ? lgpo::Encoding::utf8
                                                 : lgpo::Encoding::utf16;
  } else if (format == PolicyFormat::reg && encoding != "utf8") {
    options.reg_version = is_ansi ? reg::Version::regedit4 : reg::Version::version_5;
  } else {
    return refuse("--encoding " + encoding);
  }
  return options;
}

// Reads IN. What is dropped by --recover is said, what --allow-loss leaves out is listed.
Result<PolicyFile> read_source(const Arguments& arguments, bool& is_whole, Diagnostics& left_out) {
  const std::string source = arguments.get("IN");
  const auto format = parse_policy_format(arguments.get("from"));
  if (arguments.has("recover")) {
    auto recovered = recover_policy_file(source, format);
    if (!recovered) return std::unexpected(recovered.error());
    say_dropped(source, *recovered);
    is_whole = recovered->dropped.empty();
    return std::move(recovered->file);
  }
  if (arguments.has("allow-loss")) return read_policy_file(source, format, left_out);
  auto file = read_policy_file(source, format);
  if (!file) return std::unexpected(with_allow_loss_hint(file.error()));
  return file;
}

struct Conversion {
  const Arguments& arguments;
  const ConvertTarget& target;
  std::vector<OutputFile> outputs;
  Diagnostics left_out;
  std::size_t written = 0;  // records
};

// One file more, with these sides. None where nothing is left of them.
Result<void> add_output(Conversion& conversion, std::string path, std::vector<PolicySide> sides) {
  const std::string source = conversion.arguments.get("IN");
  const PolicyFormat format = conversion.target.format;
  const EncodeOptions& options = conversion.target.options;
  std::optional<Bytes> content;
  if (conversion.arguments.has("allow-loss")) {
    auto rest = encode_what_can_be(format, sides, options, source, conversion.left_out);
    if (!rest) return std::unexpected(rest.error());
    content = std::move(*rest);
  } else {
    auto all = encode_sides(format, sides, options, source);
    if (!all) return std::unexpected(all.error());
    content = std::move(*all);
  }
  for (const PolicySide& side : sides) conversion.written += side.records.size();
  if (content) conversion.outputs.push_back({std::move(path), std::move(*content)});
  return {};
}

Result<void> add_outputs(Conversion& conversion, std::vector<PolicySide> sides) {
  const ConvertTarget& target = conversion.target;
  const std::string source = conversion.arguments.get("IN");
  if (!target.is_folder) {
    if (sides.size() > 1 && !holds_several_sides(target.format)) {
      return fail(
          ErrorCode::invalid_argument,
          fmt::format("found {}; {} holds one side", names_of(sides), title_of(target.format)),
          {.source = source},
          "--side machine|user or --user NAME chooses one; an OUT that ends in '/' gets "
          "a file for each");
    }
    return add_output(conversion, target.path, std::move(sides));
  }
  for (PolicySide& side : sides) {
    auto path = path_of_side(target.path, side, target.format);
    if (!path) return std::unexpected(in_source(path.error(), source));
    std::vector<PolicySide> alone;
    alone.push_back(std::move(side));
    if (auto added = add_output(conversion, std::move(*path), std::move(alone)); !added) {
      return added;
    }
  }
  return {};
}

ExitCode write(Conversion conversion) {
  const std::string source = conversion.arguments.get("IN");
  const auto& left_out = conversion.left_out.items;
  for (const Diagnostic& item : left_out) say(to_string(item));
  if (conversion.outputs.empty()) {
    return fail_with({.code = ErrorCode::not_representable,
                      .message = "nothing is left to write",
                      .location = {.source = source},
                      .hint = {}});
  }
  const ExitCode code = write_outputs(std::move(conversion.outputs), conversion.arguments);
  if (code != ExitCode::done || left_out.empty()) return code;
  say(fmt::format("{} left out, {} record{} written", left_out.size(), conversion.written,
                  conversion.written == 1 ? "" : "s"));
  return ExitCode::partly_done;
}

ExitCode run_convert(const Arguments& arguments) {
  const std::string source = arguments.get("IN");
  auto target = convert_target(arguments);
  if (!target) return fail_with(target.error());
  const auto options = encode_options(target->format, arguments);
  if (!options) return fail_with(options.error());
  target->options = *options;
  Conversion conversion{arguments, *target, {}, {}, 0};
  bool is_whole = true;
  auto file = read_source(arguments, is_whole, conversion.left_out);
  if (!file) return fail_with(in_source(file.error(), source));
  auto sides = choose_sides(std::move(*file), arguments, source);
  if (!sides) return fail_with(sides.error());
  const auto added = add_outputs(conversion, std::move(*sides));
  if (!added) return fail_with(added.error());
  const ExitCode code = write(std::move(conversion));
  return code == ExitCode::done && !is_whole ? ExitCode::partly_done : code;
}

}  // namespace

Command convert_command() {
  return {
      .name = "convert",
      .summary = "Convert between Registry.pol and the formats of other tools",
      .details = kConvertDetails,
      .positionals = {{"IN", "what to convert, or - for the standard input"},
                      {"OUT", "where to write: a file, a folder, or - for the standard output"}},
      .options = {format_option("from", "Format of IN, where it does not tell", readable_formats()),
                  format_option("to", "Format of OUT, where its suffix does not tell"),
                  side_option(),
                  user_option(),
                  {.name = "encoding",
                   .letter = "",
                   .operand = "ENCODING",
                   .help = "Of LGPO text: utf16 (default), utf8 or ansi; of .reg: utf16 or ansi",
                   .one_of = {"utf16", "utf8", "ansi"}},
                  {"policy-name", "", "NAME",
                   "Of PolicyRules: the name that stands at every value"},
                  {"raw", "", "", "Write cells of CSV as they are, formulas too", 0},
                  {"allow-loss", "", "", "Leave out what OUT has no words for, and list it", 0},
                  recover_option(),
                  force_option(),
                  quiet_option()},
      .run = run_convert};
}

}  // namespace regpolicy::tools
