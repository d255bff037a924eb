#include <regpolicy/template_lookup.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kWhite = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kWhite);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kWhite) - first + 1);
}

// What is written where a name is asked for, in the form that is compared.
std::string comparable(std::string_view display_name) { return ascii_lower(trimmed(display_name)); }

std::string text_or(const Catalog& catalog, const Template& source, std::string_view reference,
                    std::string_view language, const std::string& otherwise) {
  const std::string* const text = catalog.text(source, reference, language);
  return text != nullptr && !text->empty() ? *text : otherwise;
}

// The display name of the definition, product or version of that name; empty where there is none.
std::string_view supported_display_name(const PolicyDefinitions& definitions,
                                        std::string_view name) {
  for (const SupportedOnDefinition& definition : definitions.supported_on) {
    if (definition.name == name) return definition.display_name;
  }
  for (const Product& product : definitions.products) {
    if (product.name == name) return product.display_name;
    for (const MajorVersion& major : product.major_versions) {
      if (major.name == name) return major.display_name;
      for (const MinorVersion& minor : major.minor_versions) {
        if (minor.name == name) return minor.display_name;
      }
    }
  }
  return {};
}

std::string qualified_name(const Catalog::Entry& entry) {
  return fmt::format("'{}:{}'", entry.source->definitions.target.uri, entry.policy->name);
}

}  // namespace

ResolvedReference resolve_reference(const Catalog& catalog, const Template& from,
                                    std::string_view reference) {
  const PolicyDefinitions& definitions = from.definitions;
  const std::size_t colon = reference.find(':');
  if (colon == std::string_view::npos) return {&from, reference};
  const std::string_view prefix = reference.substr(0, colon);
  const std::string_view name = reference.substr(colon + 1);
  if (definitions.target.prefix == prefix) return {&from, name};
  const auto used =
      std::ranges::find(definitions.using_namespaces, prefix, &PolicyNamespace::prefix);
  if (used == definitions.using_namespaces.end()) return {nullptr, name};
  return {catalog.with_namespace(used->uri), name};
}

CategoryEntry find_category(const Catalog& catalog, const Template& from,
                            std::string_view reference) {
  const ResolvedReference resolved = resolve_reference(catalog, from, reference);
  if (resolved.source == nullptr) return {};
  const auto& categories = resolved.source->definitions.categories;
  const auto found = std::ranges::find(categories, resolved.name, &Category::name);
  if (found == categories.end()) return {};
  return {resolved.source, &*found};
}

std::vector<CategoryEntry> category_chain(const Catalog& catalog, const Catalog::Entry& entry) {
  std::vector<CategoryEntry> chain;
  const Template* from = entry.source;
  const std::optional<std::string>* parent = &entry.policy->parent_category;
  while (*parent) {
    const CategoryEntry next = find_category(catalog, *from, **parent);
    const bool known =
        std::ranges::find(chain, next.category, &CategoryEntry::category) != chain.end();
    if (next.category == nullptr || known) break;
    chain.push_back(next);
    from = next.source;
    parent = &next.category->parent_category;
  }
  std::ranges::reverse(chain);
  return chain;
}

std::vector<std::string> category_path(const Catalog& catalog, const Catalog::Entry& entry,
                                       std::string_view language) {
  std::vector<std::string> path;
  for (const CategoryEntry& row : category_chain(catalog, entry)) {
    path.push_back(
        text_or(catalog, *row.source, row.category->display_name, language, row.category->name));
  }
  return path;
}

std::string supported_on_text(const Catalog& catalog, const Catalog::Entry& entry,
                              std::string_view language) {
  const ResolvedReference resolved =
      resolve_reference(catalog, *entry.source, entry.policy->supported_on);
  if (resolved.source == nullptr) return {};
  const std::string_view reference =
      supported_display_name(resolved.source->definitions, resolved.name);
  return text_or(catalog, *resolved.source, reference, language, {});
}

std::string display_name(const Catalog& catalog, const Catalog::Entry& entry,
                         std::string_view language) {
  return text_or(catalog, *entry.source, entry.policy->display_name, language, entry.policy->name);
}

DisplayNames::DisplayNames(const Catalog& catalog, std::string_view language)
    : language_(language) {
  const std::string wanted = ascii_lower(language);
  for (const auto& source : catalog.templates()) {
    if (ascii_lower(resources_in(*source, language).language) != wanted) continue;
    for (const Policy& policy : source->definitions.policies) {
      const std::string* const text = catalog.text(*source, policy.display_name, language);
      if (text == nullptr) continue;
      by_name_[comparable(*text)].push_back({source.get(), &policy});
    }
  }
}

Result<Catalog::Entry> DisplayNames::find(std::string_view display_name) const {
  const auto found = by_name_.find(comparable(display_name));
  if (found == by_name_.end()) {
    return fail(ErrorCode::not_found, fmt::format("no policy is called '{}' in {}",
                                                  escape_for_display(display_name), language_));
  }
  const std::vector<Catalog::Entry>& entries = found->second;
  if (entries.size() == 1) return entries.front();
  std::vector<std::string> names;
  for (const Catalog::Entry& entry : entries) names.push_back(qualified_name(entry));
  return fail(ErrorCode::invalid_argument,
              fmt::format("{} policies are called '{}' in {}", entries.size(),
                          escape_for_display(display_name), language_),
              {}, fmt::format("write {}", fmt::join(names, " or ")));
}

}  // namespace regpolicy
