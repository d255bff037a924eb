#include "formats/xml/xml.hpp"

namespace regpolicy::xml {
namespace {

// Microsoft's schema names http://www.microsoft.com/GroupPolicy/PolicyDefinitions, but the ADMX
// syntax guide and most files that ship use this one, and some readers know no other.
constexpr const char* kNamespace =
    "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions";

struct StringWriter : pugi::xml_writer {
  std::string text;
  void write(const void* data, std::size_t size) override {
    text.append(static_cast<const char*>(data), size);
  }
};

// In what pugixml writes, a raw line feed ends a line or stands in a text, and a raw carriage
// return stands in a text: attributes hold both escaped. An XML reader makes one line feed of CRLF,
// so a carriage return that is to stay has to be escaped in texts too.
std::string with_windows_line_ends(std::string_view text) {
  std::string result;
  result.reserve(text.size() + text.size() / 16);
  for (const char c : text) {
    if (c == '\n') {
      result += "\r\n";
    } else if (c == '\r') {
      result += "&#13;";
    } else {
      result += c;
    }
  }
  return result;
}

}  // namespace

pugi::xml_node add_root(pugi::xml_document& document, const char* name, const std::string& revision,
                        const std::string& schema_version) {
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "utf-8";
  pugi::xml_node root = document.append_child(name);
  root.append_attribute("xmlns") = kNamespace;
  set(root, "revision", revision);
  set(root, "schemaVersion", schema_version);
  return root;
}

pugi::xml_node add(pugi::xml_node parent, std::string_view name) {
  return parent.append_child(std::string(name).c_str());
}

pugi::xml_node add_text(pugi::xml_node parent, std::string_view name, const std::string& text) {
  pugi::xml_node node = add(parent, name);
  set_text(node, text);
  return node;
}

void set_text(pugi::xml_node node, const std::string& text) {
  node.append_child(pugi::node_pcdata).set_value(text.c_str());
}

void set(pugi::xml_node node, const char* name, const std::string& value) {
  node.append_attribute(name).set_value(value.c_str());
}

void set(pugi::xml_node node, const char* name, std::uint32_t value) {
  set(node, name, std::uint64_t{value});
}

void set(pugi::xml_node node, const char* name, std::uint64_t value) {
  set(node, name, std::to_string(value));
}

void set_bool(pugi::xml_node node, const char* name, bool value) {
  set(node, name, std::string(value ? "true" : "false"));
}

std::string to_text(const pugi::xml_document& document) {
  StringWriter writer;
  document.save(writer, "  ", pugi::format_indent, pugi::encoding_utf8);
  return with_windows_line_ends(writer.text);
}

}  // namespace regpolicy::xml
