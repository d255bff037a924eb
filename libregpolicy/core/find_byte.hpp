// Finding bytes in long texts: block by block, in loops that compilers turn into vector
// instructions.
#pragma once

#include <cstddef>
#include <string_view>

namespace regpolicy {

// The first byte from `from` on for which is(unsigned char) is true, else the text's size. `is` is
// quickest where it holds no branch: '|' instead of '||'.
template <class Test>
[[nodiscard]] std::size_t find_byte(std::string_view text, std::size_t from, const Test& is) {
  constexpr std::size_t kBlock = 32;
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
  while (i < text.size() && !is(byte(i))) ++i;
  return i;
}

// The first byte outside ASCII.
[[nodiscard]] inline std::size_t find_beyond_ascii(std::string_view text, std::size_t from) {
  return find_byte(text, from, [](unsigned char c) { return c >= 0x80; });
}

}  // namespace regpolicy
