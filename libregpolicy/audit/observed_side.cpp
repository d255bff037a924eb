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

void add_effect(Coverage& coverage, const Effect& effect) {
  for (const KeyEffect& key : effect.keys) {
    if (key.removed_by) add_root(coverage, key.key);
    if (key.values_removed_by) coverage.keys[key.key].all_values = true;
    for (const ValueEffect& value : key.values) {
      if (value.kind == ValueEffect::Kind::set_if_absent) continue;
      coverage.keys[key.key].values.insert(value.name);
    }
  }
}

}  // namespace regpolicy
