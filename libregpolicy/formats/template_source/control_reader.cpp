// The keys of [[policy.element]] that describe its control.
#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/limits.hpp>
#include <regpolicy/text.hpp>

#include "formats/template_source/element_reader.hpp"
#include "formats/template_source/strings.hpp"

namespace regpolicy::template_source {
namespace {

// What all controls need. Without an element nothing of it can be checked, and its items are not
// known.
struct ControlContext {
  const Section& table;
  std::string ref_id;
  const Element* element = nullptr;
  std::vector<std::string> item_ids;
  Texts labels;
  UnknownAttributes unknown_attributes;
};

template <class Detail>
const Detail* detail_of(const ControlContext& context) {
  return context.element == nullptr ? nullptr : std::get_if<Detail>(&context.element->detail);
}

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
  control.ref_id = context.ref_id;
  control.unknown_attributes = context.unknown_attributes;
  for (const auto& label : context.labels) {
    control.label = label.value_or("");
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
  const Detail* const detail = detail_of<Detail>(context);
  const bool is_wrong = !box.default_value && context.table.find("default_value") != nullptr;
  if (detail != nullptr && !is_wrong) {
    check_default(context.table, box.default_value.value_or(1), detail->min_value,
                  detail->max_value.value_or(limits::kAdmxDefaultMaxValue));
  }
  return in_every_language(context, box);
}

// A text for all languages, or a table of texts by language.
Texts read_plain_texts(const ControlContext& context, const Node& node, std::string_view what) {
  Reading& reading = context.table.reading();
  const auto* const detail = detail_of<TextElement>(context);
  const std::size_t max =
      detail == nullptr ? 0 : detail->max_length.value_or(limits::kAdmxDefaultMaxLength);
  const auto check = [&](const std::string& text) {
    if (detail != nullptr) check_plain_text(reading, text, what, max, node.place);
  };
  if (std::holds_alternative<document::Table>(node.content)) {
    Texts texts = texts_of(reading, node, what);
    for (const auto& text : texts) check(text.value_or(""));
    return texts;
  }
  const auto text = document::get_text(reading.context, node, what, true);
  if (text && text->empty()) {
    reading.error("empty-text", fmt::format("{} is empty", what), node.place);
  }
  check(text.value_or(""));
  return Texts(reading.languages.size(), text.value_or(""));
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
  TextBox box;
  const auto defaults = read_default_text(context);
  std::vector<Control> controls = in_every_language(context, box);
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
      std::get<ComboBox>(controls[i]).suggestions.push_back(texts[i].value_or(""));
    }
  }
  return controls;
}

// The id of an item, or its position from 0: that can name an item without an id of its own, and
// none at all.
std::optional<std::uint32_t> read_default_item(const ControlContext& context) {
  const Node* const node = context.table.find("default_item");
  if (node == nullptr) return std::nullopt;
  if (std::holds_alternative<std::int64_t>(node->content)) {
    return context.table.number("default_item");
  }
  const auto id = context.table.text("default_item");
  if (!id) return std::nullopt;
  const auto found = std::ranges::find(context.item_ids, *id);
  if (found == context.item_ids.end()) {
    context.table.reading().error("unknown-item",
                                  fmt::format("'default_item' is '{}', which is no item of {}",
                                              escape_for_display(*id), context.table.name()),
                                  context.table.place_of("default_item"),
                                  did_you_mean(*id, context.item_ids));
    return std::nullopt;
  }
  return static_cast<std::uint32_t>(found - context.item_ids.begin());
}

std::vector<Control> read_dropdown_list(const ControlContext& context) {
  DropdownList list;
  list.no_sort = context.table.boolean("no_sort");
  list.default_item = read_default_item(context);
  return in_every_language(context, list);
}

std::vector<Control> read_multi_text_box(const ControlContext& context) {
  MultiTextBox box;
  box.show_as_dialog = context.table.boolean("show_as_dialog");
  box.default_height = context.table.number("default_height");
  return in_every_language(context, box);
}

