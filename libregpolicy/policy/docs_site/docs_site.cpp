#include <regpolicy/docs_site.hpp>

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "policy/docs_site/assets.hpp"
#include "policy/docs_site/pages.hpp"
#include "policy/docs_site/safe_name.hpp"

namespace regpolicy {
namespace {

using namespace site;

// In the order asked for, else by tag.
std::vector<std::string> languages_of(const Catalog& catalog, const DocsSiteOptions& options) {
  std::vector<std::string> languages;
  const auto add = [&languages](const std::string& tag) {
    std::string known = language_folder(tag);
    if (std::ranges::find(languages, known) == languages.end()) languages.push_back(known);
  };
  for (const std::string& tag : options.languages) add(tag);
  if (!languages.empty()) return languages;
  for (const auto& source : catalog.templates()) {
    for (const PolicyResources& resources : source->resources) add(resources.language);
  }
  if (languages.empty()) add("en-US");
  std::ranges::sort(languages);
  return languages;
}

void add_language(const Model& model, const std::vector<std::string>& languages,
                  const std::string& language, std::vector<SiteFile>& files) {
  const Texts texts(*model.catalog, language);
  const Context context{model, texts, words_for(language), languages};
  const auto add = [&](const std::string& name, std::string content) {
    files.push_back({fmt::format("{}/{}", language, name), std::move(content)});
  };
  add("index.html", overview_page(context));
  add("tree.js", tree_data(context));
  add("search.js", search_data(context));
  for (std::size_t at = 0; at < model.categories.size(); ++at) {
    if (model.categories[at].all_policies == 0) continue;
    add(model.categories[at].page + ".html", category_page(context, at));
  }
}

}  // namespace

std::vector<SiteFile> docs_site(const Catalog& catalog, const DocsSiteOptions& options) {
  const Model model = make_model(catalog);
  const std::vector<std::string> languages = languages_of(catalog, options);
  std::vector<SiteFile> files;
  files.push_back({"index.html", language_page(languages)});
  files.push_back({"assets/site.css", std::string(site_css())});
  files.push_back({"assets/site.js", std::string(site_js())});
  for (const std::string& language : languages) add_language(model, languages, language, files);
  std::ranges::sort(files, {}, &SiteFile::path);
  return files;
}

}  // namespace regpolicy
