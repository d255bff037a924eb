// The options of an enabled policy, from what is there. Only compile() tells whether the policy is
// enabled with them.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/policy_state.hpp>

#include "policy/explain/evidence.hpp"
#include "policy/explain/policy_index.hpp"

namespace regpolicy {

struct FoundOptions {
  Setting setting;                      // enabled
  std::vector<std::string> unanswered;  // elements of which nothing that is there is an answer
};

[[nodiscard]] FoundOptions find_options(const IndexedPolicy& policy, Side side,
                                        const Evidence& evidence);

}  // namespace regpolicy
