// Judges many snapshots in one run, on all cores, with no more than a few of them in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <regpolicy/error.hpp>
#include <regpolicy/file_system.hpp>
#include <regpolicy/fleet.hpp>
#include <regpolicy/prepared_audit.hpp>

namespace regpolicy::audit {

// Every *.snapshot below the folders, and the files among `paths`, in byte order of their paths,
// each once. Errors: a folder that cannot be listed; not_found where there is no snapshot at all.
[[nodiscard]] Result<std::vector<std::string>> snapshots_below(
    FileSystem& files, const std::vector<std::string>& paths);

struct FleetOptions {
  // Facts that the caller gives by hand, for every machine.
  std::optional<std::uint32_t> build{};
  std::optional<std::string> edition{};
  bool assume_complete = false;  // what a snapshot does not hold is absent
  unsigned threads = 0;          // 0: as many as there are cores
};

// One snapshot, judged or the reason why it could not be read.
struct FleetItem {
  std::string source;  // "snapshot:fleet/pc-17.snapshot", with '/' on every system
  Result<Machine> machine;
};

struct FleetSteps {
  // What the caller makes of an item; called by several threads at once.
  std::function<std::vector<std::string>(const FleetItem&)> render;
  // Called for one item after another, in the order of the paths. False ends the run.
  std::function<bool(const FleetItem&, const std::vector<std::string>& rendered)> take;
};

void judge_snapshots(FileSystem& files, const std::vector<std::string>& paths,
                     const PreparedAudit& audit, const FleetOptions& options,
                     const FleetSteps& steps);

}  // namespace regpolicy::audit
