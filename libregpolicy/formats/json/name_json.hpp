// Keys and names in JSON: text, or {"utf16le":"<hex>"} where they are no valid UTF-16.
#pragma once

#include <string_view>

#include <nlohmann/json.hpp>

#include <regpolicy/bytes.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy {

[[nodiscard]] inline nlohmann::ordered_json name_to_json(std::u16string_view name) {
  if (is_well_formed(name)) return to_utf8(name);
  Bytes bytes;
  append_utf16le(bytes, name);
  return {{"utf16le", to_hex(bytes)}};
}

}  // namespace regpolicy
