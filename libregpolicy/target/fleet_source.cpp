#include <regpolicy/fleet_source.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

#include <regpolicy/machine_snapshot.hpp>

#include "core/for_each_in_order.hpp"

namespace regpolicy::audit {
namespace {

constexpr std::string_view kSnapshotSuffix = ".snapshot";

// Reports look the same on every system.
std::string with_slashes(std::string path) {
#ifdef _WIN32
  std::ranges::replace(path, '\\', '/');
#endif
  return path;
}

// "fleet/pc-17.snapshot" is pc-17.
std::string name_of_snapshot(const std::string& path) {
  std::string name = path.substr(path.find_last_of('/') + 1);
  if (ascii_lower(name).ends_with(kSnapshotSuffix)) {
    name.resize(name.size() - kSnapshotSuffix.size());
  }
  return name;
}

Result<Machine> judge_snapshot(FileSystem& files, const std::string& path,
                               const PreparedAudit& audit, const FleetOptions& options) {
  const std::string shown = with_slashes(path);
  const auto content = files.read(path);
  if (!content) return std::unexpected(content.error());
  const auto file = snapshot::read(*content, shown);
  if (!file) return std::unexpected(file.error());
  Machine machine{.name = file->computer.empty() ? name_of_snapshot(shown) : file->computer,
                  .source = "snapshot:" + shown,
                  .time = file->time,
                  .baseline_sha256 = file->baseline_sha256,
                  .report = {}};
  Observation observation;
  observe_snapshot(observation, *file, machine.source);
  observation.build = options.build;
  observation.edition = options.edition;
  if (options.assume_complete) take_for_complete(observation);
  machine.report = audit.run(observation);
  return machine;
}

struct RenderedItem {
  FleetItem item;
  std::vector<std::string> parts;
};

}  // namespace

Result<std::vector<std::string>> snapshots_below(FileSystem& files,
                                                 const std::vector<std::string>& paths) {
  std::vector<std::string> found;
  for (const std::string& path : paths) {
    if (!files.is_folder(path)) {
      found.push_back(path);
      continue;
    }
    FoundFiles below = files_below(files, path, kSnapshotSuffix);
    if (!below.errors.empty()) return std::unexpected(std::move(below.errors.front()));
    std::ranges::move(below.paths, std::back_inserter(found));
  }
  std::ranges::sort(found);
  found.erase(std::ranges::unique(found).begin(), found.end());
  if (!found.empty()) return found;
  return fail(ErrorCode::not_found, "the folder holds no snapshot",
              {.source = paths.empty() ? std::string() : paths.front()},
              "expected files whose names end in .snapshot");
}

void judge_snapshots(FileSystem& files, const std::vector<std::string>& paths,
                     const PreparedAudit& audit, const FleetOptions& options,
                     const FleetSteps& steps) {
  const auto make = [&](std::size_t i) {
    RenderedItem made{
        {"snapshot:" + with_slashes(paths[i]), judge_snapshot(files, paths[i], audit, options)},
        {}};
    made.parts = steps.render(made.item);
    return made;
  };
  const auto take = [&](std::size_t, RenderedItem made) {
    return steps.take(made.item, made.parts);
  };
  for_each_in_order(paths.size(), options.threads, make, take);
}

}  // namespace regpolicy::audit
