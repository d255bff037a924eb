#include <charconv>
#include <set>

#include <fmt/format.h>

#include <regpolicy/text.hpp>
#include <regpolicy/xliff.hpp>

#include "formats/xml/xml_read.hpp"

namespace regpolicy::xliff {
namespace {

using xml::Document;

// Without the prefix of its namespace.
std::string_view name_of(pugi::xml_node element) {
  const std::string_view name = element.name();
  const std::size_t colon = name.find(':');
  return colon == name.npos ? name : name.substr(colon + 1);
}

pugi::xml_node child_of(pugi::xml_node parent, std::string_view name) {
  return parent.find_child([name](pugi::xml_node child) {
    return child.type() == pugi::node_element && name_of(child) == name;
  });
}

// Texts and those within <mrk>, together.
Result<void> append_text(const Document& document, pugi::xml_node element, std::string& text) {
  for (const pugi::xml_node child : element.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      text += child.value();
    } else if (child.type() == pugi::node_element) {
      if (name_of(child) != "mrk") {
        return xml::fail_at(document, child,
                            fmt::format("found <{}> inside <{}>, expected text",
                                        escape_for_display(name_of(child)), name_of(element)));
      }
      if (auto good = append_text(document, child, text); !good) return good;
    }
  }
  return {};
}

Result<std::optional<std::string>> text_of_child(const Document& document, pugi::xml_node parent,
                                                 std::string_view name) {
  const pugi::xml_node child = child_of(parent, name);
  if (!child) return std::nullopt;
  std::string text;
  if (auto good = append_text(document, child, text); !good) return std::unexpected(good.error());
  return text;
}

// maxwidth, where it counts characters.
Result<std::optional<std::uint32_t>> width_of(const Document& document, pugi::xml_node element) {
  const std::string_view text = element.attribute("maxwidth").value();
  if (text.empty() || std::string_view(element.attribute("size-unit").value()) != "char") {
    return std::nullopt;
  }
  std::uint32_t width = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), width);
  if (error != std::errc() || stop != text.data() + text.size()) {
    return xml::fail_at(document, element,
                        fmt::format("found maxwidth=\"{}\", expected a number of characters",
                                    escape_for_display(text)));
  }
  return width;
}

Result<Unit> read_unit(const Document& document, pugi::xml_node element) {
  Unit unit;
  unit.id = element.attribute("id").value();
  unit.line = xml::place_of(document, element).line.value_or(0);
  auto source = text_of_child(document, element, "source");
  if (!source) return std::unexpected(source.error());
  if (unit.id.empty() || !*source) {
    return xml::fail_at(document, element,
                        fmt::format("found a <trans-unit> without {}, which it needs",
                                    unit.id.empty() ? "an id" : "a <source>"));
  }
  unit.source = **std::move(source);
  auto target = text_of_child(document, element, "target");
  if (!target) return std::unexpected(target.error());
  unit.target = *std::move(target);
  if (unit.target) unit.state = child_of(element, "target").attribute("state").value();
  const auto width = width_of(document, element);
  if (!width) return std::unexpected(width.error());
  unit.width = *width;
  for (const pugi::xml_node child : element.children()) {
    if (child.type() != pugi::node_element || name_of(child) != "note") continue;
    std::string note;
    if (auto good = append_text(document, child, note); !good) return std::unexpected(good.error());
    unit.notes.push_back(std::move(note));
  }
  return unit;
}

// The units below, in the order of the file. The depth of XML files is limited.
Result<void> read_units(const Document& document, pugi::xml_node parent, File& file,
                        std::set<std::string>& ids) {
  for (const pugi::xml_node child : parent.children()) {
    if (child.type() != pugi::node_element) continue;
    if (name_of(child) == "group") {
      if (auto good = read_units(document, child, file, ids); !good) return good;
    } else if (name_of(child) == "trans-unit") {
      auto unit = read_unit(document, child);
      if (!unit) return std::unexpected(unit.error());
      if (!ids.insert(unit->id).second) {
        return xml::fail_at(document, child,
                            fmt::format("found the id '{}' twice", escape_for_display(unit->id)));
      }
      file.units.push_back(*std::move(unit));
    }
  }
  return {};
}

Result<void> check_root(const Document& document) {
  const pugi::xml_node root = document.root;
  if (name_of(root) != "xliff") {
    return xml::fail_at(
        document, root,
        fmt::format("found <{}>, expected <xliff>", escape_for_display(name_of(root))));
  }
  const std::string_view version = root.attribute("version").value();
  if (version.starts_with("1.")) return {};
  return xml::fail_at(
      document, root,
      fmt::format("found XLIFF version '{}', expected 1.2", escape_for_display(version)),
      version.starts_with("2") ? "let the program save it as XLIFF 1.2" : "");
}

}  // namespace

bool Unit::operator==(const Unit& other) const {
  return id == other.id && source == other.source && target == other.target &&
         state == other.state && notes == other.notes && width == other.width;
}

Result<File> read(ByteView bytes, const std::string& source) {
  const auto document = xml::read(bytes, source);
  if (!document) return std::unexpected(document.error());
  if (auto good = check_root(*document); !good) return std::unexpected(good.error());
  File file;
  bool is_found = false;
  for (const pugi::xml_node child : document->root.children()) {
    if (child.type() != pugi::node_element || name_of(child) != "file") continue;
    if (is_found) return xml::fail_at(*document, child, "found a second <file>, expected one");
    is_found = true;
    file.original = child.attribute("original").value();
    file.source_language = child.attribute("source-language").value();
    file.target_language = child.attribute("target-language").value();
    std::set<std::string> ids;
    if (auto good = read_units(*document, child_of(child, "body"), file, ids); !good) {
      return std::unexpected(good.error());
    }
  }
  if (!is_found) return xml::fail_at(*document, document->root, "found no <file>");
  return file;
}

bool looks_like_xml(ByteView bytes) {
  std::string_view text = as_chars(bytes);
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return true;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != text.npos && text[first] == '<';
}

}  // namespace regpolicy::xliff
