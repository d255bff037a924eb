// The options of a policy: what the administrator sees, may choose, and what it writes.
#include <algorithm>
#include <set>
#include <type_traits>

#include <fmt/format.h>

#include <regpolicy/element_kind.hpp>
#include <regpolicy/limits.hpp>
#include <regpolicy/text.hpp>

#include "policy/docs_site/html.hpp"
#include "policy/docs_site/policy_section.hpp"

namespace regpolicy::site {
namespace {

struct Block {
  const Context& context;
  const PolicyEntry& entry;
  const Element& element;
  const Control* control = nullptr;  // null where the presentation has none
  std::string_view language;         // of the control's texts
};

std::string code_list(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + code(text);
  return list;
}

// What stands in the control when the policy is opened; empty where that is nothing.
struct Proposal {
  const Block& block;

  template <class Number>
  std::string number(const Number& box) const {
    return code(std::to_string(box.default_value.value_or(1)));
  }
  std::string text(const std::optional<std::string>& text) const {
    return text && !text->empty() ? code(*text) : std::string();
  }
  std::string operator()(const TextControl&) const { return {}; }
  std::string operator()(const DecimalTextBox& box) const { return number(box); }
  std::string operator()(const LongDecimalTextBox& box) const { return number(box); }
  std::string operator()(const TextBox& box) const { return text(box.default_value); }
  std::string operator()(const ComboBox& box) const { return text(box.default_value); }
  std::string operator()(const CheckBox& box) const {
    const Words& words = block.context.words;
    return std::string(box.default_checked.value_or(false) ? words.checked : words.unchecked);
  }
  std::string operator()(const DropdownList& box) const {
    const auto* const list = std::get_if<EnumElement>(&block.element.detail);
    if (list == nullptr || !box.default_item || *box.default_item >= list->items.size()) return {};
    return inline_text(
        block.context,
        block.context.texts.of(*block.entry.source, list->items[*box.default_item].display_name));
  }
  std::string operator()(const ListBox&) const { return {}; }
  std::string operator()(const MultiTextBox&) const { return {}; }
};

struct Allowed {
  const Words& words;

