// Records as a table for a person.
#pragma once

#include <optional>
#include <string>

#include <regpolicy/policy_file.hpp>

namespace regpolicy::tools {

struct ShowOptions {
  bool color = false;
  bool full = false;  // long binary data is not cut
};

// "machine side, 3 records", or "machine side, 3 of 120 records" where `total` tells how many there
// are without a filter; then the records in their order, grouped by key; what deletes or protects
// in words.
[[nodiscard]] std::string text_of_side(const PolicySide& side, std::optional<std::size_t> total,
                                       const ShowOptions& options);

}  // namespace regpolicy::tools
