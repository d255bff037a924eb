// The parts of a condition that condition.cpp puts together.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/baseline/reading.hpp"

namespace regpolicy::baseline {

// Those of `words` that are keys of the table.
[[nodiscard]] std::vector<std::string_view> present(const document::Table& table,
                                                    std::span<const std::string_view> words);

// An integer from 0 to `largest`.
[[nodiscard]] std::optional<std::uint64_t> read_number(const document::Context& context,
                                                       const document::Node& node,
                                                       std::string_view what,
                                                       std::uint64_t largest);

// The one test among the reader's keys.
[[nodiscard]] std::optional<ValueTest> read_test(const document::TableReader& reader);

// Why no value of the type can ever fulfil the test; empty where one can.
[[nodiscard]] std::string mismatch(const ValueTest& test, Type type);

// A regular expression that compiles; the error names what is wrong with it.
[[nodiscard]] std::string read_pattern(const document::Context& context, const document::Node& node,
                                       std::string_view what);

}  // namespace regpolicy::baseline
