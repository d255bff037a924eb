#include "command_line.hpp"

#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include <regpolicy/text.hpp>
#include <regpolicy/version.hpp>

#include "commands.hpp"

namespace regpolicy::tools {
namespace {

// "Exit codes: 0 done, same, compliant; 1 findings ...", in lines of this width.
std::string exit_codes_text() {
  constexpr std::size_t kWidth = 92;
  std::string text, line = "Exit codes:";
  for (const ExitCodeRow& row : exit_codes()) {
    const bool is_last = row.code == exit_codes().back().code;
    const std::string part =
        fmt::format("{} {}{}", static_cast<int>(row.code), row.meaning, is_last ? "." : ";");
    if (line.size() + 1 + part.size() > kWidth) {
      text += line + '\n';
      line = part;
    } else {
      line += ' ' + part;
    }
  }
  return text + line;
}

// The help of the program, or of one command; `program` is what stands before the command's name.
std::string help_text(const CLI::App& app, const std::string& program = {}) {
  std::string text = app.help(program);
  while (text.ends_with('\n')) text.pop_back();
  return text + '\n';
}

// The command line's own values, filled in by the option library while it parses.
struct Parsed {
  std::vector<std::unique_ptr<std::vector<std::string>>> operands;
  std::vector<std::pair<std::string, CLI::Option*>> options;
};

void add_positional(CLI::App& app, const Positional& positional, Parsed& parsed) {
  auto& operands = parsed.operands.emplace_back(std::make_unique<std::vector<std::string>>());
  CLI::Option* const option =
      app.add_option(std::string(positional.name), *operands, std::string(positional.help));
  option->type_name("")->required(positional.required);
  if (!positional.repeated) option->expected(1)->allow_extra_args(false);
  parsed.options.emplace_back(positional.name, option);
}

void add_option(CLI::App& app, const Option& row, Parsed& parsed) {
  const std::string names = row.letter.empty() ? fmt::format("--{}", row.name)
                                               : fmt::format("-{},--{}", row.letter, row.name);
  if (row.operand.empty()) {
    parsed.options.emplace_back(row.name, app.add_flag(names)->description(help_of(row)));
    return;
  }
  auto& operands = parsed.operands.emplace_back(std::make_unique<std::vector<std::string>>());
  CLI::Option* const option = app.add_option(names, *operands, help_of(row));
  option->type_name(std::string(row.operand))->required(row.required);
  option->type_size(row.operands)->allow_extra_args(false);
  if (!row.repeated) option->expected(1);
  if (!row.one_of.empty()) option->check(CLI::IsMember(row.one_of).description(""));
  parsed.options.emplace_back(row.name, option);
}

// The option library takes "[a,b]" for a list. A file may have such a name, so words of that look
// get a NUL behind them, which no command line holds, and lose it again in collect().
std::string guarded(const char* word) {
  std::string text(word);
  if (text.starts_with('[') && text.ends_with(']')) text += '\0';
  return text;
}

Arguments collect(const Parsed& parsed) {
  Arguments arguments;
  for (const auto& [name, option] : parsed.options) {
    if (option->count() == 0) continue;
    std::vector<std::string> values = option->results();
    for (std::string& value : values) {
      if (value.ends_with('\0')) value.pop_back();
    }
    arguments.set(name, std::move(values));
  }
  return arguments;
}

Invocation usage_error(const CLI::ParseError& error, const CLI::App& app,
                       const std::vector<std::string>& words) {
  std::string text = fmt::format("error: {}", words.empty() ? "no command given" : error.what());
  std::vector<std::string> names;
  for (const Command& command : commands()) names.emplace_back(command.name);
  if (!words.empty() && std::ranges::find(names, words.front()) == names.end() &&
      !words.front().starts_with('-')) {
    text = fmt::format("error: unknown command '{}'", escape_for_display(words.front()));
    if (const std::string near = nearest_word(words.front(), names); !near.empty()) {
      text += fmt::format(" (did you mean '{}'?)", near);
    }
  }
  return {nullptr, {}, fmt::format("{}\nTry '{} --help'.", text, app.get_name()), ExitCode::usage};
}

// What is too much may be data that look like an option, or belong to an option that takes one
// operand each time it is given.
std::string hint_for_extras(const Command& command, const Parsed& parsed, const CLI::App& app) {
  const auto looks_like_option = [](const std::string& word) { return word.starts_with('-'); };
  if (std::ranges::any_of(app.remaining(), looks_like_option)) {
    const bool long_option = app.remaining().front().starts_with("--");
    const bool takes_data = std::ranges::any_of(
        command.positionals, [](const Positional& row) { return row.repeated && !row.required; });
    return takes_data && !long_option ? " (words that begin with '-' stand behind --)" : "";
  }
  for (const Option& row : command.options) {
    const auto given = std::ranges::any_of(parsed.options, [&row](const auto& pair) {
      return pair.first == row.name && pair.second->count() > 0;
    });
    if (row.repeated && given) return fmt::format(" (repeat --{} for each of several)", row.name);
  }
  return {};
}

}  // namespace

const std::vector<ExitCodeRow>& exit_codes() {
  static const std::vector<ExitCodeRow> rows = {
      {ExitCode::done, "done, same, compliant"},
      {ExitCode::findings, "findings, differences or changes pending"},
      {ExitCode::usage, "the command line cannot be understood"},
      {ExitCode::bad_input, "an input is malformed or unreadable"},
      {ExitCode::access_denied, "access denied"},
      {ExitCode::conflict, "conflict (an output exists, a target has changed or is in use)"},
      {ExitCode::partly_done, "partly done"},
      {ExitCode::defect, "a defect of regpolicy"},
  };
  return rows;
}

std::string help_of(const Option& option) {
  std::string help(option.help);
  const bool names_all = std::ranges::all_of(
      option.one_of, [&help](const std::string& word) { return help.contains(word); });
  if (!names_all) help += fmt::format(": {}", fmt::join(option.one_of, ", "));
  return help;
}

bool Arguments::has(std::string_view name) const { return values_.contains(name); }

std::string Arguments::get(std::string_view name, std::string_view otherwise) const {
  const auto found = values_.find(name);
  return found == values_.end() || found->second.empty() ? std::string(otherwise)
                                                         : found->second.front();
}

const std::vector<std::string>& Arguments::all(std::string_view name) const {
  static const std::vector<std::string> none;
  const auto found = values_.find(name);
  return found == values_.end() ? none : found->second;
}

void Arguments::set(std::string name, std::vector<std::string> values) {
  values_.insert_or_assign(std::move(name), std::move(values));
}

Option force_option() { return {"force", "", "", "Replace outputs that exist", 0}; }

Option lang_option() {
  return {"lang", "", "TAG", "Language of names and texts, such as en-US or sv-SE"};
}

Option side_option() {
  return {.name = "side",
          .letter = "",
          .operand = "SIDE",
          .help = "machine or user, where the input does not tell",
          .one_of = {"machine", "user"}};
}

Option quiet_option() { return {"quiet", "q", "", "Say nothing about what went well", 0}; }

Option color_option() {
  return {.name = "color",
          .letter = "",
          .operand = "WHEN",
          .help = "auto (default), always or never",
          .one_of = {"auto", "always", "never"}};
}

Invocation parse_command_line(int argc, const char* const* argv) {
  CLI::App app("Group Policy's registry side: templates, Registry.pol, audits.", "regpolicy");
  app.footer(exit_codes_text());
  app.set_help_flag("-h,--help", "Show this help");
  app.set_version_flag("--version", fmt::format("regpolicy {}", kVersion), "Show the version");
  app.require_subcommand(1);
  app.allow_windows_style_options(false);  // "/srv/x" is a path, on Windows too
  app.get_formatter()->label("SUBCOMMAND", "COMMAND");
  std::vector<Parsed> parsed(commands().size());
  std::vector<CLI::App*> apps;
  for (std::size_t i = 0; i < commands().size(); ++i) {
    const Command& command = commands()[i];
    CLI::App* const sub =
        app.add_subcommand(std::string(command.name), std::string(command.summary));
    sub->group("Commands");
    sub->footer(std::string(command.details));
    for (const Positional& row : command.positionals) add_positional(*sub, row, parsed[i]);
    for (const Option& row : command.options) add_option(*sub, row, parsed[i]);
    apps.push_back(sub);
  }
  std::vector<std::string> words;
  std::transform(argv + 1, argv + argc, std::back_inserter(words), guarded);
  try {
    app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
  } catch (const CLI::CallForHelp&) {
    for (CLI::App* const sub : apps) {
      if (sub->parsed()) return {nullptr, {}, help_text(*sub, app.get_name()), ExitCode::done};
    }
    return {nullptr, {}, help_text(app), ExitCode::done};
  } catch (const CLI::CallForVersion& version) {
    return {nullptr, {}, std::string(version.what()) + '\n', ExitCode::done};
  } catch (const CLI::ParseError& error) {
    const auto sub = std::ranges::find_if(apps, [](CLI::App* a) { return a->parsed(); });
    Invocation invocation = usage_error(error, app, words);
    if (sub != apps.end()) {
      const auto i = static_cast<std::size_t>(sub - apps.begin());
      const bool too_much = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr;
      invocation.text = fmt::format(
          "error: {}{}\nTry 'regpolicy {} --help'.", error.what(),
          too_much ? hint_for_extras(commands()[i], parsed[i], **sub) : "", (*sub)->get_name());
    }
    return invocation;
  }
  for (std::size_t i = 0; i < apps.size(); ++i) {
    if (apps[i]->parsed()) return {&commands()[i], collect(parsed[i]), {}, ExitCode::done};
  }
  return {nullptr, {}, help_text(app), ExitCode::done};
}

}  // namespace regpolicy::tools
