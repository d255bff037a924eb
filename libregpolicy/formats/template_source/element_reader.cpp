#include "formats/template_source/element_reader.hpp"

#include <fmt/format.h>

#include <regpolicy/element_kind.hpp>
#include <regpolicy/limits.hpp>

#include "formats/template_source/value_reader.hpp"

namespace regpolicy::template_source {
namespace {

// The ids of an enum's items, for its control.
struct ItemIds {
  std::string policy, element;
  std::vector<std::string> ids;
};

template <class Detail, class Number>
Detail read_limits(TableReader& table, std::optional<Number> min, std::optional<Number> max) {
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

BooleanElement read_boolean(TableReader& table) {
  BooleanElement detail;
  detail.true_value = read_value(table, "true_value");
  detail.false_value = read_value(table, "false_value");
  detail.true_list = read_value_list(table, "true_list");
  detail.false_list = read_value_list(table, "false_list");
  return detail;
}

TextElement read_text(TableReader& table) {
  return {.required = table.boolean("required").value_or(false),
          .max_length = table.number("max_length"),
          .expandable = table.boolean("expandable").value_or(false),
          .soft = table.boolean("soft").value_or(false)};
}

MultiTextElement read_multi_text(TableReader& table) {
  return {.required = table.boolean("required").value_or(false),
          .max_length = table.number("max_length"),
          .max_strings = table.number("max_strings").value_or(0),
          .soft = table.boolean("soft").value_or(false)};
}

// "$(string.ID)" of an item's title, with an id that tells policy, element and item.
std::string add_item_title(TableReader& table, const ItemIds& items, const std::string& id) {
  Reading& reading = table.reading();
  const std::string string_id = fmt::format("Item_{}_{}_{}", items.policy, items.element, id);
  const std::string owner = fmt::format("{}:{}:{}", items.policy, items.element, id);
  const auto [found, added] = reading.item_owners.emplace(string_id, owner);
  if (!added && found->second != owner) {
    reading.error("string-id-taken",
                  fmt::format("{} gets the string id '{}', which another item has", table.what(),
                              string_id),
                  table.place_of("id"),
                  "ids joined by '_' have become the same; rename one of them");
  }
  return add_string(reading, string_id,
                    table.required_texts("title", {.max_units = limits::kAdmxEnumItemUnits}));
}

EnumItem read_enum_item(Reading& reading, const Node& node, ItemIds& items, Ids& ids) {
  TableReader table(reading, node, "[[policy.element.item]]");
  EnumItem item;
  const std::string id = table.required_id();
  if (!id.empty()) table.rename(fmt::format("item '{}'", id));
  declare(reading, ids, id, "item", table.place_of("id"));
  items.ids.push_back(id);
  item.display_name = add_item_title(table, items, id);
  if (table.require("value") != nullptr) {
    item.value = read_value(table, "value").value_or(DeleteMarker{});
  }
  item.value_list = read_value_list(table, "value_list");
  table.finish();
  return item;
}

EnumElement read_enum(TableReader& table, ItemIds& items) {
  EnumElement detail;
  detail.required = table.boolean("required").value_or(false);
  Ids ids;
  if (table.require("item") == nullptr) return detail;
  for (const Node* const node : table.tables("item")) {
    EnumItem item = read_enum_item(table.reading(), *node, items, ids);
    for (const EnumItem& other : detail.items) {
      if (other.value == item.value && other.value_list == item.value_list) {
        table.reading().error("same-item",
                              fmt::format("item '{}' writes the same as an item before it",
                                          items.ids.back()),
                              node->place, "the Group Policy editor could not tell them apart");
        break;
      }
    }
    detail.items.push_back(std::move(item));
  }
  return detail;
}

ListElement read_list(TableReader& table) {
  ListElement detail;
  if (const Node* const prefix = table.find("value_prefix")) {  // "" is a meaning of its own
    detail.value_prefix = string_of(table.reading(), *prefix, "'value_prefix'");
    check_plain_text(table.reading(), detail.value_prefix.value_or(""), "'value_prefix'",
                     limits::kPolValueNameUnits, prefix->place);
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

ElementDetail read_detail(TableReader& table, ElementKind kind, ItemIds& items) {
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

void read_value_name(TableReader& table, Element& element) {
  if (std::holds_alternative<ListElement>(element.detail)) {
    if (table.find("value_name") != nullptr) {
      table.reading().error("list-with-value-name",
                            fmt::format("{} is a list: its values have names of their own, so it "
                                        "has no 'value_name'",
                                        table.what()),
                            table.place_of("value_name"));
    }
    return;
  }
  element.value_name = table.value_name();
  if (!element.value_name && needs_value_name(element)) (void)table.require("value_name");
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
  TableReader table(reading, node, "[[policy.element]]");
  ReadElement result;
  Element& element = result.element;
  result.place = node.place;
  element.id = table.required_id();
  if (!element.id.empty()) table.rename(fmt::format("element '{}'", element.id));
  std::vector<std::string> kinds;
  for (const ElementKindRow& row : element_kinds()) kinds.emplace_back(row.admx_name);
  (void)table.require("kind");
  const auto kind = table.choice("kind", kinds);
  // Which keys an element may have depends on its kind.
  if (!kind) return result;
  element.client_extension = table.guid("client_extension");
  element.key = table.registry_key("key");
  ItemIds items{policy, element.id, {}};
  element.detail = read_detail(table, static_cast<ElementKind>(*kind), items);
  read_value_name(table, element);
  read_controls(table, items.ids, result);
  table.finish();
  return result;
}

}  // namespace regpolicy::template_source
