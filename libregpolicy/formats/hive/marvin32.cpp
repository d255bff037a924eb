#include "formats/hive/marvin32.hpp"

#include <bit>

namespace regpolicy::hive {
namespace {

constexpr std::uint64_t kLogSeed = 0x82EF4D887A4E55C5;

struct MarvinState {
  std::uint32_t low;
  std::uint32_t high;

  void mix(std::uint32_t word) {
    low += word;
    high ^= low;
    low = std::rotl(low, 20) + high;
    high = std::rotl(high, 9) ^ low;
    low = std::rotl(low, 27) + high;
    high = std::rotl(high, 19);
  }
};

}  // namespace

std::uint64_t marvin32(ByteView bytes) {
  MarvinState state{static_cast<std::uint32_t>(kLogSeed),
                    static_cast<std::uint32_t>(kLogSeed >> 32)};
  std::size_t at = 0;
  for (; bytes.size() - at >= 4; at += 4) state.mix(load_le32(bytes.data() + at));
  // The rest of up to three bytes is ended by 0x80.
  std::uint32_t last = 0x80;
  for (std::size_t i = bytes.size(); i > at; --i) {
    last = (last << 8) | std::to_integer<std::uint32_t>(bytes[i - 1]);
  }
  state.mix(last);
  state.mix(0);
  return (std::uint64_t{state.high} << 32) | state.low;
}

}  // namespace regpolicy::hive
