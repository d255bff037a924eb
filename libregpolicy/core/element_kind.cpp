#include <regpolicy/element_kind.hpp>

namespace regpolicy {
namespace {

constexpr std::array<ElementKindRow, 7> kElementKinds = {{
    {ElementKind::boolean, "boolean", ControlKind::check_box, ControlKind::check_box, Type::dword,
     Type::dword},
    {ElementKind::decimal, "decimal", ControlKind::decimal_text_box, ControlKind::decimal_text_box,
     Type::dword, Type::sz},
    {ElementKind::text, "text", ControlKind::text_box, ControlKind::combo_box, Type::sz,
     Type::expand_sz},
    {ElementKind::enumeration, "enum", ControlKind::dropdown_list, ControlKind::dropdown_list,
     Type::dword, Type::dword},
    {ElementKind::list, "list", ControlKind::list_box, ControlKind::list_box, Type::sz,
     Type::expand_sz},
    {ElementKind::long_decimal, "longDecimal", ControlKind::long_decimal_text_box,
     ControlKind::long_decimal_text_box, Type::qword, Type::sz},
    {ElementKind::multi_text, "multiText", ControlKind::multi_text_box, ControlKind::multi_text_box,
     Type::multi_sz, Type::multi_sz},
}};

constexpr std::string_view kControlNames[] = {
    "text",         "decimalTextBox", "longDecimalTextBox", "textBox", "comboBox", "checkBox",
    "dropdownList", "listBox",        "multiTextBox"};

}  // namespace

const std::array<ElementKindRow, 7>& element_kinds() { return kElementKinds; }

const ElementKindRow& element_kind_row(ElementKind kind) {
  return kElementKinds.at(static_cast<std::size_t>(kind));
}

ElementKind kind_of(const Element& element) {
  return static_cast<ElementKind>(element.detail.index());
}

ControlKind kind_of(const Control& control) { return static_cast<ControlKind>(control.index()); }

std::string_view adml_name(ControlKind kind) {
  return kControlNames[static_cast<std::size_t>(kind)];
}

std::string_view ref_id_of(const Control& control) {
  return std::visit(
      [](const auto& row) -> std::string_view {
        if constexpr (requires { row.ref_id; }) {
          return row.ref_id;
        } else {
          return {};
        }
      },
      control);
}

}  // namespace regpolicy
