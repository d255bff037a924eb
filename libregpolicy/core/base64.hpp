// Base64 of RFC 4648, section 4, with padding.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <regpolicy/bytes.hpp>

namespace regpolicy::base64 {

[[nodiscard]] std::string encode(ByteView bytes);

// Empty for anything that encode() does not write.
[[nodiscard]] std::optional<Bytes> decode(std::string_view text);

}  // namespace regpolicy::base64
