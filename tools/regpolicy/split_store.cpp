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

// Translations are compared with the texts that a template falls back to, so those are read in any
// case.
std::vector<std::string> languages_of(const CheckTemplatesOptions& options) {
  if (options.all_languages) return {};
  std::vector<std::string> languages = options.languages;
  if (!has(languages, "en-US")) languages.emplace_back("en-US");
  return languages;
}

// The fallback cultures of templates that are not among the languages.
std::vector<std::string> other_fallbacks(const TemplateStore& store,
                                         const std::vector<std::string>& languages) {
  std::vector<std::string> others;
  for (const StoreTemplate& row : store.templates) {
    const auto& fallback = row.content.definitions.fallback_culture;
    if (fallback && !has(languages, *fallback) && !has(others, *fallback)) {
      others.push_back(*fallback);
    }
  }
  return others;
}

TemplateStore load(const std::vector<std::string>& paths, const CheckTemplatesOptions& options) {
  std::vector<std::string> languages = languages_of(options);
  TemplateStore store = load_templates(paths, languages);
  if (options.all_languages) return store;
  const std::vector<std::string> others = other_fallbacks(store, languages);
  if (others.empty()) return store;
  languages.insert(languages.end(), others.begin(), others.end());
  return load_templates(paths, languages);
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
  if (!adml.empty()) return load({folder, adml}, options);
  TemplateStore store = load({folder}, options);
  const std::string beside = adml_beside(folder);
  if (has_texts(store) || !real_file_system().is_folder(beside)) return store;
  return load({folder, beside}, options);
}

}  // namespace regpolicy::tools
