#include "target/registry_source.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <regpolicy/live_registry.hpp>
#include <regpolicy/reg.hpp>
#include <regpolicy/text.hpp>

#include "target/hive_files.hpp"
#include "target/policy_traces.hpp"
#include "target/system_folder.hpp"

namespace regpolicy::audit {
namespace {

constexpr std::string_view kLiveRegistry = "registry";  // in reports

class RegistryReader {
 public:
  explicit RegistryReader(LiveRegistry& registry) : registry_(registry) {}

  // `prefix` is the user's SID and a backslash; empty for the machine. Whatever is wrong with the
  // key, nothing is told of it. False where it is a right that lacks.
  bool add(RootKey root, const std::u16string& prefix, const std::u16string& key) {
    reg::Entry entry;
    entry.root = root;
    entry.key = prefix + key;
    const auto there = registry_.read({root, entry.key});
    if (!there) return !is_denied(there.error());
    if (!*there) {
      entry.operation = reg::Operation::delete_key;
      file_.entries.push_back(std::move(entry));
      return true;
    }
    std::vector<reg::Entry> entries;
    add_values(entry, **there, entries);
    for (const std::u16string& name : (*there)->subkeys) {
      reg::Entry subkey = entry;
      subkey.key += u'\\' + name;
      const auto below = registry_.read({root, subkey.key});
      if (!below) return !is_denied(below.error());
      if (*below) add_values(subkey, **below, entries);
    }
    std::ranges::move(entries, std::back_inserter(file_.entries));
    return true;
  }

  reg::File take() { return std::move(file_); }

 private:
  static bool is_denied(const Error& error) { return error.code == ErrorCode::access_denied; }

  static void add_values(reg::Entry key, const RegistryKey& content,
                         std::vector<reg::Entry>& entries) {
    key.operation = reg::Operation::create_key;
    entries.push_back(key);
    key.operation = reg::Operation::set_value;
    for (const State::NamedValue& value : content.values) {
      key.name = value.name;
      key.value = value.value;
      entries.push_back(key);
    }
  }

  LiveRegistry& registry_;
  reg::File file_;
};

// A person's account, of a domain or the machine, or of Entra ID; not one of Windows' services, nor
// what Windows puts aside when it cannot load a profile ("S-1-5-21-1-1001.bak").
bool is_account(std::string_view name) {
  constexpr std::string_view kSidCharacters = "S-0123456789";
  if (name.find_first_not_of(kSidCharacters) != std::string_view::npos) return false;
  return name.starts_with("S-1-5-21-") || name.starts_with("S-1-12-1-");
}

std::string text_of_value(const RegistryKey& key, std::u16string_view name) {
  for (const State::NamedValue& value : key.values) {
    if (!same_name(value.name, name)) continue;
    const auto text = get_string(value.value);
    return text ? to_utf8(*text) : std::string();
  }
  return {};
}

struct Profile {
  std::string sid;
  std::string folder;
};

struct RegistryObserver {
  FileSystem& files;
  const RunningWindows& windows;
  const KeysOfInterest& keys;
  const SourceOptions& options;
  Observation& observation;

