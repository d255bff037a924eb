#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/policy_rules.hpp>
#include <regpolicy/text.hpp>

#include "formats/policy_rules/policy_rules_layout.hpp"
#include "formats/policy_rules/reg_data.hpp"
#include "formats/xml/xml_read.hpp"

namespace regpolicy::policy_rules {
namespace {

using xml::Document;
using xml::fail_at;

std::string tag(pugi::xml_node node) {
  return fmt::format("<{}>", escape_for_display(std::string_view(node.name())));
}

// Nothing but elements, and white space and comments between them.
Result<void> expect_elements(const Document& document, pugi::xml_node parent) {
  for (const pugi::xml_node child : parent.children()) {
    const bool is_text = child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata;
    if (!is_text || xml::is_white(child.value())) continue;
    return fail_at(document, child,
                   fmt::format("found a text in {}, expected elements only", tag(parent)));
  }
  return {};
}

std::uint32_t line_of(const Document& document, pugi::xml_node node) {
  return xml::place_of(document, node).line.value_or(0);
}

// The children of a registry entry by their place in kFields.
using Fields = std::array<pugi::xml_node, kFields.size()>;

Result<Fields> fields_of(const Document& document, pugi::xml_node entry) {
  if (entry.first_attribute()) {
    return fail_at(document, entry,
                   fmt::format("found the attribute '{}' in {}, expected elements such as <Key>",
                               escape_for_display(std::string_view(entry.first_attribute().name())),
                               tag(entry)));
  }
  if (auto good = expect_elements(document, entry); !good) return std::unexpected(good.error());
  Fields fields;
  for (const pugi::xml_node child : entry.children()) {
    if (child.type() != pugi::node_element) continue;
    const auto known = std::ranges::find(kFields, std::string_view(child.name()));
    if (known == kFields.end() || child.first_attribute()) {
      return fail_at(document, child,
                     fmt::format("found {} in {}, expected {}", tag(child), tag(entry),
                                 fmt::join(kFields, ", ")),
                     known == kFields.end() ? "" : "none of them has attributes");
    }
    pugi::xml_node& field = fields[static_cast<std::size_t>(known - kFields.begin())];
    if (field) {
      return fail_at(document, child,
                     fmt::format("found {} twice in one {}", tag(child), tag(entry)));
    }
    field = child;
  }
  for (const Field needed : {Field::key, Field::name, Field::type}) {
    if (fields[static_cast<std::size_t>(needed)]) continue;
    return fail_at(document, entry,
                   fmt::format("found {} without <{}>", tag(entry),
                               kFields[static_cast<std::size_t>(needed)]));
  }
  return fields;
}

// The text of a field; empty where the field is not there.
Result<std::string> text_of(const Document& document, pugi::xml_node field) {
  auto text = xml::text_of(field);
  if (text) return std::move(*text);
  return fail_at(document, field, fmt::format("found an element in {}, expected text", tag(field)));
}

std::unexpected<Error> at(const Document& document, pugi::xml_node node, Error error) {
  error.code = ErrorCode::malformed;
  error.location = xml::place_of(document, node);
  return std::unexpected(std::move(error));
}

Result<RegistryEntry> read_registry_entry(const Document& document, pugi::xml_node node,
                                          Side side) {
  const auto fields = fields_of(document, node);
  if (!fields) return std::unexpected(fields.error());
  std::array<std::string, kFields.size()> texts;
  for (std::size_t i = 0; i < kFields.size(); ++i) {
    auto text = text_of(document, (*fields)[i]);
    if (!text) return std::unexpected(text.error());
    texts[i] = std::move(*text);
  }
  auto& [key, name, type_name, data, source_file, policy_name] = texts;
  const auto type = parse_type(type_name);
  if (!type) {
    return at(document, (*fields)[static_cast<std::size_t>(Field::type)], type.error());
  }
  auto value = from_reg_data(*type, data);
  if (!value) {
    const pugi::xml_node place = (*fields)[static_cast<std::size_t>(Field::data)];
    return at(document, place ? place : node, value.error());
  }
  RegistryEntry entry{.side = side, .value = std::move(*value), .line = line_of(document, node)};
  entry.key = to_utf16(key).value();  // an XML document is valid UTF-8
  entry.name = to_utf16(name).value();
  entry.source_file = std::move(source_file);
  entry.policy_name = std::move(policy_name);
  return entry;
}

std::vector<Attribute> attributes_of(pugi::xml_node node) {
  std::vector<Attribute> attributes;
  for (const pugi::xml_attribute attribute : node.attributes()) {
    attributes.push_back({attribute.name(), attribute.value()});
  }
  return attributes;
}

// Recursion goes as deep as limits::kXmlDepth.
Result<Element> read_element(const Document& document, pugi::xml_node node) {
  Element element{
      .name = node.name(), .attributes = attributes_of(node), .line = line_of(document, node)};
  if (auto text = xml::text_of(node)) {
    element.text = std::move(*text);
    return element;
  }
  if (auto good = expect_elements(document, node); !good) return std::unexpected(good.error());
  for (const pugi::xml_node child : node.children()) {
    if (child.type() != pugi::node_element) continue;
    auto inner = read_element(document, child);
    if (!inner) return inner;
    element.children.push_back(std::move(*inner));
  }
  return element;
}

Result<Entry> read_entry(const Document& document, pugi::xml_node node) {
  for (const auto& [side, name] : kEntryNames) {
    if (name == node.name()) return read_registry_entry(document, node, side);
  }
  return read_element(document, node);
}

}  // namespace

Result<File> read(ByteView bytes, const std::string& source) {
  const auto document = xml::read(bytes, source);
  if (!document) return std::unexpected(document.error());
  const pugi::xml_node root = document->root;
  if (root.name() != kRoot) {
    return fail_at(*document, root, fmt::format("found {}, expected <{}>", tag(root), kRoot));
  }
  if (auto good = expect_elements(*document, root); !good) return std::unexpected(good.error());
  File file{.attributes = attributes_of(root), .entries = {}};
  for (const pugi::xml_node node : root.children()) {
    if (node.type() != pugi::node_element) continue;
    auto entry = read_entry(*document, node);
    if (!entry) return std::unexpected(entry.error());
    file.entries.push_back(std::move(*entry));
  }
  return file;
}

}  // namespace regpolicy::policy_rules
