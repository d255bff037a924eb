#include "one_template.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <regpolicy/text.hpp>

#include "console.hpp"
#include "load_templates.hpp"

namespace regpolicy::tools {
namespace {

// The errors; and that there is more, which `check` shows.
void say_findings(const Diagnostics& diagnostics, const std::string& path) {
  say_errors(diagnostics);
  const std::size_t others = diagnostics.count(Severity::warning);
  if (others != 0) {
    say(fmt::format("{}: {} {} (regpolicy check shows {})", path, others,
                    others == 1 ? "warning" : "warnings", others == 1 ? "it" : "them"));
  }
}

void put_fallback_first(Template& content) {
  const std::string wanted = ascii_lower(content.definitions.fallback_culture.value_or("en-US"));
  const auto found = std::ranges::find_if(content.resources, [&wanted](const PolicyResources& row) {
    return ascii_lower(row.language) == wanted;
  });
  if (found != content.resources.end()) {
    std::rotate(content.resources.begin(), found, found + 1);
  }
}

}  // namespace

bool is_admx_path(const std::string& path) { return ascii_lower(path).ends_with(".admx"); }

std::variant<TemplateFiles, ExitCode> read_broken_template_files(const std::string& admx) {
  if (const auto readable = read_input(admx); !readable) return fail_with(readable.error());
  TemplateStore store = load_templates({admx});
  Diagnostics findings = std::move(store.findings);
  for (StoreTemplate& one : store.templates) {
    findings.items.insert(findings.items.end(), one.findings.items.begin(),
                          one.findings.items.end());
  }
  say_findings(findings, admx);
  if (store.templates.empty()) return ExitCode::bad_input;
  Template content = std::move(store.templates.front().content);
  std::erase_if(content.resources, [](const PolicyResources& row) { return row.language.empty(); });
  put_fallback_first(content);
  return TemplateFiles{std::move(content), findings.has_errors()};
}

std::variant<Template, ExitCode> read_template_files(const std::string& admx) {
  auto files = read_broken_template_files(admx);
  if (const auto* const code = std::get_if<ExitCode>(&files)) return *code;
  auto& read = std::get<TemplateFiles>(files);
  if (read.has_errors) return ExitCode::bad_input;
  return std::move(read.content);
}

std::variant<template_source::Draft, ExitCode> read_any_template(const std::string& path) {
  if (is_admx_path(path)) {
    auto files = read_template_files(path);
    if (const auto* const code = std::get_if<ExitCode>(&files)) return *code;
    return template_source::Draft{std::get<Template>(std::move(files)), {}};
  }
  const auto input = read_input(path);
  if (!input) return fail_with(input.error());
  Diagnostics diagnostics;
  auto draft = template_source::read_draft(as_chars(*input), path, diagnostics);
  if (draft) return *std::move(draft);
  say(diagnostics);
  return ExitCode::bad_input;
}

bool say_the_same(Template a, Template b) {
  return template_source::in_string_order(std::move(a)) ==
         template_source::in_string_order(std::move(b));
}

}  // namespace regpolicy::tools
