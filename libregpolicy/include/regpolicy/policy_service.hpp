// What the Group Policy service of this Windows offers to programs that change local policy.
#pragma once

#include <memory>

#include <regpolicy/error.hpp>
#include <regpolicy/folder_files.hpp>
#include <regpolicy/side.hpp>

namespace regpolicy {

// Asks the service to apply the side's policy now; it does so some time later. Errors:
// not_representable where this is no Windows, or Windows has no such function (RefreshPolicyEx of
// userenv.dll); access_denied, io with the number that Windows gives.
[[nodiscard]] Result<void> refresh_policy(Side side);

// Keeps the service from reading the side's policy while it is changed (EnterCriticalPolicySection
// of userenv.dll), until the lock is destroyed. Null where it is not to be had: elsewhere than on
// Windows, and for a user who may not.
[[nodiscard]] std::unique_ptr<FileLock> enter_policy_section(Side side);

}  // namespace regpolicy