std::vector<Control> read_check_box(const ControlContext& context) {
  CheckBox box;
  box.default_checked = context.table.boolean("default_checked");
  return in_every_language(context, box);
}

std::vector<Control> read_text_control(const ControlContext& context) {
  std::vector<Control> controls;
  for (const auto& text : context.labels) {
    controls.emplace_back(TextControl{text.value_or(""), context.unknown_attributes});
  }
  return controls;
}

std::vector<Control> read_control(const ControlContext& context, ControlKind kind) {
  switch (kind) {
    case ControlKind::text: return read_text_control(context);
    case ControlKind::decimal_text_box:
      return read_number_box<DecimalTextBox, DecimalElement>(context);
    case ControlKind::long_decimal_text_box:
      return read_number_box<LongDecimalTextBox, LongDecimalElement>(context);
    case ControlKind::text_box: return read_text_box(context);
    case ControlKind::combo_box: return read_combo_box(context);
    case ControlKind::check_box: return read_check_box(context);
    case ControlKind::dropdown_list: return read_dropdown_list(context);
    case ControlKind::list_box: return in_every_language(context, ListBox{});
    case ControlKind::multi_text_box: return read_multi_text_box(context);
  }
  return {};
}

}  // namespace

std::vector<std::string> control_keys(ElementKind kind) {
  const ElementKindRow& row = element_kind_row(kind);
  return control_keys(kind == ElementKind::text ? ControlKind::combo_box : row.control);
}

std::vector<std::string> control_keys(ControlKind kind) {
  switch (kind) {
    case ControlKind::decimal_text_box:
    case ControlKind::long_decimal_text_box: return {"default_value", "spin", "spin_step"};
    case ControlKind::text_box: return {"default_value"};
    case ControlKind::combo_box: return {"default_value", "no_sort", "suggestions"};
    case ControlKind::check_box: return {"default_checked"};
    case ControlKind::dropdown_list: return {"no_sort", "default_item"};
    case ControlKind::multi_text_box: return {"show_as_dialog", "default_height"};
    case ControlKind::text:
    case ControlKind::list_box: return {};
  }
  return {};
}

void read_controls(const Section& table, const std::vector<std::string>& item_ids,
                   ReadElement& result) {
  const ControlKind kind = read_control_kind(table, result.element);
  const auto labels = table.in_languages("label");
  result.has_label = labels.has_value();
  std::vector<std::string> keys = control_keys(kind_of(result.element));
  keys.insert(keys.end(), {"label", "control", "control_attributes"});
  for (const std::string& key : keys) {
    if (table.find(key) != nullptr) result.control_places.push_back(table.place_of(key));
  }
  const ControlContext context{table,
                               result.element.id,
                               &result.element,
                               item_ids,
                               labels.value_or(Texts(table.reading().languages.size())),
                               table.unknown_attributes("control_attributes")};
  result.controls = read_control(context, kind);
}

Texts read_screen_text(const Section& table) {
  const Node* const node = table.find("text");
  const std::size_t count = table.reading().languages.size();
  if (node == nullptr) return Texts(count);
  const auto* const same = std::get_if<std::string>(&node->content);
  if (same != nullptr && !needs_translation(*same)) return Texts(count, *same);
  return texts_of(table.reading(), *node, "'text'", {.max_units = 0, .one_line = false});
}

std::vector<Control> read_bare_control(const Section& table, ControlKind kind) {
  const bool is_text = kind == ControlKind::text;
  const auto labels = is_text ? read_screen_text(table) : table.in_languages("label");
  const ControlContext context{
      table, is_text ? "" : table.required_text("ref_id").value_or(""), nullptr,
      {},    labels.value_or(Texts(table.reading().languages.size())),  table.unknown_attributes()};
  return read_control(context, kind);
}

}  // namespace regpolicy::template_source
