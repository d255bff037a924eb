#include <regpolicy/xliff.hpp>

#include "formats/xml/xml.hpp"

namespace regpolicy::xliff {

std::string write(const File& file) {
  pugi::xml_document document;
  xml::add_declaration(document);
  const pugi::xml_node root = document.append_child("xliff");
  xml::set(root, "version", std::string("1.2"));
  xml::set(root, "xmlns", std::string("urn:oasis:names:tc:xliff:document:1.2"));
  const pugi::xml_node node = xml::add(root, "file");
  xml::set(node, "original", file.original);
  xml::set(node, "source-language", file.source_language);
  if (!file.target_language.empty()) xml::set(node, "target-language", file.target_language);
  xml::set(node, "datatype", std::string("plaintext"));
  const pugi::xml_node body = xml::add(node, "body");
  for (const Unit& unit : file.units) {
    const pugi::xml_node unit_node = xml::add(body, "trans-unit");
    xml::set(unit_node, "id", unit.id);
    xml::set(unit_node, "xml:space", std::string("preserve"));
    if (unit.width) {
      xml::set(unit_node, "maxwidth", *unit.width);
      xml::set(unit_node, "size-unit", std::string("char"));
    }
    xml::add_text(unit_node, "source", unit.source);
    if (unit.target) {
      const pugi::xml_node target = xml::add_text(unit_node, "target", *unit.target);
      if (!unit.state.empty()) xml::set(target, "state", unit.state);
    }
    for (const std::string& note : unit.notes) xml::add_text(unit_node, "note", note);
  }
  return xml::to_text(document);
}

}  // namespace regpolicy::xliff
