// Reading an XML file: bytes to a tree whose every node has a place. The XML library takes much
// that is no XML, so the guards here refuse it: what a strict reader would not take is never
// guessed at.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include <regpolicy/bytes.hpp>
#include <regpolicy/error.hpp>

namespace regpolicy::xml {

struct Document {
  std::string source;                    // what the caller called the input
  std::string text;                      // UTF-8 without BOM: what offsets count in
  std::vector<std::size_t> line_starts;  // offset of each line's first byte
  pugi::xml_document tree;               // whitespace, comments and CDATA kept as nodes
  pugi::xml_node root;                   // the one element of the top level
};

// UTF-8 or UTF-16 in either byte order, with or without a byte order mark. Refused with the line
// and column: what is not well-formed, any <!DOCTYPE (no entity but the five of XML itself is ever
// read), characters and references that XML 1.0 forbids, two attributes of one name, a nesting
// deeper than limits::kXmlDepth; and any file above limits::kXmlFileBytes.
[[nodiscard]] Result<Document> read(ByteView bytes, const std::string& source = {});

// The line and column of an element's '<', or of the first character of a text but white space.
[[nodiscard]] Location place_of(const Document& document, pugi::xml_node node);

// A failure (malformed) at a node.
[[nodiscard]] std::unexpected<Error> fail_at(const Document& document, pugi::xml_node node,
                                             std::string message, std::string hint = {});

// The element's text: its texts and CDATA sections together, comments left out. Nothing where the
// element holds another element.
[[nodiscard]] std::optional<std::string> text_of(pugi::xml_node element);

// True for spaces, tabs and line ends only: what stands between elements.
[[nodiscard]] bool is_white(std::string_view text);

// True where every character may stand in an XML 1.0 document, if need be as a reference. The text
// is UTF-8, generalised as to_utf8() of text.hpp makes it.
[[nodiscard]] bool is_sayable(std::string_view utf8);

}  // namespace regpolicy::xml
