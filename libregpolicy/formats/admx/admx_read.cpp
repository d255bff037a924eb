#include <regpolicy/admx.hpp>

#include <utility>

#include "formats/admx/reading.hpp"
#include "formats/xml/template_root.hpp"

namespace regpolicy::admx {
namespace {

using namespace xml;

constexpr AttributeRow<PolicyNamespace> kNamespace[] = {
    {"prefix", Need::required, put<item_name, &PolicyNamespace::prefix>},
    {"namespace", Need::required, put<some_text, &PolicyNamespace::uri>},
};

void read_target(TemplateReading& reading, pugi::xml_node node, PolicyDefinitions& definitions) {
  read_element(reading, node, Schema<PolicyNamespace>{.attributes = kNamespace},
               definitions.target);
}

void add_using(TemplateReading& reading, pugi::xml_node node, PolicyDefinitions& definitions) {
  read_element(reading, node, Schema<PolicyNamespace>{.attributes = kNamespace},
               definitions.using_namespaces.emplace_back());
}

constexpr ChildRow<PolicyDefinitions> kNamespaces[] = {
    {"target", Occurs::once, read_target},
    {"using", Occurs::any, add_using},
};

struct SupersededAdm {
  std::string file{};
};
constexpr AttributeRow<SupersededAdm> kSupersededAdm[] = {
    {"fileName", Need::required, put<any_text, &SupersededAdm::file>}};

void add_superseded(TemplateReading& reading, pugi::xml_node node, PolicyDefinitions& definitions) {
  SupersededAdm adm;
  read_element(reading, node, Schema<SupersededAdm>{.attributes = kSupersededAdm}, adm);
  definitions.superseded_adm.push_back(std::move(adm.file));
}

struct Resources {
  std::string min_required_revision{};
  std::optional<std::string> fallback_culture{};
};
constexpr AttributeRow<Resources> kResources[] = {
    {"minRequiredRevision", Need::required, put<version, &Resources::min_required_revision>},
    {"fallbackCulture", Need::optional, put<some_text, &Resources::fallback_culture>},
};

void read_resources(TemplateReading& reading, pugi::xml_node node, PolicyDefinitions& definitions) {
  Resources resources;
  read_element(reading, node, Schema<Resources>{.attributes = kResources}, resources);
  definitions.min_required_revision = std::move(resources.min_required_revision);
  definitions.fallback_culture = std::move(resources.fallback_culture);
}

constexpr AttributeRow<PolicyDefinitions> kRootAttributes[] = {
    {"revision", Need::required, put<version, &PolicyDefinitions::revision>},
    {"schemaVersion", Need::required, put<schema_version, &PolicyDefinitions::schema_version>},
};
constexpr ChildRow<PolicyDefinitions> kRootChildren[] = {
    {"policyNamespaces", Occurs::once,
     [](TemplateReading& reading, pugi::xml_node node, PolicyDefinitions& definitions) {
       read_container<PolicyDefinitions>(reading, node, kNamespaces, definitions);
     }},
    {"supersededAdm", Occurs::any, add_superseded},
    {"annotation", Occurs::any, add_annotation<PolicyDefinitions>},
    {"resources", Occurs::once, read_resources},
    {"supportedOn", Occurs::at_most_once, read_supported_on},
    {"categories", Occurs::at_most_once, read_categories},
    {"policies", Occurs::at_most_once, read_policies},
};

}  // namespace

std::optional<File> read(ByteView bytes, const std::string& source, Diagnostics& diagnostics) {
  File file;
  const bool good = read_template<PolicyDefinitions>(
      bytes, source, {TemplateHalf::admx, "policyDefinitions"}, {kRootAttributes, kRootChildren},
      file.definitions, file.source, diagnostics);
  if (!good) return std::nullopt;
  return file;
}

}  // namespace regpolicy::admx
