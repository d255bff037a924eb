#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "policy/docs_site/html.hpp"
#include "policy/docs_site/pages.hpp"
#include "policy/docs_site/policy_section.hpp"

namespace regpolicy::site {
namespace {

// Letters by the rule of registry names: the library knows no locale.
std::u16string sort_key(std::string_view title) {
  const auto units = to_utf16(title);
  return units ? upcase(*units) : std::u16string();
}

std::string way_to(const Context& context, std::size_t category) {
  std::string items = fmt::format("<li><a href=\"index.html\">{}</a></li>", context.words.overview);
  for (const std::size_t step : path_to(context.model, category)) {
    if (step == category) break;
    items += fmt::format("<li>{}</li>", category_link(context, step));
  }
  return fmt::format("<nav class=\"way\" aria-label=\"{}\"><ol>{}</ol></nav>\n",
                     context.words.categories, items);
}

std::string subcategories(const Context& context, const CategoryEntry& entry) {
  if (entry.children.empty()) return {};
  std::string items;
  for (const std::size_t child : categories_by_title(context, entry.children)) {
    items +=
        fmt::format("<li>{} <span class=\"count\">{}</span></li>\n", category_link(context, child),
                    context.model.categories[child].all_policies);
  }
  return fmt::format("<h2>{}</h2>\n<ul class=\"below\">\n{}</ul>\n", context.words.subcategories,
                     items);
}

// One class for all of them need not be said at every name.
bool is_mixed(const Context& context, const std::vector<std::size_t>& policies) {
  return std::ranges::any_of(policies, [&](std::size_t at) {
    return context.model.policies[at].policy->policy_class !=
           context.model.policies[policies.front()].policy->policy_class;
  });
}

std::string contents(const Context& context, const std::vector<std::size_t>& policies) {
  if (policies.size() < 2) return {};
  const bool mixed = is_mixed(context, policies);
  std::string items;
  for (const std::size_t at : policies) {
    const PolicyEntry& entry = context.model.policies[at];
    const std::string side = mixed
                                 ? fmt::format(" <span class=\"count\">{}</span>",
                                               word_for(context.words, entry.policy->policy_class))
                                 : "";
    items += fmt::format(
        "<li><a href=\"#{}\">{}</a>{}</li>\n", html(entry.anchor),
        inline_text(context, context.texts.of(*entry.source, entry.policy->display_name)), side);
  }
  return fmt::format("<h2>{}</h2>\n<ul class=\"contents\">\n{}</ul>\n", context.words.policies,
                     items);
}

}  // namespace

std::vector<std::size_t> categories_by_title(const Context& context,
                                             std::vector<std::size_t> categories) {
  std::ranges::sort(categories, {}, [&context](std::size_t at) {
    const CategoryEntry& entry = context.model.categories[at];
    // What has no category stands last.
    return std::tuple(entry.category == nullptr && entry.name.empty(),
                      sort_key(title_of(entry, context.texts).text), entry.page);
  });
  return categories;
}

std::vector<std::size_t> policies_by_title(const Context& context,
                                           std::vector<std::size_t> policies) {
  std::ranges::sort(policies, {}, [&context](std::size_t at) {
    const PolicyEntry& entry = context.model.policies[at];
    return std::tuple(sort_key(context.texts.of(*entry.source, entry.policy->display_name).text),
                      entry.anchor);
  });
  return policies;
}

std::string category_page(const Context& context, std::size_t category) {
  const CategoryEntry& entry = context.model.categories[category];
  const auto policies = policies_by_title(context, entry.policies);
  std::string body = way_to(context, category);
  body += fmt::format("<h1>{}</h1>\n", category_title(context, category));
  if (entry.category == nullptr && !entry.name.empty()) {
    body += fmt::format(
        "<p class=\"note\">{}</p>\n",
        fmt::format(fmt::runtime(context.words.foreign_category), code(entry.name_space)));
  } else if (entry.category != nullptr && entry.category->explain_text) {
    body += paragraphs(context, context.texts.of(*entry.source, *entry.category->explain_text));
  }
  body += subcategories(context, entry) + contents(context, policies);
  for (const std::size_t at : policies) {
    body += policy_section(context, context.model.policies[at]);
  }
  const bool unnamed = entry.category == nullptr && entry.name.empty();
  const std::string title = unnamed ? std::string(context.words.no_category)
                                    : std::string(title_of(entry, context.texts).text);
  return page(context, entry.page, fmt::format("{} - {}", title, context.words.site), body);
}

}  // namespace regpolicy::site
