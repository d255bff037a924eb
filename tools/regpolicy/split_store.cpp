#include "split_store.hpp"

#include <algorithm>

#include <regpolicy/file_system.hpp>
#include <regpolicy/text.hpp>

#include "load_templates.hpp"

namespace regpolicy::tools {
namespace {

bool has(const std::vector<std::string>& languages, const std::string& wanted) {
  return std::ranges::any_of(languages, [&wanted](const std::string& language) {
    return ascii_lower(language) == ascii_lower(wanted);
  });
}

// English in any case: MDM services take no other language.
std::vector<std::string> languages_of(const CheckTemplatesOptions& options) {
  if (options.all_languages) return {};
  std::vector<std::string> languages = options.languages;
  if (!has(languages, "en-US")) languages.emplace_back("en-US");
  return languages;
}

bool has_texts(const TemplateStore& store) {
  return !store.languages.empty() ||
         std::ranges::any_of(store.templates,
                             [](const StoreTemplate& row) { return !row.adml.empty(); });
}

std::string adml_beside(const std::string& folder) {
  const std::string above = folder_of(folder);
  return above == "." ? "adml" : join_path(above, "adml");
}

}  // namespace

TemplateStore load_split_store(const std::string& folder, const std::string& adml,
                               const CheckTemplatesOptions& options) {
  const std::vector<std::string> languages = languages_of(options);
  if (!adml.empty()) return load_templates({folder, adml}, languages);
  TemplateStore store = load_templates({folder}, languages);
  const std::string beside = adml_beside(folder);
  if (has_texts(store) || !real_file_system().is_folder(beside)) return store;
  return load_templates({folder, beside}, languages);
}

}  // namespace regpolicy::tools