  // The keys of the machine and of the users below HKEY_USERS. Returns the names of the latter.
  Result<std::vector<std::string>> observe_loaded() const;
  // Of those that the profile list names as a person's.
  [[nodiscard]] Result<std::vector<Profile>> profiles() const;
  [[nodiscard]] std::string program_data() const;
  // From the hive in the user's profile.
  void observe_profile(const Profile& profile) const;
  [[nodiscard]] ObservedUser* find_user(const std::string& name) const {
    const auto found = std::ranges::find_if(observation.users, [&name](const ObservedUser& user) {
      return ascii_lower(user.name) == ascii_lower(name);
    });
    return found == observation.users.end() ? nullptr : &*found;
  }
};

Result<std::vector<std::string>> RegistryObserver::observe_loaded() const {
  RegistryReader reader(windows.registry);
  for (const std::u16string& key : keys.machine) {
    if (!reader.add(RootKey::local_machine, {}, key)) observation.machine.denied.push_back(key);
  }
  // Whether the device is managed counts for what is left behind.
  reader.add(RootKey::local_machine, {}, std::u16string(kEnrollmentsKey));
  const auto users = windows.registry.read({RootKey::users, {}});
  if (!users) return std::unexpected(users.error());
  std::vector<std::pair<std::string, std::u16string>> denied;
  std::vector<std::string> loaded;
  if (*users) {
    for (const std::u16string& user : (*users)->subkeys) {
      loaded.push_back(to_utf8(user));
      for (const std::u16string& key : keys.user) {
        if (reader.add(RootKey::users, user + u'\\', key)) continue;
        denied.emplace_back(loaded.back(), key);
      }
    }
  }
  observe_reg(observation, reader.take(), std::string(kLiveRegistry));
  for (const auto& [name, key] : denied) {  // services have keys, too, that are denied
    if (ObservedUser* const user = find_user(name)) user->registry.denied.push_back(key);
  }
  return loaded;
}

Result<std::vector<Profile>> RegistryObserver::profiles() const {
  const auto list =
      windows.registry.read({RootKey::local_machine, std::u16string(kProfileListKey)});
  if (!list) return std::unexpected(list.error());
  std::vector<Profile> found;
  if (!*list) return found;
  for (const std::u16string& name : (*list)->subkeys) {
    std::string sid = to_utf8(name);
    if (!is_account(sid)) continue;
    const auto profile = windows.registry.read(
        {RootKey::local_machine, std::u16string(kProfileListKey) + u'\\' + name});
    std::string folder;
    if (profile && *profile) {
      folder = expand_path(text_of_value(**profile, u"ProfileImagePath"), windows.folder);
    }
    found.push_back({std::move(sid), std::move(folder)});
  }
  return found;
}

std::string RegistryObserver::program_data() const {
  const auto list =
      windows.registry.read({RootKey::local_machine, std::u16string(kProfileListKey)});
  std::string folder;
  if (list && *list) folder = text_of_value(**list, u"ProgramData");
  return expand_path(folder.empty() ? "%SystemDrive%\\ProgramData" : folder, windows.folder);
}

void RegistryObserver::observe_profile(const Profile& profile) const {
  ObservedSide& side = user_of(observation, profile.sid);
  const std::string path = join_path(profile.folder, kUserHive);
  const auto tell = [&]() -> Result<void> {
    if (profile.folder.empty()) {
      const RootedPath key{RootKey::local_machine,
                           std::u16string(kProfileListKey) + u'\\' + *to_utf16(profile.sid)};
      return fail(ErrorCode::io, "ProfileImagePath does not name a folder",
                  {.source = regpolicy::to_string(key)});
    }
    const auto hive = read_hive_files(files, path);
    if (!hive) return std::unexpected(hive.error());
    const auto contents = hive::read(*hive, keys.user, {.accept_dirty = options.accept_dirty});
    if (!contents) return std::unexpected(contents.error());
    observe_hive(side, {}, contents->keys, name_with_logs(path, contents->replayed));
    return {};
  };
  if (const auto told = tell(); !told) {
    side.unreadable = told.error();
    side.sources.push_back(profile.folder.empty() ? std::string(kLiveRegistry)
                                                  : name_with_logs(path, {}));
  }
}

}  // namespace

std::string expand_path(std::string_view path, std::string_view windows_folder) {
  const std::string_view drive = windows_folder.substr(0, windows_folder.find_last_of("\\/"));
  const std::pair<std::string_view, std::string_view> variables[] = {
      {"%systemdrive%", drive}, {"%systemroot%", windows_folder}, {"%windir%", windows_folder}};
  const std::string lower = ascii_lower(path);
  for (const auto& [variable, text] : variables) {
    if (!lower.starts_with(variable)) continue;
    return std::string(text) + std::string(path.substr(variable.size()));
  }
  return std::string(path);
}

Result<std::string> windows_folder() {
  const auto system = system_folder();
  if (!system) return std::unexpected(system.error());
  return folder_of(*system);
}

Result<void> observe_registry(FileSystem& files, const RunningWindows& windows,
                              const KeysOfInterest& keys, const SourceOptions& options,
                              Observation& observation) {
  const RegistryObserver observer{files, windows, keys, options, observation};
  const auto loaded = observer.observe_loaded();
  if (!loaded) return std::unexpected(loaded.error());
  PolicyPlaces places{.root = expand_path("%SystemDrive%", windows.folder),
                      .system_folder = join_path(windows.folder, "System32"),
                      .program_data = observer.program_data()};
  const auto profiles = observer.profiles();
  if (!profiles) return std::unexpected(profiles.error());
  for (const Profile& profile : *profiles) {
    const bool is_loaded = std::ranges::any_of(*loaded, [&profile](const std::string& name) {
      return ascii_lower(name) == ascii_lower(profile.sid);
    });
    // Without a key that is asked of users none is looked at.
    if (!is_loaded && !keys.user.empty()) observer.observe_profile(profile);
    ObservedUser* const user = observer.find_user(profile.sid);
    if (user == nullptr) continue;
    user->profile = file_name_of(profile.folder);
    places.profiles.push_back({user->name, profile.sid, profile.folder});
  }
  trace_policy(files, places, observation);
  return {};
}

}  // namespace regpolicy::audit
