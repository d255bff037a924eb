#include <regpolicy/adml.hpp>

#include <regpolicy/element_kind.hpp>

#include "formats/xml/xml.hpp"

namespace regpolicy::adml {
namespace {

using namespace xml;

// The attributes and the content of one control; its element exists already.
struct ControlWriter {
  pugi::xml_node node;

  void operator()(const TextControl& control) { set_text(node, control.text); }
  template <class Box>
  void number_box(const Box& box) {
    set(node, "refId", box.ref_id);
    set(node, "defaultValue", box.default_value);
    set_bool(node, "spin", box.spin);
    set(node, "spinStep", box.spin_step);
    set_text(node, box.label);
  }
  void operator()(const DecimalTextBox& box) { number_box(box); }
  void operator()(const LongDecimalTextBox& box) { number_box(box); }
  void operator()(const TextBox& box) {
    set(node, "refId", box.ref_id);
    add_text(node, "label", box.label);
    if (box.default_value) add_text(node, "defaultValue", *box.default_value);
  }
  void operator()(const ComboBox& box) {
    set(node, "refId", box.ref_id);
    set_bool(node, "noSort", box.no_sort);
    add_text(node, "label", box.label);
    if (box.default_value) add_text(node, "default", *box.default_value);
    for (const std::string& suggestion : box.suggestions) add_text(node, "suggestion", suggestion);
  }
  void operator()(const CheckBox& box) {
    set(node, "refId", box.ref_id);
    set_bool(node, "defaultChecked", box.default_checked);
    set_text(node, box.label);
  }
  void operator()(const DropdownList& list) {
    set(node, "refId", list.ref_id);
    set_bool(node, "noSort", list.no_sort);
    set(node, "defaultItem", list.default_item);
    set_text(node, list.label);
  }
  void operator()(const ListBox& box) {
    set(node, "refId", box.ref_id);
    set_text(node, box.label);
  }
  // The schema gives this control no text. The editor shows one all the same, and other
  // generators write it; without a label the element stays empty.
  void operator()(const MultiTextBox& box) {
    set(node, "refId", box.ref_id);
    set_bool(node, "showAsDialog", box.show_as_dialog);
    set(node, "defaultHeight", box.default_height);
    if (!box.label.empty()) set_text(node, box.label);
  }
};

void add_strings(pugi::xml_node resources, const std::vector<ResourceString>& strings) {
  if (strings.empty()) return;
  const pugi::xml_node table = add(resources, "stringTable");
  for (const ResourceString& string : strings) {
    const pugi::xml_node node = add(table, "string");
    set(node, "id", string.id);
    set_text(node, string.text);
    set(node, string.unknown_attributes);
  }
}

void add_presentations(pugi::xml_node resources, const std::vector<Presentation>& presentations) {
  if (presentations.empty()) return;
  const pugi::xml_node table = add(resources, "presentationTable");
  for (const Presentation& presentation : presentations) {
    const pugi::xml_node node = add(table, "presentation");
    set(node, "id", presentation.id);
    for (const Control& control : presentation.controls) {
      const pugi::xml_node control_node = add(node, adml_name(kind_of(control)));
      std::visit(ControlWriter{control_node}, control);
      std::visit([&](const auto& row) { set(control_node, row.unknown_attributes); }, control);
    }
    set(node, presentation.unknown_attributes);
  }
}

}  // namespace

std::string write(const PolicyResources& resources) {
  pugi::xml_document document;
  const pugi::xml_node root =
      add_root(document, "policyDefinitionResources", resources.revision, resources.schema_version);
  add_text(root, "displayName", resources.display_name);
  add_text(root, "description", resources.description);
  for (const std::string& markup : resources.annotations) add_markup(root, markup);
  const pugi::xml_node node = add(root, "resources");
  add_strings(node, resources.strings);
  add_presentations(node, resources.presentations);
  set(root, resources.unknown_attributes);
  return to_text(document);
}

}  // namespace regpolicy::adml
