// Registry key paths: components joined by '\', without a hive, as Group Policy uses them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/error.hpp>
#include <regpolicy/side.hpp>

namespace regpolicy {

// The predefined root keys that .reg files and tools write in front of a path.
enum class RootKey { local_machine, current_user, users, classes_root, current_config };

// "HKEY_LOCAL_MACHINE"
[[nodiscard]] std::string_view to_string(RootKey root);

struct RootedPath {
  RootKey root;
  std::u16string path;  // without the root; may be empty
};

// Splits "HKEY_LOCAL_MACHINE\SOFTWARE" or "HKLM\SOFTWARE" (names without regard to case). Empty
// where the text does not begin with a root key.
[[nodiscard]] std::optional<RootedPath> split_root(std::u16string_view text);

// What is wrong with a key given in a template, a baseline or on the command line: a hive in front,
// an empty path, an empty component (a leading, trailing or doubled '\'), '/' in place of '\', a
// component over 255 characters. An empty result is a good key.
// Keys read from files are never checked by this: files hold what they hold.
[[nodiscard]] std::string key_defect(std::u16string_view key);

// The components between backslashes; empty components are kept.
[[nodiscard]] std::vector<std::u16string_view> split_path(std::u16string_view path);

// "A\B\C" -> "A\B", "A" -> "".
[[nodiscard]] std::u16string_view parent_path(std::u16string_view path);
[[nodiscard]] std::u16string_view last_component(std::u16string_view path);

// True where `path` is `ancestor` or lies below it, by the comparison of registry names. Every path
// is within the empty path.
[[nodiscard]] bool is_within(std::u16string_view path, std::u16string_view ancestor);

}  // namespace regpolicy
