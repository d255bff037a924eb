#include <regpolicy/side.hpp>

namespace regpolicy {

std::string_view to_string(Side side) { return side == Side::machine ? "machine" : "user"; }

std::optional<Side> parse_side(std::string_view text) {
  if (text == "machine") return Side::machine;
  if (text == "user") return Side::user;
  return std::nullopt;
}

std::string_view root_key_name(Side side) {
  return side == Side::machine ? "HKEY_LOCAL_MACHINE" : "HKEY_CURRENT_USER";
}

}  // namespace regpolicy
