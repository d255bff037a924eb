#include <regpolicy/audit_source.hpp>

#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/backup_folder.hpp>
#include <regpolicy/gpo_files.hpp>
#include <regpolicy/machine_snapshot.hpp>
#include <regpolicy/policy_source.hpp>
#include <regpolicy/reg.hpp>
#include <regpolicy/text.hpp>

#include "target/backup_privilege.hpp"
#include "target/hive_source.hpp"
#include "target/registry_source.hpp"

namespace regpolicy::audit {
namespace {

struct KindRow {
  SourceKind kind;
  std::string_view prefix;
  std::string_view suffix;  // empty: a folder
};

constexpr KindRow kKinds[] = {
    {SourceKind::reg, "reg:", ".reg"},   {SourceKind::pol, "pol:", ".pol"},
    {SourceKind::backup, "backup:", {}}, {SourceKind::gpt, "gpt:", {}},
    {SourceKind::hive, "hive:", ".dat"}, {SourceKind::snapshot, "snapshot:", ".snapshot"},
};

constexpr std::string_view kSourceHint =
    "expected registry, reg:FILE, pol:FILE, backup:FOLDER, gpt:FOLDER, hive:FILE_OR_FOLDER or "
    "snapshot:FILE, such as reg:machine.reg";
constexpr std::string_view kRegistry = "registry";  // has no path

// "foo:" of foo:x.reg. A single letter is a drive of Windows.
bool begins_with_a_word_and_colon(std::string_view text) {
  const std::size_t colon = text.find(':');
  return colon != std::string_view::npos && colon > 1 && colon < text.find_first_of("/\\");
}

// By the first bytes of the file; nothing where they do not tell.
Result<std::optional<SourceKind>> kind_of_content(FileSystem& files, const std::string& path) {
  const auto content = files.read(path);
  if (!content) return std::unexpected(content.error());
  const std::string_view text = as_chars(*content);
  if (text.starts_with("regf")) return SourceKind::hive;
  if (text.starts_with("PReg")) return SourceKind::pol;
  if (snapshot::is_snapshot(*content)) return SourceKind::snapshot;
  const auto decoded = decode_windows_text(*content);
  if (decoded &&
      (decoded->starts_with(u"Windows Registry Editor") || decoded->starts_with(u"REGEDIT4"))) {
    return SourceKind::reg;
  }
  return std::nullopt;
}

Result<void> observe_reg_file(FileSystem& files, const Source& source, Observation& observation) {
  const auto content = files.read(source.path);
  if (!content) return std::unexpected(content.error());
  const auto file = reg::read(*content, source.path);
  if (!file) return std::unexpected(file.error());
  observe_reg(observation, *file, to_string(source));
  return {};
}

// Profiles of other users are read with the right to back them up, where it is held.
Result<void> observe_this_registry(FileSystem& files, const KeysOfInterest& keys,
                                   const SourceOptions& options, Observation& observation) {
  const auto registry = live_registry();
  if (!registry) return std::unexpected(registry.error());
  auto folder = windows_folder();
  if (!folder) return std::unexpected(folder.error());
  const BackupPrivilege privilege;
  return observe_registry(files, {**registry, *std::move(folder)}, keys, options, observation);
}

Result<void> observe_snapshot_file(FileSystem& files, const Source& source,
                                   Observation& observation) {
  const auto content = files.read(source.path);
  if (!content) return std::unexpected(content.error());
  const auto file = snapshot::read(*content, source.path);
  if (!file) return std::unexpected(file.error());
  observe_snapshot(observation, *file, to_string(source));
  return {};
}

// Sources that tell what is, in contrast to policies.
bool tells_a_state(const Source& source) { return !is_policy(source.kind); }

Result<void> check_kinds(const std::vector<Source>& sources) {
  const auto snapshot = std::ranges::find(sources, SourceKind::snapshot, &Source::kind);
  if (snapshot == sources.end()) return {};
  for (const Source& source : sources) {
    if (source == *snapshot || !tells_a_state(source)) continue;
    return fail(ErrorCode::invalid_argument,
                fmt::format("{} and {} cannot be sources of one audit", to_string(*snapshot),
                            to_string(source)),
                {}, "a snapshot is one machine; audit it by itself, or with policies");
  }
  return {};
}

SourceKind kind_of_folder(FileSystem& files, const std::string& folder) {
  if (is_backup(files, folder)) return SourceKind::backup;
  if (is_gpo_folder(files, folder)) return SourceKind::gpt;
  const auto names = files.list(folder);
  const bool holds_backups = names && std::ranges::any_of(*names, [&](const std::string& name) {
                               return is_backup(files, join_path(folder, name));
                             });
  return holds_backups ? SourceKind::backup : SourceKind::hive;
}

}  // namespace

std::string to_string(const Source& source) {
  if (source.kind == SourceKind::registry) return std::string(kRegistry);
  for (const KindRow& row : kKinds) {
    if (row.kind == source.kind) return fmt::format("{}{}", row.prefix, source.path);
  }
  return source.path;
}

Result<Source> parse_source(FileSystem& files, std::string_view text) {
  const std::string lower = ascii_lower(text);
  if (lower == kRegistry) return Source{SourceKind::registry, {}};
  for (const KindRow& row : kKinds) {
    if (!lower.starts_with(row.prefix)) continue;
    std::string path(text.substr(row.prefix.size()));
    if (path.empty()) break;
    return Source{row.kind, std::move(path)};
  }
  const std::string path(text);
  if (files.is_folder(path)) return Source{kind_of_folder(files, path), path};
  if (begins_with_a_word_and_colon(path) && !files.exists(path)) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("there is no file '{}', and no kind of source of that name",
                            escape_for_display(path)),
                {}, std::string(kSourceHint));
  }
  for (const KindRow& row : kKinds) {
    if (!row.suffix.empty() && lower.ends_with(row.suffix)) return Source{row.kind, path};
  }
  const auto kind = kind_of_content(files, path);
  if (!kind) return std::unexpected(kind.error());
  if (*kind) return Source{**kind, path};
  return fail(ErrorCode::invalid_argument,
              fmt::format("'{}' does not tell what kind of source it is", escape_for_display(text)),
              {}, std::string(kSourceHint));
}

