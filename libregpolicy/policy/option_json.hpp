// An answer to a policy's question in JSON.
#pragma once

#include <regpolicy/policy_state.hpp>

#include "formats/json/json_parts.hpp"

namespace regpolicy {

// A truth, a number, a text, a list of texts, or an object of names and their data.
[[nodiscard]] Json option_to_json(const OptionValue& option);

}  // namespace regpolicy
