#include "formats/template_source/value_reader.hpp"

#include <fmt/format.h>

#include <regpolicy/limits.hpp>

namespace regpolicy::template_source {
namespace {

std::optional<TemplateValue> read_text_value(TableReader& table, const Node& node) {
  auto text = string_of(table.reading(), node, "'text'");
  if (!text) return std::nullopt;
  check_plain_text(table.reading(), *text, "'text'", limits::kAdmxStringValueUnits, node.place);
  return TemplateValue(std::move(*text));
}

std::optional<TemplateValue> read_delete(TableReader& table) {
  const auto marked = table.boolean("delete");
  if (!marked) return std::nullopt;
  if (!*marked) {
    table.reading().error("out-of-range", "'delete' is false; expected true",
                          table.place_of("delete"));
  }
  return DeleteMarker{};
}

ValueItem read_item(Reading& reading, const Node& node, std::string_view list) {
  TableReader table(reading, node, fmt::format("an item of {}", list));
  ValueItem item;
  item.key = table.registry_key("key");
  if (table.require("value_name") != nullptr) item.value_name = table.value_name().value_or("");
  if (table.require("value") != nullptr) {
    item.value = read_value(table, "value").value_or(DeleteMarker{});
  }
  table.finish();
  return item;
}

}  // namespace

std::optional<TemplateValue> read_value(TableReader& parent, std::string_view key) {
  const Node* const node = parent.find(key);
  if (node == nullptr) return std::nullopt;
  TableReader table(parent.reading(), *node, fmt::format("'{}'", key));
  int count = 0;
  for (const std::string_view kind : {"dword", "qword", "text", "delete"}) {
    if (table.find(kind) != nullptr) ++count;
  }
  table.finish();
  if (count != 1) {
    if (std::holds_alternative<Table>(node->value)) {
      parent.reading().error(
          "bad-value",
          fmt::format("'{}' has {} of dword, qword, text and delete; expected exactly one", key,
                      count == 0 ? "none" : std::to_string(count)),
          node->place);
    }
    return std::nullopt;
  }
  if (table.find("dword") != nullptr) {
    const auto number = table.number("dword");
    return number ? std::optional<TemplateValue>(Decimal{*number}) : std::nullopt;
  }
  if (table.find("qword") != nullptr) {
    const auto number = table.long_number("qword");
    return number ? std::optional<TemplateValue>(LongDecimal{*number}) : std::nullopt;
  }
  if (const Node* const text = table.find("text")) return read_text_value(table, *text);
  return read_delete(table);
}

std::optional<ValueList> read_value_list(TableReader& parent, std::string_view key) {
  const Node* const node = parent.find(key);
  if (node == nullptr) return std::nullopt;
  TableReader table(parent.reading(), *node, fmt::format("'{}'", key));
  ValueList list;
  list.default_key = table.registry_key("default_key");
  (void)table.require("item");
  for (const Node* const item : table.tables("item")) {
    list.items.push_back(read_item(parent.reading(), *item, table.what()));
  }
  if (table.find("item") != nullptr && list.items.empty()) {
    parent.reading().error("empty", fmt::format("{} has no items", table.what()),
                           table.place_of("item"));
  }
  table.finish();
  return list;
}

}  // namespace regpolicy::template_source
