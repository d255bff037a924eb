// Bytes as they stand in a file, and little-endian integers in them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace regpolicy {

using Bytes = std::vector<std::byte>;
using ByteView = std::span<const std::byte>;

// The characters of `text` as bytes. The view lives as long as the text does.
[[nodiscard]] inline ByteView as_bytes(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

// The bytes as characters, without any conversion. The view lives as long as the bytes do.
[[nodiscard]] inline std::string_view as_chars(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Integers are assembled by shifts, so neither alignment nor the machine's byte order matters.
// Precondition: the bytes from `p` on hold the whole integer.
[[nodiscard]] constexpr std::uint16_t load_le16(const std::byte* p) {
  return static_cast<std::uint16_t>(std::to_integer<unsigned>(p[0]) |
                                    (std::to_integer<unsigned>(p[1]) << 8));
}

[[nodiscard]] constexpr std::uint32_t load_le32(const std::byte* p) {
  return static_cast<std::uint32_t>(load_le16(p)) |
         (static_cast<std::uint32_t>(load_le16(p + 2)) << 16);
}

[[nodiscard]] constexpr std::uint64_t load_le64(const std::byte* p) {
  return static_cast<std::uint64_t>(load_le32(p)) |
         (static_cast<std::uint64_t>(load_le32(p + 4)) << 32);
}

void append_le16(Bytes& out, std::uint16_t value);
void append_le32(Bytes& out, std::uint32_t value);
void append_le64(Bytes& out, std::uint64_t value);
void append(Bytes& out, ByteView bytes);

// Lower-case hexadecimal without separators: 01000000.
[[nodiscard]] std::string to_hex(ByteView bytes);

}  // namespace regpolicy
