#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "policy/docs_site/html.hpp"
#include "policy/docs_site/pages.hpp"
#include "policy/docs_site/safe_name.hpp"

namespace regpolicy::site {
namespace {

std::string branch(const Context& context, const std::vector<std::size_t>& categories) {
  std::string items;
  for (const std::size_t at : categories_by_title(context, categories)) {
    const CategoryEntry& entry = context.model.categories[at];
    items += fmt::format("<li>{} <span class=\"count\">{}</span>{}</li>\n",
                         category_link(context, at), entry.all_policies,
                         entry.children.empty() ? "" : "\n" + branch(context, entry.children));
  }
  return items.empty() ? items : fmt::format("<ul>\n{}</ul>", items);
}

std::string languages_of(const Template& source) {
  std::string list;
  for (const PolicyResources& resources : source.resources) {
    list += (list.empty() ? "" : ", ") + html(language_folder(resources.language));
  }
  return list;
}

std::string template_table(const Context& context) {
  const Words& words = context.words;
  std::vector<const Template*> templates;
  for (const auto& source : context.model.catalog->templates()) templates.push_back(source.get());
  std::ranges::sort(templates, {}, [](const Template* source) {
    return std::pair(ascii_lower(source->name), source->definitions.target.uri);
  });
  std::string rows;
  for (const Template* source : templates) {
    const PolicyDefinitions& definitions = source->definitions;
    rows += fmt::format(
        "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>"
        "\n",
        code(source->name + ".admx"), code(definitions.target.prefix), code(definitions.target.uri),
        html(definitions.revision), languages_of(*source), definitions.policies.size());
  }
  std::string heads;
  for (const std::string_view head : {words.file, words.prefix, words.namespace_word,
                                      words.revision, words.languages, words.count}) {
    heads += fmt::format("<th scope=\"col\">{}</th>", head);
  }
  return fmt::format(
      "<h2>{}</h2>\n<table class=\"templates\">\n<thead><tr>{}</tr></thead>\n"
      "<tbody>\n{}</tbody>\n</table>\n",
      words.templates, heads, rows);
}

}  // namespace

std::string overview_page(const Context& context) {
  const Words& words = context.words;
  std::string body = fmt::format("<h1>{}</h1>\n<p>{}</p>\n", words.site,
                                 policy_count(words, context.model.policies.size()));
  body += fmt::format("<h2>{}</h2>\n<div class=\"all\">\n{}</div>\n", words.categories,
                      branch(context, context.model.roots));
  body += template_table(context);
  return page(context, "index", std::string(words.site), body);
}

std::string language_page(const std::vector<std::string>& languages) {
  const std::string first = languages.empty() ? "en-US" : languages.front();
  const Words& words = words_for(first);
  std::string items;
  for (const std::string& language : languages) {
    items += fmt::format(
        "<li><a href=\"{0}/index.html\" lang=\"{0}\" hreflang=\"{0}\">{1} ({0})</a></li>\n",
        html(language), html(name_of_language(language)));
  }
  return head(first, std::string(words.site), ".", false) +
         fmt::format(
             "<body>\n<main class=\"start\">\n<h1>{}</h1>\n<ul class=\"below\">\n{}</ul>\n"
             "</main>\n</body>\n</html>\n",
             words.site, items);
}

}  // namespace regpolicy::site
