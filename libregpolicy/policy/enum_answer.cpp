#include <algorithm>
#include <functional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <regpolicy/text.hpp>

#include "policy/element_answer.hpp"
#include "policy/element_option.hpp"
#include "policy/text_references.hpp"

namespace regpolicy {
namespace {

using Items = std::vector<const EnumItem*>;

Items items_where(const EnumElement& enumeration,
                  const std::function<bool(const EnumItem&)>& fulfils) {
  Items items;
  for (const EnumItem& item : enumeration.items) {
    if (fulfils(item)) items.push_back(&item);
  }
  return items;
}

bool is_called(const Template& source, const EnumItem& item, const std::string& name) {
  return std::ranges::any_of(source.resources, [&](const PolicyResources& resources) {
    const std::string* const text = resolve_string(resources, item.display_name);
    return text != nullptr && *text == name;
  });
}

// By string id, then by what people read in any language, then by the value written.
Items items_named(const SettingCompiler& compiler, const Element& element,
                  const EnumElement& enumeration, const std::string& name) {
  // What a template source makes of an item's own id.
  const std::string source_id =
      fmt::format("Item_{}_{}_{}", compiler.policy.name, element.id, name);
  Items items = items_where(enumeration, [&](const EnumItem& item) {
    const std::string id = string_id_or_text(item.display_name);
    return id == name || id == source_id;
  });
  if (!items.empty()) return items;
  items = items_where(enumeration,
                      [&](const EnumItem& item) { return is_called(compiler.source, item, name); });
  if (!items.empty()) return items;
  return items_where(enumeration, [&name](const EnumItem& item) {
    const auto* const text = std::get_if<std::string>(&item.value);
    return text != nullptr && *text == name;
  });
}

Items items_valued(const EnumElement& enumeration, std::uint64_t value) {
  return items_where(enumeration, [value](const EnumItem& item) {
    const auto* const number = std::get_if<Decimal>(&item.value);
    const auto* const long_number = std::get_if<LongDecimal>(&item.value);
    return (number != nullptr && number->value == value) ||
           (long_number != nullptr && long_number->value == value);
  });
}

// What the items are called: the display name in the fallback language, else the reference to it.
std::vector<std::string> names_of(const SettingCompiler& compiler, const EnumElement& enumeration) {
  std::vector<std::string> names;
  for (const EnumItem& item : enumeration.items) {
    const std::string* const text =
        resolve_string(compiler.fallback_resources(), item.display_name);
    names.push_back(text != nullptr ? *text : item.display_name);
  }
  return names;
}

std::string hint_for(const std::vector<std::string>& names, const std::string& wanted) {
  if (const std::string near = nearest_word(wanted, names); !near.empty()) {
    return fmt::format("did you mean '{}'?", escape_for_display(near));
  }
  constexpr std::size_t kShown = 12;  // a line that can still be read
  if (names.size() > kShown) return {};
  std::vector<std::string> quoted;
  for (const std::string& name : names) quoted.push_back("'" + escape_for_display(name) + "'");
  return fmt::format("expected one of {}", fmt::join(quoted, ", "));
}

const EnumItem* proposed_item(SettingCompiler& compiler, const Element& element,
                              const EnumElement& enumeration) {
  const auto* const box = std::get_if<DropdownList>(control_of(compiler, element));
  // Without default, or with one beyond the items, the editor shows a blank line.
  if (box != nullptr && box->default_item && *box->default_item < enumeration.items.size()) {
    return &enumeration.items[*box->default_item];
  }
  if (enumeration.required) report_required(compiler, element, "not given");
  return nullptr;
}

}  // namespace

const EnumItem* enum_answer(SettingCompiler& compiler, const Element& element,
                            const EnumElement& enumeration) {
  const OptionValue* const answer = given(compiler, element);
  if (answer == nullptr) return proposed_item(compiler, element, enumeration);
  const auto* const name = std::get_if<std::string>(answer);
  const auto* const number = std::get_if<std::uint64_t>(answer);
  if (name == nullptr && number == nullptr) {
    report_wrong_type(compiler, element, *answer, "the name or the value of an item");
    return nullptr;
  }
  const Items items = name != nullptr ? items_named(compiler, element, enumeration, *name)
                                      : items_valued(enumeration, *number);
  if (items.size() == 1) return items.front();
  const std::string wanted = name != nullptr ? *name : fmt::format("{}", *number);
  if (items.empty()) {
    compiler.option_error(
        "unknown-item", element.id,
        fmt::format("{} has no item '{}'", named(element), escape_for_display(wanted)),
        hint_for(names_of(compiler, enumeration), wanted));
  } else {
    compiler.option_error("ambiguous-item", element.id,
                          fmt::format("{} has {} items '{}'", named(element), items.size(),
                                      escape_for_display(wanted)),
                          fmt::format("name one by its string id, such as '{}'",
                                      string_id_or_text(items.front()->display_name)));
  }
  return nullptr;
}

}  // namespace regpolicy
