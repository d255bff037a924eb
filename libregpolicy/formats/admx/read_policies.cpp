// Policies and categories.
#include "formats/admx/reading.hpp"

namespace regpolicy::admx {
namespace {

using namespace xml;

PolicyClass policy_class(TemplateReading& reading, pugi::xml_attribute attribute) {
  const std::string_view value = attribute.value();
  if (value == "Machine") return PolicyClass::machine;
  if (value == "User") return PolicyClass::user;
  if (value == "Both") return PolicyClass::both;
  report_invalid(reading, attribute, "Machine, User or Both");
  return PolicyClass::machine;
}

struct Reference {
  std::string ref{};
};
constexpr AttributeRow<Reference> kCategoryReference[] = {
    {"ref", Need::required, put<item_reference, &Reference::ref>}};
constexpr AttributeRow<Reference> kSupportedOnReference[] = {
    {"ref", Need::required, put<supported_on_reference, &Reference::ref>}};

// The attribute ref of an element that has nothing else.
std::string read_reference(TemplateReading& reading, pugi::xml_node node,
                           std::span<const AttributeRow<Reference>> attributes) {
  Reference reference;
  read_element(reading, node, Schema<Reference>{.attributes = attributes}, reference);
  return std::move(reference.ref);
}

template <class T>
void put_parent(TemplateReading& reading, pugi::xml_node node, T& target) {
  target.parent_category = read_reference(reading, node, kCategoryReference);
}

constexpr AttributeRow<Category> kCategoryAttributes[] = {
    {"name", Need::required, put<item_name, &Category::name>},
    {"displayName", Need::required, put<string_reference, &Category::display_name>},
    {"explainText", Need::optional, put<string_reference, &Category::explain_text>},
};
constexpr ChildRow<Category> kCategoryChildren[] = {
    {"annotation", Occurs::any, add_annotation<Category>},
    {"parentCategory", Occurs::at_most_once, put_parent<Category>},
    {"seeAlso", Occurs::any, add_see_also<Category>},
    {"keywords", Occurs::at_most_once, put_keywords<Category>},
};
constexpr ChildRow<PolicyDefinitions> kCategories[] = {
    {"category", Occurs::any,
     [](TemplateReading& reading, pugi::xml_node node, PolicyDefinitions& definitions) {
       read_element(reading, node, Schema<Category>{kCategoryAttributes, kCategoryChildren},
                    add_row(definitions.categories, node));
     }},
};

constexpr AttributeRow<Policy> kPolicyAttributes[] = {
    {"name", Need::required, put<item_name, &Policy::name>},
    {"class", Need::required, put<policy_class, &Policy::policy_class>},
    {"displayName", Need::required, put<string_reference, &Policy::display_name>},
    {"explainText", Need::optional, put<string_reference, &Policy::explain_text>},
    {"presentation", Need::optional, put<presentation_reference, &Policy::presentation>},
    {"key", Need::required, put<some_text, &Policy::key>},
    {"valueName", Need::optional, put<any_text, &Policy::value_name>},
    {"clientExtension", Need::optional, put<guid, &Policy::client_extension>},
};
constexpr ChildRow<Policy> kPolicyChildren[] = {
    {"annotation", Occurs::any, add_annotation<Policy>},
    {"parentCategory", Occurs::at_most_once, put_parent<Policy>},
    {"seeAlso", Occurs::any, add_see_also<Policy>},
    {"keywords", Occurs::at_most_once, put_keywords<Policy>},
    {"supportedOn", Occurs::once,
     [](TemplateReading& reading, pugi::xml_node node, Policy& policy) {
       policy.supported_on = read_reference(reading, node, kSupportedOnReference);
     }},
    {"enabledValue", Occurs::at_most_once, put_value<&Policy::enabled_value>},
    {"disabledValue", Occurs::at_most_once, put_value<&Policy::disabled_value>},
    {"enabledList", Occurs::at_most_once, put_list<&Policy::enabled_list>},
    {"disabledList", Occurs::at_most_once, put_list<&Policy::disabled_list>},
    {"elements", Occurs::at_most_once,
     [](TemplateReading& reading, pugi::xml_node node, Policy& policy) {
       policy.elements = read_elements(reading, node);
     }},
};
constexpr ChildRow<PolicyDefinitions> kPolicies[] = {
    {"policy", Occurs::any,
     [](TemplateReading& reading, pugi::xml_node node, PolicyDefinitions& definitions) {
       read_element(reading, node, Schema<Policy>{kPolicyAttributes, kPolicyChildren},
                    add_row(definitions.policies, node));
     }},
};

}  // namespace

void read_policies(TemplateReading& reading, pugi::xml_node node, PolicyDefinitions& definitions) {
  read_table<PolicyDefinitions>(reading, node, kPolicies, definitions);
}

void read_categories(TemplateReading& reading, pugi::xml_node node,
                     PolicyDefinitions& definitions) {
  read_table<PolicyDefinitions>(reading, node, kCategories, definitions);
}

}  // namespace regpolicy::admx
