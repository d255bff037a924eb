// Where things lie in a backup.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/bytes.hpp>
#include <regpolicy/diagnostics.hpp>
#include <regpolicy/error.hpp>
#include <regpolicy/file_system.hpp>
#include <regpolicy/side.hpp>

namespace regpolicy {

inline constexpr std::string_view kSchemeFile = "Backup.xml";
inline constexpr std::string_view kInfoFile = "bkupInfo.xml";
inline constexpr std::string_view kManifestFile = "manifest.xml";
inline constexpr std::string_view kObjectFolder = "DomainSysvol/GPO/";

// "DomainSysvol/GPO/Machine/registry.pol"
[[nodiscard]] std::string_view registry_pol_of(Side side);

// A path in the one case in which paths are compared.
[[nodiscard]] std::string path_key(std::string_view path);
// DomainSysvol/GPO/Machine and User at the front as GPMC spells them.
[[nodiscard]] std::string with_usual_case(std::string path);

// What lies in a backup's folder, by path_key.
struct BackupTree {
  struct Entry {
    std::string path;     // as BackupFile::path
    std::string on_disk;  // the whole path
    Bytes content;
  };
  std::map<std::string, Entry> files, folders;
};

// Reads everything. Links are findings "gpo-backup.link" and left out. Errors: two names that
// differ in case only (malformed), a limit of limits.hpp, what the file system says.
[[nodiscard]] Result<BackupTree> read_tree(FileSystem& files, const std::string& folder,
                                           Diagnostics& findings);

// The folder's entry of that name in any case; empty where there is none.
[[nodiscard]] std::string entry_in_any_case(const std::vector<std::string>& names,
                                            std::string_view name);

}  // namespace regpolicy
