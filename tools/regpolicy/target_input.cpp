#include "target_input.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/compile.hpp>
#include <regpolicy/policy_state.hpp>
#include <regpolicy/text.hpp>

#include "baseline_files.hpp"
#include "console.hpp"
#include "read_policy_file.hpp"
#include "side_choice.hpp"

namespace regpolicy::tools {
namespace {

std::string place_in_words(const Location& location) {
  if (location.source.empty()) return {};
  if (!location.line) return fmt::format(" ({})", location.source);
  return fmt::format(" ({}:{})", location.source, *location.line);
}

void add_wanted(WantedSide& side, const Instructions& instructions, const std::string& why) {
  for (const Instruction& instruction : instructions) {
    side.records.push_back({encode(instruction), why});
  }
}

std::vector<WantedSide> wanted_of_baseline(const Baseline& baseline,
                                           const CompiledBaseline& compiled) {
  WantedSide machine{Side::machine, {}, {}};
  WantedSide user{Side::user, {}, {}};
  for (const CompiledSetting& compiled_setting : compiled.settings) {
    const Setting& setting = compiled_setting.source->setting;
    add_wanted(setting.side == Side::machine ? machine : user, compiled_setting.instructions,
               fmt::format("{} {}{}", setting.policy, to_string(setting.state),
                           place_in_words(setting.location)));
  }
  for (const BaselineValue& value : baseline.values) {
    add_wanted(value.side == Side::machine ? machine : user, {value.instruction},
               fmt::format("a raw value{}", place_in_words(value.location)));
  }
  std::vector<WantedSide> sides;
  for (WantedSide* const side : {&machine, &user}) {
    if (!side->records.empty()) sides.push_back(std::move(*side));
  }
  return sides;
}

std::expected<WantedInput, ExitCode> read_wanted_baseline(const std::string& path,
                                                          const Arguments& arguments) {
  const auto loaded = load_baseline(path, arguments);
  if (!loaded) return std::unexpected(loaded.error());
  Diagnostics diagnostics;
  const auto compiled =
      compile(loaded->baseline, loaded->catalog, diagnostics, arguments.get("lang"));
  say(diagnostics);
  if (!compiled) return std::unexpected(ExitCode::bad_input);
  return WantedInput{wanted_of_baseline(loaded->baseline, *compiled),
                     {.name = loaded->baseline.name}};
}

Result<std::vector<WantedSide>> read_wanted_records(const std::string& path,
                                                    const Arguments& arguments) {
  auto file = read_policy_file(path, parse_policy_format(arguments.get("from-format")));
  if (!file) return std::unexpected(file.error());
  std::vector<WantedSide> wanted;
  for (PolicySide& side : file->sides) {
    const auto told = side.side ? side.side : parse_side(arguments.get("side"));
    if (!told) {
      return fail(ErrorCode::invalid_argument, "the input does not tell its side", {.source = path},
                  "--side machine or --side user tells it");
    }
    WantedSide& added = wanted.emplace_back(WantedSide{*told, std::move(side.user), {}});
    for (std::size_t i = 0; i < side.records.size(); ++i) {
      added.records.push_back(
          {std::move(side.records[i]), fmt::format("record {} ({})", i + 1, path)});
    }
  }
  return wanted;
}

// A Registry.pol holds one side: which one of the input's it is.
Result<void> choose_sides(WantedInput& input, const Target& target, const Arguments& arguments) {
  const auto chosen = input.called.side                ? input.called.side
                      : target.kind == TargetKind::pol ? side_of_path(target.path)
                                                       : std::nullopt;
  if (chosen) {
    std::erase_if(input.sides, [&](const WantedSide& side) { return side.side != *chosen; });
  }
  // An input that says nothing any more still takes out what was applied under its name.
  const bool may_be_empty = keeps_archive(target) && !input.called.name.empty();
  if (input.sides.empty() && !may_be_empty) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("the input sets nothing{}",
                            chosen ? fmt::format(" on the {} side", to_string(*chosen)) : ""),
                {.source = arguments.get("INPUT")});
  }
  if (target.kind == TargetKind::pol && input.sides.size() > 1) {
    return fail(ErrorCode::invalid_argument, "the input sets both sides, and a Registry.pol one",
                {.source = arguments.get("INPUT")}, "--side machine or --side user chooses one");
  }
  return {};
}

