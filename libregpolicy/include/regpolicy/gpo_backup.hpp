// Backups of Group Policy objects, as the Group Policy Management Console writes them.
#pragma once

#include <string>

#include <regpolicy/bytes.hpp>
#include <regpolicy/error.hpp>

namespace regpolicy::gpo_backup {

// bkupInfo.xml: what a backup is a backup of. Texts are UTF-8; empty where the file has none.
struct Info {
  std::string display_name;  // GPODisplayName
  std::string guid;          // GPOGuid, of the object
  std::string id;            // ID, of the backup
  std::string domain;        // GPODomain
  std::string time;          // BackupTime, as written
};

// Refused: what is no XML, or XML with another root than BackupInst. Elements are known by their
// local names.
[[nodiscard]] Result<Info> read_info(ByteView bytes, const std::string& source = {});

}  // namespace regpolicy::gpo_backup
