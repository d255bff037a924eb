#include "target/backup_privilege.hpp"

#ifdef _WIN32
#include <windows.h>
#endif

namespace regpolicy {

#ifdef _WIN32

BackupPrivilege::BackupPrivilege() {
  if (ImpersonateSelf(SecurityImpersonation) == 0) return;
  has_own_token_ = true;
  HANDLE token = nullptr;
  if (OpenThreadToken(GetCurrentThread(), TOKEN_ADJUST_PRIVILEGES | TOKEN_QUERY, TRUE, &token) ==
      0) {
    return;
  }
  TOKEN_PRIVILEGES wanted{};
  wanted.PrivilegeCount = 1;
  wanted.Privileges[0].Attributes = SE_PRIVILEGE_ENABLED;
  if (LookupPrivilegeValueW(nullptr, L"SeBackupPrivilege", &wanted.Privileges[0].Luid) != 0) {
    // A right that is not held stays out; then access lists decide.
    AdjustTokenPrivileges(token, FALSE, &wanted, 0, nullptr, nullptr);
  }
  CloseHandle(token);
}

BackupPrivilege::~BackupPrivilege() {
  if (has_own_token_) RevertToSelf();
}

#else

BackupPrivilege::BackupPrivilege() = default;
BackupPrivilege::~BackupPrivilege() = default;

#endif

}  // namespace regpolicy
