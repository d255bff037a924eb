// The Marvin32 hash that guards the entries of a hive's transaction log. It finds torn and stale
// entries; it is no signature.
#pragma once

#include <cstdint>

#include <regpolicy/bytes.hpp>

namespace regpolicy::hive {

// With the seed that Windows uses for logs. The upper half of the number is the state's second
// word.
[[nodiscard]] std::uint64_t marvin32(ByteView bytes);

}  // namespace regpolicy::hive
