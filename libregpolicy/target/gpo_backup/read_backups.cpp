#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/backup_folder.hpp>
#include <regpolicy/gpo_backup.hpp>
#include <regpolicy/pol.hpp>
#include <regpolicy/text.hpp>

#include "target/gpo_backup/layout.hpp"
#include "target/places.hpp"

namespace regpolicy {
namespace {

class BackupReader {
 public:
  BackupReader(FileSystem& files, std::string folder, Diagnostics& findings)
      : files_(files), folder_(std::move(folder)), findings_(findings) {}

  Result<GpoBackup> read() {
    auto tree = read_tree(files_, folder_, findings_);
    if (!tree) return std::unexpected(tree.error());
    tree_ = *std::move(tree);
    if (auto good = read_scheme_file(); !good) return std::unexpected(good.error());
    if (auto good = read_info_file(); !good) return std::unexpected(good.error());
    for (const Side side : {Side::machine, Side::user}) {
      if (auto good = read_records(side); !good) return std::unexpected(good.error());
    }
    check_references();
    add_folders();
    for (auto& [key, file] : tree_.files) {
      backup_.files.push_back({std::move(file.path), std::move(file.content)});
    }
    std::ranges::sort(backup_.files, {}, &BackupFile::path);
    return std::move(backup_);
  }

 private:
  Result<void> read_scheme_file() {
    const auto file = tree_.files.extract(path_key(kSchemeFile));
    if (file.empty()) {
      return fail(ErrorCode::malformed, "found no Backup.xml in the backup", {.source = folder_},
                  "copy the whole folder, hidden files too");
    }
    scheme_bytes_ = std::move(file.mapped().content);
    scheme_path_ = file.mapped().on_disk;
    auto read = gpo_backup::read_scheme(scheme_bytes_, scheme_path_, findings_);
    if (!read) return std::unexpected(read.error());
    references_ = std::move(read->references);
    gpo_backup::Scheme& scheme = read->scheme;
    backup_.gpo_guid = std::move(scheme.guid);
    backup_.domain = std::move(scheme.domain);
    backup_.display_name = std::move(scheme.display_name);
    backup_.security_descriptor = std::move(scheme.security_descriptor);
    backup_.options = scheme.options;
    backup_.machine = {{}, scheme.machine.versions, std::move(scheme.machine.extensions)};
    backup_.user = {{}, scheme.user.versions, std::move(scheme.user.extensions)};
    backup_.kept = std::move(scheme.kept);
    return {};
  }

  Result<void> read_info_file() {
    const std::string name = last_name_in(folder_);
    const auto file = tree_.files.extract(path_key(kInfoFile));
    if (file.empty()) {
      const bool is_told = gpo_backup::is_braced_guid(name);
      backup_.id = is_told ? name : guid_of_content(scheme_bytes_);
      findings_.warning("gpo-backup.no-bkup-info",
                        fmt::format("found no bkupInfo.xml; the backup's ID is {} {}",
                                    escape_for_display(backup_.id),
                                    is_told ? "by the folder's name" : "made from Backup.xml"),
                        {.source = folder_},
                        "the file is hidden on Windows, and archivers leave it out");
      return {};
    }
    info_path_ = file.mapped().on_disk;
    const auto info = gpo_backup::read_info(file.mapped().content, info_path_, findings_);
    if (!info) return std::unexpected(info.error());
    backup_.id = info->id;
    backup_.domain_guid = info->domain_guid;
    backup_.domain_controller = info->domain_controller;
    backup_.backup_time = info->time;
    backup_.comment = info->comment;
    compare("GPOGuid", info->guid, "ID", backup_.gpo_guid);
    compare("GPODomain", info->domain, "Domain", backup_.domain);
    compare("GPODisplayName", info->display_name, "DisplayName", backup_.display_name);
    if (gpo_backup::is_braced_guid(name) && path_key(name) != path_key(info->id)) {
      findings_.warning("gpo-backup.folder-name",
                        fmt::format("found the ID '{}' in a folder of another name",
                                    escape_for_display(info->id)),
                        {.source = info_path_});
    }
    return {};
  }

  void compare(std::string_view element, std::string_view found, std::string_view other,
               std::string_view expected) {
    if (path_key(found) == path_key(expected)) return;
    findings_.warning("gpo-backup.files-differ",
                      fmt::format("found the {} '{}', but Backup.xml has the {} '{}'", element,
                                  escape_for_display(found), other, escape_for_display(expected)),
                      {.source = info_path_}, "an import takes what Backup.xml says");
  }

