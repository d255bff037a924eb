// The right to read files whatever their access lists say, which administrators and backup
// operators hold in an elevated program.
#pragma once

namespace regpolicy {

// In force for the calling thread as long as this lives, where who runs it holds the right; nothing
// changes elsewhere, or on another system than Windows.
class BackupPrivilege {
 public:
  BackupPrivilege();
  BackupPrivilege(const BackupPrivilege&) = delete;
  BackupPrivilege& operator=(const BackupPrivilege&) = delete;
  ~BackupPrivilege();

 private:
#ifdef _WIN32
  bool has_own_token_ = false;  // the thread, a copy of the process' token
#endif
};

}  // namespace regpolicy
