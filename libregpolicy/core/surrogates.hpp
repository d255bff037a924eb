// The halves of a UTF-16 pair.
#pragma once

namespace regpolicy {

constexpr bool is_high_surrogate(char16_t unit) { return (unit & 0xFC00U) == 0xD800U; }
constexpr bool is_low_surrogate(char16_t unit) { return (unit & 0xFC00U) == 0xDC00U; }

}  // namespace regpolicy
