#include "formats/pol/nul_index.hpp"

#include <algorithm>

namespace regpolicy::pol {

NulIndex::NulIndex(ByteView bytes) : bytes_(bytes) {
  const auto is_zero = [](std::byte byte) { return byte == std::byte{0}; };
  auto end = bytes.begin();
  while (true) {
    const auto start = std::find_if(end, bytes.end(), is_zero);
    end = std::find_if_not(start, bytes.end(), is_zero);
    if (start == end) return;
    const auto from = static_cast<std::size_t>(start - bytes.begin());
    const auto zeros = static_cast<std::size_t>(end - start);
    for (std::size_t first = from; first < from + 2 && first + 2 <= from + zeros; ++first) {
      const std::size_t last = first + (from + zeros - first - 2) / 2 * 2;
      stretches_[first % 2].push_back({first, last});
    }
  }
}

const std::byte* NulIndex::find(const std::byte* at) const {
  const auto offset = static_cast<std::size_t>(at - bytes_.data());
  const std::vector<Stretch>& stretches = stretches_[offset % 2];
  const auto found = std::ranges::lower_bound(stretches, offset, {}, &Stretch::last);
  if (found == stretches.end()) return nullptr;
  return bytes_.data() + std::max(found->first, offset);
}

}  // namespace regpolicy::pol