  template <class Number>
  std::string number(const Number& detail) const {
    return fmt::format(fmt::runtime(words.number_from_to), detail.min_value,
                       detail.max_value.value_or(limits::kAdmxDefaultMaxValue));
  }
  std::string operator()(const BooleanElement&) const { return std::string(words.yes_or_no); }
  std::string operator()(const DecimalElement& detail) const { return number(detail); }
  std::string operator()(const LongDecimalElement& detail) const { return number(detail); }
  std::string operator()(const TextElement& detail) const {
    return fmt::format(fmt::runtime(words.at_most_characters),
                       detail.max_length.value_or(limits::kAdmxDefaultMaxLength));
  }
  std::string operator()(const EnumElement&) const { return std::string(words.one_of); }
  std::string operator()(const ListElement& detail) const {
    std::string text;
    if (detail.explicit_value) {
      text = words.list_own_names;
    } else if (!detail.value_prefix) {
      text = words.list_data_names;
    } else if (detail.value_prefix->empty()) {
      text = words.list_numbers;
    } else {
      text = fmt::format(fmt::runtime(words.list_prefix), html(*detail.value_prefix));
    }
    return fmt::format("{}. {}", text, detail.additive ? words.list_additive : words.list_replaces);
  }
  std::string operator()(const MultiTextElement& detail) const {
    std::string text = fmt::format(fmt::runtime(words.several_texts),
                                   detail.max_length.value_or(limits::kAdmxDefaultMaxLength));
    if (detail.max_strings == 0) return text;
    return text + "; " + fmt::format(fmt::runtime(words.at_most_strings), detail.max_strings);
  }
};

// REG_DWORD and so on; empty for a choice, whose table says it.
std::string type_of(const Element& element) {
  const ElementKindRow& kind = element_kind_row(kind_of(element));
  const bool as_text = std::visit(
      [](const auto& detail) {
        if constexpr (requires { detail.store_as_text; }) {
          return detail.store_as_text;
        } else if constexpr (requires { detail.expandable; }) {
          return detail.expandable;
        } else {
          return false;
        }
      },
      element.detail);
  if (kind.kind == ElementKind::enumeration || kind.kind == ElementKind::boolean) return {};
  return to_string(as_text ? kind.text_type : kind.type);
}

template <class Member>
bool flag(const Element& element, Member member) {
  return std::visit([member](const auto& detail) { return member(detail); }, element.detail);
}

bool is_required(const Element& element) {
  return flag(element, [](const auto& detail) {
    if constexpr (requires { detail.required; }) return detail.required;
    return false;
  });
}

bool is_soft(const Element& element) {
  return flag(element, [](const auto& detail) {
    if constexpr (requires { detail.soft; }) return detail.soft;
    return false;
  });
}

std::string choice_table(const Block& block) {
  const Context& context = block.context;
  const Words& words = context.words;
  const std::string key = block.element.key.value_or(block.entry.policy->key);
  std::string rows;
  if (const auto* const list = std::get_if<EnumElement>(&block.element.detail)) {
    for (const EnumItem& item : list->items) {
      rows +=
          write_rows(context, block.entry,
                     inline_text(context, context.texts.of(*block.entry.source, item.display_name)),
                     item_writes(block.entry, block.element, item), key, {});
    }
  } else if (std::holds_alternative<BooleanElement>(block.element.detail)) {
    rows = write_rows(context, block.entry, std::string(words.checked),
                      boolean_writes(block.entry, block.element, true), key, {});
    rows += write_rows(context, block.entry, std::string(words.unchecked),
                       boolean_writes(block.entry, block.element, false), key, {});
  }
  return rows.empty() ? rows : write_table(context, words.choice, rows);
}

std::string option_block(const Block& block) {
  const Words& words = block.context.words;
  const Element& element = block.element;
  std::string label;
  std::string proposed;
  if (block.control != nullptr) {
    std::visit(
        [&label](const auto& control) {
          if constexpr (requires { control.label; }) label = control.label;
        },
        *block.control);
    proposed = std::visit(Proposal{block}, *block.control);
  }
  std::string rows = row(words.id, code(element.id));
  if (element.key) rows += row(words.key, rooted_key(*block.entry.policy, *element.key));
  const bool is_list = std::holds_alternative<ListElement>(element.detail);
  if (element.value_name && !is_list) rows += row(words.value_name, code(*element.value_name));
  const std::string type = type_of(element);
  if (!type.empty()) rows += row(words.type, code(type));
  rows += row(words.allowed, std::visit(Allowed{words}, element.detail));
  if (!proposed.empty()) rows += row(words.proposed, proposed);
  const auto* const combo =
      block.control == nullptr ? nullptr : std::get_if<ComboBox>(block.control);
  if (combo != nullptr && !combo->suggestions.empty()) {
    rows += row(words.suggestions, code_list(combo->suggestions));
  }
  if (is_required(element)) rows += row(words.required, std::string(words.yes));
  const std::string title = label.find_first_not_of(" \t\r\n") == std::string::npos
                                ? code(element.id)
                                : inline_text(block.context, {label, block.language});
  const std::string note =
      is_soft(element) ? fmt::format("<p class=\"note\">{}</p>\n", words.only_if_absent) : "";
  return fmt::format(
      "<section class=\"option\">\n<h4>{}</h4>\n<dl class=\"facts\">\n{}</dl>\n{}{}"
      "</section>\n",
      title, rows, note, choice_table(block));
}

}  // namespace

std::string option_blocks(const Context& context, const PolicyEntry& entry) {
  const Policy& policy = *entry.policy;
  Texts::PresentationText found;
  if (policy.presentation) found = context.texts.presentation(*entry.source, *policy.presentation);
  std::string blocks;
  std::set<std::string_view> shown;
  if (found.presentation != nullptr) {
    for (const Control& control : found.presentation->controls) {
      if (const auto* const text = std::get_if<TextControl>(&control)) {
        if (!text->text.empty()) {
          blocks += fmt::format("<p class=\"control\">{}</p>\n",
                                inline_text(context, {text->text, found.language}));
        }
        continue;
      }
      const auto element = std::ranges::find(policy.elements, ref_id_of(control), &Element::id);
      if (element == policy.elements.end()) continue;
      if (!shown.insert(element->id).second) continue;
      blocks += option_block({context, entry, *element, &control, found.language});
    }
  }
  for (const Element& element : policy.elements) {
    if (shown.contains(element.id)) continue;
    blocks += option_block({context, entry, element, nullptr, {}});
  }
  if (blocks.empty()) return {};
  return fmt::format("<h3>{}</h3>\n{}", context.words.options, blocks);
}

}  // namespace regpolicy::site
