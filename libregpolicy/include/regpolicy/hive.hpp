// Offline registry hives (regf files), read through hivex where the library was built with it.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/error.hpp>
#include <regpolicy/value.hpp>

namespace regpolicy::hive {

struct NamedValue {
  std::u16string name;
  Value value;
  [[nodiscard]] bool operator==(const NamedValue&) const = default;
};

struct Key {
  std::u16string path;  // from the hive's root, which is the empty path
  std::vector<NamedValue> values;
  [[nodiscard]] bool operator==(const Key&) const = default;
};

struct ReadOptions {
  // A hive that was not closed cleanly lacks the changes that are still in its log files, which
  // are not replayed here: refused unless the caller takes it as it is.
  bool accept_dirty = false;
};

// The keys of `paths` that exist in the hive, each followed by its immediate subkeys. An absent key
// is left out: that is an answer, not an error. Errors: not_found, access_denied, io, malformed
// (not a hive, damaged, not closed cleanly).
[[nodiscard]] Result<std::vector<Key>> read(const std::string& file,
                                            const std::vector<std::u16string>& paths,
                                            const ReadOptions& options = {});

// False where the library was built without hivex; read() then fails with not_representable.
[[nodiscard]] bool is_available();

}  // namespace regpolicy::hive
