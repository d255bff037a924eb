#include "formats/gpo_backup/markup.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

namespace regpolicy::gpo_backup {
namespace {

std::string_view prefix_part(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
}

// The namespace that a prefix stands for at an element; empty where nothing declares it.
std::string_view namespace_behind(pugi::xml_node element, std::string_view prefix) {
  const std::string name = prefix.empty() ? "xmlns" : fmt::format("xmlns:{}", prefix);
  for (; element; element = element.parent()) {
    if (const auto declared = element.attribute(name.c_str())) return declared.value();
  }
  return {};
}

// What XML would read as something else.
void append_escaped(std::string& out, std::string_view text, bool in_attribute) {
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += in_attribute ? "&quot;" : "\""; break;
      case '\t': out += in_attribute ? "&#9;" : "\t"; break;
      case '\n': out += in_attribute ? "&#10;" : "\n"; break;
      case '\r': out += "&#13;"; break;
      default: out += c;
    }
  }
}

class MarkupWriter {
 public:
  MarkupWriter(std::string& out, const xml::Document& document, pugi::xml_node top)
      : out_(out), document_(document), top_(top) {}

  Result<void> append(pugi::xml_node node) {
    if (node.type() == pugi::node_pcdata) append_escaped(out_, node.value(), false);
    if (node.type() == pugi::node_cdata) out_ += fmt::format("<![CDATA[{}]]>", node.value());
    return node.type() == pugi::node_element ? append_element(node) : Result<void>();
  }

 private:
  Result<void> append_element(pugi::xml_node element) {
    const auto name = name_of(element, element.name());
    if (!name) return std::unexpected(name.error());
    out_ += '<' + *name;
    for (const pugi::xml_attribute attribute : element.attributes()) {
      auto written = append_attribute(element, attribute);
      if (!written) return written;
    }
    const std::size_t start_ends = out_.size();
    out_ += '>';
    auto written = append_content(element);
    if (!written) return written;
    if (out_.size() == start_ends + 1) {
      out_.insert(start_ends, "/");
    } else {
      out_ += fmt::format("</{}>", *name);
    }
    return {};
  }

  Result<void> append_content(pugi::xml_node element) {
    const bool has_elements = std::ranges::any_of(
        element, [](pugi::xml_node child) { return child.type() == pugi::node_element; });
    for (const pugi::xml_node child : element.children()) {
      if (has_elements && is_between_elements(child)) continue;
      auto written = append(child);
      if (!written) return written;
    }
    return {};
  }

  Result<void> append_attribute(pugi::xml_node element, pugi::xml_attribute attribute) {
    const std::string_view full = attribute.name();
    if (full == "xmlns:bkp" && attribute.value() != kSchemeNamespace) return foreign_prefix("bkp");
    Result<std::string> name = std::string(full);
    const std::string_view prefix = prefix_part(full);
    if (!prefix.empty() && prefix != "xml" && prefix != "xmlns") name = name_of(element, full);
    if (!name) return std::unexpected(name.error());
    out_ += fmt::format(" {}=\"", *name);
    append_escaped(out_, attribute.value(), true);
    out_ += '"';
    return {};
  }

  // The name with the prefix that the markup has for its namespace.
  Result<std::string> name_of(pugi::xml_node element, std::string_view name) const {
    const std::string_view prefix = prefix_part(name);
    if (prefix.empty()) return std::string(name);
    if (namespace_behind(element, prefix) == kSchemeNamespace) {
      return fmt::format("bkp:{}", local_part(name));
    }
    if (prefix == "bkp" || !is_declared_inside(element, prefix)) return foreign_prefix(prefix);
    return std::string(name);
  }

  bool is_declared_inside(pugi::xml_node element, std::string_view prefix) const {
    const std::string name = fmt::format("xmlns:{}", prefix);
    for (; element; element = element.parent()) {
      if (element.attribute(name.c_str())) return true;
      if (element == top_) return false;
    }
    return false;
  }

  [[nodiscard]] std::unexpected<Error> foreign_prefix(std::string_view prefix) const {
    return xml::fail_at(document_, top_,
                        fmt::format("found the prefix '{}' of another namespace, expected none "
                                    "but 'bkp' for '{}'",
                                    escape_for_display(prefix), kSchemeNamespace));
  }

  std::string& out_;
  const xml::Document& document_;
  pugi::xml_node top_;
};

Result<void> check_sayable(std::string_view text) {
  if (is_valid_utf8(text) && xml::is_sayable(text)) return {};
  return fail(ErrorCode::not_representable,
              fmt::format("XML 1.0 cannot hold the text '{}'", escape_for_display(text)));
}

}  // namespace

std::string_view local_part(std::string_view name) { return name.substr(name.find(':') + 1); }

std::string_view attribute_of(pugi::xml_node element, std::string_view local_name) {
  for (const pugi::xml_attribute attribute : element.attributes()) {
    const std::string_view name = attribute.name();
    if (local_part(name) == local_name && prefix_part(name) != "xmlns") return attribute.value();
  }
  return {};
}

bool is_between_elements(pugi::xml_node node) {
  if (node.type() == pugi::node_pcdata) return xml::is_white(node.value());
  return node.type() != pugi::node_element && node.type() != pugi::node_cdata;
}

void check_namespace(const xml::Document& document, std::string_view expected,
                     Diagnostics& findings) {
  const std::string_view found = namespace_behind(document.root, prefix_part(document.root.name()));
  if (found == expected) return;
  findings.warning(
      "gpo-backup.scheme",
      fmt::format("found the namespace '{}', expected '{}'", escape_for_display(found), expected),
      xml::place_of(document, document.root));
}

void say_not_kept(const xml::Document& document, pugi::xml_node node, Diagnostics& findings) {
  const std::string what = node.type() == pugi::node_element
                               ? fmt::format("the element <{}>", escape_for_display(node.name()))
                               : std::string("a text");
  findings.warning(
      "gpo-backup.unknown-xml",
      fmt::format("found {}, which GPMC does not write here and which is not kept", what),
      xml::place_of(document, node));
}

Result<void> append_markup(std::string& out, const xml::Document& document, pugi::xml_node node) {
  return MarkupWriter(out, document, node).append(node);
}

Result<std::string> text_markup(std::string_view text) {
  if (text.contains('\r')) return escaped_markup(text);
  if (const auto good = check_sayable(text); !good) return std::unexpected(good.error());
  std::string out = "<![CDATA[";
  constexpr std::string_view kEnd = "]]>";
  std::size_t at = 0;
  for (std::size_t end = text.find(kEnd); end != std::string_view::npos;
       end = text.find(kEnd, at)) {
    out += text.substr(at, end + 2 - at);
    out += "]]><![CDATA[";
    at = end + 2;
  }
  out += text.substr(at);
  return out + "]]>";
}

Result<std::string> escaped_markup(std::string_view text) {
  if (const auto good = check_sayable(text); !good) return std::unexpected(good.error());
  std::string out;
  append_escaped(out, text, true);
  return out;
}

Bytes to_bytes(std::string_view text) {
  const ByteView bytes = as_bytes(text);
  return {bytes.begin(), bytes.end()};
}

}  // namespace regpolicy::gpo_backup
