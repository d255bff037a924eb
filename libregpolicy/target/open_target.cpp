#include <utility>

#include <fmt/format.h>

#include <regpolicy/backup_folder.hpp>
#include <regpolicy/file_system.hpp>
#include <regpolicy/policy_service.hpp>
#include <regpolicy/target.hpp>

#include "target/journal.hpp"
#include "target/places.hpp"
#include "target/system_folder.hpp"

namespace regpolicy {
namespace {

// Takes the lock; without one where the target is only looked at and has none, or gives none.
Result<void> take_lock(OpenTarget& opened, const OpenTargetOptions& options) {
  const std::string path = opened.state + "/lock";
  const auto info = opened.files->look(opened.state);
  if (!info) return std::unexpected(info.error());
  if (info->kind == EntryKind::absent && !options.to_change) return {};
  if (info->kind != EntryKind::folder) {
    if (auto made = make_folders_above(*opened.files, path); !made) return made;
  }
  auto lock = opened.files->lock(path, options.lock_milliseconds);
  if (lock) {
    opened.lock = *std::move(lock);
    return {};
  }
  const bool may_look = !options.to_change && lock.error().code == ErrorCode::access_denied;
  if (!may_look) return std::unexpected(lock.error());
  const auto interrupted = has_journal(opened);
  if (!interrupted) return std::unexpected(interrupted.error());
  if (!*interrupted) return {};
  return fail(ErrorCode::access_denied,
              "a run that changed the target was interrupted and waits to be ended",
              {.source = join_path(opened.files->root(), opened.state)},
              "repeat the command as somebody who may write there");
}

// The backup itself: the folder, or the only one in it.
Result<std::string> folder_of_backup(std::string path) {
  FileSystem& disk = real_file_system();
  while (path.size() > 1 && (path.ends_with('/') || path.ends_with('\\'))) path.pop_back();
  if (is_backup(disk, path)) return path;
  const auto names = disk.list(path);
  if (!names) return std::unexpected(names.error());
  std::vector<std::string> found;
  for (const std::string& name : *names) {
    const std::string folder = join_path(path, name);
    if (disk.is_folder(folder) && is_backup(disk, folder)) found.push_back(folder);
  }
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    return fail(ErrorCode::not_found, "found no backup of a Group Policy object", {.source = path},
                "'regpolicy bundle' makes one of a baseline");
  }
  return fail(ErrorCode::invalid_argument,
              fmt::format("found {} backups, expected one", found.size()), {.source = path},
              fmt::format("name one: backup:{}", found.front()));
}

}  // namespace

Result<OpenTarget> open_target(const Target& target, const OpenTargetOptions& options) {
  if (target.kind == TargetKind::backup) {
    const auto folder = folder_of_backup(target.path);
    if (!folder) return std::unexpected(folder.error());
    auto files = open_folder(folder_of(*folder), true);
    if (!files) return std::unexpected(files.error());
    return open_target({target.kind, *folder}, *std::move(files), options);
  }
  if (target.kind == TargetKind::registry) {
    auto registry = live_registry();
    if (!registry) return std::unexpected(registry.error());
    const auto folder = system_folder();
    if (!folder) return std::unexpected(folder.error());
    auto state = open_folder(*folder);
    if (!state) return std::unexpected(state.error());
    return open_target(target, *std::move(state), options, *std::move(registry));
  }
  const bool is_file = target.kind == TargetKind::pol;
  auto files = open_folder(is_file ? folder_of(target.path) : target.path, is_file);
  if (!files) return std::unexpected(files.error());
  return open_target(target, *std::move(files), options);
}

Result<OpenTarget> open_target(const Target& target, std::unique_ptr<FolderFiles> files,
                               const OpenTargetOptions& options,
                               std::unique_ptr<LiveRegistry> registry) {
  OpenTarget opened{.target = target,
                    .files = std::move(files),
                    .state = {},
                    .lock = nullptr,
                    .registry = std::move(registry)};
  if (auto fine = check_layout(*opened.files, target); !fine) {
    return std::unexpected(fine.error());
  }
  auto state = state_folder(*opened.files, target);
  if (!state) return std::unexpected(state.error());
  opened.state = *std::move(state);
  if (auto locked = take_lock(opened, options); !locked) return std::unexpected(locked.error());
  if (opened.lock == nullptr) return opened;
  if (is_live_policy(target)) {
    for (const Side side : {Side::machine, Side::user}) {
      if (auto section = enter_policy_section(side)) opened.sections.push_back(std::move(section));
    }
  }
  const auto recovery = recover_journal(opened);
  if (!recovery) return std::unexpected(recovery.error());
  opened.recovery = *recovery;
  return opened;
}

}  // namespace regpolicy
