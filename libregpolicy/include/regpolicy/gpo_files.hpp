// What one Group Policy object says about a registry, read from where the object is kept: a backup
// or the object's own folder. Nothing is reached through a link.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/error.hpp>
#include <regpolicy/file_system.hpp>
#include <regpolicy/instruction.hpp>
#include <regpolicy/side.hpp>

namespace regpolicy {

// The client-side extensions that write what an audit looks at, in the order in which a client runs
// them: registry always comes first ([MS-GPOL] 3.2.5.1.10). Each goes through all objects before
// the next one begins, so a security option wins over every Registry.pol.
enum class PolicyExtension {
  registry,  // Registry.pol
  security,  // GptTmpl.inf, the machine's side only
};

struct GpoFile {
  PolicyExtension extension = PolicyExtension::registry;
  Side side = Side::machine;
  std::string path;  // of the file on the disk
  Instructions instructions;

  [[nodiscard]] bool operator==(const GpoFile&) const = default;
};

struct GpoFiles {
  std::string display_name;    // UTF-8; empty where nothing tells it
  std::vector<GpoFile> files;  // in the order in which a client applies them

  [[nodiscard]] bool operator==(const GpoFiles&) const = default;
};

// `folder` is a backup, or a folder that holds exactly one. Whether a side of the object is
// switched off is not looked at: the directory decides that. Errors: not_found, where there is no
// backup; invalid_argument, naming them, where there are several; what read_backups() and
// security_template::read() find, and links.
[[nodiscard]] Result<GpoFiles> read_backup_of_gpo(FileSystem& files, const std::string& folder);

// `folder` holds the object's Machine and User, as in SYSVOL; names without regard to case.
// Errors: not_found, where it holds neither these nor gpt.ini; malformed, for two names that differ
// in case only; links (io); what pol::read() and security_template::read() find.
[[nodiscard]] Result<GpoFiles> read_gpo_folder(FileSystem& files, const std::string& folder);

// Does the folder hold a gpt.ini, or a file that read_gpo_folder() reads? Names without regard to
// case.
[[nodiscard]] bool is_gpo_folder(FileSystem& files, const std::string& folder);

}  // namespace regpolicy