  Result<void> read_records(Side side) {
    const auto file = tree_.files.extract(path_key(registry_pol_of(side)));
    if (file.empty()) return {};
    auto records = pol::read(file.mapped().content, file.mapped().on_disk);
    if (!records) return std::unexpected(records.error());
    (side == Side::machine ? backup_.machine : backup_.user).records = *std::move(records);
    return {};
  }

  [[nodiscard]] bool has_file(const std::string& key) const {
    if (tree_.files.contains(key)) return true;
    return (key == path_key(registry_pol_of(Side::machine)) && backup_.machine.records) ||
           (key == path_key(registry_pol_of(Side::user)) && backup_.user.records);
  }

  // What Backup.xml lists against what lies there.
  void check_references() {
    std::set<std::string> listed;
    for (const gpo_backup::FileReference& reference : references_) {
      const std::string key = path_key(reference.place);
      listed.insert(key);
      if (reference.is_folder || has_file(key)) continue;
      findings_.warning("gpo-backup.missing-file",
                        fmt::format("names the file '{}', which is not there",
                                    escape_for_display(reference.place)),
                        reference.location, "an import would fail or leave it out");
    }
    for (const Side side : {Side::machine, Side::user}) {
      const std::string key = path_key(registry_pol_of(side));
      check_registry_reference(side, key, listed.contains(key));
    }
    for (const auto& [key, file] : tree_.files) {
      if (!key.starts_with(path_key(kObjectFolder)) || listed.contains(key)) continue;
      findings_.warning("gpo-backup.unlisted-file", "found a file that Backup.xml does not list",
                        {.source = file.on_disk}, "an import leaves it out");
    }
  }

  void check_registry_reference(Side side, const std::string& key, bool is_listed) {
    if (has_file(key) && !is_listed) {
      findings_.warning("gpo-backup.unlisted-file",
                        fmt::format("does not list '{}'", registry_pol_of(side)),
                        {.source = scheme_path_}, "an import leaves these settings out");
    }
    for (const gpo_backup::FileReference& reference : references_) {
      const std::string place = path_key(reference.place);
      if (!reference.is_registry || reference.is_folder || place == key) continue;
      if (!place.starts_with(key.substr(0, key.rfind('/') + 1))) continue;
      findings_.warning("gpo-backup.registry-elsewhere",
                        fmt::format("names '{}' for the registry settings, expected '{}'",
                                    escape_for_display(reference.place), registry_pol_of(side)),
                        reference.location, "what was read is the expected file");
    }
  }

  // The folders below DomainSysvol/GPO, listed or there, that no file lies in.
  void add_folders() {
    std::map<std::string, std::string> folders;
    for (const gpo_backup::FileReference& reference : references_) {
      if (!reference.is_folder) continue;
      std::string path = with_usual_case(reference.place);
      folders.emplace(path_key(path), std::move(path));
    }
    for (const auto& [key, folder] : tree_.folders) folders[key] = folder.path;
    const std::string root = path_key(kObjectFolder);
    for (const auto& [key, path] : folders) {
      const bool is_side = key == root + "MACHINE" || key == root + "USER";
      if (!key.starts_with(root) || is_side || has_file(key)) continue;
      if (begins_one(key + '/', tree_.files) || begins_one(key + '/', folders)) continue;
      if (!gpo_backup::place_defect(path).empty()) continue;
      backup_.folders.push_back(path);
    }
    std::ranges::sort(backup_.folders);
  }

  // Is the text at the front of one of the keys?
  template <class Map>
  static bool begins_one(const std::string& text, const Map& map) {
    const auto found = map.lower_bound(text);
    return found != map.end() && found->first.starts_with(text);
  }

  FileSystem& files_;
  std::string folder_;
  Diagnostics& findings_;
  BackupTree tree_;
  GpoBackup backup_;
  Bytes scheme_bytes_;
  std::string scheme_path_, info_path_;
  std::vector<gpo_backup::FileReference> references_;
};

class FolderReader {
 public:
  explicit FolderReader(FileSystem& files) : files_(files) {}

