// The order of keys that State and Effect share: by components, each by name; a key comes directly
// before the keys below it. Empty components do not count.
#pragma once

#include <compare>
#include <string_view>

namespace regpolicy {

[[nodiscard]] std::strong_ordering compare_keys(std::u16string_view a, std::u16string_view b);

// The first component that is not empty, taken off the front of `path`; empty at the end.
[[nodiscard]] std::u16string_view take_component(std::u16string_view& path);

// The path as spelled, without empty components.
[[nodiscard]] std::u16string tidy_key(std::u16string_view path);

// True where creating `key` creates `above`, a key above it: one of the levels that a registry
// holds. Both without empty components.
[[nodiscard]] bool creates(std::u16string_view key, std::u16string_view above);

}  // namespace regpolicy
