// The edit script between two sequences of numbers, each number standing for one content.
#pragma once

#include <vector>

#include <regpolicy/diff.hpp>

namespace regpolicy {

// The contract of diff_records(). Every number is below `numbers`.
[[nodiscard]] std::vector<RecordChange> diff_sequences(const std::vector<std::size_t>& a,
                                                       const std::vector<std::size_t>& b,
                                                       std::size_t numbers);

}  // namespace regpolicy
