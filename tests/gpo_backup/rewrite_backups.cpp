// Reads the backups of a folder, writes them anew and reads them again, for a judge that is not
// ours.
//
// rewrite_backups FOLDER NEW_FOLDER
//
// One line of text for each backup: its fields, separated by tabs. Exit code 1: what was read again
// is not equal, or a call failed.
#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

#include <regpolicy/backup_folder.hpp>
#include <regpolicy/text.hpp>

using namespace regpolicy;

namespace {

int fail_with(const Error& error) {
  fmt::print(stderr, "{}\n", to_string(error));
  return 1;
}

std::string side_fields(const BackupSide& side) {
  return fmt::format("{}\t{}\t{}", side.versions.directory, side.versions.sysvol,
                     side.records ? std::to_string(side.records->size()) : "none");
}

void print_backup(const FoundBackup& found) {
  const GpoBackup& backup = found.backup;
  fmt::print("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", found.folder, backup.id, backup.gpo_guid,
             escape_for_display(backup.display_name), backup.domain, backup.options,
             side_fields(backup.machine), side_fields(backup.user));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return fail_with({ErrorCode::invalid_argument, "expected two folders", {}, {}});
  const std::string from = argv[1], to = argv[2];
  const auto read = read_backups(real_file_system(), from);
  if (!read) return fail_with(read.error());
  std::vector<GpoBackup> backups;
  for (const FoundBackup& found : read->backups) {
    print_backup(found);
    backups.push_back(found.backup);
  }
  for (const Diagnostic& item : read->findings.items) {
    if (item.severity == Severity::error) fmt::print(stderr, "{}\n", to_string(item));
  }
  const auto outputs = backup_files(backups, to);
  if (!outputs) return fail_with(outputs.error());
  if (const auto written = write_files(real_file_system(), *outputs); !written) {
    return fail_with(written.error());
  }
  const auto again = read_backups(real_file_system(), to);
  if (!again) return fail_with(again.error());
  std::vector<GpoBackup> back;
  for (const FoundBackup& found : again->backups) back.push_back(found.backup);
  std::ranges::sort(backups, {}, &GpoBackup::id);  // written, their folders have other names
  std::ranges::sort(back, {}, &GpoBackup::id);
  if (back == backups) return 0;
  fmt::print(stderr, "{}: what was written is read as something else\n", from);
  return 1;
}
