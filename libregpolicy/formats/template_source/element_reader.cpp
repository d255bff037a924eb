#include "formats/template_source/element_reader.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include <regpolicy/limits.hpp>

#include "formats/template_source/strings.hpp"
#include "formats/template_source/value_reader.hpp"

namespace regpolicy::template_source {
namespace {

// The ids of an enum's items, for its control.
struct ItemIds {
  std::string policy, element;
  std::vector<std::string> ids;
  std::vector<bool> has_value;  // false where it is missing or wrong, which is reported
};

template <class Detail, class Number>
Detail read_limits(const Section& table, std::optional<Number> min, std::optional<Number> max) {
  Detail detail;
  detail.required = table.boolean("required").value_or(false);
  detail.min_value = min.value_or(0);
  detail.max_value = max;
  detail.store_as_text = table.boolean("store_as_text").value_or(false);
  detail.soft = table.boolean("soft").value_or(false);
  const Number upper = max.value_or(limits::kAdmxDefaultMaxValue);
  if (detail.min_value > upper) {
    table.reading().error("min-above-max",
                          fmt::format("'min_value' {} is above {} {}", detail.min_value,
                                      max ? "'max_value'" : "the schema's own limit,", upper),
                          table.place_of("min_value"), max ? "" : "give 'max_value'");
  }
  return detail;
}

BooleanElement read_boolean(const Section& table) {
  BooleanElement detail;
  detail.true_value = read_value(table, "true_value");
  detail.false_value = read_value(table, "false_value");
  detail.true_list = read_value_list(table, "true_list");
  detail.false_list = read_value_list(table, "false_list");
  return detail;
}

TextElement read_text(const Section& table) {
  return {.required = table.boolean("required").value_or(false),
          .max_length = table.number("max_length"),
          .expandable = table.boolean("expandable").value_or(false),
          .soft = table.boolean("soft").value_or(false)};
}

MultiTextElement read_multi_text(const Section& table) {
  return {.required = table.boolean("required").value_or(false),
          .max_length = table.number("max_length"),
          .max_strings = table.number("max_strings").value_or(0),
          .soft = table.boolean("soft").value_or(false)};
}

// "$(string.ID)" of an item's title, with an id that tells policy, element and item.
std::string add_item_title(const Section& table, const ItemIds& items, const std::string& id) {
  return read_required_string(table, "title",
                              {fmt::format("Item_{}_{}_{}", items.policy, items.element, id),
                               fmt::format("item:{}:{}:{}", items.policy, items.element, id)},
                              {.max_units = limits::kAdmxEnumItemUnits});
}

// An item whose title has an id of its own needs no other.
std::string read_item_id(const Section& table) {
  const Node* const title = table.find("title");
  if (table.find("id") != nullptr || title == nullptr) return table.required_id();
  if (const auto* const reference = std::get_if<std::string>(&title->content)) {
    return std::string(referred_id(*reference, "string"));
  }
  const auto* const texts = std::get_if<document::Table>(&title->content);
  const document::Member* const id =
      texts == nullptr ? nullptr : document::find(*texts, kStringIdKey);
  if (id == nullptr) return table.required_id();
  const auto* const text = std::get_if<std::string>(&id->value.content);
  return text == nullptr ? "" : *text;
}

EnumItem read_enum_item(Reading& reading, const Node& node, ItemIds& items, Ids& ids) {
  const auto table = Section::open(reading, node, name_by_id(node, "item", "an item of 'item'"),
                                   {"id", "title", "value", "value_list", "unknown_attributes"});
  if (!table) return {};
  const std::string id = read_item_id(*table);
  declare(reading, ids, id, "item", table->place_of("id"));
  items.ids.push_back(id);
  (void)table->require("value");
  const auto value = read_value(*table, "value");
  items.has_value.push_back(value.has_value());
  return {.display_name = add_item_title(*table, items, id),
          .value = value.value_or(DeleteMarker{}),
          .value_list = read_value_list(*table, "value_list"),
          .unknown_attributes = table->unknown_attributes()};
}

void check_items_differ(const Section& table, const EnumElement& detail, const ItemIds& items,
                        const std::vector<const Node*>& nodes) {
  for (std::size_t i = 0; i < detail.items.size(); ++i) {
    for (std::size_t earlier = 0; earlier < i; ++earlier) {
      if (!items.has_value[i] || !items.has_value[earlier] ||
          detail.items[i].value != detail.items[earlier].value ||
          detail.items[i].value_list != detail.items[earlier].value_list) {
        continue;
      }
      table.reading().error(
          "same-item",
          fmt::format("item '{}' writes the same as item '{}'", items.ids[i], items.ids[earlier]),
          nodes[i]->place, "the Group Policy editor could not tell them apart");
      break;
    }
  }
}

EnumElement read_enum(const Section& table, ItemIds& items) {
  EnumElement detail;
  detail.required = table.boolean("required").value_or(false);
  (void)table.require("item");
  const std::vector<const Node*> nodes = table.tables("item");
  Ids ids;
  for (const Node* const node : nodes) {
    detail.items.push_back(read_enum_item(table.reading(), *node, items, ids));
  }
  check_items_differ(table, detail, items, nodes);
  return detail;
}

ListElement read_list(const Section& table) {
  ListElement detail;
  if (const Node* const prefix = table.find("value_prefix")) {  // "" has a meaning of its own
    detail.value_prefix = document::get_text(table.context(), *prefix, "'value_prefix'", true);
    check_plain_text(table.reading(), detail.value_prefix.value_or(""), "'value_prefix'",
                     limits::kPolValueNameUnits, prefix->place);
    check_no_directive(table.reading(), detail.value_prefix.value_or(""), "'value_prefix'",
                       prefix->place);
  }
  detail.additive = table.boolean("additive").value_or(false);
  detail.expandable = table.boolean("expandable").value_or(false);
  detail.explicit_value = table.boolean("explicit_value").value_or(false);
  if (detail.value_prefix && detail.explicit_value) {
    table.reading().error("prefix-with-explicit-value",
                          "'value_prefix' cannot stand beside 'explicit_value': with it the user "
                          "names the values",
                          table.place_of("value_prefix"));
  }
  return detail;
}

ElementDetail read_detail(const Section& table, ElementKind kind, ItemIds& items) {
  switch (kind) {
    case ElementKind::boolean: return read_boolean(table);
    case ElementKind::decimal:
      return read_limits<DecimalElement>(table, table.number("min_value"),
                                         table.number("max_value"));
    case ElementKind::text: return read_text(table);
    case ElementKind::enumeration: return read_enum(table, items);
    case ElementKind::list: return read_list(table);
    case ElementKind::long_decimal:
      return read_limits<LongDecimalElement>(table, table.long_number("min_value"),
                                             table.long_number("max_value"));
    case ElementKind::multi_text: return read_multi_text(table);
  }
  return {};
}

std::vector<std::string> detail_keys(ElementKind kind) {
  switch (kind) {
    case ElementKind::boolean: return {"true_value", "false_value", "true_list", "false_list"};
    case ElementKind::decimal:
    case ElementKind::long_decimal:
      return {"required", "min_value", "max_value", "store_as_text", "soft"};
    case ElementKind::text: return {"required", "max_length", "expandable", "soft"};
    case ElementKind::enumeration: return {"required", "item"};
    case ElementKind::list: return {"value_prefix", "additive", "expandable", "explicit_value"};
    case ElementKind::multi_text: return {"required", "max_length", "max_strings", "soft"};
  }
  return {};
}

std::vector<std::string> kind_names() {
  std::vector<std::string> names;
  for (const ElementKindRow& row : element_kinds()) names.emplace_back(row.admx_name);
  return names;
}

// The keys that the element may have. Where its kind is not known, all that it has: which of them
// are wrong cannot be told.
std::vector<std::string> element_keys(const Node& node) {
  const auto* const table = std::get_if<document::Table>(&node.content);
  if (table == nullptr) return {};
  const document::Member* const kind = document::find(*table, "kind");
  const auto* const name =
      kind == nullptr ? nullptr : std::get_if<std::string>(&kind->value.content);
  const std::vector<std::string> names = kind_names();
  const auto found = name == nullptr ? names.end() : std::ranges::find(names, *name);
  std::vector<std::string> keys;
  if (found == names.end()) {
    for (const document::Member& member : table->members) keys.push_back(member.key);
    return keys;
  }
  keys = {"id",
          "kind",
          "client_extension",
          "key",
          "value_name",
          "label",
          "control",
          "control_attributes",
          "unknown_attributes"};
  const auto known = static_cast<ElementKind>(found - names.begin());
  std::ranges::copy(detail_keys(known), std::back_inserter(keys));
  std::ranges::copy(control_keys(known), std::back_inserter(keys));
  return keys;
}

void read_value_name(const Section& table, Element& element) {
  if (std::holds_alternative<ListElement>(element.detail)) {
    if (table.find("value_name") != nullptr) {
      table.reading().error("list-with-value-name",
                            fmt::format("{} is a list: its values have names of their own, so it "
                                        "has no 'value_name'",
                                        table.name()),
                            table.place_of("value_name"));
      element.value_name = table.value_name();
    }
    return;
  }
  element.value_name = table.value_name();
  if (needs_value_name(element)) table.require_if_strict("value_name");
}

}  // namespace

bool needs_value_name(const Element& element) {
  if (const auto* const boolean = std::get_if<BooleanElement>(&element.detail)) {
    const bool has_list = boolean->true_list || boolean->false_list;
    return boolean->true_value || boolean->false_value || !has_list;
  }
  return !std::holds_alternative<ListElement>(element.detail);
}

ReadElement read_element(Reading& reading, const Node& node, const std::string& policy) {
  ReadElement result;
  result.place = node.place;
  const auto table = Section::open(reading, node, name_by_id(node, "element", "[[policy.element]]"),
                                   element_keys(node));
  if (!table) return result;
  Element& element = result.element;
  element.id = table->required_id();
  (void)table->require("kind");
  const auto kind = table->word("kind", kind_names());
  if (!kind) return result;  // what else the element may have depends on it
  element.client_extension = table->guid("client_extension");
  element.key = table->registry_key("key");
  element.unknown_attributes = table->unknown_attributes();
  ItemIds items{policy, element.id, {}, {}};
  element.detail = read_detail(*table, static_cast<ElementKind>(*kind), items);
  read_value_name(*table, element);
  read_controls(*table, items.ids, result);
  return result;
}

}  // namespace regpolicy::template_source
