// Which keys of an effect are there afterwards because a key below them is.
#pragma once

#include <vector>

#include <regpolicy/effect.hpp>

namespace regpolicy {

// For each position in effect.keys, and for the end: the first created key there or after it, else
// nullptr. Where any key below one is created, it is the next one: those below come directly after.
[[nodiscard]] std::vector<const KeyEffect*> next_created_keys(const Effect& effect);

[[nodiscard]] bool sets_a_value(const KeyEffect& key);

}  // namespace regpolicy
