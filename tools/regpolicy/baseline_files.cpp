#include "baseline_files.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/store_source.hpp>
#include <regpolicy/template_source.hpp>
#include <regpolicy/text.hpp>

#include "console.hpp"

namespace regpolicy::tools {
namespace {

Result<std::string> read_text(const std::string& path) {
  const auto content = read_input(path);
  if (!content) return std::unexpected(content.error());
  return std::string(as_chars(*content));
}

bool ends_in(std::string_view path, std::string_view suffix) {
  return ascii_lower(path).ends_with(suffix);
}

bool is_absolute(std::string_view path) {
  const bool drive = path.size() >= 2 && path[1] == ':';
  return drive || path.starts_with('/') || path.starts_with('\\');
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

// Every path once, in the order of the baseline, then of the command line.
Result<TemplatePaths> template_paths(const Baseline& baseline, const std::string& folder,
                                     const Arguments& arguments) {
  TemplatePaths found;
  for (const std::string& path : baseline.templates) {
    const auto added = add_path(found, is_absolute(path) ? path : join_path(folder, path));
    if (!added) return std::unexpected(added.error());
  }
  for (const std::string& path : arguments.all("templates")) {
    if (auto added = add_path(found, path); !added) return std::unexpected(added.error());
  }
  return found;
}

Result<void> add_template(Catalog& catalog, const std::string& path, Diagnostics& diagnostics) {
  const auto text = read_text(path);
  if (!text) return std::unexpected(text.error());
  auto read = template_source::read(*text, path, diagnostics);
  if (read) catalog.add(*std::move(read), diagnostics);
  return {};
}

// Of ADMX files only errors are of interest here; `check` says the rest. A file with errors is used
// for all that could be understood, as long as no setting needs what is wrong.
void add_store(Catalog& catalog, const std::vector<std::string>& paths, Diagnostics& diagnostics) {
  TemplateStore store = load_store(real_file_system(), paths);
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

Option templates_option() {
  return {.name = "templates",
          .letter = "t",
          .operand = "FILE_OR_DIR",
          .help =
              "Templates besides those that the baseline lists: template sources,\n"
              "ADMX files or folders of either",
          .repeated = true};
}

std::expected<LoadedBaseline, ExitCode> load_baseline(const std::string& path,
                                                      const Arguments& arguments) {
  const auto text = read_text(path);
  if (!text) return std::unexpected(fail_with(text.error()));
  Diagnostics diagnostics;
  auto baseline = baseline::read(*text, path, diagnostics);
  if (!baseline) {
    say(diagnostics);
    return std::unexpected(ExitCode::bad_input);
  }
  const std::string folder = folder_of(path);
  const auto paths = template_paths(*baseline, folder == "." ? "" : folder, arguments);
  if (!paths) return std::unexpected(fail_with(paths.error()));
  LoadedBaseline loaded{*std::move(baseline), {}};
  for (const std::string& source : paths->sources) {
    const auto added = add_template(loaded.catalog, source, diagnostics);
    if (!added) return std::unexpected(fail_with(added.error()));
  }
  if (!paths->store.empty()) add_store(loaded.catalog, paths->store, diagnostics);
  say(diagnostics);
  if (diagnostics.has_errors()) return std::unexpected(ExitCode::bad_input);
  return loaded;
}

}  // namespace regpolicy::tools
