// Backups of Group Policy objects on the disk: read, checked, made and written.
//
// docs/formats/gpo-backup.md describes the layout. No path that stands in a file of a backup is
// ever opened: what is read is what lies in the backup's folder, links left out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/bytes.hpp>
#include <regpolicy/diagnostics.hpp>
#include <regpolicy/error.hpp>
#include <regpolicy/file_system.hpp>
#include <regpolicy/gpo_backup_scheme.hpp>
#include <regpolicy/record.hpp>
#include <regpolicy/rule.hpp>
#include <regpolicy/side.hpp>

namespace regpolicy {

// A file that is neither Registry.pol nor one that write makes anew. Its path is relative to the
// backup, with '/' between names as they are spelled; DomainSysvol, GPO, Machine and User always
// are spelled so.
struct BackupFile {
  std::string path;
  Bytes content;

  [[nodiscard]] bool operator==(const BackupFile&) const = default;
};

// What a file is, by its path.
enum class BackupFileKind {
  security_template,  // GptTmpl.inf
  audit_policy,       // Audit/audit.csv
  preferences,        // Preferences/**
  scripts,            // Scripts/**
  policy_comments,    // comment.cmtx of a side
  object_comment,     // GPO.cmt
  report,             // gpreport.xml
  other,
};
[[nodiscard]] BackupFileKind kind_of(const BackupFile& file);
// "security template"
[[nodiscard]] std::string_view to_string(BackupFileKind kind);

struct BackupSide {
  std::optional<Records> records;  // absent: the side has no registry.pol
  gpo_backup::Versions versions;
  std::string extensions;  // as in gpo_backup::SchemeSide

  [[nodiscard]] bool operator==(const BackupSide&) const = default;
};

// One backup. Texts are UTF-8. GUIDs are in braces.
struct GpoBackup {
  std::string id;        // of the backup; names its folder
  std::string gpo_guid;  // of the object
  std::string domain;    // DNS name
  std::string domain_guid;
  std::string domain_controller;
  std::string backup_time;  // 2022-07-15T21:43:25, without a zone
  std::string comment;      // about the backup
  std::string display_name;
  std::uint32_t options = 0;  // gpo_backup::kUserSideOff, kMachineSideOff
  BackupSide machine, user;
  Bytes security_descriptor;         // self-relative
  std::vector<BackupFile> files;     // by path, in byte order
  std::vector<std::string> folders;  // those without a file in them; paths as in BackupFile
  gpo_backup::KeptMarkup kept;

  [[nodiscard]] bool operator==(const GpoBackup&) const = default;
};

struct FoundBackup {
  std::string folder;
  GpoBackup backup;

  [[nodiscard]] bool operator==(const FoundBackup&) const = default;
};

struct BackupFolder {
  std::vector<FoundBackup> backups;  // in byte order of the folders' names
  Diagnostics findings;              // "gpo-backup.*", each with the file it is about
};

// True where the folder itself is a backup: it holds Backup.xml, bkupInfo.xml or DomainSysvol, in
// any case.
[[nodiscard]] bool is_backup(FileSystem& files, const std::string& folder);
// Every folder, from `folder` on down, that read_backups() takes: one that is a backup but does not
// lie in such a folder, or one that backups lie in. Links are not followed; folders that cannot be
// listed are left out.
[[nodiscard]] std::vector<std::string> backup_folders_below(FileSystem& files,
                                                            const std::string& folder);

// A backup, or a folder of backups with or without manifest.xml. A backup that cannot be understood
// is a finding "gpo-backup.malformed", and the others are read all the same. Errors: not_found,
// where there is no backup; what the file system says about the folder itself.
//
// A backup without bkupInfo.xml has the ID that the folder's name tells, else one made from its
// Backup.xml.
[[nodiscard]] Result<BackupFolder> read_backups(FileSystem& files, const std::string& path);

// What is wrong with a backup in memory, whatever it was read from. `source` names it in findings.
void check_backup(const GpoBackup& backup, const std::string& source, Diagnostics& findings);

// All rules of findings "gpo-backup.*".
[[nodiscard]] const std::vector<Rule>& backup_rules();

// manifest.xml and a folder {ID} of each backup below `folder`, for write_files(). Every file below
// DomainSysvol/GPO is listed in Backup.xml, so an import takes it. Read again, the backups are
// equal. Errors: invalid_argument, for an ID or a path that cannot be the name of a folder or file,
// and for two that are the same; not_representable, for texts that XML or records that Registry.pol
// cannot hold.
[[nodiscard]] Result<std::vector<OutputFile>> backup_files(const std::vector<GpoBackup>& backups,
                                                           const std::string& folder);

struct BackupOptions {
  std::string id{};        // empty: made from the content
  std::string gpo_guid{};  // empty: made from the domain and the display name
  // An import puts the settings into an object of its own domain; these only have to be there.
  std::string domain = "regpolicy.invalid";
  std::string domain_guid{};  // empty: made from the domain
  std::string domain_controller = "UNKNOWN";
  std::string backup_time = "1980-01-01T00:00:00";  // what an archive can hold; no clock is read
  std::string comment{};
};

// A backup of an object that has these records, with what GPMC needs besides: version 1 and the
// registry extension for a side that has records, an access list that lets SYSTEM and the
// Administrators in. The same arguments give the same backup.
[[nodiscard]] GpoBackup make_backup(std::string display_name, std::optional<Records> machine,
                                    std::optional<Records> user, const BackupOptions& options = {});

// A GUID in braces and upper case that is always the same for the same bytes (RFC 9562, version 5,
// in a namespace of this library).
[[nodiscard]] std::string guid_of_content(ByteView content);

}  // namespace regpolicy
