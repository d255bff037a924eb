#include "formats/oval/oval_parts.hpp"

#include <fmt/format.h>

#include <regpolicy/text.hpp>

namespace regpolicy::oval {
bool is_xml_text(const std::string& utf8) {
  const auto units = to_utf16(utf8);
  if (!units) return false;
  for (const char16_t unit : *units) {
    const bool is_control = unit < 0x20 && unit != u'\t' && unit != u'\n' && unit != u'\r';
    if (is_control || unit >= 0xFFFE) return false;
  }
  return true;
}

pugi::xml_node add_root(pugi::xml_document& document, const char* name, const char* space) {
  pugi::xml_node node = xml::add(document, name);
  xml::set(node, "xmlns", std::string(space));
  xml::set(node, "xmlns:oval", std::string(kCommonNamespace));
  xml::set(node, "xmlns:xsi", std::string(kSchemaInstance));
  return node;
}

void add_generator(pugi::xml_node root, const Generator& generator) {
  pugi::xml_node node = xml::add(root, "generator");
  xml::add_text(node, "oval:product_name", generator.product);
  xml::add_text(node, "oval:product_version", generator.version);
  xml::add_text(node, "oval:schema_version", "5.11");
  xml::add_text(node, "oval:timestamp", generator.time);
}

const char* to_string(Datatype datatype) {
  switch (datatype) {
    case Datatype::string: return "string";
    case Datatype::integer: return "int";
    case Datatype::binary: return "binary";
  }
  return "";
}

const char* to_string(Hive hive) {
  switch (hive) {
    case Hive::local_machine: return "HKEY_LOCAL_MACHINE";
    case Hive::users: return "HKEY_USERS";
  }
  return "";
}

std::string part_id(const char* kind, std::size_t number) {
  return fmt::format("oval:regpolicy:{}:{}", kind, number + 1);
}

}  // namespace regpolicy::oval
