#include "formats/syncml/syncml.hpp"

#include "formats/xml/xml.hpp"

namespace regpolicy::syncml {

Bytes write(const std::vector<Command>& commands) {
  pugi::xml_document document;
  pugi::xml_node root = xml::add(document, "SyncML");
  xml::set(root, "xmlns", std::string("SYNCML:SYNCML1.2"));
  pugi::xml_node body = xml::add(root, "SyncBody");
  std::size_t number = 0;
  for (const Command& row : commands) {
    pugi::xml_node command = xml::add(body, row.removes ? "Delete" : "Replace");
    xml::add_text(command, "CmdID", std::to_string(++number));
    pugi::xml_node item = xml::add(command, "Item");
    xml::add_text(xml::add(item, "Target"), "LocURI", row.uri);
    if (row.removes) continue;
    pugi::xml_node meta = xml::add(item, "Meta");
    pugi::xml_node format = xml::add_text(meta, "Format", row.format);
    xml::set(format, "xmlns", std::string("syncml:metinf"));
    pugi::xml_node type = xml::add_text(meta, "Type", "text/plain");
    xml::set(type, "xmlns", std::string("syncml:metinf"));
    xml::add_text(item, "Data", row.data);
  }
  xml::add(body, "Final");
  const std::string text = xml::to_text(document);
  const ByteView bytes = as_bytes(text);
  return {bytes.begin(), bytes.end()};
}

}  // namespace regpolicy::syncml
