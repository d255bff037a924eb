#include "template_files.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/adml.hpp>
#include <regpolicy/admx.hpp>
#include <regpolicy/file_system.hpp>
#include <regpolicy/template_source.hpp>
#include <regpolicy/text.hpp>

#include "console.hpp"

namespace regpolicy::tools {
namespace {

enum class Kind { none, source, admx };

Kind kind_of(std::string_view path) {
  const std::string lower = ascii_lower(path);
  if (lower.ends_with(".toml")) return Kind::source;
  return lower.ends_with(".admx") ? Kind::admx : Kind::none;
}

std::string_view file_name(std::string_view path) {
  return path.substr(path.find_last_of("/\\") + 1);
}

std::string_view stem_of(std::string_view path) {
  const std::string_view name = file_name(path);
  return name.substr(0, name.rfind('.'));
}

std::string primary_subtag(std::string_view tag) {
  return ascii_lower(tag.substr(0, tag.find('-')));
}

// Is the folder one of a language that is read?
bool is_wanted(std::string_view folder, std::string_view language, std::string_view fallback) {
  return ascii_lower(folder) == ascii_lower(fallback) ||
         primary_subtag(folder) == primary_subtag(language);
}

Result<void> add_languages(Template& result, const std::string& path, std::string_view language,
                           Diagnostics& diagnostics) {
  const std::string folder = folder_of(path);
  const auto names = real_file_system().list(folder);
  if (!names) return std::unexpected(names.error());
  const std::string fallback = result.definitions.fallback_culture.value_or("en-US");
  for (const std::string& name : *names) {
    const std::string below = join_path(folder, name);
    if (!is_wanted(name, language, fallback) || !real_file_system().is_folder(below)) continue;
    const auto files = real_file_system().list(below);
    if (!files) continue;
    const std::string wanted = ascii_lower(result.name) + ".adml";
    const auto file = std::ranges::find_if(
        *files, [&wanted](const std::string& other) { return ascii_lower(other) == wanted; });
    if (file == files->end()) continue;
    const std::string adml_path = join_path(below, *file);
    const auto content = read_input(adml_path);
    if (!content) return std::unexpected(content.error());
    if (auto read = adml::read(*content, adml_path, diagnostics)) {
      read->resources.language = name;
      result.resources.push_back(std::move(read->resources));
    }
  }
  return {};
}

Result<void> add_admx(Catalog& catalog, const std::string& path, std::string_view language,
                      Diagnostics& diagnostics) {
  const auto content = read_input(path);
  if (!content) return std::unexpected(content.error());
  auto read = admx::read(*content, path, diagnostics);
  if (!read) return {};
  Template result;
  result.name = std::string(stem_of(path));
  result.definitions = std::move(read->definitions);
  if (auto added = add_languages(result, path, language, diagnostics); !added) return added;
  catalog.add(std::move(result), diagnostics);
  return {};
}

Result<void> add_source(Catalog& catalog, const std::string& path, Diagnostics& diagnostics) {
  const auto content = read_input(path);
  if (!content) return std::unexpected(content.error());
  auto read = template_source::read(as_chars(*content), path, diagnostics);
  if (read) catalog.add(*std::move(read), diagnostics);
  return {};
}

Result<void> add_file(Catalog& catalog, const std::string& path, std::string_view language,
                      Diagnostics& diagnostics) {
  return kind_of(path) == Kind::admx ? add_admx(catalog, path, language, diagnostics)
                                     : add_source(catalog, path, diagnostics);
}

}  // namespace

Result<void> add_templates(Catalog& catalog, const std::string& path, std::string_view language,
                           Diagnostics& diagnostics) {
  if (!real_file_system().is_folder(path)) {
    if (kind_of(path) != Kind::none) return add_file(catalog, path, language, diagnostics);
    return fail(ErrorCode::malformed, "found a file that is no template (.toml, .admx)",
                {.source = path});
  }
  const auto names = real_file_system().list(path);
  if (!names) return std::unexpected(names.error());
  bool found = false;
  // A folder of both holds sources and what was made of them: the sources say it all.
  const bool has_source = std::ranges::any_of(
      *names, [](const std::string& name) { return kind_of(name) == Kind::source; });
  for (const std::string& name : *names) {
    if (kind_of(name) != (has_source ? Kind::source : Kind::admx)) continue;
    found = true;
    auto added = add_file(catalog, join_path(path, name), language, diagnostics);
    if (!added) return added;
  }
  if (found) return {};
  return fail(ErrorCode::not_found, "found no template (*.toml, *.admx) in the folder",
              {.source = path});
}

}  // namespace regpolicy::tools