Result<Observation> observe(FileSystem& files, const std::vector<Source>& sources,
                            const KeysOfInterest& keys, const SourceOptions& options) {
  if (const auto fit = check_kinds(sources); !fit) return std::unexpected(fit.error());
  const auto policies = read_policies(files, sources, options);
  if (!policies) return std::unexpected(policies.error());
  Observation observation;
  const bool on_a_state = std::ranges::any_of(sources, tells_a_state);
  if (!on_a_state) observe_policies(observation, *policies, options);
  for (const Source& source : sources) {
    Result<void> done;
    switch (source.kind) {
      case SourceKind::registry:
        done = observe_this_registry(files, keys, options, observation);
        break;
      case SourceKind::reg: done = observe_reg_file(files, source, observation); break;
      case SourceKind::pol:
      case SourceKind::backup:
      case SourceKind::gpt: break;
      case SourceKind::hive:
        done =
            observe_hives(files, source, keys, {.accept_dirty = options.accept_dirty}, observation);
        break;
      case SourceKind::snapshot: done = observe_snapshot_file(files, source, observation); break;
    }
    if (!done) return std::unexpected(done.error());
    // Also one that says nothing about a side: a folder of hives that are not asked for.
    const std::string name = to_string(source);
    if (std::ranges::find(observation.sources, name) == observation.sources.end()) {
      observation.sources.push_back(name);
    }
  }
  if (on_a_state) apply_policies(observation, *policies);
  return observation;
}

}  // namespace regpolicy::audit
