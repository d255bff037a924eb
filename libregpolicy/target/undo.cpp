#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/apply.hpp>
#include <regpolicy/file_system.hpp>
#include <regpolicy/pol.hpp>
#include <regpolicy/text.hpp>

#include "target/changes.hpp"
#include "target/contents.hpp"
#include "target/journal.hpp"
#include "target/places.hpp"
#include "target/plan_parts.hpp"

namespace regpolicy {
namespace {

bool is_gpt_ini(const std::string& path) {
  return ascii_lower(path.substr(path.find_last_of('/') + 1)) == "gpt.ini";
}

Result<std::optional<Bytes>> stored_or_none(OpenTarget& target,
                                            const std::optional<std::string>& hash) {
  if (!hash) return std::optional<Bytes>();
  auto content = stored_content(target, *hash);
  if (!content) return std::unexpected(content.error());
  return std::optional(*std::move(content));
}

Result<gpt_ini::Version> version_in(const std::optional<Bytes>& content,
                                    const std::string& source) {
  const auto file = gpt_ini::read(content.value_or(Bytes()), source);
  if (!file) return std::unexpected(file.error());
  const auto version = gpt_ini::version_of(*file, source);
  if (!version) return std::unexpected(version.error());
  return version->value_or(gpt_ini::Version());
}

// A gpt.ini that differs in nothing but the version: an undo of a later apply has raised it.
bool same_but_version(const std::optional<Bytes>& a, const std::optional<Bytes>& b) {
  if (!a || !b) return false;
  auto first = gpt_ini::read(*a);
  auto second = gpt_ini::read(*b);
  return first && second && gpt_ini::set_version(*first, {}) && gpt_ini::set_version(*second, {}) &&
         *first == *second;
}

// The old gpt.ini with the halves raised that the apply had raised.
Result<std::optional<Bytes>> older_gpt_ini(const std::optional<Bytes>& before,
                                           const std::optional<Bytes>& applied,
                                           const std::optional<Bytes>& now,
                                           const std::string& source, const std::string& path,
                                           Plan& plan) {
  auto file = gpt_ini::read(before.value_or(Bytes()), source);
  if (!file) return std::unexpected(file.error());
  const auto was = version_in(before, source);
  const auto became = version_in(applied, source);
  const auto is = version_in(now, source);
  for (const auto* const version : {&was, &became, &is}) {
    if (!*version) return std::unexpected(version->error());
  }
  gpt_ini::Version after = *is;
  if (was->machine != became->machine) after = gpt_ini::raised(after, Side::machine);
  if (was->user != became->user) after = gpt_ini::raised(after, Side::user);
  if (auto set = gpt_ini::set_version(*file, after, source); !set) {
    return std::unexpected(set.error());
  }
  plan.versions.push_back({path, *is, after});
  return std::optional(gpt_ini::write(*file));
}

// What becomes different in a Registry.pol, where both contents are one.
void add_changes(Plan& plan, const std::string& path, const std::optional<Bytes>& now,
                 const std::optional<Bytes>& after) {
  constexpr std::string_view kUsers = "grouppolicyusers/";
  WantedSide side{side_of_path(path).value_or(Side::machine), {}, {}};
  if (ascii_lower(path).starts_with(kUsers)) {
    const std::string rest = path.substr(kUsers.size());
    side.user = to_utf16(rest.substr(0, rest.find('/'))).value_or(std::u16string());
  }
  const auto records_in = [](const std::optional<Bytes>& content) {
    return content ? pol::read(*content).value_or(Records()) : Records();
  };
  std::ranges::move(planned_changes(records_in(now), records_in(after), side, "as it was before"),
                    std::back_inserter(plan.changes));
}

// The same of a part of the registry.
Result<void> add_registry_changes(Plan& plan, const std::string& path,
                                  const std::optional<Bytes>& now,
                                  const std::optional<Bytes>& after) {
  const RegistryPart part = part_of(path).value_or(RegistryPart());
  const auto is = read_image(now.value_or(Bytes()), path);
  if (!is) return std::unexpected(is.error());
  const auto becomes = read_image(after.value_or(Bytes()), path);
  if (!becomes) return std::unexpected(becomes.error());
  const WantedSide side{part.root == RootKey::users ? Side::user : Side::machine, part.user, {}};
  std::ranges::move(image_changes(*is, *becomes, side, "as it was before"),
                    std::back_inserter(plan.changes));
  return {};
}

Result<void> undo_file(OpenTarget& target, const JournalFile& file, const UndoOptions& options,
                       Plan& plan) {
  const bool in_registry = is_in_registry(target, file.path);
  const std::string source = in_registry ? file.path : join_path(target.files->root(), file.path);
  const auto before = stored_or_none(target, file.before);
  if (!before) return std::unexpected(before.error());
  const auto applied = stored_or_none(target, file.after);
  if (!applied) return std::unexpected(applied.error());
  const auto now = content_now(target, file.path, *applied);
  if (!now) return std::unexpected(now.error());
  const bool is_ini = is_gpt_ini(file.path);
  const bool is_known = *now == *applied || (is_ini && same_but_version(*now, *applied));
  if (!is_known && !options.force) {
    return fail(ErrorCode::conflict,
                in_registry ? "a value has changed since the apply that is to be undone"
                            : "the file has changed since the apply that is to be undone",
                {.source = source}, "--force loses what changed");
  }
  if (!is_ini) {
    if (in_registry) {
      auto added = add_registry_changes(plan, file.path, *now, *before);
      if (!added) return added;
    } else if (!is_archive(target, file.path)) {
      add_changes(plan, file.path, *now, *before);
    }
    add_file(plan, file.path, *now, *before);
    return {};
  }
  auto after = older_gpt_ini(*before, *applied, *now, source, file.path, plan);
  if (!after) return std::unexpected(after.error());
  add_file(plan, file.path, *now, *std::move(after));
  return {};
}

}  // namespace

Result<Plan> make_undo_plan(OpenTarget& target, const UndoOptions& options) {
  const auto ids = history_of(target);
  if (!ids) return std::unexpected(ids.error());
  if (ids->empty()) {
    return fail(ErrorCode::not_found, "there is nothing to undo",
                {.source = to_string(target.target)});
  }
  const auto entry = history_entry(target, ids->back());
  if (!entry) return std::unexpected(entry.error());
  Plan plan{.target = target.target,
            .deed = "undo",
            .undoes = ids->back(),
            .changes = {},
            .versions = {},
            .extensions = {},
            .files = {},
            .warnings = {}};
  if (target.target.kind == TargetKind::gpt) {
    plan.warnings.emplace_back(
        "of a GPO in a domain the directory has to follow: versionNumber as in gpt.ini");
  }
  for (const JournalFile& file : entry->files) {
    if (auto done = undo_file(target, file, options, plan); !done) {
      return std::unexpected(done.error());
    }
  }
  return plan;
}

}  // namespace regpolicy
