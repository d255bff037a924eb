#include "catalog_files.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/file_system.hpp>
#include <regpolicy/store_source.hpp>
#include <regpolicy/template_source.hpp>
#include <regpolicy/text.hpp>

#include "console.hpp"

namespace regpolicy::tools {
namespace {

bool is_source(std::string_view path) { return ascii_lower(path).ends_with(".toml"); }
bool is_admx(std::string_view path) { return ascii_lower(path).ends_with(".admx"); }

Result<void> add_source(Catalog& catalog, const std::string& path, Diagnostics& diagnostics) {
  const auto content = read_input(path);
  if (!content) return std::unexpected(content.error());
  auto read = template_source::read(as_chars(*content), path, diagnostics);
  if (read) catalog.add(*std::move(read), diagnostics);
  return {};
}

// The template sources behind the path; none where it is for the store.
Result<std::vector<std::string>> sources_at(const std::string& path) {
  if (!real_file_system().is_folder(path)) {
    if (is_source(path)) return std::vector{path};
    if (is_admx(path)) return std::vector<std::string>{};
    return fail(ErrorCode::malformed, "found a file that is no template (.toml, .admx)",
                {.source = path});
  }
  const auto names = real_file_system().list(path);
  if (!names) return std::unexpected(names.error());
  std::vector<std::string> sources;
  for (const std::string& name : *names) {
    if (is_source(name)) sources.push_back(join_path(path, name));
  }
  // A folder of both holds sources and what was made of them: the sources say it all.
  if (sources.empty() && std::ranges::none_of(*names, is_admx)) {
    return fail(ErrorCode::not_found, "found no template (*.toml, *.admx) in the folder",
                {.source = path});
  }
  return sources;
}

// A template with errors counts for all that could be understood of it. The rest of the findings is
// for check.
void add_errors_as_warnings(const Diagnostics& findings, Diagnostics& diagnostics) {
  for (const Diagnostic& item : findings.items) {
    if (item.severity != Severity::error) continue;
    diagnostics.warning(item.rule, item.message, item.location, item.hint);
  }
}

// English beside the language: what compile proposes for an option is that of the template's
// fallback language, and explain has to know the same.
void add_store(Catalog& catalog, const std::vector<std::string>& paths, std::string_view language,
               Diagnostics& diagnostics) {
  std::vector<std::string> languages;
  if (!language.empty()) languages = {std::string(language), "en-US"};
  TemplateStore store = load_store(real_file_system(), paths, {.languages = languages});
  add_errors_as_warnings(store.findings, diagnostics);
  for (StoreTemplate& one : store.templates) {
    add_errors_as_warnings(one.findings, diagnostics);
    catalog.add(std::move(one.content), diagnostics);
  }
}

void add_once(std::vector<std::string>& paths, const std::string& path) {
  if (std::ranges::find(paths, path) == paths.end()) paths.push_back(path);
}

}  // namespace

Result<void> add_templates(Catalog& catalog, const std::vector<std::string>& paths,
                           std::string_view language, Diagnostics& diagnostics) {
  std::vector<std::string> sources, stores;
  for (const std::string& path : paths) {
    const auto found = sources_at(path);
    if (!found) return std::unexpected(found.error());
    for (const std::string& source : *found) add_once(sources, source);
    if (found->empty()) add_once(stores, path);
  }
  for (const std::string& source : sources) {
    if (auto added = add_source(catalog, source, diagnostics); !added) return added;
  }
  if (!stores.empty()) add_store(catalog, stores, language, diagnostics);
  return {};
}

}  // namespace regpolicy::tools
