#include "check_outcome.hpp"

#include <fmt/format.h>

#include <regpolicy/backup_folder.hpp>
#include <regpolicy/check.hpp>
#include <regpolicy/check_templates.hpp>
#include <regpolicy/findings.hpp>
#include <regpolicy/store_source.hpp>

#include "console.hpp"

namespace regpolicy::tools {
namespace {

std::string_view color_of(Severity severity) {
  switch (severity) {
    case Severity::error: return "1;31";
    case Severity::warning: return "1;33";
    case Severity::note: return "36";
  }
  return "";
}

std::string to_text(const Diagnostics& findings, bool color) {
  std::string text;
  for (const Diagnostic& item : findings.items) {
    const std::string place = to_string(item.location);
    std::string line = to_string(item);
    if (color) {
      const std::string_view word = to_string(item.severity);
      line.replace(place.empty() ? 0 : place.size() + 2, word.size(),
                   fmt::format("\x1b[{}m{}\x1b[0m", color_of(item.severity), word));
    }
    text += line + '\n';
  }
  return text;
}

std::string counted(std::size_t count, std::string_view word) {
  return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

}  // namespace

void refuse(const Error& error, CheckOutcome& outcome) {
  say(error);
  outcome.bad_input = true;
}

std::vector<Rule> all_check_rules() {
  std::vector<Rule> rules = pol_rules();
  rules.insert(rules.end(), template_rules().begin(), template_rules().end());
  rules.insert(rules.end(), store_rules().begin(), store_rules().end());
  rules.insert(rules.end(), backup_rules().begin(), backup_rules().end());
  return rules;
}

std::string format_findings(const Diagnostics& findings, const Arguments& arguments) {
  const std::string format = arguments.get("format");
  if (format == "json") return findings_json(findings);
  if (format == "sarif") return sarif(findings, all_check_rules());
  return to_text(findings, arguments.get("output", "-") == "-" && use_color(arguments));
}

std::string summary_of(const CheckOutcome& outcome) {
  return fmt::format("{}: {}, {}, {}", counted(outcome.files, "file"),
                     counted(outcome.findings.count(Severity::error), "error"),
                     counted(outcome.findings.count(Severity::warning), "warning"),
                     counted(outcome.findings.count(Severity::note), "note"));
}

}  // namespace regpolicy::tools
