// What is left of a list of instructions when what settings explain is taken off.
#pragma once

#include <vector>

#include <regpolicy/explain.hpp>

#include "policy/explain/evidence.hpp"

namespace regpolicy {

// Fills `values` and `superseded`. `explained` is by unit.
void add_unexplained(Explanation& explanation, const Instructions& instructions,
                     const Evidence& evidence, const std::vector<bool>& explained);

}  // namespace regpolicy
