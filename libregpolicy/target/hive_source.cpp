#include "target/hive_source.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/registry_path.hpp>
#include <regpolicy/text.hpp>

#include "target/hive_files.hpp"
#include "target/policy_traces.hpp"

namespace regpolicy::audit {
namespace {

bool same_file_name(std::string_view a, std::string_view b) {
  return ascii_lower(a) == ascii_lower(b);
}

// A folder below another, step by step; empty where one of them is missing.
Result<std::optional<std::string>> find_folder(FileSystem& files, std::string folder,
                                               const std::vector<std::string_view>& steps) {
  for (const std::string_view step : steps) {
    auto next = find_entry(files, folder, step);
    if (!next) return std::unexpected(next.error());
    if (!*next || !files.is_folder(**next)) return std::nullopt;
    folder = std::move(**next);
  }
  return folder;
}

// What lies within `mount`, as paths from there.
std::vector<std::u16string> paths_below(const std::vector<std::u16string>& keys,
                                        std::u16string_view mount) {
  std::vector<std::u16string> paths;
  for (const std::u16string& key : keys) {
    if (!is_within(key, mount)) continue;
    const std::size_t skipped = mount.empty() ? 0 : std::min(mount.size() + 1, key.size());
    paths.push_back(key.substr(skipped));
  }
  return paths;
}

struct HiveReader {
  const Source& source;
  const KeysOfInterest& keys;
  const hive::ReadOptions& options;
  Observation& observation;

  void observe(ObservedSide& side, std::u16string_view mount, const hive::Files& hive,
               const hive::Contents& contents) const {
    // The source as it was given, or, where the file alone does not hold what was read, all files.
    const std::string name = contents.replayed.empty()
                                 ? to_string(source)
                                 : name_with_logs(hive.name, contents.replayed);
    for (const std::string& one : {to_string(source), name}) {
      if (std::ranges::find(observation.sources, one) == observation.sources.end()) {
        observation.sources.push_back(one);
      }
    }
    observe_hive(side, mount, contents.keys, name);
  }

  [[nodiscard]] Result<void> observe_software(const hive::Files& hive) const;
  [[nodiscard]] Result<void> observe_system(const hive::Files& hive) const;
  [[nodiscard]] Result<void> observe_user(const hive::Files& hive, const std::string& user) const;
};

Result<void> HiveReader::observe_software(const hive::Files& hive) const {
  constexpr std::u16string_view kMount = u"SOFTWARE";
  std::vector<std::u16string> paths = paths_below(keys.machine, kMount);
  for (const std::u16string_view key : {kEnrollmentsKey, kProfileListKey}) {
    paths.emplace_back(key.substr(kMount.size() + 1));
  }
  const auto contents = hive::read(hive, paths, options);
  if (!contents) return std::unexpected(contents.error());
  observe(observation.machine, kMount, hive, *contents);
  return {};
}

constexpr std::u16string_view kCurrent = u"CurrentControlSet";

// Replaces the first component of a path by another.
std::u16string with_first_component(std::u16string_view path, std::u16string_view component) {
  const std::size_t end = std::min(path.find(u'\\'), path.size());
  return std::u16string(component) + std::u16string(path.substr(end));
}

std::u16string without_first_component(std::u16string_view path) {
  const std::size_t end = path.find(u'\\');
  return end == std::u16string_view::npos ? std::u16string() : std::u16string(path.substr(end + 1));
}

// The key that Windows makes into CurrentControlSet when it starts.
Result<std::u16string> current_control_set(const hive::Files& hive,
                                           const hive::ReadOptions& options) {
  const auto select = hive::read(hive, {u"Select"}, options);
  if (!select) return std::unexpected(select.error());
  for (const hive::Key& key : select->keys) {
    for (const hive::NamedValue& value : key.values) {
      if (!same_name(value.name, u"Current")) continue;
      const auto number = get_dword(value.value);
      if (!number || *number > 999) break;
      return *to_utf16(fmt::format("ControlSet{:03}", *number));
    }
  }
  return fail(ErrorCode::malformed, "cannot tell the current control set",
              {.source = hive.name, .path = "Select\\Current"},
              "expected the hive SYSTEM, where this REG_DWORD is the number of the set");
}

Result<void> HiveReader::observe_system(const hive::Files& hive) const {
  constexpr std::u16string_view kMount = u"SYSTEM";
  const auto set = current_control_set(hive, options);
  if (!set) return std::unexpected(set.error());
  std::vector<std::u16string> direct;
  std::vector<std::u16string> current;
  for (const std::u16string& path : paths_below(keys.machine, kMount)) {
    if (is_within(path, kCurrent)) {
      current.push_back(with_first_component(path, *set));
    } else {
      direct.push_back(path);
    }
  }
  const auto read_direct = hive::read(hive, direct, options);
  if (!read_direct) return std::unexpected(read_direct.error());
  auto read_current = hive::read(hive, current, options);
  if (!read_current) return std::unexpected(read_current.error());
  for (hive::Key& key : read_current->keys) key.path = without_first_component(key.path);
  observe(observation.machine, kMount, hive, *read_direct);
  observe(observation.machine, kCurrentControlSet, hive, *read_current);
  return {};
}

Result<void> HiveReader::observe_user(const hive::Files& hive, const std::string& user) const {
  const auto contents = hive::read(hive, keys.user, options);
  if (!contents) return std::unexpected(contents.error());
  observe(user_of(observation, user), {}, hive, *contents);
  return {};
}

struct Searcher {
  FileSystem& files;
  const HiveReader& reader;
  std::size_t found = 0;

