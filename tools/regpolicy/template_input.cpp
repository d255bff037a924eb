#include "template_input.hpp"

#include <algorithm>
#include <utility>

#include <regpolicy/template_source.hpp>

#include "console.hpp"
#include "load_templates.hpp"
#include "template_paths.hpp"

namespace regpolicy::tools {
namespace {

void add_store(const std::vector<std::string>& paths, TemplateInput& input) {
  TemplateStore store = load_templates(paths);
  say_errors(store.findings);
  input.complete = input.complete && !store.findings.has_errors();
  for (StoreTemplate& one : store.templates) {
    say_errors(one.findings);
    input.templates.push_back(std::move(one.content));
  }
}

void add_source(const std::string& path, TemplateInput& input) {
  const auto content = read_input(path);
  if (!content) {
    say(content.error());
    input.complete = false;
    return;
  }
  Diagnostics diagnostics;
  auto source = template_source::read(as_chars(*content), path, diagnostics);
  say(diagnostics);
  input.complete = input.complete && source.has_value();
  if (source) input.templates.push_back(*std::move(source));
}

}  // namespace

std::expected<TemplateInput, ExitCode> read_templates(const std::string& path) {
  TemplatePaths found;
  if (const auto added = add_template_path(found, path); !added) {
    return std::unexpected(fail_with(added.error()));
  }
  TemplateInput input;
  for (const std::string& source : found.sources) add_source(source, input);
  if (!found.store.empty()) add_store(found.store, input);
  if (input.templates.empty()) return std::unexpected(ExitCode::bad_input);
  return input;
}

bool is_template_input(const std::string& path) {
  TemplatePaths found;
  if (!add_template_path(found, path)) return false;
  return !found.store.empty() || std::ranges::any_of(found.sources, [](const std::string& source) {
    return toml_kind(source) == TomlKind::template_source;
  });
}

}  // namespace regpolicy::tools
