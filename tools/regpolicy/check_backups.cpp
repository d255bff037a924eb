#include "check_backups.hpp"

#include <utility>

#include <regpolicy/backup_folder.hpp>

namespace regpolicy::tools {
namespace {

constexpr std::string_view kMalformedBackup = "gpo-backup.malformed";

}  // namespace

bool check_backups_below(const std::string& folder, CheckOutcome& outcome) {
  const auto folders = backup_folders_below(real_file_system(), folder);
  for (const std::string& path : folders) {
    auto read = read_backups(real_file_system(), path);
    if (!read) {
      refuse(read.error(), outcome);
      continue;
    }
    outcome.files += read->backups.size();
    for (Diagnostic& item : read->findings.items) {
      outcome.bad_input = outcome.bad_input || item.rule == kMalformedBackup;
      outcome.findings.items.push_back(std::move(item));
    }
  }
  return !folders.empty();
}

}  // namespace regpolicy::tools
