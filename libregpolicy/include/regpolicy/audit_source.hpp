// The sources of an audit: files and folders on disk that tell what a registry holds.
// docs/audit.md describes them for auditors.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/audit.hpp>
#include <regpolicy/error.hpp>
#include <regpolicy/file_system.hpp>
#include <regpolicy/live_registry.hpp>
#include <regpolicy/observation.hpp>

namespace regpolicy::audit {

enum class SourceKind {
  reg,       // an export: covers the keys that it shows
  pol,       // a Registry.pol: what an empty registry holds once it is applied
  backup,    // a GPMC backup of a Group Policy object, likewise: both sides and the registry values
             // of its security template
  gpt,       // the folder of a Group Policy object, as in SYSVOL; likewise
  registry,  // of the machine that this runs on (Windows), in the 64-bit view, with its users
  hive,      // a hive file, a folder of hives (System32\config), or the root of a Windows volume
  snapshot,  // what was taken of one machine for a baseline
};

struct Source {
  SourceKind kind = SourceKind::reg;
  std::string path{};  // empty for the registry

  [[nodiscard]] bool operator==(const Source&) const = default;
};

// "reg:machine.reg"
[[nodiscard]] std::string to_string(const Source& source);

// "registry", "reg:FILE", "pol:FILE", "backup:FOLDER", "gpt:FOLDER", "hive:FILE_OR_FOLDER",
// "snapshot:FILE". Without a prefix the kind is told by the suffix (.reg, .pol, .dat, .snapshot),
// by the first bytes of the file, or by what a folder holds. Fails with invalid_argument where none
// of this tells.
[[nodiscard]] Result<Source> parse_source(FileSystem& files, std::string_view text);

struct SourceOptions {
  bool accept_dirty = false;  // hives that were not closed cleanly, see hive::ReadOptions
  // The side of Registry.pol files. Absent: told by a folder Machine or User above the file, else
  // the machine.
  std::optional<Side> pol_side{};
};

// All that the sources tell about the keys, or the first error: a source that cannot be read tells
// nothing, and no verdict may rest on the others alone. Policies (pol, backup, gpt) are applied one
// after the other (policy_source.hpp): alone to an empty registry, of which they tell a side as a
// whole, with other sources to what these tell. A snapshot, which is a machine as a whole, is taken
// with nothing but policies (invalid_argument).
//
// Hive files are told apart by their names, without regard to case: SOFTWARE and SYSTEM belong to
// the machine (CurrentControlSet is what SYSTEM\Select\Current says), NTUSER.DAT to the user that
// its folder is named after. In a folder like System32\config an absent hive covers nothing; the
// root of a Windows volume (or a folder that holds Windows\System32\config) also brings
// Users\NAME\NTUSER.DAT. `files` finds them; their content is read from the disk.
[[nodiscard]] Result<Observation> observe(FileSystem& files, const std::vector<Source>& sources,
                                          const KeysOfInterest& keys,
                                          const SourceOptions& options = {});

// A Windows that runs.
struct RunningWindows {
  LiveRegistry& registry;
  std::string folder;  // "C:\\Windows"
};

// What observe() does for the source `registry`, of a registry and files of the caller's.
//
// The users are those below HKEY_USERS and, of the profile list, those who are not loaded there:
// their NTUSER.DAT is read with its logs, which are replayed in memory; nothing is loaded into the
// registry, nothing is written. Of a user whose hive cannot be read (absent, locked, without the
// right) the observation holds why (ObservedSide::unreadable). Service accounts and the model of
// new profiles are no users. A key that may not be read is left out, so that nothing is known of
// it. The archives and the copies of policies are those that the folders of this Windows hold.
[[nodiscard]] Result<void> observe_registry(FileSystem& files, const RunningWindows& windows,
                                            const KeysOfInterest& keys,
                                            const SourceOptions& options, Observation& observation);

}  // namespace regpolicy::audit
