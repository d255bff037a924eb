// What several JSON documents say in the same way: names and values.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include <regpolicy/value.hpp>

namespace regpolicy {

using Json = nlohmann::ordered_json;

// A key or name: a string, or {"utf16le":"<hex>"} where it is not valid UTF-16.
[[nodiscard]] Json name_to_json(std::u16string_view name);

// null for an empty text.
[[nodiscard]] inline Json text_or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

// Puts "type", "data" (hex) and, where the bytes fit the type, the decoded "value" into `json`.
void put_value(Json& json, const Value& value);

}  // namespace regpolicy
