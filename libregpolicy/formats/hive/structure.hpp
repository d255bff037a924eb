// What must hold in a hive before a library walks through it: every bin and cell lies within the
// file, and what a key refers to are cells in use, large enough for what they claim.
//
// hivex checks where cells begin, and not where they end; a cell that runs past the file would make
// it read foreign memory.
#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/bytes.hpp>

namespace regpolicy::hive {

struct Damage {
  std::size_t offset = 0;  // in the file
  std::string what;        // "a cell runs past its bin"
};

template <class T>
using Checked = std::expected<T, Damage>;

struct Structure {
  ByteView hive;
  std::vector<bool> in_use;  // by file offset / 4: a cell that is in use begins there

  // The bytes of the cell with its size field, where it is in use and holds at least so many.
  [[nodiscard]] ByteView cell_at(std::size_t offset, std::size_t least) const;
};

// Every bin and cell. `hive` holds a base block and lives as long as the result.
[[nodiscard]] Checked<Structure> check_bins(ByteView hive);

// The file offset of the root key.
[[nodiscard]] Checked<std::size_t> check_root(const Structure& structure);

// What a caller may ask for of the key in that cell.
struct KeyCells {
  std::vector<std::size_t> subkeys;  // distinct
  std::vector<std::size_t> values;   // distinct
  std::size_t value_bytes = 0;       // of the values with their data
};
[[nodiscard]] Checked<KeyCells> check_key(const Structure& structure, std::size_t cell);

}  // namespace regpolicy::hive
