// Products with their versions, and definitions of what policies are supported on.
#include "formats/admx/reading.hpp"

namespace regpolicy::admx {
namespace {

using namespace xml;

template <class T>
constexpr AttributeRow<T> kName = {"name", Need::required, put<item_name, &T::name>};
template <class T>
constexpr AttributeRow<T> kDisplayName = {"displayName", Need::required,
                                          put<string_reference, &T::display_name>};
template <class T>
constexpr AttributeRow<T> kVersionIndex = {"versionIndex", Need::required,
                                           put<number, &T::version_index>};

constexpr AttributeRow<MinorVersion> kMinor[] = {kName<MinorVersion>, kDisplayName<MinorVersion>,
                                                 kVersionIndex<MinorVersion>};
constexpr AttributeRow<MajorVersion> kMajor[] = {kName<MajorVersion>, kDisplayName<MajorVersion>,
                                                 kVersionIndex<MajorVersion>};
constexpr ChildRow<MajorVersion> kMajorChildren[] = {
    {"minorVersion", Occurs::any,
     [](TemplateReading& reading, pugi::xml_node node, MajorVersion& major) {
       read_element(reading, node, Schema<MinorVersion>{.attributes = kMinor},
                    major.minor_versions.emplace_back());
     }},
};
constexpr AttributeRow<Product> kProduct[] = {kName<Product>, kDisplayName<Product>};
constexpr ChildRow<Product> kProductChildren[] = {
    {"majorVersion", Occurs::any,
     [](TemplateReading& reading, pugi::xml_node node, Product& product) {
       read_element(reading, node, Schema<MajorVersion>{kMajor, kMajorChildren},
                    product.major_versions.emplace_back());
     }},
};
constexpr ChildRow<PolicyDefinitions> kProducts[] = {
    {"product", Occurs::any,
     [](TemplateReading& reading, pugi::xml_node node, PolicyDefinitions& definitions) {
       read_element(reading, node, Schema<Product>{kProduct, kProductChildren},
                    definitions.products.emplace_back());
     }},
};

constexpr AttributeRow<SupportedRange> kRange[] = {
    {"ref", Need::required, put<supported_on_reference, &SupportedRange::ref>},
    {"minVersionIndex", Need::optional, put<number, &SupportedRange::min_version_index>},
    {"maxVersionIndex", Need::optional, put<number, &SupportedRange::max_version_index>},
};
constexpr AttributeRow<SupportedReference> kReference[] = {
    {"ref", Need::required, put<supported_on_reference, &SupportedReference::ref>}};

constexpr ChildRow<SupportedCondition> kTerms[] = {
    {"range", Occurs::any,
     [](TemplateReading& reading, pugi::xml_node node, SupportedCondition& condition) {
       SupportedRange range;
       read_element(reading, node, Schema<SupportedRange>{.attributes = kRange}, range);
       condition.terms.emplace_back(std::move(range));
     }},
    {"reference", Occurs::any,
     [](TemplateReading& reading, pugi::xml_node node, SupportedCondition& condition) {
       SupportedReference reference;
       read_element(reading, node, Schema<SupportedReference>{.attributes = kReference}, reference);
       condition.terms.emplace_back(std::move(reference));
     }},
};

template <SupportedCondition::Logic kLogic>
void put_condition(TemplateReading& reading, pugi::xml_node node,
                   SupportedOnDefinition& definition) {
  SupportedCondition condition{.logic = kLogic};
  const std::size_t below = reading.below.size();
  read_element(reading, node,
               Schema<SupportedCondition>{.children = kTerms, .content = Content::choice},
               condition);
  if (condition.terms.empty()) {
    reading.findings.add(TemplateRule::element_missing, offset_of(reading.tree, node),
                         "found a condition without terms", "expected <range> or <reference>");
  }
  if (definition.condition) {
    reading.findings.add(TemplateRule::element_repeated, offset_of(reading.tree, node),
                         "found a second condition, expected one <or> or <and>");
    drop_below(reading, below);
    return;
  }
  definition.condition = std::move(condition);
}

constexpr AttributeRow<SupportedOnDefinition> kDefinition[] = {kName<SupportedOnDefinition>,
                                                               kDisplayName<SupportedOnDefinition>};
constexpr ChildRow<SupportedOnDefinition> kDefinitionChildren[] = {
    {"or", Occurs::at_most_once, put_condition<SupportedCondition::Logic::any_of>},
    {"and", Occurs::at_most_once, put_condition<SupportedCondition::Logic::all_of>},
};
constexpr ChildRow<PolicyDefinitions> kDefinitions[] = {
    {"definition", Occurs::any,
     [](TemplateReading& reading, pugi::xml_node node, PolicyDefinitions& definitions) {
       read_element(reading, node, Schema<SupportedOnDefinition>{kDefinition, kDefinitionChildren},
                    add_row(definitions.supported_on, node));
     }},
};

constexpr ChildRow<PolicyDefinitions> kSupportedOn[] = {
    {"products", Occurs::at_most_once,
     [](TemplateReading& reading, pugi::xml_node node, PolicyDefinitions& definitions) {
       read_table<PolicyDefinitions>(reading, node, kProducts, definitions);
     }},
    {"definitions", Occurs::at_most_once,
     [](TemplateReading& reading, pugi::xml_node node, PolicyDefinitions& definitions) {
       read_table<PolicyDefinitions>(reading, node, kDefinitions, definitions);
     }},
};

}  // namespace

void read_supported_on(TemplateReading& reading, pugi::xml_node node,
                       PolicyDefinitions& definitions) {
  read_table<PolicyDefinitions>(reading, node, kSupportedOn, definitions);
}

}  // namespace regpolicy::admx
