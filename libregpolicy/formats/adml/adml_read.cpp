#include <regpolicy/adml.hpp>

#include <utility>

#include "formats/adml/controls.hpp"
#include "formats/xml/template_root.hpp"
#include "formats/xml/template_values.hpp"

namespace regpolicy::adml {
namespace {

using namespace xml;

constexpr AttributeRow<ResourceString> kString[] = {
    {"id", Need::required, put<item_name, &ResourceString::id>}};

void add_string(TemplateReading& reading, pugi::xml_node node, PolicyResources& resources) {
  ResourceString& string = add_row(resources.strings, node);
  read_element(reading, node,
               Schema<ResourceString>{.attributes = kString, .content = Content::text}, string);
  string.text = content_of(reading.tree, node);
}

void add_presentation(TemplateReading& reading, pugi::xml_node node, PolicyResources& resources) {
  add_row(resources.presentations, node) = read_presentation(reading, node);
}

constexpr ChildRow<PolicyResources> kStrings[] = {{"string", Occurs::any, add_string}};
constexpr ChildRow<PolicyResources> kPresentations[] = {
    {"presentation", Occurs::any, add_presentation}};

constexpr ChildRow<PolicyResources> kTables[] = {
    {"stringTable", Occurs::at_most_once,
     [](TemplateReading& reading, pugi::xml_node node, PolicyResources& resources) {
       read_table<PolicyResources>(reading, node, kStrings, resources);
     }},
    {"presentationTable", Occurs::at_most_once,
     [](TemplateReading& reading, pugi::xml_node node, PolicyResources& resources) {
       read_table<PolicyResources>(reading, node, kPresentations, resources);
     }},
};

constexpr AttributeRow<PolicyResources> kRootAttributes[] = {
    {"revision", Need::required, put<version, &PolicyResources::revision>},
    {"schemaVersion", Need::required, put<schema_version, &PolicyResources::schema_version>},
};
constexpr ChildRow<PolicyResources> kRootChildren[] = {
    {"displayName", Occurs::once,
     [](TemplateReading& reading, pugi::xml_node node, PolicyResources& resources) {
       resources.display_name = read_text(reading, node);
     }},
    {"description", Occurs::once,
     [](TemplateReading& reading, pugi::xml_node node, PolicyResources& resources) {
       resources.description = read_text(reading, node);
     }},
    {"annotation", Occurs::any, add_annotation<PolicyResources>},
    {"resources", Occurs::once,
     [](TemplateReading& reading, pugi::xml_node node, PolicyResources& resources) {
       read_container<PolicyResources>(reading, node, kTables, resources);
     }},
};

}  // namespace

std::optional<File> read(ByteView bytes, const std::string& source, Diagnostics& diagnostics) {
  File file;
  const bool good = read_template<PolicyResources>(
      bytes, source, {TemplateHalf::adml, "policyDefinitionResources"},
      {kRootAttributes, kRootChildren}, file.resources, file.source, diagnostics);
  if (!good) return std::nullopt;
  return file;
}

}  // namespace regpolicy::adml
