#include "target/policy_traces.hpp"

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <regpolicy/gpt_ini.hpp>
#include <regpolicy/limits.hpp>
#include <regpolicy/pol.hpp>
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
  const std::string& root;

  [[nodiscard]] std::string in_report(const std::string& path) const {
    std::string text = path.substr(root.size());
    for (char& c : text) c = c == '\\' ? '/' : c;
    return text.substr(std::min(text.find_first_not_of('/'), text.size()));
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
  // in place of the 0.
  void add_copies(const std::string& store, Side side, std::vector<KeptPolicy>& kept) const;
  [[nodiscard]] std::vector<KeptPolicy> kept_policies(Side side) const;
  void add_archive(const std::string& folder, PolicyTraces& traces) const;
};

bool is_braced_guid(const std::string& name) {
  constexpr std::size_t kGuidUnits = 38;
  return name.size() == kGuidUnits && name.front() == '{' && name.back() == '}';
}

void Tracer::add_copies(const std::string& store, Side side, std::vector<KeptPolicy>& kept) const {
  const auto owners = files.list(store);
  if (!owners) return;
  for (const std::string& owner : *owners) {
    if ((owner == "0") != (side == Side::machine)) continue;
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

std::vector<KeptPolicy> Tracer::kept_policies(Side side) const {
  std::vector<KeptPolicy> kept;
  const std::string folder = walk(files, root, {"Windows", "System32", "GroupPolicy"});
  if (folder.empty()) return kept;
  add_policy(folder, side, {}, kept);
  const std::string store = walk(files, folder, {"DataStore"});
  if (!store.empty()) add_copies(store, side, kept);
  return kept;
}

void Tracer::add_archive(const std::string& folder, PolicyTraces& traces) const {
  if (folder.empty()) return;
  const std::string path = walk(files, folder, {"ntuser.pol"});
  traces.archive = read_pol(path);
  if (traces.archive) traces.archive_source = in_report(path);
}

}  // namespace

void trace_policy(FileSystem& files, const std::string& root, Observation& observation) {
  const Tracer tracer{files, root};
  observation.machine.traces.kept = tracer.kept_policies(Side::machine);
  tracer.add_archive(walk(files, root, {"ProgramData"}), observation.machine.traces);
  const std::vector<KeptPolicy> of_users = tracer.kept_policies(Side::user);
  for (ObservedUser& user : observation.users) {
    const std::string profile = walk(files, root, {"Users", user.name});
    if (profile.empty()) continue;
    user.registry.traces.kept = of_users;
    tracer.add_archive(profile, user.registry.traces);
  }
}

}  // namespace regpolicy::audit
