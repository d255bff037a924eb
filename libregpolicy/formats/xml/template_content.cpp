// What stands inside an element, where it is text or markup that is kept.
#include <algorithm>

#include "formats/xml/guards.hpp"
#include "formats/xml/template_tree.hpp"
#include "formats/xml/xml.hpp"

namespace regpolicy::xml {
namespace {

// Where the tag that begins at `offset` ends; its attributes may hold a '>'.
std::size_t end_of_tag(std::string_view text, std::size_t offset) {
  std::size_t at = offset;
  while (at < text.size() && text[at] != '>') {
    const bool quote = text[at] == '"' || text[at] == '\'';
    if (quote) at = std::min(text.find(text[at], at + 1), text.size());
    if (at < text.size()) ++at;
  }
  return std::min(at + 1, text.size());
}

// The element that begins at `offset` of a text that is well-formed.
std::string_view element_at(std::string_view text, std::size_t offset) {
  std::size_t depth = 0;
  std::size_t at = offset;
  while (at != kNowhere && at < text.size()) {
    if (const std::size_t end = skip_opaque(text, at); end != at) {
      at = text.find('<', end);
      continue;
    }
    const std::size_t end = end_of_tag(text, at);
    const std::string_view tag = text.substr(at, end - at);
    if (tag.starts_with("</")) {
      --depth;
    } else if (!tag.ends_with("/>")) {
      ++depth;
    }
    if (depth == 0) return text.substr(offset, end - offset);
    at = text.find('<', end);
  }
  return text.substr(offset);
}

// Once more and alone, with every space.
pugi::xml_node parse_again(const TemplateTree& tree, pugi::xml_node element,
                           pugi::xml_document& document) {
  const std::string_view text = element_at(tree.source.text, offset_of(tree, element));
  document.load_buffer(text.data(), text.size(), kMarkupFlags, pugi::encoding_utf8);
  return document.first_child();
}

}  // namespace

std::string content_of(const TemplateTree& tree, pugi::xml_node element) {
  const pugi::xml_node first = element.first_child();
  if (!first) return {};
  if (first.type() == pugi::node_pcdata && !first.next_sibling()) return first.value();
  pugi::xml_document document;
  std::string text;
  for (const pugi::xml_node child : parse_again(tree, element, document).children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      text += child.value();
    }
  }
  return text;
}

std::string markup_of(const TemplateTree& tree, pugi::xml_node element) {
  pugi::xml_document document;
  pugi::xml_node node = parse_again(tree, element, document);
  node.set_name(std::string(local_name(node.name())).c_str());
  return to_markup(node);
}

}  // namespace regpolicy::xml
