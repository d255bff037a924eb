#include "formats/xml/template_root.hpp"

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "formats/xml/xml.hpp"

namespace regpolicy::xml {
namespace {

// The declaration of the root's own namespace; none where it has none.
pugi::xml_attribute namespace_of(pugi::xml_node root) {
  const std::string_view name = root.name();
  const std::size_t colon = name.find(':');
  if (colon == std::string_view::npos) return root.attribute("xmlns");
  return root.attribute(("xmlns:" + std::string(name.substr(0, colon))).c_str());
}

void check_namespace(TemplateReading& reading) {
  const pugi::xml_attribute declared = namespace_of(reading.tree.root);
  const std::string_view uri = declared.value();
  if (uri.empty() || is_template_namespace(uri)) return;
  reading.findings.add(
      TemplateRule::namespace_unknown, offset_of(reading.tree, declared),
      fmt::format("the XML namespace is '{}', which few programs know", escape_for_display(uri)),
      "write 'http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions'");
}

}  // namespace

bool check_root(TemplateReading& reading, const TemplateKind& kind) {
  const std::string_view name = local_name(reading.tree.root.name());
  if (name == kind.root) {
    check_namespace(reading);
    return true;
  }
  const bool page = ascii_lower(name) == "html";
  const bool admx = name == "policyDefinitions";
  const bool other = admx || name == "policyDefinitionResources";
  reading.findings.add(
      page ? TemplateRule::html_page : TemplateRule::wrong_root,
      offset_of(reading.tree, reading.tree.root),
      page ? std::string("found a web page, expected a template")
           : fmt::format("found <{}>, expected <{}>", escape_for_display(name), kind.root),
      page    ? "download the file itself, not the page that shows it"
      : other ? fmt::format("this is an {} file", admx ? "ADMX" : "ADML")
              : "");
  return false;
}

}  // namespace regpolicy::xml
