// The parts of the ADMX reader: each file understands one branch of the tree.
#pragma once

#include <optional>

#include <regpolicy/policy_template.hpp>

#include "formats/xml/template_schema.hpp"
#include "formats/xml/template_values.hpp"

namespace regpolicy::admx {

using xml::TemplateReading;

// <enabledValue> and its like. Nothing where it holds no value.
[[nodiscard]] std::optional<TemplateValue> read_value(TemplateReading& reading,
                                                      pugi::xml_node node);
// <enabledList> and its like.
[[nodiscard]] ValueList read_list(TemplateReading& reading, pugi::xml_node node);

// <elements>
[[nodiscard]] std::vector<Element> read_elements(TemplateReading& reading, pugi::xml_node node);
// <policies>, <categories>, <supportedOn> of the root.
void read_policies(TemplateReading& reading, pugi::xml_node node, PolicyDefinitions& definitions);
void read_categories(TemplateReading& reading, pugi::xml_node node, PolicyDefinitions& definitions);
void read_supported_on(TemplateReading& reading, pugi::xml_node node,
                       PolicyDefinitions& definitions);

// For rows of tables: children that become members.
template <auto Member, class T>
void put_value(TemplateReading& reading, pugi::xml_node node, T& target) {
  target.*Member = read_value(reading, node);
}
template <auto Member, class T>
void put_list(TemplateReading& reading, pugi::xml_node node, T& target) {
  target.*Member = read_list(reading, node);
}

// What stands in policies and in categories alike.
template <class T>
void add_see_also(TemplateReading& reading, pugi::xml_node node, T& target) {
  target.see_also.push_back(xml::read_text(reading, node));
}
template <class T>
void put_keywords(TemplateReading& reading, pugi::xml_node node, T& target) {
  target.keywords = xml::read_text(reading, node);
}

}  // namespace regpolicy::admx
