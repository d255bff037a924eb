#include "baseline_files.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

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

bool is_template_source(std::string_view path) { return ascii_lower(path).ends_with(".toml"); }

bool is_absolute(std::string_view path) {
  const bool drive = path.size() >= 2 && path[1] == ':';
  return drive || path.starts_with('/') || path.starts_with('\\');
}

// The template sources behind one path as given: itself, or those in the folder.
Result<std::vector<std::string>> sources_at(const std::string& path) {
  if (!real_file_system().is_folder(path)) {
    if (is_template_source(path)) return std::vector{path};
    return fail(ErrorCode::malformed, "found a file that is no template source (.toml)",
                {.source = path});
  }
  const auto names = real_file_system().list(path);
  if (!names) return std::unexpected(names.error());
  std::vector<std::string> sources;
  for (const std::string& name : *names) {
    if (is_template_source(name)) sources.push_back(join_path(path, name));
  }
  if (sources.empty()) {
    return fail(ErrorCode::not_found, "found no template source (*.toml) in the folder",
                {.source = path});
  }
  return sources;
}

// Every template source once, in the order of the baseline, then of the command line.
Result<std::vector<std::string>> all_sources(const Baseline& baseline, const std::string& folder,
                                             const Arguments& arguments) {
  std::vector<std::string> paths;
  for (const std::string& path : baseline.templates) {
    paths.push_back(is_absolute(path) ? path : join_path(folder, path));
  }
  for (const std::string& path : arguments.all("templates")) paths.push_back(path);
  std::vector<std::string> sources;
  for (const std::string& path : paths) {
    const auto found = sources_at(path);
    if (!found) return std::unexpected(found.error());
    for (const std::string& source : *found) {
      if (std::ranges::find(sources, source) == sources.end()) sources.push_back(source);
    }
  }
  return sources;
}

Result<void> add_template(Catalog& catalog, const std::string& path, Diagnostics& diagnostics) {
  const auto text = read_text(path);
  if (!text) return std::unexpected(text.error());
  auto read = template_source::read(*text, path, diagnostics);
  if (read) catalog.add(*std::move(read), diagnostics);
  return {};
}

}  // namespace

Option templates_option() {
  return {.name = "templates",
          .letter = "t",
          .operand = "FILE_OR_DIR",
          .help = "Template sources besides those that the baseline lists",
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
  const auto sources = all_sources(*baseline, folder == "." ? "" : folder, arguments);
  if (!sources) return std::unexpected(fail_with(sources.error()));
  LoadedBaseline loaded{*std::move(baseline), {}};
  for (const std::string& source : *sources) {
    const auto added = add_template(loaded.catalog, source, diagnostics);
    if (!added) return std::unexpected(fail_with(added.error()));
  }
  say(diagnostics);
  if (diagnostics.has_errors()) return std::unexpected(ExitCode::bad_input);
  return loaded;
}

}  // namespace regpolicy::tools
