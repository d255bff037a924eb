// What the script of the pages reads: files of JavaScript that call one function with plain data,
// because a page from the disk may load a script and nothing else.
#include <set>

#include <fmt/format.h>

#include <regpolicy/element_kind.hpp>

#include "policy/docs_site/html.hpp"
#include "policy/docs_site/pages.hpp"
#include "policy/docs_site/policy_section.hpp"

namespace regpolicy::site {
namespace {

std::string_view plain_title(const Context& context, std::size_t category) {
  const CategoryEntry& entry = context.model.categories[category];
  if (entry.category == nullptr && entry.name.empty()) return context.words.no_category;
  return title_of(entry, context.texts).text;
}

void put_branch(const Context& context, const std::vector<std::size_t>& categories,
                std::size_t depth, std::string& data) {
  for (const std::size_t at : categories_by_title(context, categories)) {
    const CategoryEntry& entry = context.model.categories[at];
    data += fmt::format("{}\n[{},{},{},{}]", data.empty() ? "" : ",", js(plain_title(context, at)),
                        js(entry.page), depth, entry.all_policies);
    put_branch(context, entry.children, depth + 1, data);
  }
}

void put_list(const std::optional<ValueList>& list, std::set<std::string_view>& words) {
  if (!list) return;
  if (list->default_key) words.insert(*list->default_key);
  for (const ValueItem& item : list->items) {
    if (item.key) words.insert(*item.key);
    words.insert(item.value_name);
  }
}

// Keys and value names of a policy, and the labels of its options: what people search for.
std::string searched(const Context& context, const PolicyEntry& entry) {
  const Policy& policy = *entry.policy;
  std::set<std::string_view> words{policy.key};
  if (policy.value_name) words.insert(*policy.value_name);
  put_list(policy.enabled_list, words);
  put_list(policy.disabled_list, words);
  for (const Element& element : policy.elements) {
    if (element.key) words.insert(*element.key);
    if (element.value_name) words.insert(*element.value_name);
  }
  if (policy.presentation) {
    const auto found = context.texts.presentation(*entry.source, *policy.presentation);
    if (found.presentation != nullptr) {
      for (const Control& control : found.presentation->controls) {
        std::visit(
            [&words](const auto& one) {
              if constexpr (requires { one.label; }) words.insert(one.label);
            },
            control);
      }
    }
  }
  std::string text;
  for (const std::string_view word : words) {
    if (word.empty()) continue;
    if (!text.empty()) text += '\n';
    text += word;
  }
  return text;
}

std::string path_text(const Context& context, std::size_t category) {
  std::string text;
  for (const std::size_t step : path_to(context.model, category)) {
    if (!text.empty()) text += " \u203A ";
    text += plain_title(context, step);
  }
  return text;
}

}  // namespace

std::string tree_data(const Context& context) {
  std::string data;
  put_branch(context, context.model.roots, 0, data);
  return fmt::format("regpolicyTree([{}\n]);\n", data);
}

std::string search_data(const Context& context) {
  std::string categories;
  std::vector<std::size_t> numbers(context.model.categories.size());
  std::size_t count = 0;
  std::string policies;
  for (std::size_t at = 0; at < context.model.categories.size(); ++at) {
    const CategoryEntry& category = context.model.categories[at];
    if (category.policies.empty()) continue;
    categories += fmt::format("{}\n{}", categories.empty() ? "" : ",", js(path_text(context, at)));
    numbers[at] = count++;
    for (const std::size_t index : category.policies) {
      const PolicyEntry& entry = context.model.policies[index];
      policies += fmt::format("{}\n[{},{},{},{},{},{},{}]", policies.empty() ? "" : ",",
                              js(context.texts.of(*entry.source, entry.policy->display_name).text),
                              js(category.page), js(entry.anchor), js(qualified_name(entry)),
                              js(word_for(context.words, entry.policy->policy_class)), numbers[at],
                              js(searched(context, entry)));
    }
  }
  return fmt::format("regpolicySearch({{\"categories\":[{}\n],\"policies\":[{}\n]}});\n",
                     categories, policies);
}

}  // namespace regpolicy::site
