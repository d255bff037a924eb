#include "baseline_files.hpp"

#include <utility>

#include <regpolicy/sha256.hpp>

#include "catalog_files.hpp"
#include "console.hpp"
#include "installed_baselines.hpp"

namespace regpolicy::tools {
namespace {

Result<std::string> read_text(const std::string& path) {
  const auto content = read_input(path);
  if (!content) return std::unexpected(content.error());
  return std::string(as_chars(*content));
}

bool is_absolute(std::string_view path) {
  const bool drive = path.size() >= 2 && path[1] == ':';
  return drive || path.starts_with('/') || path.starts_with('\\');
}

// In the order of the baseline, then of the command line.
std::vector<std::string> template_paths(const Baseline& baseline, const std::string& file,
                                        const Arguments& arguments) {
  const std::string folder = folder_of(file);
  std::vector<std::string> paths;
  for (const std::string& path : baseline.templates) {
    paths.push_back(is_absolute(path) || folder == "." ? path : join_path(folder, path));
  }
  for (const std::string& path : arguments.all("templates")) paths.push_back(path);
  return paths;
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

Result<void> add_templates_of(const Baseline& baseline, const std::string& path,
                              const Arguments& arguments, Catalog& catalog,
                              Diagnostics& diagnostics) {
  return add_templates(catalog, template_paths(baseline, path, arguments), {}, diagnostics);
}

std::expected<LoadedBaseline, ExitCode> load_baseline(const std::string& name,
                                                      const Arguments& arguments) {
  const auto path = find_baseline(name);
  if (!path) return std::unexpected(fail_with(path.error()));
  const auto text = read_text(*path);
  if (!text) return std::unexpected(fail_with(text.error()));
  return load_baseline(*path, *text, arguments);
}

std::expected<LoadedBaseline, ExitCode> load_baseline(const std::string& path,
                                                      std::string_view text,
                                                      const Arguments& arguments) {
  Diagnostics diagnostics;
  auto baseline = baseline::read(text, path, diagnostics);
  if (!baseline) {
    say(diagnostics);
    return std::unexpected(ExitCode::bad_input);
  }
  LoadedBaseline loaded{*std::move(baseline), {}, sha256_hex(as_bytes(text))};
  const auto added =
      add_templates_of(loaded.baseline, path, arguments, loaded.catalog, diagnostics);
  if (!added) return std::unexpected(fail_with(added.error()));
  say(diagnostics);
  if (diagnostics.has_errors()) return std::unexpected(ExitCode::bad_input);
  return loaded;
}

}  // namespace regpolicy::tools
