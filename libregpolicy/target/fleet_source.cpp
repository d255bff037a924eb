#include <regpolicy/fleet_source.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/machine_snapshot.hpp>
#include <regpolicy/text.hpp>

#include "core/for_each_in_order.hpp"
#include "target/hive_source.hpp"

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

// "snapshot:fleet/pc-17.snapshot" is pc-17, "hive:images/pc-18" is pc-18.
std::string name_of_machine(std::string source) {
  while (source.ends_with('/')) source.pop_back();
  std::string name = source.substr(source.find_last_of("/:") + 1);
  if (ascii_lower(name).ends_with(kSnapshotSuffix)) {
    name.resize(name.size() - kSnapshotSuffix.size());
  }
  return name;
}

Report judge(Observation& observation, const PreparedAudit& audit, const FleetOptions& options) {
  observation.build = options.build;
  observation.edition = options.edition;
  if (options.assume_complete) take_for_complete(observation);
  return audit.run(observation);
}

Result<Machine> judge_snapshot(FileSystem& files, const Source& source, const std::string& shown,
                               const PreparedAudit& audit, const FleetOptions& options) {
  const auto content = files.read(source.path);
  if (!content) return std::unexpected(content.error());
  const auto file = snapshot::read(*content, shown.substr(shown.find(':') + 1));
  if (!file) return std::unexpected(file.error());
  Observation observation;
  observe_snapshot(observation, *file, shown);
  return Machine{.name = file->computer.empty() ? name_of_machine(shown) : file->computer,
                 .source = shown,
                 .time = file->time,
                 .baseline_sha256 = file->baseline_sha256,
                 .report = judge(observation, audit, options)};
}

Result<Machine> judge_volume(FileSystem& files, const Source& source, const std::string& shown,
                             const PreparedAudit& audit, const FleetOptions& options) {
  KeysOfInterest keys = options.keys;
  keys.machine.emplace_back(kComputerNameKey);
  auto observation = observe(files, {source}, keys, {.accept_dirty = options.accept_dirty});
  if (!observation) return std::unexpected(observation.error());
  std::string name = computer_name(*observation);
  return Machine{.name = name.empty() ? name_of_machine(shown) : std::move(name),
                 .source = shown,
                 .time = {},
                 .baseline_sha256 = {},
                 .report = judge(*observation, audit, options)};
}

struct RenderedItem {
  FleetItem item;
  std::vector<std::string> parts;
};

Result<void> add_snapshots(FileSystem& files, const Source& source, std::vector<Source>& machines) {
  if (!files.is_folder(source.path)) {
    machines.push_back(source);
    return {};
  }
  FoundFiles below = files_below(files, source.path, kSnapshotSuffix);
  if (!below.errors.empty()) return std::unexpected(std::move(below.errors.front()));
  for (std::string& path : below.paths) machines.push_back({source.kind, std::move(path)});
  return {};
}

}  // namespace

bool is_fleet(FileSystem& files, const std::vector<Source>& sources) {
  std::size_t volumes = 0;
  for (const Source& source : sources) {
    if (source.kind == SourceKind::snapshot && files.is_folder(source.path)) return true;
    if (source.kind != SourceKind::hive) continue;
    const std::vector<std::string> found = volumes_in(files, source.path);
    if (!found.empty() && found.front() != source.path) return true;
    volumes += found.size();
  }
  return volumes > 1;
}

Result<std::vector<Source>> machines_of(FileSystem& files, const std::vector<Source>& sources) {
  std::vector<Source> machines;
  for (const Source& source : sources) {
    if (source.kind == SourceKind::snapshot) {
      if (auto added = add_snapshots(files, source, machines); !added) {
        return std::unexpected(added.error());
      }
      continue;
    }
    std::vector<std::string> volumes;
    if (source.kind == SourceKind::hive) volumes = volumes_in(files, source.path);
    if (volumes.empty()) {
      return fail(
          ErrorCode::invalid_argument,
          fmt::format("{} does not go with many machines", escape_for_display(to_string(source))),
          {}, "expected snapshots and Windows volumes; judge it by itself");
    }
    for (std::string& volume : volumes) machines.push_back({source.kind, std::move(volume)});
  }
  const auto place = [](const Source& source) {
    return std::pair(with_slashes(source.path), source.kind);
  };
  std::ranges::sort(machines, {}, place);
  machines.erase(std::ranges::unique(machines, {}, place).begin(), machines.end());
  if (!machines.empty()) return machines;
  return fail(ErrorCode::not_found, "the folder holds no snapshot",
              {.source = sources.empty() ? std::string() : sources.front().path},
              "expected files whose names end in .snapshot");
}

void judge_machines(FileSystem& files, const std::vector<Source>& machines,
                    const PreparedAudit& audit, const FleetOptions& options,
                    const FleetSteps& steps) {
  const auto make = [&](std::size_t i) {
    const std::string shown = with_slashes(to_string(machines[i]));
    RenderedItem made{{shown, machines[i].kind == SourceKind::snapshot
                                  ? judge_snapshot(files, machines[i], shown, audit, options)
                                  : judge_volume(files, machines[i], shown, audit, options)},
                      {}};
    made.parts = steps.render(made.item);
    return made;
  };
  const auto take = [&](std::size_t, RenderedItem made) {
    return steps.take(made.item, made.parts);
  };
  for_each_in_order(machines.size(), options.threads, make, take);
}

}  // namespace regpolicy::audit
