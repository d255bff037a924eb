#include <regpolicy/policy_trees.hpp>

#include <regpolicy/registry_path.hpp>

namespace regpolicy {

bool is_in_policy_tree(std::u16string_view key) {
  return is_within(key, u"Software\\Policies") ||
         is_within(key, u"Software\\Microsoft\\Windows\\CurrentVersion\\Policies");
}

}  // namespace regpolicy
