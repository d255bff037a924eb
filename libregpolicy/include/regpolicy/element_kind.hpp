// The one table from a policy element's kind to its ADMX element, its ADML controls and its
// registry encoding. Writers, checks, compile and explain all read it.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include <regpolicy/policy_template.hpp>
#include <regpolicy/value.hpp>

namespace regpolicy {

// In the order of ElementDetail's alternatives.
enum class ElementKind { boolean, decimal, text, enumeration, list, long_decimal, multi_text };

// In the order of Control's alternatives.
enum class ControlKind {
  text,
  decimal_text_box,
  long_decimal_text_box,
  text_box,
  combo_box,
  check_box,
  dropdown_list,
  list_box,
  multi_text_box
};

struct ElementKindRow {
  ElementKind kind;
  std::string_view admx_name;  // "multiText"; also its spelling in a template source
  ControlKind control;         // what a template source gives it when it names none
  ControlKind other_control;   // the second that may be bound to it, else equal to `control`
  Type type;                   // what is written; enum: by item; boolean: by its values, else this
  Type text_type;              // storeAsText or expandable; else equal to `type`
};

[[nodiscard]] const std::array<ElementKindRow, 7>& element_kinds();
[[nodiscard]] const ElementKindRow& element_kind_row(ElementKind kind);
[[nodiscard]] ElementKind kind_of(const Element& element);

[[nodiscard]] ControlKind kind_of(const Control& control);
// "decimalTextBox", as in ADML and in a template source.
[[nodiscard]] std::string_view adml_name(ControlKind kind);
// The element that a control is bound to; empty for text.
[[nodiscard]] std::string_view ref_id_of(const Control& control);

}  // namespace regpolicy
