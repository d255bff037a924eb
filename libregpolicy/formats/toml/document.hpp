// A TOML document as plain data, in the order of the file, every part with its place. What the
// project's own TOML formats (template source, baseline) are read from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <regpolicy/error.hpp>

namespace regpolicy::document {

// Both count from 1, columns in code points.
struct Place {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

struct Node;
struct Member;

using Array = std::vector<Node>;
struct Table {
  std::vector<Member> members;  // keys are unique; in the order of the file
};
struct Date {
  std::string text;  // 2025-06-01
};
// What no format of this project has a use for; kept so that a message can name it.
struct Other {
  std::string_view kind;  // "a floating-point number"
};

struct Node {
  Place place;
  std::variant<bool, std::int64_t, std::string, Date, Other, Array, Table> content;
};

struct Member {
  std::string key;
  Place place;  // of the key
  Node value;
};

// Refuses what is not TOML 1.0 in UTF-8, a text above limits::kSourceFileBytes and a dotted key of
// more than limits::kTomlKeyParts parts.
[[nodiscard]] Result<Node> parse(std::string_view text, const std::string& source);

// "a text", "an integer", "an array" ...
[[nodiscard]] std::string_view kind_name(const Node& node);

[[nodiscard]] const Member* find(const Table& table, std::string_view key);

}  // namespace regpolicy::document
