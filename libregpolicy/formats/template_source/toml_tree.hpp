// A TOML document as a plain tree in which everything knows its place. The TOML library stays
// behind this header.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <regpolicy/diagnostics.hpp>

namespace regpolicy::template_source {

// From 1; columns count code points.
struct Place {
  std::uint32_t line = 1, column = 1;
  [[nodiscard]] auto operator<=>(const Place&) const = default;
};

struct Node;
struct Member;
using Array = std::vector<Node>;
using Table = std::vector<Member>;  // in the order of the file
struct DateOrTime {};               // nothing in a template source is one

struct Node {
  Place place;
  std::variant<std::string, std::int64_t, double, bool, DateOrTime, Array, Table> value;
};

struct Member {
  std::string key;
  Place place;  // of the key
  Node node;
};

// "a string", "an integer", ... for messages.
[[nodiscard]] std::string_view type_name(const Node& node);

// Line breaks in strings are '\n', whatever they are in the file. A document that is not TOML, and
// every string with a character that XML cannot hold, is an error.
[[nodiscard]] std::optional<Node> parse_toml(std::string_view text, const std::string& source,
                                             Diagnostics& diagnostics);

}  // namespace regpolicy::template_source
