// The way through a hive whose structure was checked. Keys and values are called by the offset of
// their cell in the file.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include <regpolicy/error.hpp>
#include <regpolicy/value.hpp>

#include "formats/hive/structure.hpp"

namespace regpolicy::hive {

class Walk {
 public:
  virtual ~Walk() = default;

  // `cells` is what check_key() found of the key. Empty results: the hive is damaged there.
  [[nodiscard]] virtual std::optional<std::vector<std::size_t>> subkeys(std::size_t key,
                                                                        const KeyCells& cells) = 0;
  [[nodiscard]] virtual std::optional<std::vector<std::size_t>> values(std::size_t key,
                                                                       const KeyCells& cells) = 0;
  // Of a cell that check_key() named.
  [[nodiscard]] virtual std::optional<Value> value(std::size_t cell) = 0;
};

// By the cells themselves. The structure's bytes live as long as the result.
[[nodiscard]] std::unique_ptr<Walk> walk_by_cells(const Structure& structure);

// By hivex where the library was built with it, else by the cells. Null where hivex does not take
// the hive; an error where there is no memory for its copy of it.
[[nodiscard]] Result<std::unique_ptr<Walk>> preferred_walk(const Structure& structure);

}  // namespace regpolicy::hive
