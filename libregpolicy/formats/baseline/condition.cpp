#include <algorithm>
#include <limits>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <regpolicy/limits.hpp>
#include <regpolicy/text.hpp>

#include "formats/baseline/condition_parts.hpp"

namespace regpolicy::baseline {
namespace {

using document::Array;
using document::Context;
using document::Node;
using document::Place;
using document::Table;
using document::TableReader;

// The keys that say which kind a condition is.
constexpr std::string_view kKinds[] = {"key",        "subkeys_of", "any_subkey_of", "key_exists",
                                       "key_absent", "build",      "edition",       "all",
                                       "any",        "not"};
std::optional<Condition> read_node(const Context& context, const Node& node, std::string_view what,
                                   std::size_t depth);

std::optional<Condition> read_value_condition(const Context& context, const Table& table,
                                              Place place) {
  const TableReader reader(context, table, place, "the condition",
                           {"key", "name", "type", "equals", "one_of", "at_least", "at_most",
                            "matches", "exists", "absent"});
  ValueCondition condition;
  condition.key = read_key(reader, "key");
  condition.name = read_value_name(reader, true);
  condition.type = read_type(reader);
  auto test = read_test(reader);
  if (!test) return std::nullopt;
  condition.test = *std::move(test);
  if (condition.type) {
    if (const std::string defect = mismatch(condition.test, *condition.type); !defect.empty()) {
      context.error("bad-condition", defect + ", so the condition never holds",
                    reader.place_of("type"));
    }
  }
  return Condition{std::move(condition)};
}

std::optional<Condition> read_subkeys_condition(const Context& context, const Table& table,
                                                Place place) {
  const TableReader reader(context, table, place, "the condition", {"subkeys_of", "allowed"});
  SubkeysCondition condition;
  condition.key = read_key(reader, "subkeys_of");
  if (const Node* node = reader.require("allowed")) {
    const auto names = get_texts(context, *node, "'allowed'");
    for (const std::string& name : names.value_or(std::vector<std::string>{})) {
      condition.allowed.push_back(to_registry_text(context, name, node->place, "'allowed'"));
    }
  }
  return Condition{std::move(condition)};
}

std::optional<Condition> read_any_subkey_condition(const Context& context, const Table& table,
                                                   Place place) {
  const TableReader reader(context, table, place, "the condition",
                           {"any_subkey_of", "name", "equals", "one_of", "at_least", "at_most",
                            "matches", "exists", "absent"});
  AnySubkeyCondition condition;
  condition.key = read_key(reader, "any_subkey_of");
  condition.name = read_value_name(reader, true);
  auto test = read_test(reader);
  if (!test) return std::nullopt;
  condition.test = *std::move(test);
  return Condition{std::move(condition)};
}

std::optional<Condition> read_build_condition(const Context& context, const Table& table,
                                              Place place) {
  const TableReader reader(context, table, place, "the condition", {"build"});
  const Node& node = *reader.find("build");
  const Table* const bounds = get_table(context, node, "'build'");
  if (bounds == nullptr) return std::nullopt;
  const TableReader inner(context, *bounds, node.place, "'build'", {"at_least", "at_most"});
  BuildCondition condition;
  const auto bound = [&](std::string_view key) -> std::optional<std::uint32_t> {
    const Node* const number = inner.find(key);
    if (number == nullptr) return std::nullopt;
    const auto value = read_number(context, *number, fmt::format("'{}'", key),
                                   std::numeric_limits<std::uint32_t>::max());
    return value ? std::optional(static_cast<std::uint32_t>(*value)) : std::nullopt;
  };
  condition.at_least = bound("at_least");
  condition.at_most = bound("at_most");
  if (present(*bounds, std::array<std::string_view, 2>{"at_least", "at_most"}).empty()) {
    context.error("bad-condition", "'build' has neither 'at_least' nor 'at_most'", node.place);
  }
  if (condition.at_least && condition.at_most && *condition.at_least > *condition.at_most) {
    context.error("bad-condition",
                  fmt::format("no build is at least {} and at most {}", *condition.at_least,
                              *condition.at_most),
                  node.place);
  }
  return Condition{condition};
}

// The terms of all or any.
std::vector<Condition> read_terms(const Context& context, const Node& node, std::string_view key,
                                  std::size_t depth) {
  const std::string what = fmt::format("'{}'", key);
  const Array* const array = get_array(context, node, what);
  if (array == nullptr) return {};
  if (array->empty()) {
    context.error("bad-condition", fmt::format("{} is empty, expected conditions", what),
                  node.place);
  }
  std::vector<Condition> terms;
  for (std::size_t i = 0; i < array->size(); ++i) {
    const std::string item = fmt::format("item {} of {}", i + 1, what);
    if (auto term = read_node(context, (*array)[i], item, depth + 1)) {
      terms.push_back(*std::move(term));
    }
  }
  return terms;
}

std::optional<Condition> read_combination(const Context& context, const Table& table, Place place,
                                          std::string_view kind, std::size_t depth) {
  const TableReader reader(context, table, place, "the condition", {std::string(kind)});
  const Node& node = *reader.find(kind);
  if (kind == "all") return Condition{AllOf{read_terms(context, node, kind, depth)}};
  if (kind == "any") return Condition{AnyOf{read_terms(context, node, kind, depth)}};
  auto term = read_node(context, node, "'not'", depth + 1);
  if (!term) return std::nullopt;
  Not negation;
  negation.term.push_back(*std::move(term));
  return Condition{std::move(negation)};
}

std::optional<Condition> read_table(const Context& context, const Table& table, Place place,
                                    std::string_view kind, std::size_t depth) {
  if (kind == "key") return read_value_condition(context, table, place);
  if (kind == "subkeys_of") return read_subkeys_condition(context, table, place);
  if (kind == "any_subkey_of") return read_any_subkey_condition(context, table, place);
  if (kind == "build") return read_build_condition(context, table, place);
  if (kind == "all" || kind == "any" || kind == "not") {
    return read_combination(context, table, place, kind, depth);
  }
  const TableReader reader(context, table, place, "the condition", {std::string(kind)});
  if (kind == "edition") {
    return Condition{EditionCondition{read_pattern(context, *reader.find(kind), "'edition'")}};
  }
  return Condition{KeyCondition{read_key(reader, kind), kind == "key_exists"}};
}

std::optional<Condition> read_node(const Context& context, const Node& node, std::string_view what,
                                   std::size_t depth) {
  if (depth > limits::kConditionDepth) {
    context.error("condition-depth",
                  fmt::format("conditions are nested more than {} deep", limits::kConditionDepth),
                  node.place);
    return std::nullopt;
  }
  const Table* const table = get_table(context, node, what);
  if (table == nullptr) return std::nullopt;
  const auto kinds = present(*table, kKinds);
  if (kinds.size() == 1) return read_table(context, *table, node.place, kinds.front(), depth);
  if (kinds.size() > 1) {
    context.error("bad-condition",
                  fmt::format("the condition has {}, expected one of them", fmt::join(kinds, ", ")),
                  node.place, "join conditions with all = [...]");
    return std::nullopt;
  }
  std::string hint = fmt::format("expected one of {}", fmt::join(kKinds, ", "));
  for (const document::Member& member : table->members) {
    const std::string near = nearest_word(member.key, {std::begin(kKinds), std::end(kKinds)});
    if (!near.empty()) hint = fmt::format("did you mean '{}'?", near);
  }
  context.error("bad-condition", "the condition does not say what it is about", node.place, hint);
  return std::nullopt;
}

}  // namespace

std::vector<std::string_view> present(const Table& table, std::span<const std::string_view> words) {
  std::vector<std::string_view> found;
  std::ranges::copy_if(words, std::back_inserter(found), [&table](std::string_view word) {
    return document::find(table, word) != nullptr;
  });
  return found;
}

std::optional<std::uint64_t> read_number(const Context& context, const Node& node,
                                         std::string_view what, std::uint64_t largest) {
  const auto number = get_integer(context, node, what);
  if (!number) return std::nullopt;
  if (*number >= 0 && static_cast<std::uint64_t>(*number) <= largest) {
    return static_cast<std::uint64_t>(*number);
  }
  context.error("out-of-range", fmt::format("{} is {}, expected 0 to {}", what, *number, largest),
                node.place);
  return std::nullopt;
}

std::optional<Condition> read_condition(const TableReader& reader, std::string_view key) {
  const Node* const node = reader.find(key);
  if (node == nullptr) return std::nullopt;
  return read_node(reader.context(), *node, fmt::format("'{}'", key), 1);
}

}  // namespace regpolicy::baseline
