// The rows of a list element, from the values of its key.
#pragma once

#include <optional>
#include <vector>

#include <regpolicy/policy_state.hpp>
#include <regpolicy/policy_template.hpp>

#include "policy/explain/evidence.hpp"

namespace regpolicy {

// The inverse of put_list_element(): of the values those that have the list's type and names. Empty
// where there is none.
[[nodiscard]] std::optional<OptionValue> rows_of_list(const ListElement& list,
                                                      const std::vector<Evidence::Row>& values);

}  // namespace regpolicy
