#include "audit/observed_side.hpp"

#include <algorithm>

#include <regpolicy/registry_path.hpp>

namespace regpolicy {

void add_source(ObservedSide& side, const std::string& source) {
  if (side.source == source || side.source.ends_with(", " + source)) return;
  side.source += (side.source.empty() ? "" : ", ") + source;
}

void add_root(Coverage& coverage, std::u16string_view key) {
  if (coverage.covers(key)) return;
  std::erase_if(coverage.roots, [key](const std::u16string& root) { return is_within(root, key); });
  coverage.roots.emplace_back(key);
}

}  // namespace regpolicy
