#include "target/hive_source.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/registry_path.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy::audit {
namespace {

constexpr std::string_view kUserHive = "NTUSER.DAT";

std::string name_of(const std::string& path) {
  const std::size_t end = path.find_last_not_of("/\\");
  const std::string trimmed = path.substr(0, end == std::string::npos ? 0 : end + 1);
  return trimmed.substr(trimmed.find_last_of("/\\") + 1);
}

bool same_file_name(std::string_view a, std::string_view b) {
  return ascii_lower(a) == ascii_lower(b);
}

// The entry of that name without regard to case, as on Windows; of several the exact spelling, else
// the first.
Result<std::optional<std::string>> find_entry(FileSystem& files, const std::string& folder,
                                              std::string_view name) {
  const auto entries = files.list(folder);
  if (!entries) return std::unexpected(entries.error());
  std::optional<std::string> found;
  for (const std::string& entry : *entries) {
    if (entry == name) return join_path(folder, entry);
    if (!found && same_file_name(entry, name)) found = join_path(folder, entry);
  }
  return found;
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

Result<void> observe_software(const std::string& file, const Source& source,
                              const KeysOfInterest& keys, const hive::ReadOptions& options,
                              Observation& observation) {
  constexpr std::u16string_view kMount = u"SOFTWARE";
  const auto read = hive::read(file, paths_below(keys.machine, kMount), options);
  if (!read) return std::unexpected(read.error());
  observe_hive(observation.machine, kMount, *read, to_string(source));
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
Result<std::u16string> current_control_set(const std::string& file,
                                           const hive::ReadOptions& options) {
  const auto select = hive::read(file, {u"Select"}, options);
  if (!select) return std::unexpected(select.error());
  for (const hive::Key& key : *select) {
    for (const hive::NamedValue& value : key.values) {
      if (!same_name(value.name, u"Current")) continue;
      const auto number = get_dword(value.value);
      if (!number || *number > 999) break;
      return *to_utf16(fmt::format("ControlSet{:03}", *number));
    }
  }
  return fail(ErrorCode::malformed, "cannot tell the current control set",
              {.source = file, .path = "Select\\Current"},
              "expected the hive SYSTEM, where this REG_DWORD is the number of the set");
}

Result<void> observe_system(const std::string& file, const Source& source,
                            const KeysOfInterest& keys, const hive::ReadOptions& options,
                            Observation& observation) {
  constexpr std::u16string_view kMount = u"SYSTEM";
  const auto set = current_control_set(file, options);
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
  const auto read_direct = hive::read(file, direct, options);
  if (!read_direct) return std::unexpected(read_direct.error());
  auto read_current = hive::read(file, current, options);
  if (!read_current) return std::unexpected(read_current.error());
  for (hive::Key& key : *read_current) key.path = without_first_component(key.path);
  observe_hive(observation.machine, kMount, *read_direct, to_string(source));
  observe_hive(observation.machine, kCurrentControlSet, *read_current, to_string(source));
  return {};
}

Result<void> observe_user(const std::string& file, const std::string& user, const Source& source,
                          const KeysOfInterest& keys, const hive::ReadOptions& options,
                          Observation& observation) {
  const auto read = hive::read(file, keys.user, options);
  if (!read) return std::unexpected(read.error());
  observe_hive(user_of(observation, user), {}, *read, to_string(source));
  return {};
}

struct Searcher {
  FileSystem& files;
  const Source& source;
  const KeysOfInterest& keys;
  const hive::ReadOptions& options;
  Observation& observation;
  std::size_t found = 0;

  // One hive by its name; false in the result where the name tells nothing.
  Result<bool> observe_file(const std::string& path) {
    const std::string name = name_of(path);
    Result<void> done;
    if (same_file_name(name, "SOFTWARE")) {
      done = observe_software(path, source, keys, options, observation);
    } else if (same_file_name(name, "SYSTEM")) {
      done = observe_system(path, source, keys, options, observation);
    } else if (same_file_name(name, kUserHive)) {
      done = observe_user(path, name_of(folder_of(path)), source, keys, options, observation);
    } else {
      return false;
    }
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
    return *users ? observe_profiles(**users) : Result<void>();
  }
};

}  // namespace

Result<void> observe_hives(FileSystem& files, const Source& source, const KeysOfInterest& keys,
                           const hive::ReadOptions& options, Observation& observation) {
  Searcher searcher{files, source, keys, options, observation};
  if (!files.is_folder(source.path)) {
    const auto known = searcher.observe_file(source.path);
    if (!known) return std::unexpected(known.error());
    if (*known) return {};
    return fail(ErrorCode::invalid_argument,
                fmt::format("the file name '{}' does not tell which hive it is",
                            escape_for_display(name_of(source.path))),
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
