#include <utility>

#include <fmt/format.h>

#include <regpolicy/element_kind.hpp>
#include <regpolicy/explain_report.hpp>
#include <regpolicy/template_lookup.hpp>

#include "policy/explain/words.hpp"

namespace regpolicy {
namespace {

std::string text_behind(const Catalog& catalog, const Template& source, std::string_view language,
                        const std::string& reference) {
  const std::string* const text = catalog.text(source, reference, language);
  return text == nullptr || text->empty() ? reference : *text;
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
std::string item_text(const Catalog& catalog, const Catalog::Entry& entry, const Element& element,
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
    if (is_it) return text_behind(catalog, *entry.source, language, item.display_name);
  }
  return name != nullptr ? *name : fmt::format("{}", number == nullptr ? 0 : *number);
}

std::vector<std::string> values_of(const Catalog& catalog, const Catalog::Entry& entry,
                                   const Element& element, const OptionValue& answer,
                                   std::string_view language) {
  const ExplainWords& words = explain_words(language);
  if (const auto* enumeration = std::get_if<EnumElement>(&element.detail)) {
    return {item_text(catalog, entry, element, *enumeration, answer, language)};
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

const policy_comments::Comment* comment_on(const policy_comments::Comments& comments,
                                           const NamedSetting& setting) {
  return policy_comments::find(comments, setting.entry.source->definitions.target.uri,
                               setting.entry.policy->name);
}

SettingText text_of(const NamedSetting& setting, const Catalog& catalog,
                    std::string_view language) {
  const Policy& policy = *setting.entry.policy;
  SettingText text;
  text.display_name = display_name(catalog, setting.entry, language);
  text.category = category_path(catalog, setting.entry, language);
  for (const Element& element : policy.elements) {
    const auto answer = setting.setting.options.find(element.id);
    if (answer == setting.setting.options.end()) continue;
    const bool is_list = std::holds_alternative<ListElement>(element.detail) ||
                         std::holds_alternative<MultiTextElement>(element.detail);
    text.options.push_back({element.id, label_of(setting.entry, element, language),
                            values_of(catalog, setting.entry, element, answer->second, language),
                            is_list});
  }
  return text;
}

}  // namespace regpolicy
