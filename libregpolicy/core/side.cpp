#include <regpolicy/side.hpp>

#include <regpolicy/text.hpp>

namespace regpolicy {

std::string_view to_string(Side side) { return side == Side::machine ? "machine" : "user"; }

std::optional<Side> parse_side(std::string_view text) {
  if (text == "machine") return Side::machine;
  if (text == "user") return Side::user;
  return std::nullopt;
}

std::optional<Side> side_of_path(std::string_view path) {
  const std::size_t end = path.find_last_of("/\\");
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view folder = path.substr(0, end);
  return parse_side(ascii_lower(folder.substr(folder.find_last_of("/\\") + 1)));
}

}  // namespace regpolicy
