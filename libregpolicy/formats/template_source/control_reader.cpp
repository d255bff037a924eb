// The keys of [[policy.element]] that describe its control.
#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/limits.hpp>
#include <regpolicy/text.hpp>

#include "formats/template_source/element_reader.hpp"

namespace regpolicy::template_source {
namespace {

// What all controls need.
struct ControlContext {
  const Section& table;
  const Element& element;
  Texts labels;
};

ControlKind read_control_kind(const Section& table, const Element& element) {
  const ElementKindRow& row = element_kind_row(kind_of(element));
  const auto name = table.text("control");
  if (!name || *name == adml_name(row.control)) return row.control;
  if (*name == adml_name(row.other_control)) return row.other_control;
  std::string expected(adml_name(row.control));
  if (row.other_control != row.control) {
    expected += fmt::format(" or {}", adml_name(row.other_control));
  }
  table.reading().error("wrong-control",
                        fmt::format("'control' is '{}', expected {} for an element of kind {}",
                                    escape_for_display(*name), expected, row.admx_name),
                        table.place_of("control"));
  return row.control;
}

std::vector<Control> in_every_language(const ControlContext& context, auto control) {
  std::vector<Control> controls;
  control.ref_id = context.element.id;
  for (const std::string& label : context.labels) {
    control.label = label;
    controls.emplace_back(control);
  }
  return controls;
}

void check_default(const Section& table, std::uint64_t value, std::uint64_t min,
                   std::uint64_t max) {
  if (min > max || (value >= min && value <= max)) return;
  if (table.find("default_value") != nullptr) {
    table.reading().error("default-out-of-range",
                          fmt::format("'default_value' is {}, expected {} to {}", value, min, max),
                          table.place_of("default_value"));
  } else {
    table.reading().warning(
        "default-out-of-range",
        fmt::format("{} has no 'default_value': the editor offers {}, which is not within {} to {}",
                    table.name(), value, min, max),
        table.place());
  }
}

template <class Box, class Detail>
std::vector<Control> read_number_box(const ControlContext& context) {
  Box box;
  box.default_value = context.table.number("default_value");
  box.spin = context.table.boolean("spin");
  box.spin_step = context.table.number("spin_step");
  const auto* const detail = std::get_if<Detail>(&context.element.detail);
  const bool is_wrong = !box.default_value && context.table.find("default_value") != nullptr;
  if (detail != nullptr && !is_wrong) {
    check_default(context.table, box.default_value.value_or(1), detail->min_value,
                  detail->max_value.value_or(limits::kAdmxDefaultMaxValue));
  }
  return in_every_language(context, box);
}

// A text for all languages, or a table of texts by language.
Texts read_plain_texts(const ControlContext& context, const Node& node, std::string_view what) {
  const Reading& reading = context.table.reading();
  const auto* const detail = std::get_if<TextElement>(&context.element.detail);
  const std::size_t max =
      detail == nullptr ? 0 : detail->max_length.value_or(limits::kAdmxDefaultMaxLength);
  if (std::holds_alternative<document::Table>(node.content)) {
    Texts texts = texts_of(reading, node, what);
    for (const std::string& text : texts) check_plain_text(reading, text, what, max, node.place);
    return texts;
  }
  const auto text = document::get_text(reading.context, node, what);
  if (text) check_plain_text(reading, *text, what, max, node.place);
  Texts texts(reading.languages.size(), text.value_or(""));
  return texts;
}

std::optional<Texts> read_default_text(const ControlContext& context) {
  const Node* const node = context.table.find("default_value");
  if (node == nullptr) return std::nullopt;
  return read_plain_texts(context, *node, "'default_value'");
}

std::vector<Control> read_text_box(const ControlContext& context) {
  for (const std::string_view key : {"no_sort", "suggestions"}) {
    if (context.table.find(key) == nullptr) continue;
    context.table.reading().error(
        "key-of-other-control",
        fmt::format("'{}' belongs to a comboBox, but {} has a textBox", key, context.table.name()),
        context.table.place_of(key), "add control = \"comboBox\"");
  }
  const auto defaults = read_default_text(context);
  std::vector<Control> controls = in_every_language(context, TextBox{});
  for (std::size_t i = 0; defaults && i < controls.size(); ++i) {
    std::get<TextBox>(controls[i]).default_value = (*defaults)[i];
  }
  return controls;
}

std::vector<Control> read_combo_box(const ControlContext& context) {
  ComboBox box;
  box.no_sort = context.table.boolean("no_sort");
  const auto defaults = read_default_text(context);
  std::vector<Control> controls = in_every_language(context, box);
  for (std::size_t i = 0; defaults && i < controls.size(); ++i) {
    std::get<ComboBox>(controls[i]).default_value = (*defaults)[i];
  }
  const Node* const suggestions = context.table.find("suggestions");
  const document::Array* const array =
      suggestions == nullptr
          ? nullptr
          : document::get_array(context.table.context(), *suggestions, "'suggestions'");
  if (array == nullptr) return controls;
  for (const Node& item : *array) {
    const Texts texts = read_plain_texts(context, item, "an item of 'suggestions'");
    for (std::size_t i = 0; i < controls.size(); ++i) {
      std::get<ComboBox>(controls[i]).suggestions.push_back(texts[i]);
    }
  }
  return controls;
}

std::vector<Control> read_dropdown_list(const ControlContext& context,
                                        const std::vector<std::string>& item_ids) {
  DropdownList list;
  list.no_sort = context.table.boolean("no_sort");
  if (const auto id = context.table.text("default_item")) {
    const auto found = std::ranges::find(item_ids, *id);
    if (found == item_ids.end()) {
      context.table.reading().error("unknown-item",
                                    fmt::format("'default_item' is '{}', which is no item of {}",
                                                escape_for_display(*id), context.table.name()),
                                    context.table.place_of("default_item"),
                                    did_you_mean(*id, item_ids));
    } else {
      list.default_item = static_cast<std::uint32_t>(found - item_ids.begin());
    }
  }
  return in_every_language(context, list);
}

std::vector<Control> read_control(const ControlContext& context, ControlKind kind,
                                  const std::vector<std::string>& item_ids) {
  switch (kind) {
    case ControlKind::text: return {};  // bound to no element
    case ControlKind::decimal_text_box:
      return read_number_box<DecimalTextBox, DecimalElement>(context);
    case ControlKind::long_decimal_text_box:
      return read_number_box<LongDecimalTextBox, LongDecimalElement>(context);
    case ControlKind::text_box: return read_text_box(context);
    case ControlKind::combo_box: return read_combo_box(context);
    case ControlKind::check_box: {
      CheckBox box;
      box.default_checked = context.table.boolean("default_checked");
      return in_every_language(context, box);
    }
    case ControlKind::dropdown_list: return read_dropdown_list(context, item_ids);
    case ControlKind::list_box: return in_every_language(context, ListBox{});
    case ControlKind::multi_text_box: {
      MultiTextBox box;
      box.show_as_dialog = context.table.boolean("show_as_dialog");
      box.default_height = context.table.number("default_height");
      return in_every_language(context, box);
    }
  }
  return {};
}

}  // namespace

std::vector<std::string> control_keys(ElementKind kind) {
  switch (kind) {
    case ElementKind::boolean: return {"default_checked"};
    case ElementKind::decimal:
    case ElementKind::long_decimal: return {"default_value", "spin", "spin_step"};
    case ElementKind::text: return {"default_value", "no_sort", "suggestions"};
    case ElementKind::enumeration: return {"no_sort", "default_item"};
    case ElementKind::list: return {};
    case ElementKind::multi_text: return {"show_as_dialog", "default_height"};
  }
  return {};
}

void read_controls(const Section& table, const std::vector<std::string>& item_ids,
                   ReadElement& result) {
  const ControlKind kind = read_control_kind(table, result.element);
  const auto labels = table.in_languages("label");
  result.has_label = labels.has_value();
  const ControlContext context{table, result.element,
                               labels.value_or(Texts(table.reading().languages.size()))};
  result.controls = read_control(context, kind, item_ids);
}

}  // namespace regpolicy::template_source
