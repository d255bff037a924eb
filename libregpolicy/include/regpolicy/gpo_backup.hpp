// Backups of Group Policy objects, as the Group Policy Management Console (GPMC) writes them: the
// two files that say what a backup is a backup of. A whole backup: regpolicy/backup_folder.hpp.
//
// Reading: elements are known by their local names; a file that is no XML or has a document type is
// refused (see docs/formats/gpo-backup.md). Writing: bytes as GPMC writes them, UTF-8 without
// declaration, every text a CDATA section. A text that XML 1.0 cannot hold is refused
// (not_representable).
#pragma once

#include <string>
#include <vector>

#include <regpolicy/bytes.hpp>
#include <regpolicy/diagnostics.hpp>
#include <regpolicy/error.hpp>

namespace regpolicy::gpo_backup {

// bkupInfo.xml: what a backup is a backup of. Texts are UTF-8; empty where the file has none.
struct Info {
  std::string display_name;       // GPODisplayName
  std::string guid;               // GPOGuid, of the object
  std::string id;                 // ID, of the backup
  std::string domain;             // GPODomain
  std::string time;               // BackupTime, as written: 2022-07-15T21:43:25, without a zone
  std::string domain_guid;        // GPODomainGuid
  std::string domain_controller;  // GPODomainController
  std::string comment;            // Comment

  [[nodiscard]] bool operator==(const Info&) const = default;
};

// Refused: what is no XML, or XML with another root than BackupInst.
[[nodiscard]] Result<Info> read_info(ByteView bytes, const std::string& source = {});
// The same; elements that are left out and a wrong namespace are findings "gpo-backup.*".
[[nodiscard]] Result<Info> read_info(ByteView bytes, const std::string& source,
                                     Diagnostics& findings);
[[nodiscard]] Result<Bytes> write_info(const Info& info);

// manifest.xml beside the folders of backups: one Info of each, in the order of the file. Refused:
// what is no XML, or XML with another root than Backups.
[[nodiscard]] Result<std::vector<Info>> read_manifest(ByteView bytes, const std::string& source,
                                                      Diagnostics& findings);
[[nodiscard]] Result<Bytes> write_manifest(const std::vector<Info>& backups);

// True for a GUID in braces, {01234567-89ab-cdef-0123-456789ABCDEF}, in either case.
[[nodiscard]] bool is_braced_guid(std::string_view text);

}  // namespace regpolicy::gpo_backup
