#include "target/policy_traces.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <regpolicy/gpt_ini.hpp>
#include <regpolicy/limits.hpp>
#include <regpolicy/pol.hpp>
#include <regpolicy/registry_path.hpp>
#include <regpolicy/text.hpp>

#include "target/hive_files.hpp"

namespace regpolicy::audit {
namespace {

// A path step by step, each name without regard to case; empty where one of them is missing.
std::string walk(FileSystem& files, std::string path, const std::vector<std::string_view>& names) {
  for (const std::string_view name : names) {
    auto next = find_entry(files, path, name);
    if (!next || !*next) return {};
    path = std::move(**next);
  }
  return path;
}

struct Tracer {
  FileSystem& files;
  const PolicyPlaces& places;

  // A profile may lie on another volume.
  [[nodiscard]] std::string in_report(const std::string& path) const {
    const bool below = ascii_lower(path).starts_with(ascii_lower(places.root));
    std::string text = path.substr(below ? places.root.size() : 0);
    for (char& c : text) c = c == '\\' ? '/' : c;
    return below ? text.substr(std::min(text.find_first_not_of('/'), text.size())) : text;
  }

  [[nodiscard]] std::optional<Instructions> read_pol(const std::string& path) const {
    if (path.empty() || !files.is_file(path)) return std::nullopt;
    const auto content = files.read(path);
    if (!content || content->size() > limits::kPolFileBytes) return std::nullopt;
    const auto records = pol::read(*content);
    if (!records) return std::nullopt;
    return decode(*records);
  }

  [[nodiscard]] std::optional<std::uint32_t> read_version(const std::string& folder,
                                                          Side side) const {
    const std::string path = walk(files, folder, {"gpt.ini"});
    if (path.empty() || !files.is_file(path)) return std::nullopt;
    const auto content = files.read(path);
    if (!content) return std::nullopt;
    const auto file = gpt_ini::read(*content);
    if (!file) return std::nullopt;
    const auto version = gpt_ini::version_of(*file);
    if (!version || !*version) return std::nullopt;
    return side == Side::machine ? (**version).machine : (**version).user;
  }

  // What the folder of a GPO holds for one side; nothing where it has no Registry.pol for it.
  void add_policy(const std::string& folder, Side side, const std::string& id,
                  std::vector<KeptPolicy>& kept) const {
    const std::string_view name = side == Side::machine ? "Machine" : "User";
    const std::string path = walk(files, folder, {name, "Registry.pol"});
    auto instructions = read_pol(path);
    if (!instructions) return;
    kept.push_back({id, in_report(path), std::move(*instructions), read_version(folder, side)});
  }

