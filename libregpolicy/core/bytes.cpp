#include <regpolicy/bytes.hpp>

namespace regpolicy {

void append_le16(Bytes& out, std::uint16_t value) {
  out.push_back(static_cast<std::byte>(value & 0xFF));
  out.push_back(static_cast<std::byte>(value >> 8));
}

void append_le32(Bytes& out, std::uint32_t value) {
  append_le16(out, static_cast<std::uint16_t>(value & 0xFFFF));
  append_le16(out, static_cast<std::uint16_t>(value >> 16));
}

void append_le64(Bytes& out, std::uint64_t value) {
  append_le32(out, static_cast<std::uint32_t>(value & 0xFFFFFFFF));
  append_le32(out, static_cast<std::uint32_t>(value >> 32));
}

void append(Bytes& out, ByteView bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }

std::string to_hex(ByteView bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const std::byte byte : bytes) {
    text += kDigits[std::to_integer<unsigned>(byte) >> 4];
    text += kDigits[std::to_integer<unsigned>(byte) & 0xF];
  }
  return text;
}

}  // namespace regpolicy
