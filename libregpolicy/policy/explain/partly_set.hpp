// Policies of which some values are there, or other ones than any state writes.
#pragma once

#include <vector>

#include <regpolicy/explain.hpp>

#include "policy/explain/evidence.hpp"
#include "policy/explain/policy_index.hpp"

namespace regpolicy {

// Of the policies given, which are in no state: those that name a value which no setting explains.
[[nodiscard]] std::vector<PartlySetPolicy> partly_set_policies(
    const IndexedPolicies& index, const std::vector<IndexedPolicies::Number>& numbers, Side side,
    const Evidence& evidence, const std::vector<bool>& explained);

}  // namespace regpolicy
