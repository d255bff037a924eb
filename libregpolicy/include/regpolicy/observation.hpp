// What an audit looks at: the registry of one machine as a source tells it, and which parts of it
// the source tells about at all. What lies outside is unknown, never absent.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/registry_path.hpp>
#include <regpolicy/side.hpp>
#include <regpolicy/state.hpp>

namespace regpolicy {

struct Coverage {
  bool whole = false;                 // everything on this side
  std::vector<std::u16string> roots;  // else: these keys with all below them

  [[nodiscard]] bool covers(std::u16string_view key) const;
};

struct ObservedSide {
  std::string source;  // "reg:machine.reg", for the report
  State state;
  Coverage coverage;
};

struct ObservedUser {
  std::string name;  // SID, or the name of the profile's folder
  ObservedSide registry;
};

struct Observation {
  ObservedSide machine;
  std::vector<ObservedUser> users;
  // Facts that the caller gives by hand win over those in the registry.
  std::optional<std::uint32_t> build;
  std::optional<std::string> edition;
};

// CurrentBuildNumber and EditionID of SOFTWARE\Microsoft\Windows NT\CurrentVersion, or what the
// caller gave. Empty where the source does not tell.
[[nodiscard]] std::optional<std::uint32_t> windows_build(const Observation& observation);
[[nodiscard]] std::optional<std::string> windows_edition(const Observation& observation);

}  // namespace regpolicy
