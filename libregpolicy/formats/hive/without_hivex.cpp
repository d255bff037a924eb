// Takes the place of hivex_walk.cpp where the library is built without hivex
// (REGPOLICY_WITH_HIVEX=OFF).
#include "formats/hive/walk.hpp"

namespace regpolicy::hive {

Result<std::unique_ptr<Walk>> preferred_walk(const Structure& structure) {
  return walk_by_cells(structure);
}

}  // namespace regpolicy::hive
