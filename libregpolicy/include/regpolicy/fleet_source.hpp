// Judges many machines in one run, on all cores, with no more than a few of them in memory.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <regpolicy/audit_source.hpp>
#include <regpolicy/error.hpp>
#include <regpolicy/file_system.hpp>
#include <regpolicy/fleet.hpp>
#include <regpolicy/prepared_audit.hpp>

namespace regpolicy::audit {

// Do the sources speak of machines that are to be judged each by itself? So does a folder of
// snapshots, a folder that holds Windows volumes, and more than one volume.
[[nodiscard]] bool is_fleet(FileSystem& files, const std::vector<Source>& sources);

// The snapshots (each *.snapshot below a folder) and the Windows volumes (the root of one, or all
// in a folder) of the sources, in byte order of their paths, each once. Errors: a folder that
// cannot be listed; not_found where there is no machine at all; invalid_argument for a source of
// another kind.
[[nodiscard]] Result<std::vector<Source>> machines_of(FileSystem& files,
                                                      const std::vector<Source>& sources);

struct FleetOptions {
  // Facts that the caller gives by hand, for every machine.
  std::optional<std::uint32_t> build{};
  std::optional<std::string> edition{};
  bool assume_complete = false;  // what a source does not hold is absent
  bool accept_dirty = false;     // as of SourceOptions
  KeysOfInterest keys{};         // what is read from volumes
  unsigned threads = 0;          // 0: as many as there are cores
};

// One machine, judged or the reason why it could not be read.
struct FleetItem {
  std::string source;  // "snapshot:fleet/pc-17.snapshot", with '/' on every system
  Result<Machine> machine;
};

struct FleetSteps {
  // What the caller makes of an item; called by several threads at once.
  std::function<std::vector<std::string>(const FleetItem&)> render;
  // Called for one item after another, in the order of the machines. False ends the run.
  std::function<bool(const FleetItem&, const std::vector<std::string>& rendered)> take;
};

// `machines` are those of machines_of().
void judge_machines(FileSystem& files, const std::vector<Source>& machines,
                    const PreparedAudit& audit, const FleetOptions& options,
                    const FleetSteps& steps);

}  // namespace regpolicy::audit
