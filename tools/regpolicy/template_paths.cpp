#include "template_paths.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <regpolicy/file_system.hpp>
#include <regpolicy/text.hpp>

#include "console.hpp"

namespace regpolicy::tools {
namespace {

bool ends_in(std::string_view path, std::string_view suffix) {
  return ascii_lower(path).ends_with(suffix);
}

void add_once(std::vector<std::string>& paths, std::string path) {
  if (std::ranges::find(paths, path) == paths.end()) paths.push_back(std::move(path));
}

}  // namespace

std::optional<TomlKind> toml_kind(const std::string& path) {
  if (!ends_in(path, ".toml")) return std::nullopt;
  const auto content = read_input(path);
  if (!content) return std::nullopt;
  std::string_view text = as_chars(*content);
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    line.remove_prefix(std::min(line.size(), line.find_first_not_of(" \t")));
    if (line.starts_with("[template]")) return TomlKind::template_source;
    if (line.starts_with("[baseline]")) return TomlKind::baseline;
  }
  return std::nullopt;
}

Result<void> add_template_path(TemplatePaths& found, const std::string& path) {
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

}  // namespace regpolicy::tools
