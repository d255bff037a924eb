// Finding bytes in long texts: block by block, in loops that compilers turn into vector
// instructions.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace regpolicy {

// Passes over blocks of that size without a byte for which is(unsigned char) is true.
template <std::size_t kBlock, class Test>
[[nodiscard]] std::size_t skip_blocks(std::string_view text, std::size_t from, const Test& is) {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  std::size_t i = from;
  while (i + kBlock <= text.size()) {
    unsigned char any = 0;
    for (std::size_t k = 0; k < kBlock; ++k) {
      any = static_cast<unsigned char>(any | static_cast<unsigned char>(is(byte(i + k))));
    }
    if (any != 0) break;
    i += kBlock;
  }
  return i;
}

// The first byte from `from` on for which is(unsigned char) is true, else the text's size. `is` is
// quickest where it holds no branch: '|' instead of '||'.
template <class Test>
[[nodiscard]] std::size_t find_byte(std::string_view text, std::size_t from, const Test& is) {
  std::size_t i = skip_blocks<8>(text, skip_blocks<32>(text, from, is), is);
  while (i < text.size() && !is(static_cast<unsigned char>(text[i]))) ++i;
  return i;
}

// The first byte outside ASCII, else the text's size. Eight bytes at once, since in many languages
// the next one is never far.
[[nodiscard]] inline std::size_t find_beyond_ascii(std::string_view text, std::size_t from) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  std::size_t i = from;
  for (; i + sizeof(kHighBits) <= text.size(); i += sizeof(kHighBits)) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + i, sizeof word);
    word &= kHighBits;
    if (word == 0) continue;
    const int bits =
        std::endian::native == std::endian::big ? std::countl_zero(word) : std::countr_zero(word);
    return i + static_cast<std::size_t>(bits) / 8;
  }
  while (i < text.size() && static_cast<unsigned char>(text[i]) < 0x80) ++i;
  return i;
}

}  // namespace regpolicy
