#include "split_store.hpp"

#include <algorithm>

#include <regpolicy/adml.hpp>
#include <regpolicy/admx.hpp>
#include <regpolicy/text.hpp>

#include "console.hpp"

namespace regpolicy::tools {
namespace {

Result<std::vector<std::string>> names_in(const std::string& folder, std::string_view suffix) {
  auto names = real_file_system().list(folder);
  if (!names) return std::unexpected(names.error());
  std::erase_if(*names,
                [suffix](const std::string& name) { return !ascii_lower(name).ends_with(suffix); });
  return names;
}

void add_admx(TemplateStore& store, const std::string& path, const std::string& name) {
  const auto content = read_input(path);
  if (!content) return;
  StoreTemplate row;
  auto file = admx::read(*content, path, row.findings);
  if (!file) {
    std::ranges::move(row.findings.items, std::back_inserter(store.findings.items));
    return;
  }
  row.content.name = name.substr(0, name.size() - 5);
  row.content.definitions = std::move(file->definitions);
  row.admx = std::move(file->source);
  store.templates.push_back(std::move(row));
}

void add_adml(TemplateStore& store, const std::string& path, const std::string& language,
              const std::string& name) {
  const auto content = read_input(path);
  if (!content) return;
  Diagnostics findings;
  auto file = adml::read(*content, path, findings);
  if (!file) {
    std::ranges::move(findings.items, std::back_inserter(store.findings.items));
    return;
  }
  file->resources.language = language;
  for (StoreTemplate& row : store.templates) {
    if (ascii_lower(row.content.name) != ascii_lower(name.substr(0, name.size() - 5))) continue;
    row.content.resources.push_back(std::move(file->resources));
    row.adml.push_back(std::move(file->source));
    std::ranges::move(findings.items, std::back_inserter(row.findings.items));
    return;
  }
  store.orphans.push_back({std::move(file->resources), std::move(file->source)});
}

void add_languages(TemplateStore& store, const std::string& folder) {
  const auto names = real_file_system().list(folder);
  if (!names) return;
  for (const std::string& language : *names) {
    const std::string path = join_path(folder, language);
    if (!real_file_system().is_folder(path)) continue;
    const auto files = names_in(path, ".adml");
    if (!files || files->empty()) continue;
    store.languages.push_back(language);
    for (const std::string& name : *files) add_adml(store, join_path(path, name), language, name);
  }
}

}  // namespace

Result<TemplateStore> load_split_store(const std::string& folder, const std::string& adml,
                                       const CheckTemplatesOptions&) {
  TemplateStore store;
  const auto names = names_in(folder, ".admx");
  if (!names) return std::unexpected(names.error());
  for (const std::string& name : *names) add_admx(store, join_path(folder, name), name);
  add_languages(store, adml.empty() ? folder : adml);
  if (store.languages.empty() && adml.empty()) {
    add_languages(store, folder_of(folder) == "." ? "adml" : join_path(folder_of(folder), "adml"));
  }
  return store;
}

}  // namespace regpolicy::tools
