// Which policies are set, each on its own: before it is decided which of them explain what.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include <regpolicy/explain.hpp>

#include "policy/explain/evidence.hpp"
#include "policy/explain/policy_index.hpp"

namespace regpolicy {

// A policy in a state whose every instruction the list does.
struct Candidate {
  IndexedPolicies::Number policy = 0;
  NamedSetting setting;
  std::vector<Unit> units;  // ascending, each once; at least one
  std::size_t named = 0;    // of them, those that are no rows of a list
};

// What of the list is said by the instructions; empty where the list does not do one of them, or
// says none of them.
[[nodiscard]] std::optional<std::vector<Unit>> units_of(const Instructions& instructions,
                                                        const Evidence& evidence);

// The state that explains most; of two that explain the same, the one that decided_first() is for.
[[nodiscard]] std::optional<Candidate> find_state(const IndexedPolicies& index,
                                                  IndexedPolicies::Number policy, Side side,
                                                  const Evidence& evidence);

// The order in which candidates are chosen: by values explained by name, by all that is explained,
// enabled before disabled, then by namespace and name.
[[nodiscard]] bool is_chosen_before(const Candidate& a, const Candidate& b);

}  // namespace regpolicy
