// Backup.xml of a backup (root GroupPolicyBackupScheme): the object's settings in the directory and
// the files that an import copies.
//
// What is not understood is kept as markup where it may stand, and said as a finding where it is
// not kept. No path of the file is ever followed here: read() hands out the checked ones.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/bytes.hpp>
#include <regpolicy/diagnostics.hpp>
#include <regpolicy/error.hpp>
#include <regpolicy/side.hpp>

namespace regpolicy::gpo_backup {

// How often a side was changed, as the directory and the SYSVOL folder count it; equal but while
// they replicate. The file holds one number, SYSVOL's half above the directory's (so in the backups
// at hand whose halves differ, as their gpreport.xml tells).
struct Versions {
  std::uint16_t directory = 0;
  std::uint16_t sysvol = 0;

  [[nodiscard]] bool operator==(const Versions&) const = default;
};

struct SchemeSide {
  Versions versions;
  // The client-side extensions that have to do with the side, each with the tools that edit it:
  // "[{extension}{tool}{tool}][{extension}{tool}]", as gPCMachineExtensionNames holds it.
  std::string extensions;

  [[nodiscard]] bool operator==(const SchemeSide&) const = default;
};

// What stands inside elements whose content this library does not interpret: canonical markup (one
// way of spelling, without comments), empty where there is nothing. It uses no prefix but bkp,
// which stands for the file's namespace, and those that it declares itself.
struct KeptMarkup {
  std::string security_groups;  // SecurityGroups: who is named in the access list and the settings
  std::string file_paths;       // FilePaths: UNC paths in the settings
  std::string core_settings;    // elements of GroupPolicyCoreSettings that have no field
  std::string wmi_filter;       // WMIFilter
  // Of the three extensions that every backup may have: what names no file or folder below
  // DomainSysvol/GPO, such as objects of the directory.
  std::string registry, security, unknown;
  std::string extensions;  // further elements GroupPolicyExtension, whole

  [[nodiscard]] bool operator==(const KeptMarkup&) const = default;
};

// Options, the directory's `flags`.
inline constexpr std::uint32_t kUserSideOff = 1;
inline constexpr std::uint32_t kMachineSideOff = 2;

struct Scheme {
  std::string guid;           // of the object
  std::string domain;         // DNS name
  Bytes security_descriptor;  // self-relative ([MS-DTYP] 2.4.6); as it is
  std::string display_name;
  std::uint32_t options = 0;  // 0: both sides on
  SchemeSide machine, user;
  KeptMarkup kept;

  [[nodiscard]] bool operator==(const Scheme&) const = default;
};

// A file or folder that an import copies; its place is checked: it lies below DomainSysvol/GPO,
// without "..", streams or names of devices.
struct FileReference {
  std::string place;  // relative to the backup, '/' between names, as spelled: DomainSysvol/GPO/...
  bool is_folder = false;
  bool is_registry = false;  // named by the Registry extension
  Location location;
};

struct ReadScheme {
  Scheme scheme;
  std::vector<FileReference> references;  // in the order of the file
};

// Refused (malformed): what is no XML or has another root, a number that is none, a security
// descriptor that is not hexadecimal, an element twice, no ID.
[[nodiscard]] Result<ReadScheme> read_scheme(ByteView bytes, const std::string& source,
                                             Diagnostics& findings);

// What an import is to copy. Places as in FileReference, in any order.
struct SchemeFiles {
  std::vector<std::string> files;
  std::vector<std::string> folders;  // those of the files need not be named
  std::string domain_controller;     // for the paths from which the files came
};

// Bytes as GPMC writes them. Errors: not_representable, where a text cannot be held by XML 1.0 or
// kept markup is not canonical.
[[nodiscard]] Result<Bytes> write_scheme(const Scheme& scheme, const SchemeFiles& files);

// What keeps a place from being one below DomainSysvol/GPO; separators are '/' or '\'. Empty where
// nothing does.
[[nodiscard]] std::string place_defect(std::string_view place);

// True for "[{guid}{guid}...][...]", for nothing at all and for one space, as real backups have it.
[[nodiscard]] bool is_extension_list(std::string_view text);
// Does the list name the extension? GUIDs in either case.
[[nodiscard]] bool has_extension(std::string_view list, std::string_view extension);

// The client-side extension that applies Registry.pol, and what the editor's list holds for it.
inline constexpr std::string_view kRegistryExtension = "{35378EAC-683F-11D2-A89A-00C04FBBCFA2}";
[[nodiscard]] std::string registry_extension_list(Side side);

}  // namespace regpolicy::gpo_backup
