#include "catalog_files.hpp"

#include <algorithm>
#include <utility>

#include <regpolicy/file_system.hpp>
#include <regpolicy/template_source.hpp>
#include <regpolicy/text.hpp>

#include "console.hpp"
#include "load_templates.hpp"

namespace regpolicy::tools {
namespace {

bool ends_in(std::string_view path, std::string_view suffix) {
  return ascii_lower(path).ends_with(suffix);
}

// What --templates and a baseline's list lead to: template sources, and the paths of ADMX files and
// their folders, which are one store.
struct TemplatePaths {
  std::vector<std::string> sources, store;
};

void add_once(std::vector<std::string>& paths, std::string path) {
  if (std::ranges::find(paths, path) == paths.end()) paths.push_back(std::move(path));
}

// Adds what is behind one path as given. A folder with template sources is taken for them: the ADMX
// files beside them are made from them.
Result<void> add_path(TemplatePaths& found, const std::string& path) {
  if (!real_file_system().is_folder(path)) {
    if (!ends_in(path, ".toml") && !ends_in(path, ".admx")) {
      return fail(ErrorCode::malformed,
                  "found a file that is no template source (.toml) and no ADMX file (.admx)",
                  {.source = path});
    }
    add_once(ends_in(path, ".toml") ? found.sources : found.store, path);
    return {};
  }
  const auto names = real_file_system().list(path);
  if (!names) return std::unexpected(names.error());
  bool any = false;
  for (const std::string& name : *names) {
    if (!ends_in(name, ".toml")) continue;
    add_once(found.sources, join_path(path, name));
    any = true;
  }
  const auto is_admx = [](const std::string& name) { return ends_in(name, ".admx"); };
  if (!any && std::ranges::any_of(*names, is_admx)) {
    add_once(found.store, path);
    any = true;
  }
  if (any) return {};
  return fail(ErrorCode::not_found,
              "found no template source (*.toml) and no ADMX file (*.admx) "
              "in the folder",
              {.source = path});
}

Result<void> add_template(Catalog& catalog, const std::string& path, Diagnostics& diagnostics) {
  const auto content = read_input(path);
  if (!content) return std::unexpected(content.error());
  auto read = template_source::read(as_chars(*content), path, diagnostics);
  if (read) catalog.add(*std::move(read), diagnostics);
  return {};
}

// Of ADMX files only errors are of interest here; `check` says the rest. A file with errors is used
// for all that could be understood, as long as no setting needs what is wrong.
void add_store(Catalog& catalog, const std::vector<std::string>& paths,
               const std::vector<std::string>& languages, Diagnostics& diagnostics) {
  TemplateStore store = load_templates(paths, languages);
  for (const Diagnostic& item : store.findings.items) {
    if (item.severity == Severity::error) diagnostics.items.push_back(item);
  }
  for (StoreTemplate& row : store.templates) {
    for (const Diagnostic& item : row.findings.items) {
      if (item.severity != Severity::error) continue;
      diagnostics.warning(item.rule, item.message, item.location, item.hint);
    }
    catalog.add(std::move(row.content), diagnostics);
  }
}

}  // namespace

Result<void> add_templates(Catalog& catalog, const std::vector<std::string>& paths,
                           const std::vector<std::string>& languages, Diagnostics& diagnostics) {
  TemplatePaths found;
  for (const std::string& path : paths) {
    if (auto added = add_path(found, path); !added) return added;
  }
  for (const std::string& source : found.sources) {
    if (auto added = add_template(catalog, source, diagnostics); !added) return added;
  }
  if (!found.store.empty()) add_store(catalog, found.store, languages, diagnostics);
  return {};
}

}  // namespace regpolicy::tools
