// Where the values of a machine's policy come from, as far as the machine itself records it.
//
// Three records together tell: the list of Group Policy objects (GPOs) that were applied last (in
// the registry, KB 201453), the archive of all that they set (ntuser.pol), and the Registry.pol of
// each object that the machine keeps a copy of. Where a record is missing nothing is concluded from
// its absence.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/instruction.hpp>

namespace regpolicy {

// Who set a value.
struct Origin {
  enum class Kind {
    unknown,    // nothing tells
    gpo,        // a Group Policy object of the domain; without name and id: one of several
    local_gpo,  // the machine's own policy, or one that it has for some of its users
    mdm,        // a device management service
    none,       // no policy: a leftover, or set by hand
  };

  Kind kind = Kind::unknown;
  std::string name{};                      // display name of the GPO; name of the service
  std::string id{};                        // its GUID in braces; of the service its enrolment; of
                                           // the local policy for some users their SID
  std::string link{};                      // site, domain or unit that it is linked to
  std::optional<std::uint32_t> version{};  // of the side, when it was applied
  std::string time{};                      // "2026-11-25T16:42:48Z": when policy was applied last
  std::string evidence{};                  // "ProgramData/ntuser.pol": the file that tells

  [[nodiscard]] bool operator==(const Origin&) const = default;
};
[[nodiscard]] std::string_view to_string(Origin::Kind kind);

// A Registry.pol that a machine keeps of a GPO, for one side.
struct KeptPolicy {
  std::string id{};      // GUID in braces; empty: the local policy; a SID: that for some users
  std::string source{};  // its file
  Instructions instructions{};
  std::optional<std::uint32_t> version{};  // of the side, by the gpt.ini beside it
};

// What files tell about one side's policy; the registry tells the rest.
struct PolicyTraces {
  // The archive: all that was applied last, of all GPOs together.
  std::optional<Instructions> archive{};
  std::string archive_source{};  // its file
  std::vector<KeptPolicy> kept{};
};

// The GPOs whose registry settings were applied last, in the registry of either side: a numbered
// subkey for each, in the order of application, so that the last one wins.
inline constexpr std::u16string_view kAppliedObjectsKey =
    u"SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Group Policy\\History\\"
    u"{35378EAC-683F-11D2-A89A-00C04FBBCFA2}";
// When the client-side extensions last ran for the machine, a subkey for each.
inline constexpr std::u16string_view kExtensionRunsKey =
    u"SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Group Policy\\State\\Machine\\Extension-List";

// What device management has put in force, and what it adds to a value's name for the enrolment
// whose value won.
inline constexpr std::u16string_view kManagedKey = u"SOFTWARE\\Microsoft\\PolicyManager\\current";
inline constexpr std::u16string_view kWinnerSuffix = u"_WinningProvider";

// Where the value is 1, device management wins over Group Policy in what both set ([Policy CSP]
// ControlPolicyConflict/MDMWinsOverGP, since Windows 10 version 1803).
inline constexpr std::u16string_view kConflictKey =
    u"SOFTWARE\\Microsoft\\PolicyManager\\current\\device\\ControlPolicyConflict";
inline constexpr std::u16string_view kManagementWinsValue = u"MDMWinsOverGP";

// The groups that a machine can have a local policy of their own for: administrators, and everybody
// else. Which of the two counts for a user no registry tells before it was applied.
inline constexpr std::string_view kAdministratorsSid = "S-1-5-32-544";
inline constexpr std::string_view kUsersSid = "S-1-5-32-545";

// The services that manage the device, a subkey for each.
inline constexpr std::u16string_view kEnrollmentsKey = u"SOFTWARE\\Microsoft\\Enrollments";

}  // namespace regpolicy
