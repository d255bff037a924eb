// What the implementations of FolderFiles have in common.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/folder_files.hpp>

namespace regpolicy {

// Between two tries for a lock or a file that another program holds.
inline constexpr std::uint32_t kRetryMilliseconds = 20;

// The components of a path below the folder; none for "". Errors name `root`.
[[nodiscard]] Result<std::vector<std::string>> components_of(const std::string& root,
                                                             std::string_view path);

[[nodiscard]] std::unexpected<Error> refuse_link(const std::string& path);
[[nodiscard]] std::unexpected<Error> refuse_lock(const std::string& path);

}  // namespace regpolicy
