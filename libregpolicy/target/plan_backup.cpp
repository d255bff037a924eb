#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/backup_folder.hpp>
#include <regpolicy/pol.hpp>
#include <regpolicy/text.hpp>

#include "target/folder_view.hpp"
#include "target/gpo_backup/layout.hpp"
#include "target/plan_parts.hpp"

namespace regpolicy {
namespace {

// Of what GPMC compares, the version in the directory and that in SYSVOL, both go up.
std::uint16_t raised_half(std::uint16_t number) {
  return gpt_ini::raised({number, 0}, Side::machine).machine;
}

Result<GpoBackup> backup_at(OpenTarget& target, const std::string& folder) {
  FolderView view(*target.files);
  auto read = read_backups(view, folder);
  if (!read) return std::unexpected(read.error());
  if (read->backups.size() == 1) return std::move(read->backups.front().backup);
  for (const Diagnostic& finding : read->findings.items) {
    if (finding.severity != Severity::error) continue;
    return fail(ErrorCode::malformed, finding.message, finding.location, finding.hint);
  }
  return fail(ErrorCode::malformed, "found no backup that can be read", {.source = folder});
}

Result<void> change_side(BackupSide& part, const SideOfPlan& side, Plan& plan,
                         const std::string& scheme) {
  const auto file = std::ranges::find(plan.files, side.place.pol, &PlannedFile::path);
  auto records = pol::read(file->content.value_or(Bytes()), side.place.pol);
  if (!records) return std::unexpected(records.error());
  part.records = *std::move(records);
  part.versions.directory = raised_half(part.versions.directory);
  part.versions.sysvol = raised_half(part.versions.sysvol);
  const auto there = gpt_ini::parse_extensions(part.extensions);
  if (!there) return std::unexpected(there.error());
  const gpt_ini::Extensions after =
      side.becomes_empty
          ? gpt_ini::without(*there, gpt_ini::kRegistryExtension)
          : gpt_ini::with(*there, {std::string(gpt_ini::kRegistryExtension),
                                   {std::string(gpt_ini::registry_tool(side.side))}});
  if (after == *there) return {};
  plan.extensions.push_back({scheme, side.side, part.extensions, gpt_ini::to_string(after)});
  part.extensions = gpt_ini::to_string(after);
  return {};
}

void warn_of_report(const GpoBackup& backup, Plan& plan) {
  const bool has_report = std::ranges::any_of(
      backup.files, [](const BackupFile& file) { return kind_of(file) == BackupFileKind::report; });
  if (!has_report) return;
  plan.warnings.emplace_back(
      "gpreport.xml stays as it is: the console's View Settings shows the backup as it was, an "
      "import takes what it is now");
}

}  // namespace

Result<void> plan_backup(OpenTarget& target, const std::vector<SideOfPlan>& sides, Plan& plan) {
  if (std::ranges::none_of(sides, &SideOfPlan::changes)) return {};
  const std::string folder = last_name_in(target.target.path);
  const auto names = target.files->list(folder);
  if (!names) return std::unexpected(names.error());
  const std::string scheme = folder + '/' + entry_in_any_case(*names, kSchemeFile);
  auto backup = backup_at(target, folder);
  if (!backup) return std::unexpected(backup.error());
  const gpt_ini::Version before{backup->machine.versions.sysvol, backup->user.versions.sysvol};
  for (const SideOfPlan& side : sides) {
    if (!side.changes) continue;
    BackupSide& part = side.side == Side::machine ? backup->machine : backup->user;
    if (auto done = change_side(part, side, plan, scheme); !done) return done;
  }
  plan.versions.push_back(
      {scheme, before, {backup->machine.versions.sysvol, backup->user.versions.sysvol}});
  const auto written = backup_files({*backup}, {});
  if (!written) return std::unexpected(written.error());
  const auto file = std::ranges::find_if(
      *written, [](const OutputFile& output) { return output.path.ends_with(kSchemeFile); });
  const auto content = read_plain_file(*target.files, scheme);
  if (!content) return std::unexpected(content.error());
  warn_of_report(*backup, plan);
  add_file(plan, scheme, *content, file->content);
  return {};
}

}  // namespace regpolicy
