// SHA-256 (FIPS 180-4).
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include <regpolicy/bytes.hpp>

namespace regpolicy {

[[nodiscard]] std::array<std::byte, 32> sha256(ByteView bytes);

// Lower-case hexadecimal, 64 digits.
[[nodiscard]] std::string sha256_hex(ByteView bytes);

}  // namespace regpolicy
