// Where a policy is put: the folder or file that plan, apply and undo work on.
//
// Beside what they change they keep a state folder: a journal, a lock, the contents that were
// replaced by their SHA-256 and the history that undo goes back through. Group Policy reads only
// gpt.ini, Machine and User of an object, so it passes the state folder over.
//   pol:FILE    FILE.regpolicy
//   gpt:DIR     DIR/.regpolicy: who may edit a GPO need not have a right to the folder above it
//   backup:DIR  DIR.regpolicy
//   local:DIR   DIR/GroupPolicy/.regpolicy
//   registry    GroupPolicy/.regpolicy/registry in System32, where only administrators may write
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/error.hpp>
#include <regpolicy/folder_files.hpp>
#include <regpolicy/live_registry.hpp>

namespace regpolicy {

enum class TargetKind {
  pol,       // one Registry.pol
  gpt,       // a Group Policy object's folder, as in SYSVOL: gpt.ini, Machine, User
  local,     // a folder that holds GroupPolicy and GroupPolicyUsers, as System32 does
  backup,    // a GPMC backup's own folder, or one that holds a single backup
  registry,  // the registry of the Windows that this runs on, 64-bit view
};

struct Target {
  TargetKind kind = TargetKind::gpt;
  std::string path;  // empty for the registry
  [[nodiscard]] bool operator==(const Target&) const = default;
};

// Is it the local policy of the Windows that this runs on?
[[nodiscard]] bool is_live_policy(const Target& target);

// Does the target keep an archive of what was applied under a name, so that what has left the input
// since can be taken out?
[[nodiscard]] bool keeps_archive(const Target& target);

// "gpt:DIR", "registry", and back; "local" is local:DIR with the System32 of this Windows. Errors:
// invalid_argument, with the kinds as the hint; not_representable for "local" elsewhere.
[[nodiscard]] Result<Target> parse_target(std::string_view text);
[[nodiscard]] std::string to_string(const Target& target);

// What was found of a run that did not end.
enum class Recovery {
  nothing,
  finished,     // its changes are all there now
  rolled_back,  // none of them is
};

struct OpenTarget {
  Target target;
  std::unique_ptr<FolderFiles> files;  // of the folder that holds all that may be changed
  std::string state;                   // the state folder, below `files`
  std::unique_ptr<FileLock> lock;      // null where the target was only opened to look at
  // The policy service's own locks, where the target is this Windows' local policy and they are to
  // be had.
  std::vector<std::unique_ptr<FileLock>> sections{};
  Recovery recovery = Recovery::nothing;
  std::unique_ptr<LiveRegistry> registry{};  // of the target registry
};

// Is the path, of a file of a plan, no file but a part of the live registry ("HKEY_LOCAL_MACHINE",
// "HKEY_USERS/S-1-5-21-1")? What a plan then has as its content is an image of the keys and values
// that are touched.
[[nodiscard]] bool is_in_registry(const OpenTarget& target, std::string_view path);

struct OpenTargetOptions {
  // Off: nothing is made where nothing is; the lock is taken only where a state folder exists.
  bool to_change = true;
  std::uint32_t lock_milliseconds = 10'000;  // long enough for a run of somebody else to end
};

// Opens the target, takes its lock and ends what a killed run began. Errors: the folder does not
// exist or is a link; conflict where the lock is held, or where a file that a killed run was
// changing is neither what it was nor what it was to become.
[[nodiscard]] Result<OpenTarget> open_target(const Target& target,
                                             const OpenTargetOptions& options = {});
// The same with files, and a registry, of the caller's, for tests.
[[nodiscard]] Result<OpenTarget> open_target(const Target& target,
                                             std::unique_ptr<FolderFiles> files,
                                             const OpenTargetOptions& options,
                                             std::unique_ptr<LiveRegistry> registry = nullptr);

}  // namespace regpolicy
