// What the reader and the writer of snapshots share.
#pragma once

#include <optional>
#include <string_view>

#include <regpolicy/snapshot.hpp>

#include "formats/json/json_parts.hpp"

namespace regpolicy::snapshot {

inline constexpr std::string_view kSchema = "regpolicy/snapshot/1";
inline constexpr std::string_view kFirstLineStart = R"({"schema":"regpolicy/snapshot/)";

// A value as a person reads it, where these are exactly the bytes that the maker of values gives
// for it; else nothing, and the bytes are written.
[[nodiscard]] std::optional<Json> readable(const Value& value);

// The reverse. Empty where `json` is no such value of that type.
[[nodiscard]] std::optional<Value> from_readable(Type type, const Json& json);

}  // namespace regpolicy::snapshot
