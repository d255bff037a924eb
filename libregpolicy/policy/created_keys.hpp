// What says of a key that it is there: a key below it that is created, or a value.
#pragma once

#include <vector>

#include <regpolicy/effect.hpp>

namespace regpolicy {

// For each position in effect.keys, and for the end: the first created key there or after it, else
// nullptr. Where any key below one is created, it is the next one: those below come directly after.
[[nodiscard]] std::vector<const KeyEffect*> next_created_keys(const Effect& effect);

[[nodiscard]] bool sets_a_value(const KeyEffect& key);

// For each key: whether it is there afterwards though nothing else in the effect says so.
[[nodiscard]] std::vector<bool> keys_to_create(const Effect& effect);

}  // namespace regpolicy
