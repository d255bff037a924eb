#include "formats/xml/template_tree.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/limits.hpp>
#include <regpolicy/text.hpp>

#include "formats/xml/guards.hpp"
#include "formats/xml/template_decode.hpp"
#include "formats/xml/xml_read.hpp"

namespace regpolicy::xml {
namespace {

constexpr unsigned kTemplateFlags = pugi::parse_default | pugi::parse_comments | pugi::parse_pi |
                                    pugi::parse_doctype | pugi::parse_declaration |
                                    pugi::parse_ws_pcdata_single | pugi::parse_fragment;

// The root element and its place are all that a browser's page and a template have in common.
bool is_web_page(std::string_view text) {
  constexpr std::size_t kHead = 1000;
  const std::string head = ascii_lower(text.substr(0, kHead));
  return head.find("<!doctype html") != kNowhere || head.find("<html") != kNowhere;
}

// The file is not read any further.
bool refuse(const TemplateTree& tree, TemplateFindings& findings, TemplateRule rule,
            std::size_t offset, std::string message, std::string hint = {}) {
  if (is_web_page(tree.source.text)) {
    findings.add(TemplateRule::html_page, 0, "found a web page, expected a template",
                 "download the file itself, not the page that shows it");
  } else {
    findings.add(rule, offset, std::move(message), std::move(hint));
  }
  return false;
}

void check_declaration(const DecodedTemplate& decoded, TemplateFindings& findings) {
  const std::string name = ascii_lower(decoded.declared);
  if (name.empty() || name == decoded.encoding) return;
  if (decoded.encoding == "utf-8" && name == "us-ascii") return;
  if (decoded.encoding == "windows-1252" && name == "iso-8859-1") return;
  if (decoded.encoding == "utf-16" && (name == "utf-16le" || name == "utf-16be")) return;
  if (decoded.encoding == "utf-16" && name == "unicode") {
    findings.add(TemplateRule::encoding_unicode, decoded.declared_at,
                 "found the encoding 'unicode', which few programs know", "write 'utf-16'");
    return;
  }
  findings.add(TemplateRule::encoding_declaration, decoded.declared_at,
               fmt::format("the declaration says '{}', but the file is {}",
                           escape_for_display(decoded.declared), decoded.encoding),
               fmt::format("write '{}'", decoded.encoding));
}

// A reference outside comments and CDATA sections that the library would leave as it stands.
std::size_t find_bad_reference(std::string_view text) {
  std::size_t at = text.find('&');
  while (at != kNowhere && is_good_reference(text, at)) at = text.find('&', at + 1);
  if (at == kNowhere) return kNowhere;
  // Rare: from the beginning, since only there it is known what is a comment.
  for (std::size_t i = text.find_first_of("<&"); i != kNowhere; i = text.find_first_of("<&", i)) {
    if (text[i] == '&' && !is_good_reference(text, i)) return i;
    i = text[i] == '<' ? std::max(skip_opaque(text, i), i + 1) : i + 1;
  }
  return kNowhere;
}

bool check_text(const TemplateTree& tree, TemplateFindings& findings) {
  const std::string_view text = tree.source.text;
  if (const std::size_t bad = find_unsayable(text); bad != kNowhere) {
    const bool nul = text[bad] == '\0';
    return refuse(tree, findings, TemplateRule::not_xml, bad,
                  nul ? "found a NUL byte" : "found a character that XML 1.0 forbids",
                  nul ? "the file is damaged: copy it again from where it came from" : "");
  }
  if (const std::size_t bad = find_bad_reference(text); bad != kNowhere) {
    return refuse(
        tree, findings, TemplateRule::not_xml, bad,
        fmt::format("found '{}', expected a reference that XML 1.0 knows", reference_at(text, bad)),
        "write '&amp;' for an ampersand");
  }
  return true;
}

bool parse(TemplateTree& tree, TemplateFindings& findings) {
  const std::string_view text = tree.source.text;
  tree.buffer = tree.source.text;
  const pugi::xml_parse_result result = tree.tree.load_buffer_inplace(
      tree.buffer.data(), tree.buffer.size(), kTemplateFlags, pugi::encoding_utf8);
  if (result) return true;
  const auto offset =
      std::min(static_cast<std::size_t>(std::max<std::ptrdiff_t>(result.offset, 0)), text.size());
  if (result.status == pugi::status_bad_doctype) {
    return refuse(tree, findings, TemplateRule::document_type, std::min(text.find("<!D"), offset),
                  "found a document type (<!DOCTYPE), expected none", "remove it");
  }
  if (is_end_of_file(text, result, offset)) {
    return refuse(tree, findings, TemplateRule::not_xml, text.size(),
                  "found the end of the file inside an element", "the file is cut off");
  }
  return refuse(tree, findings, TemplateRule::not_xml, offset,
                std::string(describe(result.status)));
}

// One element on the top level, and beside it nothing but comments and instructions.
bool find_root(TemplateTree& tree, TemplateFindings& findings) {
  for (const pugi::xml_node node : tree.tree.children()) {
    if (node.type() == pugi::node_doctype) {
      return refuse(tree, findings, TemplateRule::document_type, tree.source.text.find("<!DOCTYPE"),
                    "found a document type (<!DOCTYPE), expected none", "remove it");
    }
    if (node.type() == pugi::node_element) {
      if (tree.root) {
        return refuse(tree, findings, TemplateRule::not_xml, offset_of(tree, node),
                      "found a second root element");
      }
      tree.root = node;
    } else if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
      const auto offset = static_cast<std::size_t>(node.value() - tree.buffer.data());
      return refuse(
          tree, findings, TemplateRule::not_xml,
          std::min(tree.source.text.find_first_not_of(" \t\r\n", offset), tree.source.text.size()),
          "found text outside the root element");
    }
  }
  if (tree.root) return true;
  return refuse(tree, findings, TemplateRule::not_xml, tree.source.text.size(), "found no element");
}

}  // namespace

bool read_tree(ByteView bytes, const std::string& source, TemplateTree& tree,
               TemplateFindings& findings) {
  tree.source.source = source;
  if (bytes.size() > limits::kTemplateFileBytes) {
    return refuse(tree, findings, TemplateRule::too_large, 0,
                  fmt::format("found {} bytes, expected at most {} of a template", bytes.size(),
                              limits::kTemplateFileBytes));
  }
  auto decoded = decode_template(bytes);
  if (!decoded) {
    // The bytes themselves, so that the place is counted in them.
    tree.source.text = as_chars(bytes);
    return refuse(tree, findings, TemplateRule::not_text,
                  static_cast<std::size_t>(decoded.error().location.offset.value_or(0)),
                  decoded.error().message, "save the file as UTF-8");
  }
  tree.source.text = std::move(decoded->text);
  check_declaration(*decoded, findings);
  if (!check_text(tree, findings) || !parse(tree, findings)) return false;
  if (find_root(tree, findings)) return true;
  tree.root = {};
  return false;
}

std::size_t offset_of(const TemplateTree& tree, pugi::xml_node element) {
  return static_cast<std::size_t>(element.name() - tree.buffer.data()) - 1;
}

std::size_t offset_of(const TemplateTree& tree, pugi::xml_attribute attribute) {
  return static_cast<std::size_t>(attribute.name() - tree.buffer.data());
}

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == kNowhere ? name : name.substr(colon + 1);
}

}  // namespace regpolicy::xml
