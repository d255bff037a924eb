// What is looked for before the TOML parser reads a text.
#pragma once

#include <optional>
#include <string_view>

#include "formats/toml/document.hpp"

namespace regpolicy::document {

// The place of the first dotted key with more than limits::kTomlKeyParts parts. A parser makes a
// table in a table for every part, and a key of a million parts exhausts the stack when those
// tables are destroyed again.
[[nodiscard]] std::optional<Place> deep_key(std::string_view text);

// The first byte that no UTF-8 text has: files in a code page or in UTF-16.
struct BadByte {
  unsigned char byte = 0;
  Place place;
};
[[nodiscard]] std::optional<BadByte> bad_byte(std::string_view text);

}  // namespace regpolicy::document
