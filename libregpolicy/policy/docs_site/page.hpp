// What the pages have in common: the frame around a page, and pieces of HTML. Everything here takes
// plain text and gives HTML.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy/docs_site/site_model.hpp"
#include "policy/docs_site/site_texts.hpp"
#include "policy/docs_site/words.hpp"

namespace regpolicy::site {

// What a page is made from, in one language.
struct Context {
  const Model& model;
  const Texts& texts;
  const Words& words;
  const std::vector<std::string>& languages;  // of the site
};

// A text of a template inside of a line; with its language where that is not the page's.
[[nodiscard]] std::string inline_text(const Context& context, const Text& text);
// A text of a template as paragraphs, its line breaks kept. Says so where the language is another.
[[nodiscard]] std::string paragraphs(const Context& context, const Text& text);

// <code>, with places where a long path may break.
[[nodiscard]] std::string code(std::string_view text);
// One row of a <dl>; `value` is HTML.
[[nodiscard]] std::string row(std::string_view name, const std::string& value);
// "12 policies"
[[nodiscard]] std::string policy_count(const Words& words, std::size_t count);
// A link to a category's page; HTML.
[[nodiscard]] std::string category_link(const Context& context, std::size_t category);
// What a category is called; HTML.
[[nodiscard]] std::string category_title(const Context& context, std::size_t category);

// A whole page of one language. `name` is that of its file without suffix, `title` text, `body`
// HTML.
[[nodiscard]] std::string page(const Context& context, const std::string& name,
                               const std::string& title, const std::string& body);

// What every page begins with up to <body>. `root` leads to the site's folder: "." or "..".
[[nodiscard]] std::string head(const std::string& language, const std::string& title,
                               const std::string& root, bool with_data);

}  // namespace regpolicy::site
