// What an audit looks at: the registry of one machine as a source tells it, and which parts of it
// the source tells about at all. What lies outside is unknown, never absent.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/error.hpp>
#include <regpolicy/hive.hpp>
#include <regpolicy/instruction.hpp>
#include <regpolicy/provenance.hpp>
#include <regpolicy/record.hpp>
#include <regpolicy/reg.hpp>
#include <regpolicy/registry_path.hpp>
#include <regpolicy/side.hpp>
#include <regpolicy/state.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy {

// Windows makes this key when it starts: it is the control set that SYSTEM\Select names.
inline constexpr std::u16string_view kCurrentControlSet = u"SYSTEM\\CurrentControlSet";

// What a source tells of a key that exists, where it does not tell everything below it.
struct ToldKey {
  bool all_values = false;
  std::set<std::u16string, NameLess> values{};  // else: of these names, be they there or not
  bool all_subkeys = false;                     // which immediate subkeys there are
};

struct Coverage {
  bool whole = false;                   // everything on this side
  std::vector<std::u16string> roots{};  // else: these keys with all below them
  // Of the machine's side. What is read from a hive that no Windows runs on has no
  // CurrentControlSet: a root above that key tells nothing about it.
  bool of_machine = false;
  // Besides, of a snapshot and of what a policy says: single values. A key that it tells to be
  // absent is a root.
  std::map<std::u16string, ToldKey, NameLess> keys{};

  // The key with all below it.
  [[nodiscard]] bool covers(std::u16string_view key) const;
  // Only that value, all values of the key, the names of its immediate subkeys.
  [[nodiscard]] bool covers_value(std::u16string_view key, std::u16string_view name) const;
  [[nodiscard]] bool covers_values(std::u16string_view key) const;
  [[nodiscard]] bool covers_subkeys(std::u16string_view key) const;
};

struct ObservedSide {
  std::vector<std::string> sources{};  // "reg:machine.reg", for the report; each once
  State state{};
  Coverage coverage{};
  std::vector<std::u16string> denied{};  // keys that the source may not read
  PolicyTraces traces{};                 // empty where the source is the registry alone
  // Why nothing is known of a user that the source knows: the user's hive cannot be read.
  std::optional<Error> unreadable{};
};

struct ObservedUser {
  std::string name;  // SID, or the name of the profile's folder
  ObservedSide registry;
  std::string profile{};  // name of the profile's folder, where the source tells it with the user
};

struct Observation {
  std::vector<std::string> sources;  // of all sides in the order given, each once
  ObservedSide machine{.coverage = {.of_machine = true}};
  std::vector<ObservedUser> users;
  std::string computer{};      // its name, where a snapshot tells it
  std::string snapshot_for{};  // SHA-256 of the baseline that the snapshot was taken for
  // Facts that the caller gives by hand win over those in the registry.
  std::optional<std::uint32_t> build;
  std::optional<std::string> edition;
};

// CurrentBuildNumber and EditionID of SOFTWARE\Microsoft\Windows NT\CurrentVersion, or what the
// caller gave. Empty where the source does not tell.
[[nodiscard]] std::optional<std::uint32_t> windows_build(const Observation& observation);
[[nodiscard]] std::optional<std::string> windows_edition(const Observation& observation);

// The key that holds both.
inline constexpr std::u16string_view kWindowsVersionKey =
    u"SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion";

// The name of the machine, from a snapshot or from the key below; empty where the source does not
// tell it.
[[nodiscard]] std::string computer_name(const Observation& observation);
inline constexpr std::u16string_view kComputerNameKey =
    u"SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ComputerName";

// The name of a user's profile folder: what the source tells with the user, else the last component
// of ProfileImagePath of the user's SID; empty where neither tells.
[[nodiscard]] std::string profile_of(const Observation& observation, const ObservedUser& user);
inline constexpr std::u16string_view kProfileListKey =
    u"SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList";

// What the sources do not show is absent, as the caller says.
void take_for_complete(Observation& observation);

// The functions below add what one input tells; a later one wins over an earlier one. `source`
// names the input in the report.

// HKEY_LOCAL_MACHINE is the machine, HKEY_CURRENT_USER and each SID below HKEY_USERS a user; other
// roots, .DEFAULT, the accounts of services and the _Classes hives are left out. Every [key] line
// covers the key and all below it, as an export writes them; deletions are carried out. Where
// SYSTEM\Select\Current names a control set, its keys are those of CurrentControlSet too.
void observe_reg(Observation& observation, const reg::File& file, const std::string& source);

// What one side holds when the records of a Registry.pol, or the instructions of a policy, are
// applied to an empty registry: all of it. The user side stands for every user.
inline constexpr std::string_view kEveryUser = "*";
void observe_instructions(Observation& observation, Side side, const Instructions& instructions,
                          const std::string& source);
void observe_records(Observation& observation, Side side, const Records& records,
                     const std::string& source);

// What a side holds once a policy is applied to it, and what is then known of it besides what was:
// a value that gives way to another one is not.
void add_policy(ObservedSide& side, const Instructions& instructions);

// Keys of a hive that is mounted at the key `mount` ("SOFTWARE"; empty for the hive of a user) and
// covers all below it. CurrentControlSet is covered where it is the mount.
void observe_hive(ObservedSide& side, std::u16string_view mount, const std::vector<hive::Key>& keys,
                  const std::string& source);

// The user of that name, added where there is none yet.
[[nodiscard]] ObservedSide& user_of(Observation& observation, std::string_view name);

}  // namespace regpolicy