  // The copies of domain GPOs: DataStore\0\sysvol\DOMAIN\Policies\{GUID}, for users below their SID
  // in place of the 0. Of a user whose SID is not known, those of all users.
  void add_copies(const std::string& store, Side side, const std::string& sid,
                  std::vector<KeptPolicy>& kept) const;
  // The local policies for some users: GroupPolicyUsers\SID\User, of the user or of a group.
  void add_policies_of_users(const std::string& sid, std::vector<KeptPolicy>& kept) const;
  [[nodiscard]] std::vector<KeptPolicy> kept_policies(Side side, const std::string& sid) const;
  void add_archive(const std::string& folder, PolicyTraces& traces) const;
};

bool is_braced_guid(const std::string& name) {
  constexpr std::size_t kGuidUnits = 38;
  return name.size() == kGuidUnits && name.front() == '{' && name.back() == '}';
}

void Tracer::add_copies(const std::string& store, Side side, const std::string& sid,
                        std::vector<KeptPolicy>& kept) const {
  const auto owners = files.list(store);
  if (!owners) return;
  for (const std::string& owner : *owners) {
    if ((owner == "0") != (side == Side::machine)) continue;
    if (side == Side::user && !sid.empty() && ascii_lower(owner) != ascii_lower(sid)) continue;
    const std::string sysvol = walk(files, join_path(store, owner), {"sysvol"});
    const auto domains = files.list(sysvol);
    if (sysvol.empty() || !domains) continue;
    for (const std::string& domain : *domains) {
      const std::string policies = walk(files, join_path(sysvol, domain), {"Policies"});
      const auto ids = files.list(policies);
      if (policies.empty() || !ids) continue;
      for (const std::string& id : *ids) {
        if (is_braced_guid(id)) add_policy(join_path(policies, id), side, id, kept);
      }
    }
  }
}

void Tracer::add_policies_of_users(const std::string& sid, std::vector<KeptPolicy>& kept) const {
  const std::string folder = walk(files, places.system_folder, {"GroupPolicyUsers"});
  if (folder.empty()) return;
  std::vector<std::string> owners{std::string(kAdministratorsSid), std::string(kUsersSid)};
  if (!sid.empty()) owners.push_back(sid);
  for (const std::string& owner : owners) {
    const std::string policy = walk(files, folder, {owner});
    if (!policy.empty()) add_policy(policy, Side::user, owner, kept);
  }
}

std::vector<KeptPolicy> Tracer::kept_policies(Side side, const std::string& sid) const {
  std::vector<KeptPolicy> kept;
  if (places.system_folder.empty()) return kept;
  const std::string folder = walk(files, places.system_folder, {"GroupPolicy"});
  if (!folder.empty()) add_policy(folder, side, {}, kept);
  if (side == Side::user) add_policies_of_users(sid, kept);
  if (folder.empty()) return kept;
  const std::string store = walk(files, folder, {"DataStore"});
  if (!store.empty()) add_copies(store, side, sid, kept);
  return kept;
}

void Tracer::add_archive(const std::string& folder, PolicyTraces& traces) const {
  if (folder.empty()) return;
  const std::string path = walk(files, folder, {"ntuser.pol"});
  traces.archive = read_pol(path);
  if (traces.archive) traces.archive_source = in_report(path);
}

// Of the only profile of that name; empty where there is none, or are several.
std::string sid_of_profile(const State& software, const std::string& profile) {
  std::string sid;
  for (const std::u16string& name : software.subkeys(kProfileListKey)) {
    const State::NamedValue* const path =
        software.find(std::u16string(kProfileListKey) + u"\\" + name, u"ProfileImagePath");
    if (path == nullptr) continue;
    const auto text = get_string(path->value);
    if (!text || ascii_lower(to_utf8(last_component(*text))) != ascii_lower(profile)) continue;
    if (!sid.empty()) return {};
    sid = to_utf8(name);
  }
  return sid;
}

}  // namespace

void trace_policy(FileSystem& files, const PolicyPlaces& places, Observation& observation) {
  const Tracer tracer{files, places};
  observation.machine.traces.kept = tracer.kept_policies(Side::machine, {});
  tracer.add_archive(places.program_data, observation.machine.traces);
  for (ObservedUser& user : observation.users) {
    const auto place = std::ranges::find(places.profiles, user.name, &ProfilePlace::user);
    if (place == places.profiles.end()) continue;
    user.registry.traces.kept = tracer.kept_policies(Side::user, place->sid);
    tracer.add_archive(place->folder, user.registry.traces);
  }
}

PolicyPlaces places_of_volume(FileSystem& files, const std::string& root,
                              const Observation& observation) {
  PolicyPlaces places{.root = root,
                      .system_folder = walk(files, root, {"Windows", "System32"}),
                      .program_data = walk(files, root, {"ProgramData"})};
  for (const ObservedUser& user : observation.users) {
    std::string folder = walk(files, root, {"Users", user.name});
    if (folder.empty()) continue;
    places.profiles.push_back(
        {user.name, sid_of_profile(observation.machine.state, user.name), std::move(folder)});
  }
  return places;
}

}  // namespace regpolicy::audit
