#include <utility>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "formats/baseline/reading.hpp"

namespace regpolicy::baseline {
namespace {

using document::Array;
using document::Context;
using document::Member;
using document::Node;
using document::Table;
using document::TableReader;

std::optional<OptionValue> read_named_texts(const Context& context, const Table& table,
                                            const std::string& what) {
  NamedTexts pairs;
  for (const Member& member : table.members) {
    const std::string item = fmt::format("'{}' of {}", escape_for_display(member.key), what);
    if (auto data = get_text(context, member.value, item, true)) {
      pairs.emplace_back(member.key, *std::move(data));
    }
  }
  if (pairs.size() != table.members.size()) return std::nullopt;
  return pairs;
}

std::optional<OptionValue> read_option(const Context& context, const Node& node,
                                       const std::string& what) {
  if (const auto* truth = std::get_if<bool>(&node.content)) return *truth;
  if (const auto* text = std::get_if<std::string>(&node.content)) return *text;
  if (const auto* table = std::get_if<Table>(&node.content)) {
    return read_named_texts(context, *table, what);
  }
  if (const auto* number = std::get_if<std::int64_t>(&node.content)) {
    if (*number >= 0) return static_cast<std::uint64_t>(*number);
    context.error("out-of-range", fmt::format("{} is {}, expected 0 or more", what, *number),
                  node.place);
    return std::nullopt;
  }
  if (std::holds_alternative<Array>(node.content)) {
    auto texts = get_texts(context, node, what, true);
    return texts ? std::optional<OptionValue>(*std::move(texts)) : std::nullopt;
  }
  context.error("wrong-type",
                fmt::format("{} is {}, expected true, false, an integer, a text, an array of texts "
                            "or a table of texts",
                            what, kind_name(node)),
                node.place);
  return std::nullopt;
}

void read_options(const TableReader& reader, Setting& setting) {
  const Node* const node = reader.find("options");
  if (node == nullptr) return;
  const Table* const table = get_table(reader.context(), *node, "'options'");
  if (table == nullptr) return;
  for (const Member& member : table->members) {
    const std::string what = fmt::format("the option '{}'", escape_for_display(member.key));
    if (auto value = read_option(reader.context(), member.value, what)) {
      setting.options.emplace(member.key, *std::move(value));
      setting.option_locations.emplace(member.key, reader.context().at(member.value.place));
    }
  }
}

}  // namespace

BaselineSetting read_setting(const Reading& reading, const Node& node) {
  const TableReader reader(
      reading.context, std::get<Table>(node.content), node.place, "[[setting]]",
      {"policy", "side", "state", "options", "comment", "severity", "applies_to"});
  BaselineSetting result;
  Setting& setting = result.setting;
  setting.policy = reader.required_text("policy").value_or("");
  setting.side = read_side(reader);
  if (reader.require("state") != nullptr) {
    const auto state = reader.word("state", {"not_configured", "enabled", "disabled"});
    setting.state = static_cast<PolicyState>(state.value_or(0));
  }
  read_options(reader, setting);
  if (reader.find("comment") != nullptr) {
    result.comment = read_common_text(reader, "comment", reading.languages);
  }
  setting.location = reading.context.at(reader.place_of("policy"));
  result.audit.severity = read_severity(reader, CheckSeverity::warning);
  result.audit.applies_to = read_condition(reader, "applies_to");
  return result;
}

}  // namespace regpolicy::baseline
