// A reference of templates for people: static pages that a browser shows straight from the disk,
// with a category tree, a search and every language beside the others. docs/docs-site.md describes
// it.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/catalog.hpp>

namespace regpolicy {

struct SiteFile {
  std::string path;  // relative, '/' between folders; a safe name on every platform
  std::string content;
  [[nodiscard]] bool operator==(const SiteFile&) const = default;
};

struct DocsSiteOptions {
  // Tags in any case. A template without texts in one of them shows those of its fallback. Empty:
  // every language of the templates.
  std::vector<std::string> languages{};
};

// The whole site, in byte order of the paths: index.html, assets/, and one folder for each language
// with a page for each category. Texts of templates are text wherever they stand, never markup or
// script. The same templates give the same bytes.
[[nodiscard]] std::vector<SiteFile> docs_site(const Catalog& catalog,
                                              const DocsSiteOptions& options = {});

}  // namespace regpolicy
