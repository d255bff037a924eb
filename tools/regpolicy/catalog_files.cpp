#include "catalog_files.hpp"

#include <utility>

#include <regpolicy/file_system.hpp>
#include <regpolicy/template_source.hpp>

#include "console.hpp"
#include "load_templates.hpp"
#include "template_paths.hpp"

namespace regpolicy::tools {
namespace {

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
    if (auto added = add_template_path(found, path); !added) return added;
  }
  for (const std::string& source : found.sources) {
    if (auto added = add_template(catalog, source, diagnostics); !added) return added;
  }
  if (!found.store.empty()) add_store(catalog, found.store, languages, diagnostics);
  return {};
}

}  // namespace regpolicy::tools
