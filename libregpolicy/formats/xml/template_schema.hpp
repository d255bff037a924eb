// The schema of templates as tables, and the one function that reads an element by them.
//
// A row of a table says what the schema says (the name, whether it must be there, how often), and
// which function understands it. Everything about order, repetition, misspelling and what is
// missing is found here.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <pugixml.hpp>

#include <regpolicy/policy_template.hpp>

#include "formats/xml/template_findings.hpp"
#include "formats/xml/template_tree.hpp"

namespace regpolicy::xml {

// An unknown attribute of an element that has no row of its own.
struct AttributeBelow {
  pugi::xml_node node;
  pugi::xml_attribute attribute;
};

struct TemplateReading {
  const TemplateTree& tree;
  TemplateFindings& findings;
  std::vector<AttributeBelow> below{};  // those that no row around them has got yet
  std::size_t rows = 0;                 // read so far
};

// Drops what stands below an element that will not be written.
inline void drop_below(TemplateReading& reading, std::size_t first) {
  reading.below.erase(reading.below.begin() + static_cast<std::ptrdiff_t>(first),
                      reading.below.end());
}
// Gives a row what has been found below its element, by the way down.
void take_below(TemplateReading& reading, std::size_t first, pugi::xml_node row,
                UnknownAttributes& attributes);

enum class Need { required, optional };
enum class Occurs { once, at_most_once, any, at_least_once };

template <class T>
struct AttributeRow {
  std::string_view name;
  Need need;
  void (*read)(TemplateReading&, pugi::xml_attribute, T&);
};
template <class T>
struct ChildRow {
  std::string_view name;
  Occurs occurs;
  void (*read)(TemplateReading&, pugi::xml_node, T&);
};

enum class Content {
  sequence,  // the children in the order of the rows
  choice,    // the children in any order, each as often as its row says
  text,
};

template <class T>
struct Schema {
  std::span<const AttributeRow<T>> attributes{};
  std::span<const ChildRow<T>> children{};
  Content content = Content::sequence;
};

// Looks for rows of one element in the order in which files have them: the next one is tried first.
template <class Row>
std::size_t find_row(std::span<const Row> rows, std::string_view name, std::size_t start) {
  for (std::size_t i = start; i < rows.size(); ++i) {
    if (rows[i].name == name) return i;
  }
  for (std::size_t i = 0; i < start && i < rows.size(); ++i) {
    if (rows[i].name == name) return i;
  }
  return rows.size();
}

// The same for an element, whose prefix does not count. Hardly any has one.
template <class Row>
std::size_t find_element_row(std::span<const Row> rows, std::string_view name, std::size_t start) {
  const std::size_t row = find_row(rows, name, start);
  return row == rows.size() ? find_row(rows, local_name(name), start) : row;
}

template <class Row>
std::vector<std::string> names_of(std::span<const Row> rows) {
  std::vector<std::string> names;
  for (const Row& row : rows) names.emplace_back(row.name);
  return names;
}

// An attribute without a row: a namespace, a misspelling, an attribute that the editor passes over.
// Kept in `unknown`; where that is null, for the row around.
void read_other_attribute(TemplateReading& reading, pugi::xml_node node,
                          pugi::xml_attribute attribute, const std::vector<std::string>& known,
                          UnknownAttributes* unknown);
void report_second_attribute(TemplateReading& reading, pugi::xml_attribute attribute);
void report_missing_attribute(TemplateReading& reading, pugi::xml_node node, std::string_view name);
// What XML does not allow in an attribute although the library does.
void check_raw_attribute(TemplateReading& reading, pugi::xml_attribute attribute);

void report_unexpected_child(TemplateReading& reading, pugi::xml_node child,
                             const std::vector<std::string>& known);
void report_missing_child(TemplateReading& reading, pugi::xml_node node, std::string_view name);
// The order and the number of one child: `row` is its own, `last` the furthest one seen before.
// False where it is a second one that must not be, which is not read.
[[nodiscard]] bool check_child(TemplateReading& reading, pugi::xml_node child, Occurs occurs,
                               bool seen, std::string_view behind);
// Text or another thing than an element among elements.
void check_between(TemplateReading& reading, pugi::xml_node node);
// An element within a text.
void check_text_only(TemplateReading& reading, pugi::xml_node node);

template <class T>
void read_attributes(TemplateReading& reading, pugi::xml_node node,
                     std::span<const AttributeRow<T>> rows, T& target) {
  std::uint64_t seen = 0;
  std::size_t next = 0;
  for (const pugi::xml_attribute attribute : node.attributes()) {
    check_raw_attribute(reading, attribute);
    const std::size_t row = find_row(rows, std::string_view(attribute.name()), next);
    if (row == rows.size()) {
      UnknownAttributes* unknown = nullptr;
      if constexpr (requires { target.unknown_attributes; }) unknown = &target.unknown_attributes;
      read_other_attribute(reading, node, attribute, names_of(rows), unknown);
      continue;
    }
    if ((seen >> row & 1U) != 0) {
      report_second_attribute(reading, attribute);
      continue;
    }
    seen |= std::uint64_t{1} << row;
    next = row + 1;
    rows[row].read(reading, attribute, target);
  }
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (rows[row].need == Need::required && (seen >> row & 1U) == 0) {
      report_missing_attribute(reading, node, rows[row].name);
    }
  }
}

