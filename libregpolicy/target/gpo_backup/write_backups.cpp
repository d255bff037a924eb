#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/backup_folder.hpp>
#include <regpolicy/file_name.hpp>
#include <regpolicy/gpo_backup.hpp>
#include <regpolicy/pol.hpp>
#include <regpolicy/text.hpp>

#include "target/gpo_backup/layout.hpp"

namespace regpolicy {
namespace {

gpo_backup::Info info_of_backup(const GpoBackup& backup) {
  return {.display_name = backup.display_name,
          .guid = backup.gpo_guid,
          .id = backup.id,
          .domain = backup.domain,
          .time = backup.backup_time,
          .domain_guid = backup.domain_guid,
          .domain_controller = backup.domain_controller,
          .comment = backup.comment};
}

gpo_backup::Scheme scheme_of_backup(const GpoBackup& backup) {
  return {.guid = backup.gpo_guid,
          .domain = backup.domain,
          .security_descriptor = backup.security_descriptor,
          .display_name = backup.display_name,
          .options = backup.options,
          .machine = {backup.machine.versions, backup.machine.extensions},
          .user = {backup.user.versions, backup.user.extensions},
          .kept = backup.kept};
}

std::unexpected<Error> bad_backup(const GpoBackup& backup, std::string message) {
  return fail(ErrorCode::invalid_argument, std::move(message), {.path = backup.id});
}

class BackupWriter {
 public:
  BackupWriter(const GpoBackup& backup, std::string folder)
      : backup_(backup), folder_(std::move(folder)) {}

  Result<std::vector<OutputFile>> write() {
    if (auto good = check_names(); !good) return std::unexpected(good.error());
    if (auto good = add_records(Side::machine, backup_.machine); !good) {
      return std::unexpected(good.error());
    }
    if (auto good = add_records(Side::user, backup_.user); !good) {
      return std::unexpected(good.error());
    }
    for (const BackupFile& file : backup_.files) add(file.path, file.content);
    auto info = gpo_backup::write_info(info_of_backup(backup_));
    if (!info) return std::unexpected(info.error());
    add(std::string(kInfoFile), *std::move(info));
    auto scheme =
        gpo_backup::write_scheme(scheme_of_backup(backup_),
                                 {std::move(listed_), backup_.folders, backup_.domain_controller});
    if (!scheme) return std::unexpected(scheme.error());
    add(std::string(kSchemeFile), *std::move(scheme));
    std::ranges::sort(outputs_, {}, &OutputFile::path);
    return std::move(outputs_);
  }

 private:
  Result<void> check_names() {
    std::set<std::string> taken = {path_key(kInfoFile), path_key(kSchemeFile)};
    for (const Side side : {Side::machine, Side::user}) {
      taken.insert(path_key(registry_pol_of(side)));
    }
    for (const BackupFile& file : backup_.files) {
      if (with_usual_case(file.path) != file.path) {
        return bad_file(file.path, "DomainSysvol, GPO, Machine and User are spelled otherwise");
      }
      if (const std::string defect = path_defect(file.path); !defect.empty()) {
        return bad_file(file.path, defect);
      }
      if (!taken.insert(path_key(file.path)).second) {
        return bad_file(file.path, "another file of the backup has that name");
      }
    }
    return {};
  }

  static std::string path_defect(std::string_view path) {
    for (std::size_t start = 0; start <= path.size();) {
      const std::size_t end = std::min(path.find('/', start), path.size());
      const auto name = to_utf16(path.substr(start, end - start));
      std::string defect = name ? file_name_defect(*name) : "it is not valid UTF-8";
      if (!defect.empty()) return defect;
      start = end + 1;
    }
    return {};
  }

  std::unexpected<Error> bad_file(const std::string& path, const std::string& why) {
    return bad_backup(backup_, fmt::format("the backup's file '{}' cannot be written: {}",
                                           escape_for_display(path), why));
  }

  Result<void> add_records(Side side, const BackupSide& part) {
    if (!part.records) return {};
    auto content = pol::write(*part.records);
    if (!content) return std::unexpected(content.error());
    add(std::string(registry_pol_of(side)), *std::move(content));
    return {};
  }

  void add(const std::string& path, Bytes content) {
    if (path.starts_with(kObjectFolder)) listed_.push_back(path);
    std::string on_disk = folder_;
    for (std::size_t start = 0; start <= path.size();) {
      const std::size_t end = std::min(path.find('/', start), path.size());
      on_disk = join_path(on_disk, path.substr(start, end - start));
      start = end + 1;
    }
    outputs_.push_back({std::move(on_disk), std::move(content)});
  }

  const GpoBackup& backup_;
  std::string folder_;
  std::vector<OutputFile> outputs_;
  std::vector<std::string> listed_;  // places of Backup.xml
};

}  // namespace

Result<std::vector<OutputFile>> backup_files(const std::vector<GpoBackup>& backups,
                                             const std::string& folder) {
  std::vector<OutputFile> outputs;
  std::vector<gpo_backup::Info> infos;
  std::set<std::string> ids;
  for (const GpoBackup& backup : backups) {
    if (!gpo_backup::is_braced_guid(backup.id)) {
      return bad_backup(backup, fmt::format("found '{}' for the backup, expected a GUID in braces",
                                            escape_for_display(backup.id)));
    }
    if (!ids.insert(path_key(backup.id)).second) {
      return bad_backup(backup, fmt::format("found two backups of the ID {}", backup.id));
    }
    auto files = BackupWriter(backup, join_path(folder, backup.id)).write();
    if (!files) {
      if (files.error().location.path.empty()) files.error().location.path = backup.id;
      return std::unexpected(files.error());
    }
    std::ranges::move(*files, std::back_inserter(outputs));
    infos.push_back(info_of_backup(backup));
  }
  auto manifest = gpo_backup::write_manifest(infos);
  if (!manifest) return std::unexpected(manifest.error());
  outputs.push_back({join_path(folder, kManifestFile), *std::move(manifest)});
  return outputs;
}

}  // namespace regpolicy
