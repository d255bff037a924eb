// The elements of a policy, one table of attributes for each kind.
#include <iterator>

#include <regpolicy/element_kind.hpp>

#include "formats/admx/reading.hpp"

namespace regpolicy::admx {
namespace {

using namespace xml;

// Whose member it is.
template <class Owner, class Value>
Owner owner_of(Value Owner::*);

template <auto Member>
auto& detail_of(Element& element) {
  return std::get<decltype(owner_of(Member))>(element.detail).*Member;
}

// A row's function for a member of the element's detail.
template <auto Read, auto Member>
void put_in(TemplateReading& reading, pugi::xml_attribute attribute, Element& element) {
  if (auto value = Read(reading, attribute)) detail_of<Member>(element) = *value;
}

template <auto Member>
void put_text_in(TemplateReading&, pugi::xml_attribute attribute, Element& element) {
  detail_of<Member>(element) = attribute.value();
}
template <auto Member>
void put_value_in(TemplateReading& reading, pugi::xml_node node, Element& element) {
  detail_of<Member>(element) = read_value(reading, node);
}
template <auto Member>
void put_list_in(TemplateReading& reading, pugi::xml_node node, Element& element) {
  detail_of<Member>(element) = read_list(reading, node);
}

using Attribute = AttributeRow<Element>;
using Child = ChildRow<Element>;

constexpr Attribute kId = {"id", Need::required, put<item_name, &Element::id>};
constexpr Attribute kClientExtension = {"clientExtension", Need::optional,
                                        put<guid, &Element::client_extension>};
constexpr Attribute kKey = {"key", Need::optional, put<some_text, &Element::key>};
constexpr Attribute kValueName = {"valueName", Need::optional, put<any_text, &Element::value_name>};

constexpr Attribute kBoolean[] = {kId, kClientExtension, kKey, kValueName};
constexpr Child kBooleanChildren[] = {
    {"trueValue", Occurs::at_most_once, put_value_in<&BooleanElement::true_value>},
    {"falseValue", Occurs::at_most_once, put_value_in<&BooleanElement::false_value>},
    {"trueList", Occurs::at_most_once, put_list_in<&BooleanElement::true_list>},
    {"falseList", Occurs::at_most_once, put_list_in<&BooleanElement::false_list>},
};

constexpr Attribute kDecimal[] = {
    kId,
    kClientExtension,
    kKey,
    kValueName,
    {"required", Need::optional, put_in<boolean, &DecimalElement::required>},
    {"minValue", Need::optional, put_in<number, &DecimalElement::min_value>},
    {"maxValue", Need::optional, put_in<number, &DecimalElement::max_value>},
    {"storeAsText", Need::optional, put_in<boolean, &DecimalElement::store_as_text>},
    {"soft", Need::optional, put_in<boolean, &DecimalElement::soft>},
};
constexpr Attribute kLongDecimal[] = {
    kId,
    kClientExtension,
    kKey,
    kValueName,
    {"required", Need::optional, put_in<boolean, &LongDecimalElement::required>},
    {"minValue", Need::optional, put_in<long_number, &LongDecimalElement::min_value>},
    {"maxValue", Need::optional, put_in<long_number, &LongDecimalElement::max_value>},
    {"storeAsText", Need::optional, put_in<boolean, &LongDecimalElement::store_as_text>},
    {"soft", Need::optional, put_in<boolean, &LongDecimalElement::soft>},
};
constexpr Attribute kText[] = {
    kId,
    kClientExtension,
    kKey,
    kValueName,
    {"required", Need::optional, put_in<boolean, &TextElement::required>},
    {"maxLength", Need::optional, put_in<number, &TextElement::max_length>},
    {"expandable", Need::optional, put_in<boolean, &TextElement::expandable>},
    {"soft", Need::optional, put_in<boolean, &TextElement::soft>},
};
constexpr Attribute kMultiText[] = {
    kId,
    kClientExtension,
    kKey,
    kValueName,
    {"required", Need::optional, put_in<boolean, &MultiTextElement::required>},
    {"maxLength", Need::optional, put_in<number, &MultiTextElement::max_length>},
    {"maxStrings", Need::optional, put_in<number, &MultiTextElement::max_strings>},
    {"soft", Need::optional, put_in<boolean, &MultiTextElement::soft>},
};
constexpr Attribute kEnum[] = {
    kId,
    kClientExtension,
    kKey,
    kValueName,
    {"required", Need::optional, put_in<boolean, &EnumElement::required>},
};
constexpr Attribute kList[] = {
    kId,
    kClientExtension,
    kKey,
    {"valuePrefix", Need::optional, put_text_in<&ListElement::value_prefix>},
    {"additive", Need::optional, put_in<boolean, &ListElement::additive>},
    {"expandable", Need::optional, put_in<boolean, &ListElement::expandable>},
    {"explicitValue", Need::optional, put_in<boolean, &ListElement::explicit_value>},
};

constexpr AttributeRow<EnumItem> kEnumItemAttributes[] = {
    {"displayName", Need::required, put<string_reference, &EnumItem::display_name>}};
constexpr ChildRow<EnumItem> kEnumItemChildren[] = {
    {"value", Occurs::once,
     [](TemplateReading& reading, pugi::xml_node node, EnumItem& item) {
       if (auto value = read_value(reading, node)) item.value = *std::move(value);
     }},
    {"valueList", Occurs::at_most_once, put_list<&EnumItem::value_list>},
};
constexpr Child kEnumChildren[] = {
    {"item", Occurs::any,
     [](TemplateReading& reading, pugi::xml_node node, Element& element) {
       read_element(reading, node, Schema<EnumItem>{kEnumItemAttributes, kEnumItemChildren},
                    add_row(std::get<EnumElement>(element.detail).items, node));
     }},
};

using Elements = std::vector<Element>;

template <class Detail>
Element& add_element(Elements& elements, pugi::xml_node node) {
  Element& element = add_row(elements, node);
  element.detail = Detail{};
  return element;
}

// In the order of how often they occur.
constexpr ChildRow<Elements> kKinds[] = {
    {"text", Occurs::any,
     [](TemplateReading& reading, pugi::xml_node node, Elements& elements) {
       read_element(reading, node, Schema<Element>{.attributes = kText},
                    add_element<TextElement>(elements, node));
     }},
    {"boolean", Occurs::any,
     [](TemplateReading& reading, pugi::xml_node node, Elements& elements) {
       read_element(reading, node, Schema<Element>{kBoolean, kBooleanChildren},
                    add_element<BooleanElement>(elements, node));
     }},
    {"enum", Occurs::any,
     [](TemplateReading& reading, pugi::xml_node node, Elements& elements) {
       read_element(reading, node, Schema<Element>{kEnum, kEnumChildren},
                    add_element<EnumElement>(elements, node));
     }},
    {"decimal", Occurs::any,
     [](TemplateReading& reading, pugi::xml_node node, Elements& elements) {
       read_element(reading, node, Schema<Element>{.attributes = kDecimal},
                    add_element<DecimalElement>(elements, node));
     }},
    {"list", Occurs::any,
     [](TemplateReading& reading, pugi::xml_node node, Elements& elements) {
       read_element(reading, node, Schema<Element>{.attributes = kList},
                    add_element<ListElement>(elements, node));
     }},
    {"multiText", Occurs::any,
     [](TemplateReading& reading, pugi::xml_node node, Elements& elements) {
       read_element(reading, node, Schema<Element>{.attributes = kMultiText},
                    add_element<MultiTextElement>(elements, node));
     }},
    {"longDecimal", Occurs::any,
     [](TemplateReading& reading, pugi::xml_node node, Elements& elements) {
       read_element(reading, node, Schema<Element>{.attributes = kLongDecimal},
                    add_element<LongDecimalElement>(elements, node));
     }},
};

}  // namespace

std::vector<Element> read_elements(TemplateReading& reading, pugi::xml_node node) {
  Elements elements;
  const std::size_t below = reading.below.size();
  read_element(reading, node, Schema<Elements>{.children = kKinds, .content = Content::choice},
               elements);
  if (!node.first_child()) {
    reading.findings.add(TemplateRule::element_missing, offset_of(reading.tree, node),
                         "found an empty <elements>, expected at least one element");
  }
  if (elements.empty()) drop_below(reading, below);  // they are not written
  return elements;
}

}  // namespace regpolicy::admx
