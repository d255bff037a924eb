#include "policy/docs_site/site_model.hpp"

#include <algorithm>
#include <map>

#include "policy/docs_site/safe_name.hpp"

namespace regpolicy::site {
namespace {

struct Builder {
  Model model;
  std::map<QualifiedName, std::size_t> index;

  std::size_t category(const QualifiedName& name) {
    const auto [found, is_new] = index.emplace(name, model.categories.size());
    if (is_new) {
      CategoryEntry entry;
      entry.name_space = name.name_space;
      entry.name = name.name;
      model.categories.push_back(std::move(entry));
    }
    return found->second;
  }

  void add_categories(const Template& source) {
    for (const Category& category : source.definitions.categories) {
      const std::size_t at = this->category({source.definitions.target.uri, category.name});
      CategoryEntry& entry = model.categories[at];
      if (entry.category != nullptr) continue;  // defined twice: the first counts
      entry.source = &source;
      entry.category = &category;
      if (category.parent_category) {
        const std::size_t parent = this->category(resolve(source, *category.parent_category));
        model.categories[at].parent = parent;
      }
    }
  }

  void add_policies(const Template& source) {
    for (const Policy& policy : source.definitions.policies) {
      const QualifiedName name =
          policy.parent_category ? resolve(source, *policy.parent_category) : QualifiedName{};
      const std::size_t at = category(name);
      model.categories[at].policies.push_back(model.policies.size());
      model.policies.push_back({&source, &policy, {}, at});
    }
  }

  // Categories that are their own ancestors would never show: the loop is cut where it closes.
  void cut_loops() {
    for (std::size_t i = 0; i < model.categories.size(); ++i) {
      std::size_t steps = 0;
      std::optional<std::size_t> at = model.categories[i].parent;
      while (at && *at != i && steps++ < model.categories.size()) {
        at = model.categories[*at].parent;
      }
      if (at && *at == i) model.categories[i].parent.reset();
    }
  }

  void count() {
    for (CategoryEntry& entry : model.categories) {
      for (CategoryEntry* at = &entry;; at = &model.categories[*at->parent]) {
        at->all_policies += entry.policies.size();
        if (!at->parent) break;
      }
    }
  }

  void link() {
    for (std::size_t i = 0; i < model.categories.size(); ++i) {
      const CategoryEntry& entry = model.categories[i];
      if (entry.all_policies == 0) continue;  // the editor does not show it either
      (entry.parent ? model.categories[*entry.parent].children : model.roots).push_back(i);
    }
  }

  void name_pages() {
    std::map<std::string, std::string> prefixes;  // by namespace
    for (const auto& source : model.catalog->templates()) {
      prefixes.emplace(source->definitions.target.uri, source->definitions.target.prefix);
    }
    UniqueNames pages;
    for (CategoryEntry& entry : model.categories) {
      const auto prefix = prefixes.find(entry.name_space);
      entry.page = pages.name(
          "c", {prefix == prefixes.end() ? entry.name_space : prefix->second, entry.name});
      UniqueNames anchors;
      for (const std::size_t policy : entry.policies) {
        model.policies[policy].anchor = anchors.name("p", {model.policies[policy].policy->name});
      }
    }
  }
};

}  // namespace

QualifiedName resolve(const Template& source, std::string_view reference) {
  const PolicyNamespace& target = source.definitions.target;
  const std::size_t colon = reference.find(':');
  if (colon == std::string_view::npos) return {target.uri, std::string(reference)};
  const std::string_view prefix = reference.substr(0, colon);
  const std::string name(reference.substr(colon + 1));
  if (prefix == target.prefix) return {target.uri, name};
  for (const PolicyNamespace& other : source.definitions.using_namespaces) {
    if (prefix == other.prefix) return {other.uri, name};
  }
  return {std::string(prefix), name};
}

Model make_model(const Catalog& catalog) {
  Builder builder;
  builder.model.catalog = &catalog;
  for (const auto& source : catalog.templates()) builder.add_categories(*source);
  for (const auto& source : catalog.templates()) builder.add_policies(*source);
  builder.cut_loops();
  builder.count();
  builder.link();
  builder.name_pages();
  return std::move(builder.model);
}

std::vector<std::size_t> path_to(const Model& model, std::size_t category) {
  std::vector<std::size_t> path{category};
  while (model.categories[path.back()].parent) {
    path.push_back(*model.categories[path.back()].parent);
  }
  std::ranges::reverse(path);
  return path;
}

}  // namespace regpolicy::site
