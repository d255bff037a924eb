#include "formats/toml/document.hpp"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include <regpolicy/limits.hpp>

#include "formats/toml/guards.hpp"

namespace regpolicy::document {
namespace {

Place place_of(const ::toml::source_region& region) {
  return {region.begin.line, region.begin.column};
}

Node to_node(const ::toml::node& node);

// The parser keeps a table sorted by key; the file's order is that of the places.
Table to_table(const ::toml::table& source) {
  Table table;
  for (const auto& [key, value] : source) {
    table.members.push_back({std::string(key.str()), place_of(key.source()), to_node(value)});
  }
  std::ranges::sort(table.members, {}, [](const Member& member) {
    return std::tuple(member.place.line, member.place.column);
  });
  return table;
}

Array to_array(const ::toml::array& source) {
  Array array;
  for (const ::toml::node& item : source) array.push_back(to_node(item));
  return array;
}

Node to_node(const ::toml::node& node) {
  const Place place = place_of(node.source());
  if (const auto* table = node.as_table()) return {place, to_table(*table)};
  if (const auto* array = node.as_array()) return {place, to_array(*array)};
  if (const auto* text = node.as_string()) return {place, text->get()};
  if (const auto* number = node.as_integer()) return {place, number->get()};
  if (const auto* truth = node.as_boolean()) return {place, truth->get()};
  if (const auto* date = node.as_date()) {
    const ::toml::date& day = date->get();
    return {place, Date{fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day)}};
  }
  if (node.is_floating_point()) return {place, Other{"a floating-point number"}};
  return {place, Other{node.is_time() ? "a time" : "a date with a time"}};
}

// A registry key in double quotes is what a backslash in front of any letter comes from.
std::string hint_for(std::string_view description) {
  const bool escape = description.find("escape sequence") != std::string_view::npos ||
                      description.find("expected hex digit") != std::string_view::npos;
  return escape ? "write keys in single quotes: 'SOFTWARE\\Policies'" : "";
}

}  // namespace

Result<Node> parse(std::string_view text, const std::string& source) {
  if (text.size() > limits::kSourceFileBytes) {
    return fail(ErrorCode::limit_exceeded,
                fmt::format("found a text of {} bytes, expected at most {}", text.size(),
                            limits::kSourceFileBytes),
                {.source = source});
  }
  if (const auto bad = bad_byte(text)) {
    return fail(ErrorCode::malformed,
                fmt::format("found byte 0x{:02x}, which is not UTF-8 here", bad->byte),
                {.source = source, .line = bad->place.line, .column = bad->place.column},
                "save the file as UTF-8");
  }
  if (const auto deep = deep_key(text)) {
    return fail(ErrorCode::limit_exceeded,
                fmt::format("found a dotted key of more than {} parts", limits::kTomlKeyParts),
                {.source = source, .line = deep->line, .column = deep->column});
  }
  try {
    return to_node(::toml::parse(text));
  } catch (const ::toml::parse_error& error) {
    const Place place = place_of(error.source());
    return fail(ErrorCode::malformed, std::string(error.description()),
                {.source = source, .line = place.line, .column = place.column},
                hint_for(error.description()));
  }
}

std::string_view kind_name(const Node& node) {
  constexpr std::string_view kNames[] = {"a boolean", "an integer", "a text", "a date",
                                         "",          "an array",   "a table"};
  if (const auto* other = std::get_if<Other>(&node.content)) return other->kind;
  return kNames[node.content.index()];
}

const Member* find(const Table& table, std::string_view key) {
  const auto found = std::ranges::find(table.members, key, &Member::key);
  return found == table.members.end() ? nullptr : &*found;
}

}  // namespace regpolicy::document
