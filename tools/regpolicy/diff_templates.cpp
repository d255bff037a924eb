#include "diff_templates.hpp"

#include <fmt/format.h>

#include <regpolicy/diff_templates.hpp>

#include "console.hpp"
#include "template_input.hpp"

namespace regpolicy::tools {
namespace {

NamedTemplates named(const std::string& path, const TemplateInput& input) {
  NamedTemplates result{path, {}};
  for (const Template& one : input.templates) result.templates.push_back(&one);
  return result;
}

ExitCode refuse(const std::string& message, const std::string& hint) {
  return fail_with({ErrorCode::invalid_argument, message, {}, hint});
}

}  // namespace

bool are_templates(const Arguments& arguments) {
  return is_template_input(arguments.get("A")) || is_template_input(arguments.get("B"));
}

ExitCode run_diff_of_templates(const Arguments& arguments) {
  const std::string a_path = arguments.get("A");
  const std::string b_path = arguments.get("B");
  for (const auto& [path, other] : {std::pair(a_path, b_path), std::pair(b_path, a_path)}) {
    if (is_template_input(path)) continue;
    return refuse(fmt::format("'{}' is a template and '{}' is none", other, path),
                  "a template is a .admx file, a folder with some, or a template source (.toml)");
  }
  const std::string format = arguments.get("format", "text");
  if (format == "unified" || arguments.has("records") || arguments.has("side")) {
    return refuse("--format unified, --records and --side are for policy files, not for templates",
                  "see regpolicy diff --help");
  }
  const auto a = read_templates(a_path);
  if (!a) return a.error();
  const auto b = read_templates(b_path);
  if (!b) return b.error();
  if (!a->complete || !b->complete) return ExitCode::bad_input;
  const TemplateDiff diff = diff_templates(named(a_path, *a), named(b_path, *b));
  print(format == "json" ? to_json(diff) : to_text(diff, use_color(arguments)));
  return diff.templates.empty() ? ExitCode::done : ExitCode::findings;
}

}  // namespace regpolicy::tools