bool is_baseline(const std::string& path) { return ascii_lower(path).ends_with(".toml"); }

}  // namespace

Option target_option(bool required) {
  return {.name = "target",
          .letter = "",
          .operand = "T",
          .help =
              "What to change: pol:FILE, gpt:DIR, backup:DIR, local:DIR or, on Windows, local "
              "or\nregistry",
          .required = required};
}

Option secrets_option() {
  return {"show-secrets", "", "", "Show passwords and the like, and save them in a plan", 0};
}

Option plan_format_option() {
  return {.name = "format",
          .letter = "",
          .operand = "FORMAT",
          .help = "text (default) or json",
          .one_of = {"text", "json"}};
}

Positional wanted_positional(bool required) {
  return {.name = "INPUT",
          .help = "what is wanted: a baseline (.toml) or a policy file of any format",
          .required = required};
}

std::vector<Option> wanted_options() {
  Option side = side_option();
  side.help = "Only this side of INPUT, or the side of an INPUT that does not tell";
  return {{.name = "intent",
           .letter = "",
           .operand = "INTENT",
           .help = "merge (default): put INPUT over what is there; replace: INPUT alone;\n"
                   "remove: take out what INPUT names",
           .one_of = {"merge", "replace", "remove"}},
          std::move(side),
          {.name = "name",
           .letter = "",
           .operand = "NAME",
           .help = "What INPUT is called, in place of the baseline's name: local and registry take "
                   "out\nwhat was applied under the name before and INPUT says no more"},
          templates_option(),
          {.name = "lang",
           .letter = "",
           .operand = "TAG",
           .help = "Settings may name policies by their display names in this language"},
          format_option("from-format", "Format of INPUT, where its name does not tell",
                        readable_formats())};
}

Result<OpenTarget> open_target_of(const Arguments& arguments, bool to_change) {
  const auto target = parse_target(arguments.get("target"));
  if (!target) return std::unexpected(target.error());
  auto opened = open_target(*target, {.to_change = to_change});
  if (!opened) return opened;
  const std::string name = escape_for_display(to_string(*target));
  switch (opened->recovery) {
    case Recovery::nothing: break;
    case Recovery::finished: say(name + ": finished what an interrupted run had begun"); break;
    case Recovery::rolled_back: say(name + ": took back what an interrupted run had begun"); break;
  }
  return opened;
}

std::expected<WantedInput, ExitCode> read_wanted(const Target& target, const Arguments& arguments) {
  if (arguments.has("name") && !keeps_archive(target)) {
    return std::unexpected(fail_with(
        usage("--name is for the targets local and registry: others remember no names").error()));
  }
  const std::string path = arguments.get("INPUT");
  WantedInput input;
  if (is_baseline(path)) {
    auto read = read_wanted_baseline(path, arguments);
    if (!read) return read;
    input = *std::move(read);
  } else {
    auto sides = read_wanted_records(path, arguments);
    if (!sides) return std::unexpected(fail_with(sides.error()));
    input.sides = *std::move(sides);
  }
  if (arguments.has("name")) input.called.name = arguments.get("name");
  input.called.side = parse_side(arguments.get("side"));
  if (auto done = choose_sides(input, target, arguments); !done) {
    return std::unexpected(fail_with(done.error()));
  }
  return input;
}

Intent intent_of(const Arguments& arguments) {
  return parse_intent(arguments.get("intent")).value_or(Intent::merge);
}

void print_plan(const Plan& plan, const Arguments& arguments) {
  const bool secrets = arguments.has("show-secrets");
  if (arguments.get("format") == "json") return print(to_json(plan, secrets));
  print(to_text(plan, {.color = use_color(arguments), .show_secrets = secrets}));
}

}  // namespace regpolicy::tools
