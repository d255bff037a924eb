// The names in Backup.xml, and the two spellings of where a file belongs: its place in the backup
// (DomainSysvol/GPO/Machine/x) and its path in the object (%GPO_MACH_FSPATH%\x).
#pragma once

#include <string>
#include <string_view>

#include <pugixml.hpp>

#include <regpolicy/gpo_backup_scheme.hpp>

#include "formats/xml/xml_read.hpp"

namespace regpolicy::gpo_backup {

inline constexpr std::string_view kSchemeRoot = "GroupPolicyBackupScheme";
inline constexpr std::string_view kSchemeVersion = "2.0";
inline constexpr std::string_view kSchemeType = "GroupPolicyBackupTemplate";
inline constexpr std::string_view kExtensionElement = "GroupPolicyExtension";
inline constexpr std::string_view kFileElement = "FSObjectFile";
inline constexpr std::string_view kFolderElement = "FSObjectDir";

inline constexpr std::string_view kSecurityExtension = "{827D319E-6EAC-11D2-A4EA-00C04F79F83A}";
inline constexpr std::string_view kUnknownExtension = "{F15C46CD-82A0-4C2D-A210-5D0D3182A418}";
inline constexpr std::string_view kAdmPath = "%GPO_FSPATH%\\Adm\\*.*";
inline constexpr std::string_view kRootPlace = "DomainSysvol/GPO/";
inline constexpr std::string_view kSecurityTemplatePlace =
    "DomainSysvol/GPO/Machine/microsoft/windows nt/SecEdit/GptTmpl.inf";

// The elements of GroupPolicyCoreSettings that hold a text, in GPMC's order.
enum class CoreElement {
  id,
  domain,
  security_descriptor,
  display_name,
  options,
  user_version,
  machine_version,
  machine_extensions,
  user_extensions,
};
inline constexpr std::string_view kCoreElements[] = {"ID",
                                                     "Domain",
                                                     "SecurityDescriptor",
                                                     "DisplayName",
                                                     "Options",
                                                     "UserVersionNumber",
                                                     "MachineVersionNumber",
                                                     "MachineExtensionGuids",
                                                     "UserExtensionGuids"};

// Compared without regard to case, as Windows compares names.
[[nodiscard]] std::string name_key(std::string_view text);

// With '/' between names.
[[nodiscard]] std::string with_slashes(std::string_view text);
[[nodiscard]] std::string with_backslashes(std::string_view text);

// "%GPO_MACH_FSPATH%\x" of "DomainSysvol/GPO/Machine/x". Precondition: no place_defect.
[[nodiscard]] std::string object_path_of(std::string_view place);
// "Machine\x" of it.
[[nodiscard]] std::string path_below_object(std::string_view place);

// What stands inside an element, in canonical form; `wanted` says which nodes.
[[nodiscard]] Result<std::string> content_markup(const xml::Document& document,
                                                 pugi::xml_node element,
                                                 bool (*wanted)(pugi::xml_node) = nullptr);

}  // namespace regpolicy::gpo_backup
