// A template file as a tree whose every node has a place in the file's text.
//
// Unlike xml::read this takes what the Group Policy editor takes, and says what it finds by rules.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include <regpolicy/bytes.hpp>
#include <regpolicy/source_text.hpp>

#include "formats/xml/template_findings.hpp"

namespace regpolicy::xml {

// Comments are nodes; white space is one only where it is all that an element holds.
struct TemplateTree {
  TemplateTree() = default;
  TemplateTree(const TemplateTree&) = delete;  // nodes point into `buffer`
  TemplateTree& operator=(const TemplateTree&) = delete;

  SourceText source;
  std::string buffer;  // the text again, which the library parses in place
  pugi::xml_document tree;
  pugi::xml_node root;  // none where the file is no XML
};

// Fills the tree. False where there is no root element to go on with; the reason is the last
// finding then.
[[nodiscard]] bool read_tree(ByteView bytes, const std::string& source, TemplateTree& tree,
                             TemplateFindings& findings);

// Where the element's '<' or the attribute's name stands in the text.
[[nodiscard]] std::size_t offset_of(const TemplateTree& tree, pugi::xml_node element);
[[nodiscard]] std::size_t offset_of(const TemplateTree& tree, pugi::xml_attribute attribute);

// The name behind the prefix, if there is one.
[[nodiscard]] std::string_view local_name(std::string_view name);

// All text of an element: texts and CDATA sections together, comments left out.
[[nodiscard]] std::string content_of(const TemplateTree& tree, pugi::xml_node element);

// The whole element as XML, in the one way in which it is written; read back, it is the same.
[[nodiscard]] std::string markup_of(const TemplateTree& tree, pugi::xml_node element);

}  // namespace regpolicy::xml
