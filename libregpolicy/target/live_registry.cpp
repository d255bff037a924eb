#include <regpolicy/live_registry.hpp>

#include <regpolicy/text.hpp>

namespace regpolicy {

std::string to_string(const RootedPath& key) {
  return std::string(to_string(key.root)) + '\\' + escape_for_display(key.path);
}

}  // namespace regpolicy
