#include "core/base64.hpp"

#include <algorithm>

namespace regpolicy::base64 {
namespace {

constexpr std::string_view kDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t kGroupBytes = 3;   // become
constexpr std::size_t kGroupDigits = 4;  // of six bits

}  // namespace

std::string encode(ByteView bytes) {
  std::string text;
  text.reserve((bytes.size() + kGroupBytes - 1) / kGroupBytes * kGroupDigits);
  for (std::size_t i = 0; i < bytes.size(); i += kGroupBytes) {
    const ByteView group = bytes.subspan(i, std::min(kGroupBytes, bytes.size() - i));
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < kGroupBytes; ++k) {
      bits = (bits << 8) | (k < group.size() ? std::to_integer<std::uint32_t>(group[k]) : 0U);
    }
    for (std::size_t k = 0; k < kGroupDigits; ++k) {
      text += k <= group.size() ? kDigits[(bits >> (18 - 6 * k)) & 0x3FU] : '=';
    }
  }
  return text;
}

std::optional<Bytes> decode(std::string_view text) {
  if (text.size() % kGroupDigits != 0) return std::nullopt;
  Bytes bytes;
  bytes.reserve(text.size() / kGroupDigits * kGroupBytes);
  for (std::size_t i = 0; i < text.size(); i += kGroupDigits) {
    std::string_view group = text.substr(i, kGroupDigits);
    while (group.size() > 2 && group.ends_with('=')) group.remove_suffix(1);
    if (group.size() < kGroupDigits && i + kGroupDigits != text.size()) return std::nullopt;
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < kGroupDigits; ++k) {
      const std::size_t digit = k < group.size() ? kDigits.find(group[k]) : 0;
      if (digit == std::string_view::npos) return std::nullopt;
      bits = (bits << 6) | static_cast<std::uint32_t>(digit);
    }
    for (std::size_t k = 0; k < kGroupBytes; ++k) {
      const auto byte = static_cast<std::byte>((bits >> (16 - 8 * k)) & 0xFFU);
      if (k + 1 < group.size()) {
        bytes.push_back(byte);
      } else if (byte != std::byte{0}) {
        return std::nullopt;  // bits that no byte takes
      }
    }
  }
  return bytes;
}

}  // namespace regpolicy::base64
