// Finds a hive's transaction logs beside it and reads all of them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/file_system.hpp>
#include <regpolicy/hive.hpp>

namespace regpolicy {

// The hive of a user, in the folder of the profile.
inline constexpr std::string_view kUserHive = "NTUSER.DAT";

// "hive:config/SOFTWARE + SOFTWARE.LOG1": what was read is in the hive and these logs.
[[nodiscard]] std::string name_with_logs(const std::string& path,
                                         const std::vector<std::string>& replayed);

// The last component of a path, with either separator.
[[nodiscard]] std::string file_name_of(const std::string& path);

// The entry of that name without regard to case, as on Windows; of several the exact spelling, else
// the first.
[[nodiscard]] Result<std::optional<std::string>> find_entry(FileSystem& files,
                                                            const std::string& folder,
                                                            std::string_view name);

// The hive and those of its logs that can be read.
[[nodiscard]] Result<hive::Files> read_hive_files(FileSystem& files, const std::string& path);

}  // namespace regpolicy
