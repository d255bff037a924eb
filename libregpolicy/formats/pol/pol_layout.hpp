// Where the fields of a Registry.pol record lie ([MS-GPREG] 2.2.1):
//   '[' key NUL ';' name NUL ';' type ';' size ';' data ']'
// Delimiters and NULs are UTF-16 code units, type and size 32-bit, all little-endian.
#pragma once

#include <cstddef>

namespace regpolicy::pol {

inline constexpr std::size_t kUnit = 2;                                     // a delimiter or NUL
inline constexpr std::size_t kNumber = 4;                                   // type, size
inline constexpr std::size_t kHeadAndKeyEnd = kUnit + kUnit + kUnit;        // '[', NUL, ';'
inline constexpr std::size_t kNameEnd = kUnit + kUnit;                      // NUL, ';'
inline constexpr std::size_t kNumbers = kNumber + kUnit + kNumber + kUnit;  // type ';' size ';'

// A record with empty key, name and data.
inline constexpr std::size_t kSmallestRecord = kHeadAndKeyEnd + kNameEnd + kNumbers + kUnit;

}  // namespace regpolicy::pol
