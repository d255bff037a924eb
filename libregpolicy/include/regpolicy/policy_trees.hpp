// The keys that belong to Group Policy: what a policy sets there goes when the policy goes, since
// Windows takes it out itself; what it sets elsewhere stays (a "tattoo"). Two keys of each side.
#pragma once

#include <string_view>

namespace regpolicy {

// Does the key (without a hive) lie in Software\Policies or in
// Software\Microsoft\Windows\CurrentVersion\Policies, or is it one of them?
[[nodiscard]] bool is_in_policy_tree(std::u16string_view key);

}  // namespace regpolicy
