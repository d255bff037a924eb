// The keys of [[policy.element]] that describe its control.
#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/element_kind.hpp>
#include <regpolicy/limits.hpp>
#include <regpolicy/text.hpp>

#include "formats/template_source/element_reader.hpp"

namespace regpolicy::template_source {
namespace {

// What all controls need.
struct ControlContext {
  TableReader& table;
  const Element& element;
  Texts labels;
};

ControlKind read_control_kind(TableReader& table, const Element& element) {
  const ElementKindRow& row = element_kind_row(kind_of(element));
  const auto name = table.string("control");
  if (!name || name->empty() || *name == adml_name(row.control)) return row.control;
  if (*name == adml_name(row.other_control)) return row.other_control;
  std::string expected(adml_name(row.control));
  if (row.other_control != row.control) {
    expected += fmt::format(" or {}", adml_name(row.other_control));
  }
  table.reading().error("wrong-control",
                        fmt::format("'control' is '{}'; a {} element has {}",
                                    escape_for_display(*name), row.admx_name, expected),
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

void check_default(TableReader& table, std::uint64_t value, std::uint64_t min, std::uint64_t max) {
  if (value >= min && value <= max) return;
  if (table.find("default_value") != nullptr) {
    table.reading().error("default-out-of-range",
                          fmt::format("'default_value' is {}; expected {} to {}", value, min, max),
                          table.place_of("default_value"));
  } else if (min <= max) {
    table.reading().warning(
        "default-out-of-range",
        fmt::format("{} has no 'default_value': the editor offers {}, which is not within {} to {}",
                    table.what(), value, min, max),
        table.place());
  }
}

template <class Box, class Detail>
std::vector<Control> read_number_box(const ControlContext& context) {
  Box box;
  box.default_value = context.table.number("default_value");
  box.spin = context.table.boolean("spin");
  box.spin_step = context.table.number("spin_step");
  if (const auto* const detail = std::get_if<Detail>(&context.element.detail)) {
    check_default(context.table, box.default_value.value_or(1), detail->min_value,
                  detail->max_value.value_or(limits::kAdmxDefaultMaxValue));
  }
  return in_every_language(context, box);
}

// A string for all languages, or a table by language.
Texts read_plain_texts(const ControlContext& context, const Node& node, std::string_view name) {
  Reading& reading = context.table.reading();
  const auto* const text = std::get_if<std::string>(&node.value);
  Texts texts = text != nullptr ? Texts(reading.languages.size(), *text)
                                : texts_of(reading, node, name, {.max_units = 0, .one_line = true});
  std::size_t max = limits::kAdmxDefaultMaxLength;
  if (const auto* const detail = std::get_if<TextElement>(&context.element.detail)) {
    max = detail->max_length.value_or(limits::kAdmxDefaultMaxLength);
  }
  // Each text once: of equal ones the first speaks for all.
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (std::find(texts.begin(), texts.begin() + static_cast<std::ptrdiff_t>(i), texts[i]) !=
        texts.begin() + static_cast<std::ptrdiff_t>(i)) {
      continue;
    }
    if (text != nullptr && texts[i].empty()) {
      reading.error("empty", fmt::format("{} is empty", name), node.place);
    }
    check_plain_text(reading, texts[i], name, max, node.place);
  }
  return texts;
}

std::optional<Texts> read_default_text(const ControlContext& context) {
  const Node* const node = context.table.find("default_value");
  if (node == nullptr) return std::nullopt;
  return read_plain_texts(context, *node, "'default_value'");
}

std::vector<Control> read_text_box(const ControlContext& context) {
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
  if (suggestions == nullptr) return controls;
  const auto* const array = std::get_if<Array>(&suggestions->value);
  if (array == nullptr) {
    report_wrong_type(context.table.reading(), *suggestions, "'suggestions'", "an array");
    return controls;
  }
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
  if (const auto id = context.table.string("default_item"); id && !id->empty()) {
    const auto found = std::ranges::find(item_ids, *id);
    if (found == item_ids.end()) {
      context.table.reading().error("unknown-item",
                                    fmt::format("'default_item' is '{}', which is no item of {}",
                                                escape_for_display(*id), context.table.what()),
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

void read_controls(TableReader& table, const std::vector<std::string>& item_ids,
                   ReadElement& result) {
  const ControlKind kind = read_control_kind(table, result.element);
  const auto labels = table.texts("label", {.max_units = 0, .one_line = false});
  result.has_label = labels.has_value();
  const ControlContext context{table, result.element,
                               labels.value_or(Texts(table.reading().languages.size()))};
  result.controls = read_control(context, kind, item_ids);
}

}  // namespace regpolicy::template_source
