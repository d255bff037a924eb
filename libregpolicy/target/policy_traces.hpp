// Reads the files in which a Windows keeps what its policy set: archives and copies of
// Registry.pol.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/file_system.hpp>
#include <regpolicy/observation.hpp>

namespace regpolicy::audit {

// A user of the observation. A folder that is empty is not looked into.
struct ProfilePlace {
  std::string user;    // its name in the observation
  std::string sid;     // empty: not known
  std::string folder;  // of the profile
};

struct PolicyPlaces {
  std::string root;           // the names of files in reports begin here
  std::string system_folder;  // Windows\System32
  std::string program_data;
  std::vector<ProfilePlace> profiles{};
};

// A file that is missing, or cannot be read as what it should be, tells nothing: the origin of
// values stays unknown then.
void trace_policy(FileSystem& files, const PolicyPlaces& places, Observation& observation);

// The places of the Windows volume, or copy of its structure, at `root`, whose users are called by
// the folders of their profiles; their SIDs are those of the profile list, where it was read.
[[nodiscard]] PolicyPlaces places_of_volume(FileSystem& files, const std::string& root,
                                            const Observation& observation);

}  // namespace regpolicy::audit
