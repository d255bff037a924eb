#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <iterator>

#include <fmt/format.h>

#include <regpolicy/samba_xml.hpp>
#include <regpolicy/text.hpp>

#include "formats/samba_xml/samba_xml_value.hpp"
#include "formats/xml/xml_read.hpp"

namespace regpolicy::samba_xml {
namespace {

using xml::Document;

// `type="4"`, or that the attribute is missing.
std::string shown(pugi::xml_node element, const char* name) {
  const pugi::xml_attribute attribute = element.attribute(name);
  if (!attribute) return fmt::format("no attribute {}", name);
  return fmt::format("{}=\"{}\"", name, escape_for_display(attribute.value()));
}

// The whole attribute is a number; empty for anything else.
std::optional<std::uint32_t> number_of(pugi::xml_attribute attribute) {
  const std::string_view text = attribute.value();
  std::uint32_t number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || stop != text.data() + text.size()) {
    return std::nullopt;
  }
  return number;
}

Result<void> check_attributes(const Document& document, pugi::xml_node element,
                              std::initializer_list<std::string_view> known) {
  for (const pugi::xml_attribute attribute : element.attributes()) {
    if (std::ranges::find(known, std::string_view(attribute.name())) != known.end()) continue;
    return xml::fail_at(
        document, element,
        fmt::format("found the attribute '{}' of <{}>, expected {}",
                    escape_for_display(attribute.name()), element.name(),
                    known.size() == 0 ? "none" : fmt::to_string(fmt::join(known, ", "))));
  }
  return {};
}

Result<void> check_attribute(const Document& document, pugi::xml_node element, const char* name,
                             std::string_view expected) {
  const pugi::xml_attribute attribute = element.attribute(name);
  if (attribute && attribute.value() == expected) return {};
  return xml::fail_at(
      document, element,
      fmt::format("found {}, expected {}=\"{}\"", shown(element, name), name, expected));
}

// The elements inside; comments and white space may stand between them.
Result<std::vector<pugi::xml_node>> elements_of(const Document& document, pugi::xml_node parent) {
  std::vector<pugi::xml_node> elements;
  for (const pugi::xml_node child : parent.children()) {
    if (child.type() == pugi::node_element) {
      elements.push_back(child);
    } else if (child.type() == pugi::node_cdata ||
               (child.type() == pugi::node_pcdata && !xml::is_white(child.value()))) {
      return xml::fail_at(document, child,
                          fmt::format("found text inside <{}>, expected elements", parent.name()));
    }
  }
  return elements;
}

Result<std::string> text_of(const Document& document, pugi::xml_node element) {
  if (auto good = check_attributes(document, element, {}); !good) {
    return std::unexpected(good.error());
  }
  if (auto text = xml::text_of(element)) return std::move(*text);
  return xml::fail_at(document, element,
                      fmt::format("found an element inside <{}>, expected text", element.name()));
}

Result<Type> type_of(const Document& document, pugi::xml_node entry) {
  const auto number = number_of(entry.attribute("type"));
  if (!number) {
    return xml::fail_at(document, entry,
                        fmt::format("found {}, expected type=\"N\", the number of a value type",
                                    shown(entry, "type")));
  }
  const Type type{*number};
  if (!entry.attribute("type_name")) return type;
  if (auto good = check_attribute(document, entry, "type_name", type_name(type)); !good) {
    return std::unexpected(good.error());
  }
  return type;
}

// The parts of an entry as they stand there.
struct Parts {
  pugi::xml_node key;
  pugi::xml_node name;
  std::vector<std::string> values;
};

Result<Parts> parts_of(const Document& document, pugi::xml_node entry) {
  const auto elements = elements_of(document, entry);
  if (!elements) return std::unexpected(elements.error());
  Parts parts;
  for (const pugi::xml_node element : *elements) {
    const std::string_view name = element.name();
    if (name == "Value") {
      auto text = text_of(document, element);
      if (!text) return std::unexpected(text.error());
      parts.values.push_back(std::move(*text));
      continue;
    }
    if (name != "Key" && name != "ValueName") {
      return xml::fail_at(document, element,
                          fmt::format("found <{}>, expected <Key>, <ValueName> or <Value>",
                                      escape_for_display(name)));
    }
    pugi::xml_node& part = name == "Key" ? parts.key : parts.name;
    if (part) return xml::fail_at(document, element, fmt::format("found a second <{}>", name));
    part = element;
  }
  for (const auto& [part, name] : {std::pair{parts.key, "Key"}, {parts.name, "ValueName"}}) {
    if (!part) return xml::fail_at(document, entry, fmt::format("found no <{}> in <Entry>", name));
  }
  return parts;
}

Result<std::u16string> name_of(const Document& document, pugi::xml_node element) {
  const auto text = text_of(document, element);
  if (!text) return std::unexpected(text.error());
  return to_utf16(*text);
}

Result<Record> record_of(const Document& document, pugi::xml_node entry) {
  if (std::string_view(entry.name()) != "Entry") {
    return xml::fail_at(
        document, entry,
        fmt::format("found <{}>, expected <Entry>", escape_for_display(entry.name())));
  }
  if (auto good = check_attributes(document, entry, {"type", "type_name"}); !good) {
    return std::unexpected(good.error());
  }
  const auto type = type_of(document, entry);
  if (!type) return std::unexpected(type.error());
  const auto parts = parts_of(document, entry);
  if (!parts) return std::unexpected(parts.error());
  auto key = name_of(document, parts->key);
  if (!key) return std::unexpected(key.error());
  auto name = name_of(document, parts->name);
  if (!name) return std::unexpected(name.error());
  auto value = value_of(*type, parts->values);
  if (!value) {
    const pugi::xml_node place = entry.child("Value") ? entry.child("Value") : entry;
    return xml::fail_at(document, place, value.error().message);
  }
  return Record{std::move(*key), std::move(*name), std::move(*value)};
}

Result<void> check_root(const Document& document) {
  const pugi::xml_node root = document.root;
  if (std::string_view(root.name()) != "PolFile") {
    return xml::fail_at(
        document, root,
        fmt::format("found <{}>, expected <PolFile>", escape_for_display(root.name())));
  }
  if (auto good = check_attributes(document, root, {"num_entries", "signature", "version"});
      !good) {
    return good;
  }
  if (auto good = check_attribute(document, root, "signature", "PReg"); !good) return good;
  return check_attribute(document, root, "version", "1");
}

}  // namespace

Result<Records> read(ByteView bytes, const std::string& source) {
  const auto document = xml::read(bytes, source);
  if (!document) return std::unexpected(document.error());
  if (auto good = check_root(*document); !good) return std::unexpected(good.error());
  const auto entries = elements_of(*document, document->root);
  if (!entries) return std::unexpected(entries.error());
  const std::string count = std::to_string(entries->size());
  if (auto good = check_attribute(*document, document->root, "num_entries", count); !good) {
    good.error().hint = fmt::format("the file has {} <Entry>", count);
    return std::unexpected(good.error());
  }
  Records records;
  records.reserve(entries->size());
  for (const pugi::xml_node entry : *entries) {
    auto record = record_of(*document, entry);
    if (!record) return std::unexpected(record.error());
    records.push_back(std::move(*record));
  }
  return records;
}

}  // namespace regpolicy::samba_xml