  // One hive by its name; false in the result where the name tells nothing.
  Result<bool> observe_file(const std::string& path) {
    const std::string name = file_name_of(path);
    const bool software = same_file_name(name, "SOFTWARE");
    const bool system = same_file_name(name, "SYSTEM");
    if (!software && !system && !same_file_name(name, kUserHive)) return false;
    const auto hive = read_hive_files(files, path);
    if (!hive) return std::unexpected(hive.error());
    const Result<void> done = software ? reader.observe_software(*hive)
                              : system ? reader.observe_system(*hive)
                                       : reader.observe_user(*hive, file_name_of(folder_of(path)));
    if (!done) return std::unexpected(done.error());
    ++found;
    return true;
  }

  Result<void> observe_entry(const std::string& folder, std::string_view name) {
    const auto path = find_entry(files, folder, name);
    if (!path) return std::unexpected(path.error());
    if (!*path || files.is_folder(**path)) return {};
    const auto done = observe_file(**path);
    if (!done) return std::unexpected(done.error());
    return {};
  }

  Result<void> observe_folder(const std::string& folder) {
    for (const std::string_view name :
         {std::string_view("SOFTWARE"), std::string_view("SYSTEM"), kUserHive}) {
      if (const auto done = observe_entry(folder, name); !done) return done;
    }
    return {};
  }

  Result<void> observe_profiles(const std::string& users) {
    const auto profiles = files.list(users);
    if (!profiles) return std::unexpected(profiles.error());
    for (const std::string& profile : *profiles) {
      const std::string folder = join_path(users, profile);
      // Windows has two links here under old names: to ProgramData and to Default.
      if (same_file_name(profile, "All Users") || same_file_name(profile, "Default User")) continue;
      if (!files.is_folder(folder)) continue;
      if (const auto done = observe_entry(folder, kUserHive); !done) return done;
    }
    return {};
  }

  // The root of a volume, or a folder that holds a copy of its structure.
  Result<void> observe_volume(const std::string& root) {
    const auto config = find_folder(files, root, {"Windows", "System32", "config"});
    if (!config) return std::unexpected(config.error());
    if (*config) {
      if (const auto done = observe_folder(**config); !done) return done;
    }
    const auto users = find_folder(files, root, {"Users"});
    if (!users) return std::unexpected(users.error());
    if (*users) {
      if (const auto done = observe_profiles(**users); !done) return done;
    }
    trace_policy(files, places_of_volume(files, root, reader.observation), reader.observation);
    return {};
  }
};

bool is_volume(FileSystem& files, const std::string& folder) {
  const auto config = find_folder(files, folder, {"Windows", "System32", "config"});
  return config && *config;
}

}  // namespace

std::vector<std::string> volumes_in(FileSystem& files, const std::string& folder) {
  if (!files.is_folder(folder)) return {};
  if (is_volume(files, folder)) return {folder};
  std::vector<std::string> volumes;
  const auto names = files.list(folder);
  if (!names) return volumes;
  for (const std::string& name : *names) {
    std::string below = join_path(folder, name);
    if (files.is_folder(below) && is_volume(files, below)) volumes.push_back(std::move(below));
  }
  std::ranges::sort(volumes);
  return volumes;
}

Result<void> observe_hives(FileSystem& files, const Source& source, const KeysOfInterest& keys,
                           const hive::ReadOptions& options, Observation& observation) {
  const HiveReader reader{source, keys, options, observation};
  Searcher searcher{files, reader};
  if (!files.is_folder(source.path)) {
    const auto known = searcher.observe_file(source.path);
    if (!known) return std::unexpected(known.error());
    if (*known) return {};
    return fail(ErrorCode::invalid_argument,
                fmt::format("the file name '{}' does not tell which hive it is",
                            escape_for_display(file_name_of(source.path))),
                {.source = source.path}, "expected SOFTWARE, SYSTEM or NTUSER.DAT");
  }
  if (const auto done = searcher.observe_folder(source.path); !done) return done;
  if (searcher.found == 0) {
    if (const auto done = searcher.observe_volume(source.path); !done) return done;
  }
  if (searcher.found > 0) return {};
  return fail(ErrorCode::not_found, "the folder holds no hive", {.source = source.path},
              "expected SOFTWARE, SYSTEM or NTUSER.DAT in it, or Windows\\System32\\config and "
              "Users below it");
}

}  // namespace regpolicy::audit
