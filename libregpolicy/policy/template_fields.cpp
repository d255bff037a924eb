#include "policy/template_fields.hpp"

#include <variant>

#include <fmt/format.h>

#include "policy/language_tag.hpp"

namespace regpolicy {
namespace {

struct ValueText {
  std::string operator()(const DeleteMarker&) const { return "delete"; }
  std::string operator()(const Decimal& number) const {
    return fmt::format("decimal {}", number.value);
  }
  std::string operator()(const LongDecimal& number) const {
    return fmt::format("longDecimal {}", number.value);
  }
  std::string operator()(const std::string& text) const { return fmt::format("string {}", text); }
};

template <class Box>
void put_spin(TemplateNode& node, const Box& box) {
  put(node, "default_value", box.default_value);
  put(node, "spin", box.spin);
  put(node, "spin_step", box.spin_step);
}

struct ControlFields {
  TemplateNode& node;

  void operator()(const TextControl& control) const { put(node, "text", control.text); }
  void operator()(const DecimalTextBox& control) const { put_spin(node, control); }
  void operator()(const LongDecimalTextBox& control) const { put_spin(node, control); }
  void operator()(const TextBox& control) const {
    put(node, "default_value", control.default_value);
  }
  void operator()(const ComboBox& control) const {
    put(node, "no_sort", control.no_sort);
    put(node, "default_value", control.default_value);
    put(node, "suggestion", control.suggestions);
  }
  void operator()(const CheckBox& control) const {
    put(node, "default_checked", control.default_checked);
  }
  void operator()(const DropdownList& control) const {
    put(node, "no_sort", control.no_sort);
    put(node, "default_item", control.default_item);
  }
  void operator()(const ListBox&) const {}
  void operator()(const MultiTextBox& control) const {
    put(node, "show_as_dialog", control.show_as_dialog);
    put(node, "default_height", control.default_height);
  }
};

TemplateNode presentation_node(const Presentation& presentation) {
  TemplateNode node{TemplatePart::presentation, presentation.id, {}, {}};
  put(node, presentation.unknown_attributes);
  int texts = 0;
  for (const Control& control : presentation.controls) {
    const std::string_view ref_id = ref_id_of(control);
    const bool bound = !std::holds_alternative<TextControl>(control);
    TemplateNode child{TemplatePart::control,
                       bound ? std::string(ref_id) : fmt::format("text {}", ++texts),
                       {},
                       {}};
    put(child, "kind", std::string(adml_name(kind_of(control))));
    std::visit(
        [&child](const auto& one) {
          if constexpr (requires { one.label; }) put(child, "label", one.label);
          put(child, one.unknown_attributes);
        },
        control);
    std::visit(ControlFields{child}, control);
    node.children.push_back(std::move(child));
  }
  return node;
}

}  // namespace

void put(TemplateNode& node, const char* field, const std::string& text) {
  if (!text.empty()) node.fields.emplace_back(field, text);
}

void put(TemplateNode& node, const char* field, bool flag) {
  if (flag) node.fields.emplace_back(field, "true");
}

void put(TemplateNode& node, const char* field, const TemplateValue& value) {
  node.fields.emplace_back(field, std::visit(ValueText{}, value));
}

void put(TemplateNode& node, const char* field, const std::vector<std::string>& texts) {
  for (std::size_t i = 0; i < texts.size(); ++i) {
    node.fields.emplace_back(fmt::format("{} {}", field, i + 1), texts[i]);
  }
}

void put(TemplateNode& node, const UnknownAttributes& attributes, std::string_view head) {
  for (const UnknownAttribute& attribute : attributes) {
    node.fields.emplace_back(std::string(head) + attribute.name, attribute.value);
  }
}

TemplateNode resources_node(const PolicyResources& resources) {
  TemplateNode node{TemplatePart::language, usual_spelling(resources.language), {}, {}};
  put(node, "revision", resources.revision);
  put(node, "schema_version", resources.schema_version);
  put(node, "display_name", resources.display_name);
  put(node, "description", resources.description);
  put(node, "annotation", resources.annotations);
  put(node, resources.unknown_attributes);
  for (const ResourceString& string : resources.strings) {
    TemplateNode child{TemplatePart::text, string.id, {{"text", string.text}}, {}};
    put(child, string.unknown_attributes);
    node.children.push_back(std::move(child));
  }
  for (const Presentation& presentation : resources.presentations) {
    node.children.push_back(presentation_node(presentation));
  }
  return node;
}

}  // namespace regpolicy