template <class T>
void read_children(TemplateReading& reading, pugi::xml_node node, const Schema<T>& schema,
                   T& target) {
  const auto rows = schema.children;
  std::uint64_t seen = 0;
  std::size_t furthest = 0;
  for (const pugi::xml_node child : node.children()) {
    if (child.type() != pugi::node_element) {
      check_between(reading, child);
      continue;
    }
    const std::size_t row = find_element_row(rows, std::string_view(child.name()), furthest);
    if (row == rows.size()) {
      report_unexpected_child(reading, child, names_of(rows));
      continue;
    }
    const bool late = schema.content == Content::sequence && row < furthest;
    const bool good = check_child(reading, child, rows[row].occurs, (seen >> row & 1U) != 0,
                                  late ? rows[furthest].name : std::string_view());
    seen |= std::uint64_t{1} << row;
    if (schema.content == Content::sequence) furthest = std::max(furthest, row);
    if (good) rows[row].read(reading, child, target);
  }
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const bool needed =
        rows[row].occurs == Occurs::once || rows[row].occurs == Occurs::at_least_once;
    if (needed && (seen >> row & 1U) == 0) report_missing_child(reading, node, rows[row].name);
  }
}

// An element without attributes of the schema that holds members of what is around it.
template <class T>
void read_container(TemplateReading& reading, pugi::xml_node node,
                    std::type_identity_t<std::span<const ChildRow<T>>> rows, T& target) {
  for (const pugi::xml_attribute attribute : node.attributes()) {
    read_other_attribute(reading, node, attribute, {}, nullptr);
  }
  read_children(reading, node, Schema<T>{.children = rows}, target);
}

// The same of an element that is written only where it holds rows.
template <class T>
void read_table(TemplateReading& reading, pugi::xml_node node,
                std::type_identity_t<std::span<const ChildRow<T>>> rows, T& target) {
  const std::size_t below = reading.below.size(), before = reading.rows;
  read_container<T>(reading, node, rows, target);
  if (reading.rows == before) drop_below(reading, below);
}

// Room for an element and all its followers, where it is the first: rows are large, and moving them
// again and again costs more than counting.
template <class Rows>
auto& add_row(Rows& rows, pugi::xml_node node) {
  if (rows.empty()) {
    std::size_t count = 0;
    for (; node; node = node.next_sibling()) ++count;
    rows.reserve(count);
  }
  return rows.emplace_back();
}

// <annotation>, which is kept whole.
template <class T>
void add_annotation(TemplateReading& reading, pugi::xml_node node, T& target) {
  if (!node.attribute("application")) report_missing_attribute(reading, node, "application");
  target.annotations.push_back(markup_of(reading.tree, node));
}

// An element that is a text and nothing else.
[[nodiscard]] std::string read_text(TemplateReading& reading, pugi::xml_node node);

// The element's place, attributes and children. Its text is the caller's.
template <class T>
void read_element(TemplateReading& reading, pugi::xml_node node, const Schema<T>& schema,
                  T& target) {
  if constexpr (requires { target.place; }) {
    target.place.offset = static_cast<std::uint32_t>(offset_of(reading.tree, node));
  }
  const std::size_t below = reading.below.size();
  read_attributes(reading, node, schema.attributes, target);
  if (schema.content == Content::text) {
    check_text_only(reading, node);
  } else {
    read_children(reading, node, schema, target);
  }
  if constexpr (requires { target.unknown_attributes; }) {
    ++reading.rows;
    take_below(reading, below, node, target.unknown_attributes);
  }
}

}  // namespace regpolicy::xml
