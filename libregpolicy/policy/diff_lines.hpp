// Records as lines for a person, one each.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/diff.hpp>

namespace regpolicy {

struct DiffLines {
  std::vector<std::string> a;
  std::vector<std::string> b;
};

// What each record does, in words. Records that give place to one another and read the same (other
// capitals, a string without its final NUL) are followed by what the file holds.
[[nodiscard]] DiffLines lines_of(const Records& a, const Records& b,
                                 const std::vector<RecordChange>& changes);

}  // namespace regpolicy
