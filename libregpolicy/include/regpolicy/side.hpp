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

// "HKEY_LOCAL_MACHINE" or "HKEY_CURRENT_USER".
[[nodiscard]] std::string_view root_key_name(Side side);

}  // namespace regpolicy
