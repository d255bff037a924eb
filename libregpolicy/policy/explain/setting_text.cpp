#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/element_kind.hpp>
#include <regpolicy/explain_report.hpp>

#include "policy/explain/words.hpp"

namespace regpolicy {
namespace {

// More levels than any editor could show: categories that name each other as parents end here.
constexpr std::size_t kCategoryDepth = 64;

std::string text_behind(const Template& source, std::string_view language,
                        const std::string& reference) {
  const std::string* const text = resolve_string(resources_in(source, language), reference);
  return text == nullptr || text->empty() ? reference : *text;
}

struct FoundCategory {
  const Template* source = nullptr;
  const Category* category = nullptr;
};

// `reference` as it stands in `from`: a name of its own namespace, or prefix:name of one that it
// declares.
FoundCategory find_category(const Catalog& catalog, const Template& from,
                            std::string_view reference) {
  const PolicyDefinitions& definitions = from.definitions;
  const std::size_t colon = reference.rfind(':');
  std::string_view uri = definitions.target.uri;
  const std::string_view name = reference.substr(colon == reference.npos ? 0 : colon + 1);
  if (colon != reference.npos && reference.substr(0, colon) != definitions.target.prefix) {
    const auto used = std::ranges::find(definitions.using_namespaces, reference.substr(0, colon),
                                        &PolicyNamespace::prefix);
    if (used == definitions.using_namespaces.end()) return {};
    uri = used->uri;
  }
  for (const auto& source : catalog.templates()) {
    if (source->definitions.target.uri != uri) continue;
    const auto found = std::ranges::find(source->definitions.categories, name, &Category::name);
    if (found != source->definitions.categories.end()) return {source.get(), &*found};
  }
  return {};
}

std::vector<std::string> category_path(const Catalog::Entry& entry, const Catalog& catalog,
                                       std::string_view language) {
  std::vector<std::string> path;
  const Template* from = entry.source;
  std::optional<std::string> reference = entry.policy->parent_category;
  while (reference && path.size() < kCategoryDepth) {
    const FoundCategory found = find_category(catalog, *from, *reference);
    if (found.category == nullptr) {
      path.push_back(*reference);  // its template is not at hand
      break;
    }
    path.push_back(text_behind(*found.source, language, found.category->display_name));
    from = found.source;
    reference = found.category->parent_category;
  }
  std::ranges::reverse(path);
  return path;
}

// Of the control that is bound to the element, in the language.
std::string label_of(const Catalog::Entry& entry, const Element& element,
                     std::string_view language) {
  if (!entry.policy->presentation) return element.id;
  for (const Presentation& presentation : resources_in(*entry.source, language).presentations) {
    if (*entry.policy->presentation != fmt::format("$(presentation.{})", presentation.id)) continue;
    for (const Control& control : presentation.controls) {
      if (ref_id_of(control) != element.id) continue;
      std::string label = std::visit(
          [](const auto& c) {
            if constexpr (requires { c.label; }) {
              return c.label;
            } else {
              return std::string();
            }
          },
          control);
      while (!label.empty() && (label.back() == ':' || label.back() == ' ')) label.pop_back();
      if (!label.empty()) return label;
    }
  }
  return element.id;
}

// What people read for an item: the display name of the one item that has the name or the value.
std::string item_text(const Catalog::Entry& entry, const Element& element,
                      const EnumElement& enumeration, const OptionValue& answer,
                      std::string_view language) {
  const auto* const number = std::get_if<std::uint64_t>(&answer);
  const auto* const name = std::get_if<std::string>(&answer);
  for (const EnumItem& item : enumeration.items) {
    const auto* const decimal = std::get_if<Decimal>(&item.value);
    const auto* const text = std::get_if<std::string>(&item.value);
    const bool is_it =
        name != nullptr
            ? item.display_name == fmt::format("$(string.{})", *name) ||
                  item.display_name == fmt::format("$(string.Item_{}_{}_{})", entry.policy->name,
                                                   element.id, *name) ||
                  (text != nullptr && *text == *name)
            : number != nullptr && decimal != nullptr && decimal->value == *number;
    if (is_it) return text_behind(*entry.source, language, item.display_name);
  }
  return name != nullptr ? *name : fmt::format("{}", number == nullptr ? 0 : *number);
}

std::vector<std::string> values_of(const Catalog::Entry& entry, const Element& element,
                                   const OptionValue& answer, std::string_view language) {
  const ExplainWords& words = explain_words(language);
  if (const auto* enumeration = std::get_if<EnumElement>(&element.detail)) {
    return {item_text(entry, element, *enumeration, answer, language)};
  }
  if (const bool* const truth = std::get_if<bool>(&answer)) {
    return {std::string(*truth ? words.yes : words.no)};
  }
  if (const auto* number = std::get_if<std::uint64_t>(&answer)) return {std::to_string(*number)};
  if (const auto* text = std::get_if<std::string>(&answer)) return {*text};
  if (const auto* texts = std::get_if<std::vector<std::string>>(&answer)) return *texts;
  std::vector<std::string> rows;
  for (const auto& [name, data] : std::get<NamedTexts>(answer)) {
    rows.push_back(name + " = " + data);
  }
  return rows;
}

}  // namespace

SettingText text_of(const NamedSetting& setting, const Catalog& catalog,
                    std::string_view language) {
  const Policy& policy = *setting.entry.policy;
  SettingText text;
  text.display_name = text_behind(*setting.entry.source, language, policy.display_name);
  if (text.display_name.empty() || text.display_name.starts_with("$(")) {
    text.display_name = policy.name;
  }
  text.category = category_path(setting.entry, catalog, language);
  for (const Element& element : policy.elements) {
    const auto answer = setting.setting.options.find(element.id);
    if (answer == setting.setting.options.end()) continue;
    const bool is_list = std::holds_alternative<ListElement>(element.detail) ||
                         std::holds_alternative<MultiTextElement>(element.detail);
    text.options.push_back({element.id, label_of(setting.entry, element, language),
                            values_of(setting.entry, element, answer->second, language), is_list});
  }
  return text;
}

}  // namespace regpolicy
