#include <regpolicy/text.hpp>

#include "formats/oval/oval_parts.hpp"

namespace regpolicy::oval {
namespace {

constexpr const char* kCharacteristics =
    "http://oval.mitre.org/XMLSchema/oval-system-characteristics-5";
constexpr const char* kWindowsItems =
    "http://oval.mitre.org/XMLSchema/oval-system-characteristics-5#windows";

const char* to_string(Collected::Flag flag) {
  switch (flag) {
    case Collected::Flag::complete: return "complete";
    case Collected::Flag::incomplete: return "incomplete";
    case Collected::Flag::does_not_exist: return "does not exist";
    case Collected::Flag::not_collected: return "not collected";
  }
  return "";
}

void add_system_info(pugi::xml_node root, const SystemInfo& system) {
  pugi::xml_node node = xml::add(root, "system_info");
  xml::add_text(node, "os_name", escape_for_display(system.os_name));
  xml::add_text(node, "os_version", escape_for_display(system.os_version));
  xml::add_text(node, "architecture", escape_for_display(system.architecture));
  xml::add_text(node, "primary_host_name", escape_for_display(system.host_name));
  xml::add(node, "interfaces");
}

void add_collected(pugi::xml_node parent, const Collected& collected, std::size_t number) {
  pugi::xml_node node = xml::add(parent, "object");
  xml::set(node, "id", part_id("obj", number));
  xml::set(node, "version", std::uint64_t{1});
  xml::set(node, "flag", std::string(to_string(collected.flag)));
  if (!collected.message.empty()) {
    pugi::xml_node message = xml::add_text(node, "message", escape_for_display(collected.message));
    xml::set(message, "level", std::string("info"));
  }
  for (const std::size_t item : collected.items) {
    xml::set(xml::add(node, "reference"), "item_ref", std::uint64_t{item + 1});
  }
}

void set_absent(pugi::xml_node node) { xml::set(node, "status", std::string("does not exist")); }

void add_item(pugi::xml_node parent, const Item& item, std::size_t number) {
  pugi::xml_node node = xml::add(parent, "win:registry_item");
  xml::set(node, "id", std::uint64_t{number + 1});
  if (!item.is_collected) xml::set(node, "status", std::string("not collected"));
  xml::add_text(node, "win:hive", oval::to_string(item.hive));
  xml::add_text(node, "win:key", item.key);
  if (item.name) {
    xml::add_text(node, "win:name", *item.name);
    if (item.type) {
      xml::add_text(node, "win:type", *item.type);
    } else {
      set_absent(xml::add(node, "win:type"));
    }
  }
  for (const Item::Found& found : item.values) {
    pugi::xml_node value = xml::add(node, "win:value");
    xml::set(value, "datatype", std::string(oval::to_string(found.datatype)));
    if (found.text) {
      xml::set_text(value, *found.text);
    } else {
      set_absent(value);
    }
  }
  xml::add_text(node, "win:windows_view", "64_bit");
}

}  // namespace

std::string write(const Characteristics& characteristics) {
  pugi::xml_document document;
  xml::add_declaration(document);
  pugi::xml_node root = add_root(document, "oval_system_characteristics", kCharacteristics);
  xml::set(root, "xmlns:win", std::string(kWindowsItems));
  add_generator(root, characteristics.generator);
  add_system_info(root, characteristics.system);
  // The schema has no empty lists.
  if (!characteristics.collected.empty()) {
    pugi::xml_node list = xml::add(root, "collected_objects");
    for (std::size_t n = 0; n < characteristics.collected.size(); ++n) {
      add_collected(list, characteristics.collected[n], n);
    }
  }
  if (!characteristics.items.empty()) {
    pugi::xml_node list = xml::add(root, "system_data");
    for (std::size_t n = 0; n < characteristics.items.size(); ++n) {
      add_item(list, characteristics.items[n], n);
    }
  }
  return xml::to_text(document);
}

}  // namespace regpolicy::oval
