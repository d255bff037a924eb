#include "audit/value_test.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

namespace regpolicy::audit {
namespace {

// A value as a number or a text; empty where it is neither, or of a type that is not asked for.
std::optional<Scalar> scalar_of(const Value& value, std::optional<Type> type) {
  if (type && value.type != *type) return std::nullopt;
  if (value.type == Type::dword || (type && value.type == Type::dword_big_endian)) {
    if (const auto number = get_dword(value)) return std::uint64_t{*number};
  } else if (value.type == Type::qword) {
    if (const auto number = get_qword(value)) return *number;
  } else if (value.type == Type::sz || value.type == Type::expand_sz) {
    if (const auto text = get_string(value)) return *text;
  }
  return std::nullopt;
}

std::optional<std::uint64_t> number_of(const Scalar& scalar) {
  if (const auto* const number = std::get_if<std::uint64_t>(&scalar)) return *number;
  const std::string text = to_utf8(std::get<std::u16string>(scalar));
  const char* const last = text.data() + text.size();
  std::uint64_t number = 0;
  const auto [end, status] = std::from_chars(text.data(), last, number);
  if (text.empty() || end != last || status != std::errc()) return std::nullopt;
  return number;
}

bool same_scalar(const Scalar& a, const Scalar& b) {
  if (a.index() != b.index()) return false;
  if (const auto* const number = std::get_if<std::uint64_t>(&a)) {
    return *number == std::get<std::uint64_t>(b);
  }
  return same_name(std::get<std::u16string>(a), std::get<std::u16string>(b));
}

TestOutcome outcome_of(bool holds) { return holds ? TestOutcome::holds : TestOutcome::fails; }

// The tests that look into a value which is there.
struct Tester {
  const Value& value;
  std::optional<Type> type;
  const PatternSet& patterns;

  TestOutcome operator()(const Equals& test) const { return one_of({&test.operand, 1}); }
  TestOutcome operator()(const OneOf& test) const { return one_of(test.operands); }
  TestOutcome operator()(const AtLeast& test) const {
    const auto number = as_number();
    return number ? outcome_of(*number >= test.operand) : TestOutcome::wrong_type;
  }
  TestOutcome operator()(const AtMost& test) const {
    const auto number = as_number();
    return number ? outcome_of(*number <= test.operand) : TestOutcome::wrong_type;
  }
  TestOutcome operator()(const Matches& test) const {
    const auto scalar = scalar_of(value, type);
    if (!scalar || !std::holds_alternative<std::u16string>(*scalar)) return TestOutcome::wrong_type;
    const auto matched = patterns.matches(test.pattern, std::get<std::u16string>(*scalar));
    return matched ? outcome_of(*matched) : TestOutcome::too_long;
  }
  TestOutcome operator()(const Exists&) const {
    return !type || value.type == *type ? TestOutcome::holds : TestOutcome::wrong_type;
  }
  TestOutcome operator()(const Absent&) const { return TestOutcome::fails; }

 private:
  [[nodiscard]] std::optional<std::uint64_t> as_number() const {
    const auto scalar = scalar_of(value, type);
    return scalar ? number_of(*scalar) : std::nullopt;
  }
  [[nodiscard]] TestOutcome one_of(std::span<const Scalar> operands) const {
    const auto scalar = scalar_of(value, type);
    if (!scalar) return TestOutcome::wrong_type;
    bool comparable = false;
    for (const Scalar& operand : operands) {
      if (same_scalar(*scalar, operand)) return TestOutcome::holds;
      comparable = comparable || scalar->index() == operand.index();
    }
    return comparable ? TestOutcome::fails : TestOutcome::wrong_type;
  }
};

std::string describe_scalar(const Scalar& scalar) {
  if (const auto* const number = std::get_if<std::uint64_t>(&scalar)) {
    return std::to_string(*number);
  }
  return fmt::format("\"{}\"", escape_for_display(std::get<std::u16string>(scalar)));
}

struct TestDescriber {
  const Words& words;

  std::string operator()(const Equals& test) const { return describe_scalar(test.operand); }
  std::string operator()(const OneOf& test) const {
    std::string list;
    for (const Scalar& operand : test.operands) {
      list += (list.empty() ? "" : ", ") + describe_scalar(operand);
    }
    return fill(words.one_of, list);
  }
  std::string operator()(const AtLeast& test) const { return fill(words.at_least, test.operand); }
  std::string operator()(const AtMost& test) const { return fill(words.at_most, test.operand); }
  std::string operator()(const Matches& test) const {
    return fill(words.matching, escape_for_display(test.pattern));
  }
  std::string operator()(const Exists&) const { return std::string(words.present); }
  std::string operator()(const Absent&) const { return std::string(words.absent); }
};

bool asks_for_number(const Scalar& scalar) { return std::holds_alternative<std::uint64_t>(scalar); }

}  // namespace

TestOutcome test_value(const Value* value, std::optional<Type> type, const ValueTest& test,
                       const PatternSet& patterns) {
  if (value == nullptr) {
    return std::holds_alternative<Absent>(test) ? TestOutcome::holds : TestOutcome::missing;
  }
  return std::visit(Tester{*value, type, patterns}, test);
}

std::string describe_test(std::optional<Type> type, const ValueTest& test, bool positive,
                          const Words& words) {
  const bool exists = std::holds_alternative<Exists>(test);
  if (exists || std::holds_alternative<Absent>(test)) {
    if (exists != positive) return std::string(words.absent);
    return exists && type ? to_string(*type) : std::string(words.present);
  }
  if (positive) {
    const std::string text = std::visit(TestDescriber{words}, test);
    return type ? fmt::format("{} {}", to_string(*type), text) : text;
  }
  if (const auto* const bound = std::get_if<AtLeast>(&test)) {
    return fill(words.below, bound->operand);
  }
  if (const auto* const bound = std::get_if<AtMost>(&test)) {
    return fill(words.above, bound->operand);
  }
  return fill(words.not_expected, std::visit(TestDescriber{words}, test));
}

std::string describe_expected_type(std::optional<Type> type, const ValueTest& test,
                                   const Words& words) {
  if (type) return to_string(*type);
  bool number = false;
  bool text = false;
  if (const auto* const equals = std::get_if<Equals>(&test)) {
    (asks_for_number(equals->operand) ? number : text) = true;
  } else if (const auto* const list = std::get_if<OneOf>(&test)) {
    for (const Scalar& operand : list->operands) (asks_for_number(operand) ? number : text) = true;
  } else {
    (std::holds_alternative<Matches>(test) ? text : number) = true;
  }
  if (number && text) return std::string(words.a_number_or_text);
  return std::string(number ? words.a_number : words.a_text);
}

std::string describe_value(const Value& value) {
  return fmt::format("{} {}", to_string(value.type), describe(value));
}

}  // namespace regpolicy::audit
