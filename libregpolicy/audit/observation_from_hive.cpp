#include <regpolicy/observation.hpp>

#include "audit/observed_side.hpp"

namespace regpolicy {

void observe_hive(ObservedSide& side, std::u16string_view mount, const std::vector<hive::Key>& keys,
                  const std::string& source) {
  add_source(side.sources, source);
  add_root(side.coverage, mount);
  for (const hive::Key& key : keys) {
    std::u16string path(mount);
    if (!path.empty() && !key.path.empty()) path += u'\\';
    path += key.path;
    if (path.empty()) continue;
    side.state.create_key(path);
    for (const hive::NamedValue& value : key.values) {
      side.state.set(path, value.name, value.value);
    }
  }
}

}  // namespace regpolicy
