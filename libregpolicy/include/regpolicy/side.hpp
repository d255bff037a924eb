// The two halves of Group Policy: computer configuration (HKEY_LOCAL_MACHINE) and user
// configuration (HKEY_CURRENT_USER of every user concerned).
#pragma once

#include <optional>
#include <string_view>

namespace regpolicy {

enum class Side { machine, user };

// "machine" or "user".
[[nodiscard]] std::string_view to_string(Side side);
[[nodiscard]] std::optional<Side> parse_side(std::string_view text);

// The side that a folder named Machine or User (in any case) directly above a file tells, as Group
// Policy lays out its files. The path is in either system's spelling.
[[nodiscard]] std::optional<Side> side_of_path(std::string_view path);

}  // namespace regpolicy
