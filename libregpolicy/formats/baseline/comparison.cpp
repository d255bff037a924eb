#include <limits>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <regpolicy/limits.hpp>
#include <regpolicy/text.hpp>

#include "core/pattern.hpp"
#include "formats/baseline/condition_parts.hpp"

namespace regpolicy::baseline {
namespace {

using document::Array;
using document::Context;
using document::Node;
using document::TableReader;

constexpr std::string_view kTests[] = {"equals",  "one_of", "at_least", "at_most",
                                       "matches", "exists", "absent"};

constexpr std::uint64_t kLargestNumber = std::numeric_limits<std::int64_t>::max();

std::optional<Scalar> read_scalar(const Context& context, const Node& node, std::string_view what) {
  if (const auto* text = std::get_if<std::string>(&node.content)) {
    return to_registry_text(context, *text, node.place, what);
  }
  if (std::holds_alternative<std::int64_t>(node.content)) {
    const auto number = read_number(context, node, what, kLargestNumber);
    return number ? std::optional<Scalar>(*number) : std::nullopt;
  }
  context.error("wrong-type",
                fmt::format("{} is {}, expected an integer or a text", what, kind_name(node)),
                node.place);
  return std::nullopt;
}

std::optional<ValueTest> read_one_of(const Context& context, const Node& node) {
  const Array* const array = get_array(context, node, "'one_of'");
  if (array == nullptr) return std::nullopt;
  if (array->empty()) {
    context.error("bad-condition", "'one_of' is empty, so nothing fulfils it", node.place);
    return std::nullopt;
  }
  OneOf test;
  for (std::size_t i = 0; i < array->size(); ++i) {
    const std::string what = fmt::format("item {} of 'one_of'", i + 1);
    if (auto scalar = read_scalar(context, (*array)[i], what)) {
      test.operands.push_back(*std::move(scalar));
    }
  }
  return test;
}

std::optional<ValueTest> read_presence(const Context& context, const Node& node,
                                       std::string_view key) {
  const auto truth = get_bool(context, node, fmt::format("'{}'", key));
  if (!truth) return std::nullopt;
  if (!*truth) {
    context.error("bad-condition", fmt::format("'{}' is false, expected true", key), node.place,
                  key == "exists" ? "write absent = true" : "write exists = true");
    return std::nullopt;
  }
  return key == "exists" ? ValueTest(Exists{}) : ValueTest(Absent{});
}

std::optional<ValueTest> read_one_test(const Context& context, const Node& node,
                                       std::string_view key) {
  if (key == "equals") {
    auto scalar = read_scalar(context, node, "'equals'");
    return scalar ? std::optional<ValueTest>(Equals{*std::move(scalar)}) : std::nullopt;
  }
  if (key == "one_of") return read_one_of(context, node);
  if (key == "matches") return Matches{read_pattern(context, node, "'matches'")};
  if (key == "exists" || key == "absent") return read_presence(context, node, key);
  const auto number = read_number(context, node, fmt::format("'{}'", key), kLargestNumber);
  if (!number) return std::nullopt;
  return key == "at_least" ? ValueTest(AtLeast{*number}) : ValueTest(AtMost{*number});
}

bool is_number(Type type) { return type == Type::dword || type == Type::qword; }
bool is_text(Type type) { return type == Type::sz || type == Type::expand_sz; }

}  // namespace

std::optional<ValueTest> read_test(const TableReader& reader) {
  const auto found = present(reader.table(), kTests);
  if (found.size() == 1) {
    return read_one_test(reader.context(), *reader.find(found.front()), found.front());
  }
  reader.context().error("bad-condition",
                         found.empty() ? "the condition has no test"
                                       : fmt::format("the condition has the tests {}, expected one",
                                                     fmt::join(found, ", ")),
                         reader.place(),
                         found.empty() ? fmt::format("expected one of {}", fmt::join(kTests, ", "))
                                       : "join conditions with all = [...]");
  return std::nullopt;
}

std::string mismatch(const ValueTest& test, Type type) {
  const auto of_scalar = [type](const Scalar& scalar) -> std::string {
    const bool number = std::holds_alternative<std::uint64_t>(scalar);
    if (number ? is_number(type) : is_text(type)) return {};
    return fmt::format("a {} is compared with {}", to_string(type), number ? "a number" : "a text");
  };
  if (const auto* equals = std::get_if<Equals>(&test)) return of_scalar(equals->operand);
  if (const auto* one_of = std::get_if<OneOf>(&test)) {
    for (const Scalar& scalar : one_of->operands) {
      if (auto text = of_scalar(scalar); !text.empty()) return text;
    }
    return {};
  }
  if (std::holds_alternative<Matches>(test) && !is_text(type)) {
    return fmt::format("a {} is matched with a regular expression", to_string(type));
  }
  const bool compares =
      std::holds_alternative<AtLeast>(test) || std::holds_alternative<AtMost>(test);
  if (compares && !is_number(type) && !is_text(type)) {
    return fmt::format("a {} is compared with a number", to_string(type));
  }
  return {};
}

std::string read_pattern(const Context& context, const Node& node, std::string_view what) {
  auto pattern = get_text(context, node, what);
  if (!pattern) return {};
  if (pattern->size() > limits::kPatternBytes) {
    context.error("bad-pattern",
                  fmt::format("{} has {} bytes, expected at most {}", what, pattern->size(),
                              limits::kPatternBytes),
                  node.place);
    return {};
  }
  if (repeats_too_much(*pattern)) {
    context.error("bad-pattern",
                  fmt::format("{} has more than {} bytes with its counted repetitions written out",
                              what, limits::kPatternBytesWrittenOut),
                  node.place, "make the counts smaller");
    return {};
  }
  if (!is_pattern(*pattern)) {
    context.error("bad-pattern",
                  fmt::format("{} is no regular expression that can be used: '{}'", what,
                              escape_for_display(*pattern)),
                  node.place, "ECMAScript without back-references and lookaheads");
    return {};
  }
  return *std::move(pattern);
}

}  // namespace regpolicy::baseline
