#include <regpolicy/policy_source.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

#include <regpolicy/pol.hpp>

namespace regpolicy::audit {
namespace {

Side side_of_pol(const Source& source, const SourceOptions& options) {
  return options.pol_side.value_or(side_of_path(source.path).value_or(Side::machine));
}

Result<GpoFiles> read_pol(FileSystem& files, const Source& source, const SourceOptions& options) {
  const auto content = files.read(source.path);
  if (!content) return std::unexpected(content.error());
  const auto records = pol::read(*content, source.path);
  if (!records) return std::unexpected(records.error());
  GpoFiles gpo;
  gpo.files.push_back(
      {PolicyExtension::registry, side_of_pol(source, options), source.path, decode(*records)});
  return gpo;
}

Result<GpoFiles> read_policy(FileSystem& files, const Source& source,
                             const SourceOptions& options) {
  if (source.kind == SourceKind::pol) return read_pol(files, source, options);
  return source.kind == SourceKind::backup ? read_backup_of_gpo(files, source.path)
                                           : read_gpo_folder(files, source.path);
}

}  // namespace

bool is_policy(SourceKind kind) {
  return kind == SourceKind::pol || kind == SourceKind::backup || kind == SourceKind::gpt;
}

Result<Policies> read_policies(FileSystem& files, const std::vector<Source>& sources,
                               const SourceOptions& options) {
  Policies policies;
  std::vector<AppliedFile> security;
  for (const Source& source : sources) {
    if (!is_policy(source.kind)) continue;
    auto gpo = read_policy(files, source, options);
    if (!gpo) return std::unexpected(gpo.error());
    policies.sources.push_back(source);
    for (GpoFile& file : gpo->files) {
      auto& list = file.extension == PolicyExtension::registry ? policies.files : security;
      list.push_back({to_string(source), gpo->display_name, std::move(file)});
    }
  }
  std::ranges::move(security, std::back_inserter(policies.files));
  return policies;
}

void observe_policies(Observation& observation, const Policies& policies,
                      const SourceOptions& options) {
  for (const Source& source : policies.sources) {
    for (const Side side : {Side::machine, Side::user}) {
      if (source.kind == SourceKind::pol && side != side_of_pol(source, options)) continue;
      observe_instructions(observation, side, {}, to_string(source));
    }
  }
  for (const AppliedFile& applied : policies.files) {
    observe_instructions(observation, applied.file.side, applied.file.instructions, applied.source);
  }
}

namespace {

std::vector<ObservedSide*> sides_to_change(Observation& observation, Side side) {
  if (side == Side::machine) return {&observation.machine};
  if (observation.users.empty()) return {&user_of(observation, kEveryUser)};
  std::vector<ObservedSide*> sides;
  for (ObservedUser& user : observation.users) sides.push_back(&user.registry);
  return sides;
}

}  // namespace

void apply_policies(Observation& observation, const Policies& policies) {
  for (const AppliedFile& applied : policies.files) {
    const std::vector<ObservedSide*> sides = sides_to_change(observation, applied.file.side);
    for (ObservedSide* const side : sides) {
      add_policy(*side, applied.file.instructions);
      side->traces = {};
      if (std::ranges::find(side->sources, applied.source) == side->sources.end()) {
        side->sources.push_back(applied.source);
      }
    }
  }
}

}  // namespace regpolicy::audit