  Result<BackupFolder> read(const std::string& path) {
    const auto names = files_.list(path);
    if (!names) return std::unexpected(names.error());
    if (is_backup(files_, path)) {
      read_backup(path);
      return std::move(result_);
    }
    bool any = false;
    for (const std::string& name : *names) {
      const std::string folder = join_path(path, name);
      if (!files_.is_folder(folder)) continue;
      if (files_.behind_links(folder) != folder) {
        result_.findings.error("gpo-backup.link", "found a link, which is not followed",
                               {.source = folder}, "name the folder itself");
      } else if (is_backup(files_, folder)) {
        any = true;
        read_backup(folder);
      }
    }
    const std::string manifest = entry_in_any_case(*names, kManifestFile);
    if (!any && manifest.empty()) {
      return fail(ErrorCode::not_found, "found no backup of a Group Policy object",
                  {.source = path});
    }
    check_manifest(manifest.empty() ? std::string() : join_path(path, manifest), path);
    return std::move(result_);
  }

 private:
  void read_backup(const std::string& folder) {
    auto backup = BackupReader(files_, folder, result_.findings).read();
    if (!backup) return refuse(backup.error());
    check_backup(*backup, folder, result_.findings);
    result_.backups.push_back({folder, *std::move(backup)});
  }

  void refuse(const Error& error) {
    result_.findings.error("gpo-backup.malformed", error.message, error.location, error.hint);
  }

  void check_manifest(const std::string& path, const std::string& folder) {
    if (path.empty()) {
      result_.findings.items.push_back(
          {"gpo-backup.no-manifest",
           Severity::note,
           "found no manifest.xml beside the backups",
           {.source = folder},
           "the file is hidden on Windows, and archivers leave it out"});
      return;
    }
    if (files_.behind_links(path) != path) {
      result_.findings.error("gpo-backup.link", "found a link, which is not followed",
                             {.source = path}, "put the file itself in its place");
      return;
    }
    const auto content = files_.read(path);
    if (!content) return refuse(content.error());
    const auto infos = gpo_backup::read_manifest(*content, path, result_.findings);
    if (!infos) return refuse(infos.error());
    std::map<std::string, const gpo_backup::Info*> listed;
    for (const gpo_backup::Info& info : *infos) listed.emplace(path_key(info.id), &info);
    compare_with_manifest(listed, path);
  }

  void compare_with_manifest(std::map<std::string, const gpo_backup::Info*>& listed,
                             const std::string& path) {
    for (const FoundBackup& found : result_.backups) {
      const auto info = listed.find(path_key(found.backup.id));
      if (info == listed.end()) {
        result_.findings.warning(
            "gpo-backup.not-in-manifest",
            fmt::format("does not list the backup {}", escape_for_display(found.backup.id)),
            {.source = path});
        continue;
      }
      if (path_key(info->second->guid) != path_key(found.backup.gpo_guid)) {
        result_.findings.warning(
            "gpo-backup.files-differ",
            fmt::format("has the object '{}' for the backup {}, but its Backup.xml has '{}'",
                        escape_for_display(info->second->guid), escape_for_display(found.backup.id),
                        escape_for_display(found.backup.gpo_guid)),
            {.source = path});
      }
      listed.erase(info);
    }
    for (const auto& [key, info] : listed) {
      result_.findings.warning("gpo-backup.not-there",
                               fmt::format("lists the backup '{}', of which no folder was read",
                                           escape_for_display(info->id)),
                               {.source = path});
    }
  }

  FileSystem& files_;
  BackupFolder result_;
};

}  // namespace

bool is_backup(FileSystem& files, const std::string& folder) {
  const auto names = files.list(folder);
  if (!names) return false;
  return std::ranges::any_of(
      std::initializer_list<std::string_view>{kSchemeFile, kInfoFile, "DomainSysvol"},
      [&](std::string_view name) { return !entry_in_any_case(*names, name).empty(); });
}

std::vector<std::string> backup_folders_below(FileSystem& files, const std::string& folder) {
  if (is_backup(files, folder)) return {folder};
  std::vector<std::string> found;
  const auto names = files.list(folder);
  if (!names) return found;
  bool holds_backups = false;
  for (const std::string& name : *names) {
    const std::string path = join_path(folder, name);
    if (!files.is_folder(path) || files.behind_links(path) != path) continue;
    if (is_backup(files, path)) {
      holds_backups = true;
      continue;
    }
    const auto below = backup_folders_below(files, path);
    found.insert(found.end(), below.begin(), below.end());
  }
  if (holds_backups) found.insert(found.begin(), folder);
  return found;
}

Result<BackupFolder> read_backups(FileSystem& files, const std::string& path) {
  return FolderReader(files).read(path);
}

}  // namespace regpolicy
