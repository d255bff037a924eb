#include "formats/adml/controls.hpp"
#include "formats/xml/template_values.hpp"

namespace regpolicy::adml {
namespace {

using namespace xml;

template <class T>
constexpr AttributeRow<T> kRefId = {"refId", Need::required, put<item_name, &T::ref_id>};
template <class T>
constexpr AttributeRow<T> kNoSort = {"noSort", Need::optional, put<boolean, &T::no_sort>};

template <class T>
constexpr AttributeRow<T> kNumberBox[] = {
    kRefId<T>,
    {"defaultValue", Need::optional, put<default_number, &T::default_value>},
    {"spin", Need::optional, put<boolean, &T::spin>},
    {"spinStep", Need::optional, put<number, &T::spin_step>},
};
constexpr AttributeRow<TextBox> kTextBox[] = {kRefId<TextBox>};
constexpr AttributeRow<ComboBox> kComboBox[] = {kRefId<ComboBox>, kNoSort<ComboBox>};
constexpr AttributeRow<CheckBox> kCheckBox[] = {
    kRefId<CheckBox>,
    {"defaultChecked", Need::optional, put<boolean, &CheckBox::default_checked>},
};
constexpr AttributeRow<DropdownList> kDropdownList[] = {
    kRefId<DropdownList>,
    kNoSort<DropdownList>,
    {"defaultItem", Need::optional, put<default_number, &DropdownList::default_item>},
};
constexpr AttributeRow<ListBox> kListBox[] = {kRefId<ListBox>};
constexpr AttributeRow<MultiTextBox> kMultiTextBox[] = {
    kRefId<MultiTextBox>,
    {"showAsDialog", Need::optional, put<boolean, &MultiTextBox::show_as_dialog>},
    {"defaultHeight", Need::optional, put<number, &MultiTextBox::default_height>},
};

template <class T, auto Member>
void put_text(TemplateReading& reading, pugi::xml_node node, T& target) {
  target.*Member = read_text(reading, node);
}

constexpr ChildRow<TextBox> kTextBoxChildren[] = {
    {"label", Occurs::once, put_text<TextBox, &TextBox::label>},
    {"defaultValue", Occurs::at_most_once, put_text<TextBox, &TextBox::default_value>},
};
constexpr ChildRow<ComboBox> kComboBoxChildren[] = {
    {"label", Occurs::once, put_text<ComboBox, &ComboBox::label>},
    {"default", Occurs::at_most_once, put_text<ComboBox, &ComboBox::default_value>},
    {"suggestion", Occurs::any,
     [](TemplateReading& reading, pugi::xml_node node, ComboBox& box) {
       box.suggestions.push_back(read_text(reading, node));
     }},
};

// A control whose content is its label.
template <class T>
void add_labelled(TemplateReading& reading, pugi::xml_node node, Presentation& presentation,
                  std::span<const AttributeRow<T>> attributes) {
  T control;
  read_element(reading, node, Schema<T>{.attributes = attributes, .content = Content::text},
               control);
  control.label = content_of(reading.tree, node);
  presentation.controls.emplace_back(std::move(control));
}

// A control with elements inside.
template <class T>
void add_box(TemplateReading& reading, pugi::xml_node node, Presentation& presentation,
             const Schema<T>& schema) {
  T control;
  read_element(reading, node, schema, control);
  presentation.controls.emplace_back(std::move(control));
}

void add_text_control(TemplateReading& reading, pugi::xml_node node, Presentation& presentation) {
  TextControl control;
  read_element(reading, node, Schema<TextControl>{.content = Content::text}, control);
  control.text = content_of(reading.tree, node);
  presentation.controls.emplace_back(std::move(control));
}

using Control = ChildRow<Presentation>;

constexpr Control kControls[] = {
    {"textBox", Occurs::any,
     [](TemplateReading& reading, pugi::xml_node node, Presentation& presentation) {
       add_box<TextBox>(reading, node, presentation, {kTextBox, kTextBoxChildren});
     }},
    {"checkBox", Occurs::any,
     [](TemplateReading& reading, pugi::xml_node node, Presentation& presentation) {
       add_labelled<CheckBox>(reading, node, presentation, kCheckBox);
     }},
    {"dropdownList", Occurs::any,
     [](TemplateReading& reading, pugi::xml_node node, Presentation& presentation) {
       add_labelled<DropdownList>(reading, node, presentation, kDropdownList);
     }},
    {"text", Occurs::any, add_text_control},
    {"decimalTextBox", Occurs::any,
     [](TemplateReading& reading, pugi::xml_node node, Presentation& presentation) {
       add_labelled<DecimalTextBox>(reading, node, presentation, kNumberBox<DecimalTextBox>);
     }},
    {"listBox", Occurs::any,
     [](TemplateReading& reading, pugi::xml_node node, Presentation& presentation) {
       add_labelled<ListBox>(reading, node, presentation, kListBox);
     }},
    {"multiTextBox", Occurs::any,
     [](TemplateReading& reading, pugi::xml_node node, Presentation& presentation) {
       add_labelled<MultiTextBox>(reading, node, presentation, kMultiTextBox);
     }},
    {"comboBox", Occurs::any,
     [](TemplateReading& reading, pugi::xml_node node, Presentation& presentation) {
       add_box<ComboBox>(reading, node, presentation, {kComboBox, kComboBoxChildren});
     }},
    {"longDecimalTextBox", Occurs::any,
     [](TemplateReading& reading, pugi::xml_node node, Presentation& presentation) {
       add_labelled<LongDecimalTextBox>(reading, node, presentation,
                                        kNumberBox<LongDecimalTextBox>);
     }},
};

constexpr AttributeRow<Presentation> kPresentation[] = {
    {"id", Need::required, put<item_name, &Presentation::id>}};

}  // namespace

Presentation read_presentation(TemplateReading& reading, pugi::xml_node node) {
  Presentation presentation;
  read_element(reading, node, Schema<Presentation>{kPresentation, kControls, Content::choice},
               presentation);
  return presentation;
}

}  // namespace regpolicy::adml
