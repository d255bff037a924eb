// Has a three-way merge the effect that both sides ask for?
#pragma once

#include <array>

#include <regpolicy/effect.hpp>
#include <regpolicy/merge.hpp>

namespace regpolicy::merging {

// The versions of a policy: base, a, b.
using Versions = std::array<const Records*, 3>;

// The order of keys, names and subjects; what concerns a key itself stands before its values.
[[nodiscard]] bool is_before(const MergeConflict& x, const MergeConflict& y);

// Where the versions have three different effects. With `merged`: also where its effect is not that
// of the side which alone changed it.
[[nodiscard]] MergeConflicts conflicting_effects(const Versions& versions, const Records* merged);

}  // namespace regpolicy::merging
