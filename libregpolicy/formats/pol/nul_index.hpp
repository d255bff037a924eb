// Where the NUL code units of a file stand, so that each search for one takes logarithmic time. A
// hostile file makes a reader that begins again and again look through the same bytes each time.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include <regpolicy/bytes.hpp>

namespace regpolicy::pol {

class NulIndex {
 public:
  explicit NulIndex(ByteView bytes);

  // The first NUL code unit at `at` or a whole number of code units behind it; null for none.
  [[nodiscard]] const std::byte* find(const std::byte* at) const;

 private:
  // NULs at `first`, `first` + 2 and so on to `last`.
  struct Stretch {
    std::size_t first;
    std::size_t last;
  };

  ByteView bytes_;
  std::array<std::vector<Stretch>, 2> stretches_;  // those at even and those at odd offsets
};

}  // namespace regpolicy::pol
