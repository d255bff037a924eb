#include <fmt/format.h>

#include <regpolicy/limits.hpp>
#include <regpolicy/registry_path.hpp>
#include <regpolicy/text.hpp>

#include "formats/baseline/reading.hpp"

namespace regpolicy::baseline {

using document::Context;
using document::Node;
using document::Place;
using document::TableReader;

std::u16string to_registry_text(const Context& context, std::string_view text, Place place,
                                std::string_view what) {
  const auto units = to_utf16(text);
  if (!units) {
    context.error("bad-text", fmt::format("{}: {}", what, units.error().message), place);
    return {};
  }
  if (units->find(u'\0') != std::u16string::npos) {
    context.error("bad-text",
                  fmt::format("{} holds a NUL, which ends a text in the registry", what), place);
    return {};
  }
  return *units;
}

std::u16string read_key(const TableReader& reader, std::string_view key) {
  const auto text = reader.required_text(key);
  if (!text) return {};
  const auto units = to_utf16(*text);
  const std::string defect = units ? key_defect(*units) : units.error().message;
  if (!defect.empty()) {
    const bool rooted = units && split_root(*units);
    reader.context().error("bad-key", fmt::format("'{}': {}", key, defect), reader.place_of(key),
                           rooted ? "leave it out: 'side' decides the hive" : "");
    return {};
  }
  return *units;
}

std::u16string read_value_name(const TableReader& reader, bool required) {
  const Node* const node = reader.find("name");
  if (node == nullptr) {
    if (required) {
      reader.context().error("missing-key", fmt::format("{} has no 'name'", reader.name()),
                             reader.place(), "name = \"\" is the default value of the key");
    }
    return {};
  }
  const auto text = get_text(reader.context(), *node, "'name'", true);
  if (!text) return {};
  std::u16string name = to_registry_text(reader.context(), *text, node->place, "'name'");
  if (name.size() > limits::kValueNameUnits) {
    reader.context().error("bad-name",
                           fmt::format("'name' has {} characters; the registry allows {}",
                                       name.size(), limits::kValueNameUnits),
                           node->place);
  }
  return name;
}

std::optional<Type> read_type(const TableReader& reader) {
  const Node* const node = reader.find("type");
  if (node == nullptr) return std::nullopt;
  if (const auto* number = std::get_if<std::int64_t>(&node->content)) {
    if (*number >= 0 && *number <= UINT32_MAX) return static_cast<Type>(*number);
    reader.context().error(
        "out-of-range",
        fmt::format("'type' is {}, expected a number from 0 to 4294967295", *number), node->place);
    return std::nullopt;
  }
  const auto text = get_text(reader.context(), *node, "'type'");
  if (!text) return std::nullopt;
  const auto type = parse_type(*text);
  if (!type) {
    reader.context().error("unknown-type", type.error().message, node->place, type.error().hint);
    return std::nullopt;
  }
  return *type;
}

Side read_side(const TableReader& reader) {
  return reader.word("side", {"machine", "user"}).value_or(0) == 1 ? Side::user : Side::machine;
}

CheckSeverity read_severity(const TableReader& reader, CheckSeverity otherwise) {
  const auto position = reader.word("severity", {"blocker", "warning", "info"});
  return position ? static_cast<CheckSeverity>(*position) : otherwise;
}

LocalizedText read_common_text(const TableReader& reader, std::string_view key,
                               const std::vector<std::string>& languages) {
  const Node* const node = reader.require(key);
  if (node == nullptr) return {};
  if (std::holds_alternative<document::Table>(node->content)) {
    return reader.localized(key, languages).value_or(LocalizedText{});
  }
  if (!std::holds_alternative<std::string>(node->content)) {
    reader.context().error(
        "wrong-type",
        fmt::format("'{}' is {}, expected a text or a table of texts by language", key,
                    kind_name(*node)),
        node->place);
    return {};
  }
  LocalizedText texts;
  if (const auto text = reader.text(key)) {
    for (const std::string& language : languages) texts.emplace(language, *text);
  }
  return texts;
}

}  // namespace regpolicy::baseline
