#include "formats/xml/xml.hpp"

#include <charconv>
#include <vector>

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

// The writer indents what is not beside a text. An empty text everywhere keeps it from adding space
// to an element that is kept as it is.
void pin_white_space(pugi::xml_node element) {
  std::vector<pugi::xml_node> open{element};
  while (!open.empty()) {
    const pugi::xml_node node = open.back();
    open.pop_back();
    std::vector<pugi::xml_node> children(node.begin(), node.end());
    if (children.empty()) continue;
    pugi::xml_node parent = node;
    for (const pugi::xml_node child : children) {
      parent.insert_child_before(pugi::node_pcdata, child);
      if (child.type() == pugi::node_element) open.push_back(child);
    }
    parent.append_child(pugi::node_pcdata);
  }
}

// The child of a step such as "seeAlso[2]".
pugi::xml_node step_down(pugi::xml_node node, std::string_view step) {
  const std::size_t bracket = step.find('[');
  const std::string_view name = step.substr(0, bracket);
  std::size_t number = 1;
  if (bracket != step.npos) {
    std::from_chars(step.data() + bracket + 1, step.data() + step.size(), number);
  }
  for (const pugi::xml_node child : node.children()) {
    if (child.name() == name && --number == 0) return child;
  }
  return node.append_child(std::string(name).c_str());
}

}  // namespace

bool is_template_namespace(std::string_view uri) {
  return uri == kNamespace || uri == "http://www.microsoft.com/GroupPolicy/PolicyDefinitions";
}

void add_declaration(pugi::xml_document& document) {
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
}

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

void set(pugi::xml_node row, const UnknownAttributes& attributes) {
  for (const UnknownAttribute& attribute : attributes) {
    pugi::xml_node node = row;
    std::string_view name = attribute.name;
    for (std::size_t end = name.find('/'); end != name.npos; end = name.find('/')) {
      node = step_down(node, name.substr(0, end));
      name.remove_prefix(end + 1);
    }
    if (name.starts_with('@')) name.remove_prefix(1);
    set(node, std::string(name).c_str(), attribute.value);
  }
}

std::string to_markup(pugi::xml_node element) {
  StringWriter writer;
  element.print(writer, "", pugi::format_raw, pugi::encoding_utf8);
  // Read again, a carriage return would be a line feed.
  std::string text;
  for (const char c : writer.text) {
    if (c == '\r') {
      text += "&#13;";
    } else {
      text += c;
    }
  }
  return text;
}

void add_markup(pugi::xml_node parent, const std::string& markup) {
  const pugi::xml_node before = parent.last_child();
  parent.append_buffer(markup.data(), markup.size(), kMarkupFlags, pugi::encoding_utf8);
  const pugi::xml_node added = before ? before.next_sibling() : parent.first_child();
  if (added) pin_white_space(added);
}

std::string to_text(const pugi::xml_document& document) {
  StringWriter writer;
  document.save(writer, "  ", pugi::format_indent, pugi::encoding_utf8);
  return with_windows_line_ends(writer.text);
}

}  // namespace regpolicy::xml
