#include "man_page.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/text.hpp>
#include <regpolicy/version.hpp>

#include "commands.hpp"

namespace regpolicy::tools {
namespace {

// Of this version's text: pages of the same version are the same bytes on every day.
constexpr std::string_view kDate = "2026-11-22";

constexpr std::string_view kExamples = "Examples:\n";

// What roff takes for itself, so that it prints as it is and can be copied from the page.
std::string_view roff_of(char16_t unit) {
  switch (unit) {
    case u'\\': return "\\e";
    case u'-': return "\\-";
    case u'\'': return "\\(aq";
    case u'"': return "\\(dq";
    case u'`': return "\\(ga";
    case u'^': return "\\(ha";
    case u'~': return "\\(ti";
    default: return {};
  }
}

std::string escape_for_roff(std::string_view utf8) {
  const auto units = to_utf16(utf8);
  std::string out = utf8.starts_with('.') ? "\\&" : "";  // no request
  for (std::size_t i = 0; units && i < units->size(); ++i) {
    const char16_t unit = (*units)[i];
    if (const std::string_view roff = roff_of(unit); !roff.empty()) {
      out += roff;
    } else if (unit < 0x80) {
      out += static_cast<char>(unit);
    } else {
      out += fmt::format("\\[u{:04X}]", static_cast<unsigned>(unit));
    }
  }
  return out;
}

std::string bold(std::string_view text) { return fmt::format("\\fB{}\\fR", escape_for_roff(text)); }
std::string italic(std::string_view text) {
  return fmt::format("\\fI{}\\fR", escape_for_roff(text));
}

std::string upper(std::string_view text) { return to_utf8(upcase(*to_utf16(text))); }

std::string head(std::string_view name, std::string_view summary) {
  return fmt::format(
      ".\\\" Made by 'regpolicy manual'.\n"
      ".TH {} 1 {} \"regpolicy {}\" \"User Commands\"\n"
      ".SH NAME\n{} \\- {}\n",
      escape_for_roff(upper(name)), kDate, kVersion, escape_for_roff(name),
      escape_for_roff(summary));
}

// Calls take(line) for each line.
template <class Take>
void for_each_line(std::string_view text, Take take) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    take(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

// Paragraphs as the help has them: indented lines stay as they are.
std::string paragraphs(std::string_view text) {
  std::string out;
  bool is_literal = false, begins = false;
  for_each_line(text, [&](std::string_view line) {
    const bool indented = line.starts_with("  ");
    if (is_literal && !indented) out += ".EE\n.RE\n";
    if (line.empty()) {
      begins = !out.empty();
    } else {
      if (begins || (is_literal && !indented)) out += ".PP\n";
      begins = false;
      if (indented && !is_literal) out += ".RS 4\n.EX\n";
      out += escape_for_roff(indented ? line.substr(2) : line) + '\n';
    }
    is_literal = indented;
  });
  if (is_literal) out += ".EE\n.RE\n";
  return out;
}

std::string option_names(const Option& option) {
  std::string names = option.letter.empty() ? bold(fmt::format("--{}", option.name))
                                            : bold(fmt::format("-{}", option.letter)) + ", " +
                                                  bold(fmt::format("--{}", option.name));
  if (!option.operand.empty()) names += ' ' + italic(option.operand);
  return names;
}

std::string option_text(const std::string& names, std::string_view help) {
  return fmt::format(".TP\n{}\n{}\n", names, escape_for_roff(help));
}

std::string remarks_on(const Option& option) {
  std::string text = help_of(option) + '.';
  if (option.required) text += " Required.";
  if (option.repeated) text += " May be given several times.";
  return text;
}

std::string synopsis(const Command& command) {
  std::string text = fmt::format(".SH SYNOPSIS\n{} [{}]...",
                                 bold(fmt::format("regpolicy {}", command.name)), italic("OPTION"));
  for (const Option& option : command.options) {
    if (!option.required) continue;
    text += fmt::format(" {} {}", bold(fmt::format("--{}", option.name)), italic(option.operand));
  }
  for (const Positional& row : command.positionals) {
    const std::string name = italic(row.name) + (row.repeated ? "..." : "");
    text += row.required ? ' ' + name : fmt::format(" [{}]", name);
  }
  return text + '\n';
}

std::string options(const Command& command) {
  std::string text = ".SH OPTIONS\n";
  for (const Positional& row : command.positionals) {
    text += option_text(italic(row.name), fmt::format("{}.", row.help));
  }
  for (const Option& row : command.options) text += option_text(option_names(row), remarks_on(row));
  return text + option_text(bold("-h") + ", " + bold("--help"), "Show this help.");
}

std::string exit_status() {
  std::string text = ".SH EXIT STATUS\n";
  for (const ExitCodeRow& row : exit_codes()) {
    text += option_text(bold(std::to_string(static_cast<int>(row.code))),
                        fmt::format("{}.", row.meaning));
  }
  return text;
}

std::string environment(const Command& command) {
  const bool has_color =
      std::ranges::find(command.options, "color", &Option::name) != command.options.end();
  if (!has_color) return {};
  return ".SH ENVIRONMENT\n" +
         option_text(bold("NO_COLOR"), "Set and not empty: no colours without --color always.");
}

std::string examples(std::string_view lines) {
  std::string text = ".SH EXAMPLES\n.EX\n";
  for_each_line(lines, [&text](std::string_view line) {
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    text += escape_for_roff(line) + '\n';
  });
  return text + ".EE\n";
}

// References to the pages of all commands but `left_out`.
std::string see_also(std::string_view left_out) {
  std::string text = ".SH SEE ALSO\n";
  if (!left_out.empty()) text += bold("regpolicy") + "(1),\n";
  for (const Command& command : commands()) {
    if (command.name == left_out) continue;
    text += bold(fmt::format("regpolicy-{}", command.name)) + "(1),\n";
  }
  text.resize(text.size() - std::string_view(",\n").size());
  return text + '\n';
}

}  // namespace

std::string man_page_of_program() {
  std::string text = head("regpolicy", "Group Policy's registry side");
  text += fmt::format(".SH SYNOPSIS\n{} {} [{}]...\n", bold("regpolicy"), italic("COMMAND"),
                      italic("ARGUMENT"));
  text += ".SH DESCRIPTION\n" +
          paragraphs(
              "Reads and writes Registry.pol without losing a byte, generates ADMX and ADML\n"
              "templates, turns policy settings by name into Registry.pol, and says why a setting\n"
              "does not have its effect.\n"
              "\n"
              "The standard output is data, the standard error is talk, and - as a file is the\n"
              "standard input or output. Nothing is overwritten without --force, but by a command\n"
              "whose task that is.\n");
  text += ".SH COMMANDS\n";
  for (const Command& command : commands()) {
    text += option_text(bold(fmt::format("regpolicy-{}", command.name)) + "(1)",
                        fmt::format("{}.", command.summary));
  }
  text += ".SH OPTIONS\n";
  text += option_text(bold("-h") + ", " + bold("--help"), "Show the help.");
  text += option_text(bold("--version"), "Show the version.");
  return text + exit_status() + see_also({});
}

std::string man_page(const Command& command) {
  std::string text = head(fmt::format("regpolicy-{}", command.name), command.summary);
  text += synopsis(command);
  const std::size_t end = std::min(command.details.rfind(kExamples), command.details.size());
  text += ".SH DESCRIPTION\n" + paragraphs(command.details.substr(0, end));
  text += options(command) + exit_status() + environment(command);
  if (end < command.details.size()) {
    text += examples(command.details.substr(end + kExamples.size()));
  }
  return text + see_also(command.name);
}

}  // namespace regpolicy::tools
