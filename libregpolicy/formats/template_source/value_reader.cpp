#include "formats/template_source/value_reader.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/limits.hpp>

namespace regpolicy::template_source {
namespace {

const std::vector<std::string>& value_keys() {
  static const std::vector<std::string> keys = {"dword", "qword", "text", "delete"};
  return keys;
}

// An empty text is a value like any other.
std::optional<TemplateValue> read_text_value(const Section& table) {
  const Node& node = *table.find("text");
  auto text = document::get_text(table.context(), node, "'text'", true);
  if (!text) return std::nullopt;
  check_plain_text(table.reading(), *text, "'text'", limits::kAdmxStringValueUnits, node.place);
  return TemplateValue(*std::move(text));
}

std::optional<TemplateValue> read_delete(const Section& table) {
  const auto marked = table.boolean("delete");
  if (marked && !*marked) {
    table.reading().error("out-of-range", "'delete' is false, expected true",
                          table.place_of("delete"));
  }
  return marked ? std::optional<TemplateValue>(DeleteMarker{}) : std::nullopt;
}

ValueItem read_item(const Section& list, const Node& node) {
  ValueItem item;
  const auto table = Section::open(list.reading(), node, fmt::format("an item of {}", list.name()),
                                   {"key", "value_name", "value", "unknown_attributes"});
  if (!table) return item;
  item.key = table->registry_key("key");
  (void)table->require("value_name");
  item.value_name = table->value_name().value_or("");
  item.value = read_required_value(*table, "value");
  item.unknown_attributes = table->unknown_attributes();
  return item;
}

}  // namespace

std::optional<TemplateValue> read_value(const Section& parent, std::string_view key) {
  const Node* const node = parent.find(key);
  if (node == nullptr) return std::nullopt;
  const auto table = Section::open(parent.reading(), *node, fmt::format("'{}'", key), value_keys());
  if (!table) return std::nullopt;
  const auto count = std::ranges::count_if(
      value_keys(), [&table](const std::string& kind) { return table->find(kind) != nullptr; });
  if (count != 1) {
    table->reading().error("bad-value",
                           fmt::format("{} has {} of dword, qword, text and delete, expected one",
                                       table->name(), count == 0 ? "none" : std::to_string(count)),
                           node->place);
    return std::nullopt;
  }
  if (const auto number = table->number("dword")) return Decimal{*number};
  if (const auto number = table->long_number("qword")) return LongDecimal{*number};
  if (table->find("text") != nullptr) return read_text_value(*table);
  return read_delete(*table);
}

TemplateValue read_required_value(const Section& parent, std::string_view key) {
  (void)parent.require(key);
  return read_value(parent, key).value_or(DeleteMarker{});
}

std::optional<ValueList> read_value_list(const Section& parent, std::string_view key) {
  const Node* const node = parent.find(key);
  if (node == nullptr) return std::nullopt;
  const auto table = Section::open(parent.reading(), *node, fmt::format("'{}'", key),
                                   {"default_key", "item", "unknown_attributes"});
  if (!table) return std::nullopt;
  ValueList list;
  list.default_key = table->registry_key("default_key");
  list.unknown_attributes = table->unknown_attributes();
  const Node* const items = table->require("item");
  for (const Node* const item : table->tables("item")) {
    list.items.push_back(read_item(*table, *item));
  }
  const auto* const array = items ? std::get_if<document::Array>(&items->content) : nullptr;
  if (array != nullptr && array->empty()) {
    table->reading().error("no-items", fmt::format("{} has no items", table->name()), items->place);
  }
  return list;
}

}  // namespace regpolicy::template_source
