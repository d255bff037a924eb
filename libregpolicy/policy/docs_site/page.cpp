#include "policy/docs_site/page.hpp"

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "policy/docs_site/html.hpp"

namespace regpolicy::site {
namespace {

// Scripts and styles from the site's own files only, nothing inline, nothing from a network.
constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'";

// Languages that are written from right to left.
bool is_right_to_left(std::string_view tag) {
  const std::string_view primary = tag.substr(0, tag.find('-'));
  return primary == "ar" || primary == "he" || primary == "fa" || primary == "ur";
}

bool is_other(const Context& context, const Text& text) {
  return !text.language.empty() && text.language != context.texts.language();
}

std::string language_attributes(const Context& context, const Text& text) {
  return is_other(context, text) ? fmt::format(" lang=\"{}\"", html(text.language)) : "";
}

// More than these are a list to open.
constexpr std::size_t kLanguagesInLine = 4;

std::string language_links(const Context& context, const std::string& name) {
  const auto& languages = context.languages;
  if (languages.size() < 2) return {};
  std::string links;
  for (const std::string& language : languages) {
    const bool current = language == context.texts.language();
    links +=
        fmt::format("<li><a href=\"../{0}/{1}.html\" lang=\"{0}\" hreflang=\"{0}\"{2}>{3}</a></li>",
                    html(language), html(name), current ? " aria-current=\"true\"" : "",
                    html(name_among(languages, language)));
  }
  std::string list = fmt::format("<ul>{}</ul>", links);
  if (languages.size() > kLanguagesInLine) {
    list = fmt::format("<details><summary>{}</summary>{}</details>",
                       html(name_among(languages, context.texts.language())), list);
  }
  return fmt::format("<nav class=\"languages\" aria-label=\"{}\">{}</nav>\n",
                     context.words.language, list);
}

std::string search_form(const Words& words) {
  return fmt::format(
      "<form class=\"search\" role=\"search\" hidden><label for=\"q\">{}</label>"
      "<input type=\"search\" id=\"q\" autocomplete=\"off\" spellcheck=\"false\" "
      "placeholder=\"{}\" aria-controls=\"results\"></form>\n",
      words.search, words.search_hint);
}

}  // namespace

std::string inline_text(const Context& context, const Text& text) {
  return fmt::format("<bdi{}>{}</bdi>", language_attributes(context, text), html(text.text));
}

std::string paragraphs(const Context& context, const Text& text) {
  std::string result =
      fmt::format("<div class=\"prose\"{} dir=\"auto\">", language_attributes(context, text));
  std::string paragraph;
  const auto finish = [&] {
    if (!paragraph.empty()) result += fmt::format("<p>{}</p>\n", html(paragraph));
    paragraph.clear();
  };
  std::string_view rest = text.text;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find_first_not_of(" \t") == std::string_view::npos) {
      finish();
    } else {
      if (!paragraph.empty()) paragraph += '\n';
      paragraph += line;
    }
  }
  finish();
  result += "</div>\n";
  if (is_other(context, text)) {
    result += fmt::format("<p class=\"note\">{}</p>\n",
                          fmt::format(fmt::runtime(context.words.other_language),
                                      html(name_of_language(text.language))));
  }
  return result;
}

std::string code(std::string_view text) {
  std::string broken;
  for (const char c : html(text)) {
    broken += c;
    if (c == '\\' || c == '/' || c == '~') broken += "<wbr>";
  }
  return fmt::format("<code translate=\"no\">{}</code>", broken);
}

std::string row(std::string_view name, const std::string& value) {
  return fmt::format("<dt>{}</dt><dd>{}</dd>\n", html(name), value);
}

std::string policy_count(const Words& words, std::size_t count) {
  return count == 1 ? std::string(words.one_policy)
                    : fmt::format(fmt::runtime(words.policies_in), count);
}

std::string category_title(const Context& context, std::size_t category) {
  const CategoryEntry& entry = context.model.categories[category];
  if (entry.category == nullptr && entry.name.empty()) {
    return std::string(context.words.no_category);
  }
  return inline_text(context, title_of(entry, context.texts));
}

std::string category_link(const Context& context, std::size_t category) {
  return fmt::format("<a href=\"{}.html\">{}</a>", html(context.model.categories[category].page),
                     category_title(context, category));
}

std::string head(const std::string& language, const std::string& title, const std::string& root,
                 bool with_data) {
  std::string result = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{0}\"{1}>\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{2}\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n"
      "<title>{3}</title>\n"
      "<link rel=\"stylesheet\" href=\"{4}/assets/site.css\">\n",
      html(language), is_right_to_left(language) ? " dir=\"rtl\"" : "", kPolicy, html(title), root);
  if (with_data) {
    result += fmt::format(
        "<script defer src=\"{}/assets/site.js\"></script>\n<script defer "
        "src=\"tree.js\"></script>\n",
        root);
  }
  return result + "</head>\n";
}

std::string page(const Context& context, const std::string& name, const std::string& title,
                 const std::string& body) {
  const Words& words = context.words;
  std::string result = head(context.texts.language(), title, "..", true);
  result += fmt::format(
      "<body data-page=\"{}\" data-no-hits=\"{}\" data-hits=\"{}\" data-more-hits=\"{}\" "
      "data-one=\"{}\">\n<a class=\"skip\" href=\"#content\">{}</a>\n<header class=\"top\">\n"
      "<a class=\"site\" href=\"index.html\">{}</a>\n",
      html(name), words.no_hits, words.hits, words.more_hits, words.one_policy, words.skip,
      words.site);
  result += search_form(words) + language_links(context, name) + "</header>\n";
  result += fmt::format(
      "<div class=\"columns\">\n<nav class=\"tree\" id=\"tree\" aria-label=\"{}\"></nav>\n"
      "<main id=\"content\" tabindex=\"-1\">\n"
      "<section id=\"results\" aria-live=\"polite\" aria-label=\"{}\" hidden></section>\n"
      "<div id=\"page\">\n{}</div>\n</main>\n</div>\n</body>\n</html>\n",
      words.categories, words.search, body);
  return result;
}

}  // namespace regpolicy::site
