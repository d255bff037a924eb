// The pages of one language, and the data that the script of the pages reads.
#pragma once

#include <string>
#include <vector>

#include "policy/docs_site/page.hpp"

namespace regpolicy::site {

// Indices in the order of what the reader sees: by title, without regard to case.
[[nodiscard]] std::vector<std::size_t> categories_by_title(const Context& context,
                                                           std::vector<std::size_t> categories);
[[nodiscard]] std::vector<std::size_t> policies_by_title(const Context& context,
                                                         std::vector<std::size_t> policies);

// A category: the way to it, what is below it, its policies in full.
[[nodiscard]] std::string category_page(const Context& context, std::size_t category);
// Where a reader begins: all categories as a tree, and the templates.
[[nodiscard]] std::string overview_page(const Context& context);
// The site's first page: which languages there are.
[[nodiscard]] std::string language_page(const std::vector<std::string>& languages);

// tree.js: regpolicyTree([[title, page, depth, policies], ...]), parents before children.
[[nodiscard]] std::string tree_data(const Context& context);
// search.js: regpolicySearch({"categories": [path, ...], "policies": [[title, page, anchor,
// identifier, class, category's index, keys, names and labels], ...]}).
[[nodiscard]] std::string search_data(const Context& context);

}  // namespace regpolicy::site
