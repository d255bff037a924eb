#include <charconv>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "formats/baseline/reading.hpp"

namespace regpolicy::baseline {
namespace {

using document::Array;
using document::Context;
using document::Node;
using document::Place;
using document::Table;
using document::TableReader;

enum class Action {
  set,
  set_if_absent,
  delete_value,
  delete_all_values,
  delete_values,
  delete_keys,
  secure_key,
  create_key,
  record
};

// In the order of Action.
const std::vector<std::string> kActions = {
    "set",        "set_if_absent", "delete", "delete_all_values", "delete_values", "delete_keys",
    "secure_key", "create_key",    "record"};

// "01 ff" or "01ff": pairs of digits, blanks between pairs.
std::optional<Bytes> read_hex(const Context& context, const Node& node, std::string_view what) {
  const auto text = get_text(context, node, what, true);
  if (!text) return std::nullopt;
  auto bytes = parse_hex(*text, " ");
  if (bytes) return *std::move(bytes);
  context.error("bad-data", fmt::format("{} has {}", what, bytes.error().message), node.place,
                "expected bytes such as \"01 ff\"");
  return std::nullopt;
}

std::optional<std::uint64_t> read_number(const Context& context, const Node& node,
                                         std::uint64_t largest, Type type) {
  const auto number = get_integer(context, node, fmt::format("'data' of a {}", to_string(type)));
  if (!number) return std::nullopt;
  if (*number < 0 || static_cast<std::uint64_t>(*number) > largest) {
    context.error(
        "out-of-range",
        fmt::format("'data' is {}, expected 0 to {} for a {}", *number, largest, to_string(type)),
        node.place);
    return std::nullopt;
  }
  return static_cast<std::uint64_t>(*number);
}

// TOML's integers end at 2^63 - 1; a number above it is written as a text of decimal digits.
std::optional<std::uint64_t> read_long_number(const Context& context, const Node& node) {
  const auto* const text = std::get_if<std::string>(&node.content);
  if (text == nullptr) {
    return read_number(context, node, std::numeric_limits<std::uint64_t>::max(), Type::qword);
  }
  std::uint64_t number = 0;
  const char* const last = text->data() + text->size();
  const auto [end, status] = std::from_chars(text->data(), last, number);
  if (!text->empty() && end == last && status == std::errc()) return number;
  context.error("out-of-range",
                fmt::format("'data' is '{}', expected 0 to {} for a REG_QWORD",
                            escape_for_display(*text), std::numeric_limits<std::uint64_t>::max()),
                node.place);
  return std::nullopt;
}

std::optional<Value> read_strings(const Context& context, const Node& node) {
  const auto texts = get_texts(context, node, "'data' of a REG_MULTI_SZ");
  if (!texts) return std::nullopt;
  std::vector<std::u16string> strings;
  for (std::size_t i = 0; i < texts->size(); ++i) {
    strings.push_back(to_registry_text(context, (*texts)[i], std::get<Array>(node.content)[i].place,
                                       fmt::format("item {} of 'data'", i + 1)));
  }
  return make_multi_string(strings);
}

std::optional<Value> read_data(const Context& context, const Node& node, Type type) {
  switch (type) {
    case Type::dword: {
      constexpr std::uint32_t kLargest = std::numeric_limits<std::uint32_t>::max();
      const auto number = read_number(context, node, kLargest, type);
      if (!number) return std::nullopt;
      return make_dword(static_cast<std::uint32_t>(*number));
    }
    case Type::qword: {
      const auto number = read_long_number(context, node);
      return number ? std::optional(make_qword(*number)) : std::nullopt;
    }
    case Type::sz:
    case Type::expand_sz: {
      const auto text =
          get_text(context, node, fmt::format("'data' of a {}", to_string(type)), true);
      if (!text) return std::nullopt;
      return make_string(type, to_registry_text(context, *text, node.place, "'data'"));
    }
    case Type::multi_sz: return read_strings(context, node);
    case Type::none:
    case Type::binary:
    case Type::dword_big_endian:
    case Type::link:
    case Type::resource_list:
    case Type::full_resource_descriptor:
    case Type::resource_requirements_list: break;
  }
  auto bytes = read_hex(context, node, fmt::format("'data' of a {}", to_string(type)));
  return bytes ? std::optional(Value{type, *std::move(bytes)}) : std::nullopt;
}

std::optional<Value> read_registry_value(const TableReader& reader) {
  const Context& context = reader.context();
  const bool has_type = reader.require("type") != nullptr;
  const auto type = read_type(reader);
  const Node* const data = reader.find("data");
  const Node* const bytes = reader.find("bytes");
  if ((data == nullptr) == (bytes == nullptr)) {
    context.error(
        "missing-key",
        fmt::format("{} has {}, expected one of them", reader.name(),
                    data == nullptr ? "neither 'data' nor 'bytes'" : "both 'data' and 'bytes'"),
        reader.place());
    return std::nullopt;
  }
  if (!has_type || !type) return std::nullopt;
  if (data != nullptr) return read_data(context, *data, *type);
  auto raw = read_hex(context, *bytes, "'bytes'");
  return raw ? std::optional(Value{*type, *std::move(raw)}) : std::nullopt;
}

std::vector<std::u16string> read_names(const TableReader& reader, Action action) {
  const Node* const node = reader.require("names");
  if (node == nullptr) return {};
  const auto texts = get_texts(reader.context(), *node, "'names'");
  if (!texts) return {};
  if (texts->empty()) reader.context().error("bad-name", "'names' is empty", node->place);
  const std::string_view forbidden = action == Action::delete_keys ? ";\\" : ";";
  std::vector<std::u16string> names;
  for (std::size_t i = 0; i < texts->size(); ++i) {
    const std::string what = fmt::format("item {} of 'names'", i + 1);
    const Place place = std::get<Array>(node->content)[i].place;
    names.push_back(to_registry_text(reader.context(), (*texts)[i], place, what));
    const std::size_t at = (*texts)[i].find_first_of(forbidden);
    if (at == std::string::npos) continue;
    reader.context().error(
        "bad-name",
        fmt::format("{} holds '{}', which Registry.pol cannot say there", what, (*texts)[i][at]),
        place);
  }
  return names;
}

// What Registry.pol would read back as something else.
void check_encodable(const TableReader& reader, const SetValue& set) {
  if (can_encode(set)) return;
  if (set.name.empty()) {
    reader.context().error("bad-name",
                           "a REG_NONE without name and data is how Registry.pol creates a key",
                           reader.place(), "use action = \"create_key\"");
  } else {
    reader.context().error(
        "bad-name", "'name' begins with '**', which Registry.pol reads as a directive",
        reader.place_of("name"), "use 'action' to delete or to set only where absent");
  }
}

Instruction read_set(const TableReader& reader, std::u16string key, bool if_absent) {
  std::u16string name = read_value_name(reader, if_absent);
  std::optional<Value> value = read_registry_value(reader);
  if (if_absent) return SetIfAbsent{std::move(key), std::move(name), value.value_or(Value{})};
  // The name is judged even where the value could not be read.
  SetValue set{std::move(key), std::move(name), value ? *std::move(value) : make_dword(0)};
  check_encodable(reader, set);
  return set;
}

// A text of a record as it is: it may be no key that anybody should write.
std::u16string read_any_text(const TableReader& reader, std::string_view key) {
  const std::string hex_key = fmt::format("{}_utf16le", key);
  const Node* const text = reader.find(key);
  const Node* const hex = reader.find(hex_key);
  if ((text == nullptr) == (hex == nullptr)) {
    reader.context().error("missing-key",
                           fmt::format("{} has {} '{}' {} '{}', expected one of them",
                                       reader.name(), text == nullptr ? "neither" : "both", key,
                                       text == nullptr ? "nor" : "and", hex_key),
                           reader.place());
    return {};
  }
  if (hex != nullptr) {
    const auto bytes = read_hex(reader.context(), *hex, fmt::format("'{}'", hex_key));
    return bytes ? from_utf16le(*bytes) : std::u16string();
  }
  const auto utf8 = get_text(reader.context(), *text, fmt::format("'{}'", key), true);
  return utf8 ? to_registry_text(reader.context(), *utf8, text->place, fmt::format("'{}'", key))
              : std::u16string();
}

// What a Registry.pol holds, for what no other action says: comments, unknown directives, keys that
// are none.
Instruction read_record(const TableReader& reader) {
  Record record{read_any_text(reader, "key"), read_any_text(reader, "name"), {}};
  if (auto value = read_registry_value(reader)) record.value = *std::move(value);
  return decode(record);
}

TableReader make_reader(const Context& context, const Table& table, Place place, Action action) {
  const auto with = [&](const std::vector<std::string>& keys) {
    return TableReader(context, table, place,
                       action == Action::set
                           ? "[[value]]"
                           : fmt::format("[[value]] with the action {}",
                                         kActions[static_cast<std::size_t>(action)]),
                       keys);
  };
  switch (action) {
    case Action::set:
    case Action::set_if_absent:
      return with(
          {"side", "key", "action", "severity", "applies_to", "name", "type", "data", "bytes"});
    case Action::delete_value:
      return with({"side", "key", "action", "severity", "applies_to", "name"});
    case Action::delete_values:
    case Action::delete_keys:
      return with({"side", "key", "action", "severity", "applies_to", "names"});
    case Action::secure_key:
      return with({"side", "key", "action", "severity", "applies_to", "secure"});
    case Action::record:
      return with({"side", "key", "key_utf16le", "action", "severity", "applies_to", "name",
                   "name_utf16le", "type", "data", "bytes"});
    case Action::delete_all_values:
    case Action::create_key: break;
  }
  return with({"side", "key", "action", "severity", "applies_to"});
}

Instruction read_instruction(const TableReader& reader, Action action) {
  if (action == Action::record) return read_record(reader);
  std::u16string key = read_key(reader, "key");
  switch (action) {
    case Action::set: return read_set(reader, std::move(key), false);
    case Action::set_if_absent: return read_set(reader, std::move(key), true);
    case Action::delete_value: return DeleteValue{std::move(key), read_value_name(reader, true)};
    case Action::delete_all_values: return DeleteAllValues{std::move(key)};
    case Action::delete_values: return DeleteValues{std::move(key), read_names(reader, action)};
    case Action::delete_keys: return DeleteKeys{std::move(key), read_names(reader, action)};
    case Action::secure_key: {
      (void)reader.require("secure");
      return SecureKey{std::move(key), reader.boolean("secure").value_or(true)};
    }
    case Action::create_key:
    case Action::record: break;
  }
  return CreateKey{std::move(key)};
}

}  // namespace

BaselineValue read_value(const Reading& reading, const Node& node) {
  const Context& context = reading.context;
  const auto& table = std::get<Table>(node.content);
  // Which keys are known depends on the action, so it is looked up first.
  Action action = Action::set;
  if (const document::Member* member = document::find(table, "action")) {
    Table only_action;
    only_action.members.push_back(*member);
    const TableReader reader(context, only_action, node.place, "[[value]]", {"action"});
    const auto position = reader.word("action", kActions);
    if (!position) return {};
    action = static_cast<Action>(*position);
  }
  const TableReader reader = make_reader(context, table, node.place, action);
  BaselineValue result;
  result.side = read_side(reader);
  result.instruction = read_instruction(reader, action);
  result.location = context.at(reader.place_of("key"));
  result.audit.severity = read_severity(reader, CheckSeverity::warning);
  result.audit.applies_to = read_condition(reader, "applies_to");
  return result;
}

}  // namespace regpolicy::baseline
