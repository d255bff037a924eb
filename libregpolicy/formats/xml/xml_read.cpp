#include "formats/xml/xml_read.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/limits.hpp>
#include <regpolicy/text.hpp>

#include "formats/xml/guards.hpp"

namespace regpolicy::xml {
namespace {

Location location_at(const Document& document, std::size_t offset) {
  const auto& starts = document.line_starts;
  const auto line = std::ranges::upper_bound(starts, offset) - starts.begin();
  const std::size_t start = starts[static_cast<std::size_t>(line) - 1];
  const std::string_view before = std::string_view(document.text).substr(start, offset - start);
  const auto characters = std::ranges::count_if(
      before, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
  return {.source = document.source,
          .line = static_cast<std::uint32_t>(line),
          .column = static_cast<std::uint32_t>(characters + 1)};
}

std::unexpected<Error> fail_at(const Document& document, std::size_t offset, std::string message,
                               std::string hint = {}) {
  return fail(ErrorCode::malformed, std::move(message), location_at(document, offset),
              std::move(hint));
}

std::vector<std::size_t> line_starts_of(std::string_view text) {
  std::vector<std::size_t> starts{0};
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool ends_line =
        text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'));
    if (ends_line) starts.push_back(i + 1);
  }
  return starts;
}

Result<void> check_reference(const Document& document, std::size_t offset) {
  if (is_good_reference(document.text, offset)) return {};
  return fail_at(document, offset,
                 fmt::format("found '{}', expected a reference that XML 1.0 knows",
                             reference_at(document.text, offset)),
                 "write '&amp;' for an ampersand");
}

// What the parser would pass over: document types, bad characters, bad references.
Result<void> check_text(const Document& document) {
  const std::string_view text = document.text;
  if (const std::size_t bad = find_unsayable(text); bad != kNowhere) {
    return fail_at(document, bad, "found a character that XML 1.0 forbids");
  }
  for (std::size_t i = text.find_first_of("<&"); i != kNowhere; i = text.find_first_of("<&", i)) {
    if (text[i] == '&') {
      if (auto good = check_reference(document, i); !good) return good;
    } else if (const std::size_t end = skip_opaque(text, i); end != i) {
      i = end;
      continue;
    } else if (text.substr(i).starts_with("<!")) {
      return fail_at(document, i, "found a document type (<!DOCTYPE), expected none",
                     "no file of this kind needs one");
    }
    ++i;
  }
  return {};
}

Result<void> parse(Document& document) {
  constexpr unsigned kFlags = pugi::parse_full | pugi::parse_ws_pcdata | pugi::parse_fragment;
  const pugi::xml_parse_result result = document.tree.load_buffer(
      document.text.data(), document.text.size(), kFlags, pugi::encoding_utf8);
  if (result) return {};
  const auto offset = std::min(static_cast<std::size_t>(std::max<std::ptrdiff_t>(result.offset, 0)),
                               document.text.size());
  if (is_end_of_file(document.text, result, offset)) {
    return fail_at(document, document.text.size(), "found the end of the file inside an element");
  }
  return fail_at(document, offset, std::string(describe(result.status)));
}

Result<void> check_encoding(const Document& document, pugi::xml_node declaration) {
  const std::string encoding = ascii_lower(declaration.attribute("encoding").value());
  if (encoding.empty() || encoding == "utf-8" || encoding == "utf-16" || encoding == "us-ascii") {
    return {};
  }
  return fail_at(document, 0,
                 fmt::format("found the encoding '{}', expected UTF-8 or UTF-16",
                             escape_for_display(encoding)));
}

// One element on the top level, and beside it nothing but comments and instructions.
Result<void> check_top(Document& document) {
  for (const pugi::xml_node node : document.tree.children()) {
    if (node.type() == pugi::node_declaration) {
      if (auto good = check_encoding(document, node); !good) return good;
    } else if (node.type() == pugi::node_element) {
      if (document.root) return xml::fail_at(document, node, "found a second root element");
      document.root = node;
    } else if (node.type() == pugi::node_cdata ||
               (node.type() == pugi::node_pcdata && !is_white(node.value()))) {
      return xml::fail_at(document, node, "found text outside the root element");
    }
  }
  if (!document.root) return fail_at(document, document.text.size(), "found no element");
  return {};
}

Result<void> check_attributes(const Document& document, pugi::xml_node element) {
  if (!element.first_attribute().next_attribute()) return {};
  std::set<std::string_view> names;
  for (const pugi::xml_attribute attribute : element.attributes()) {
    if (names.insert(attribute.name()).second) continue;
    return xml::fail_at(
        document, element,
        fmt::format("found the attribute '{}' twice", escape_for_display(attribute.name())));
  }
  return {};
}

// All nodes in the order of the file, without recursion: the depth is what is being checked.
Result<void> check_elements(const Document& document) {
  std::size_t depth = 1;
  pugi::xml_node node = document.root;
  while (node) {
    if (auto good = check_attributes(document, node); !good) return good;
    if (node.type() == pugi::node_element && depth > limits::kXmlDepth) {
      return xml::fail_at(document, node,
                          fmt::format("found elements nested deeper than {}", limits::kXmlDepth));
    }
    if (node.first_child()) {
      node = node.first_child();
      ++depth;
      continue;
    }
    while (node != document.root && !node.next_sibling()) {
      node = node.parent();
      --depth;
    }
    if (node == document.root) return {};
    node = node.next_sibling();
  }
  return {};
}

}  // namespace

Result<Document> read(ByteView bytes, const std::string& source) {
  if (bytes.size() > limits::kXmlFileBytes) {
    return fail(ErrorCode::limit_exceeded,
                fmt::format("found {} bytes, expected at most {} of an XML file", bytes.size(),
                            limits::kXmlFileBytes),
                {.source = source});
  }
  auto text = decode(bytes);
  if (!text) {
    text.error().location.source = source;
    return std::unexpected(std::move(text.error()));
  }
  Document document{
      .source = source, .text = std::move(*text), .line_starts = {}, .tree = {}, .root = {}};
  document.line_starts = line_starts_of(document.text);
  for (const auto check : {+[](Document& d) { return check_text(d); }, &parse, &check_top,
                           +[](Document& d) { return check_elements(d); }}) {
    if (auto good = check(document); !good) return std::unexpected(std::move(good.error()));
  }
  return document;
}

Location place_of(const Document& document, pugi::xml_node node) {
  if (node.offset_debug() < 0) return {.source = document.source};
  auto offset = static_cast<std::size_t>(node.offset_debug());
  if (node.type() == pugi::node_element) {
    --offset;  // the library counts an element from its name
  } else if (node.type() == pugi::node_pcdata) {
    offset = std::min(document.text.find_first_not_of(kWhite, offset), document.text.size());
  }
  return location_at(document, offset);
}

std::unexpected<Error> fail_at(const Document& document, pugi::xml_node node, std::string message,
                               std::string hint) {
  return fail(ErrorCode::malformed, std::move(message), place_of(document, node), std::move(hint));
}

std::optional<std::string> text_of(pugi::xml_node element) {
  std::string text;
  for (const pugi::xml_node child : element.children()) {
    if (child.type() == pugi::node_element) return std::nullopt;
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      text += child.value();
    }
  }
  return text;
}

bool is_white(std::string_view text) {
  return text.find_first_not_of(kWhite) == std::string_view::npos;
}

bool is_sayable(std::string_view utf8) { return find_unsayable(utf8) == kNowhere; }

}  // namespace regpolicy::xml
