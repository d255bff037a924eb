// One registry value against one test.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <regpolicy/condition.hpp>
#include <regpolicy/value.hpp>

#include "audit/words.hpp"
#include "core/pattern.hpp"

namespace regpolicy::audit {

enum class TestOutcome {
  holds,
  fails,
  missing,     // there is no value
  wrong_type,  // the value is of a type, or of a size, that the test cannot look at
  too_long,    // a text over limits::kMatchedTextUnits, tried with a pattern
};

// `value` is empty where it does not exist. Absent holds exactly there; every other test then gives
// `missing`.
[[nodiscard]] TestOutcome test_value(const Value* value, std::optional<Type> type,
                                     const ValueTest& test, const PatternSet& patterns);

// What the test expects, in words: `REG_DWORD 1`, `at least 3`. With `positive` false, what must
// not be.
[[nodiscard]] std::string describe_test(std::optional<Type> type, const ValueTest& test,
                                        bool positive, const Words& words);

// The types that the test can look at, in words.
[[nodiscard]] std::string describe_expected_type(std::optional<Type> type, const ValueTest& test,
                                                 const Words& words);

// `REG_DWORD 1`
[[nodiscard]] std::string describe_value(const Value& value);

}  // namespace regpolicy::audit
