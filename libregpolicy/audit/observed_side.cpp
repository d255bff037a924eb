#include "audit/observed_side.hpp"

#include <algorithm>

#include <regpolicy/registry_path.hpp>

namespace regpolicy {

void add_source(std::vector<std::string>& sources, const std::string& source) {
  if (std::ranges::find(sources, source) == sources.end()) sources.push_back(source);
}

void add_root(Coverage& coverage, std::u16string_view key) {
  if (coverage.covers(key)) return;
  const Coverage added{.roots = {std::u16string(key)}, .of_machine = coverage.of_machine};
  std::erase_if(coverage.roots,
                [&added](const std::u16string& root) { return added.covers(root); });
  coverage.roots.emplace_back(key);
}

}  // namespace regpolicy
