// Offline registry hives (regf files): read only, through hivex where the library was built with
// it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <regpolicy/bytes.hpp>
#include <regpolicy/error.hpp>
#include <regpolicy/value.hpp>

namespace regpolicy::hive {

// Cells are found by 31 bits; the top bit tells those that live in memory only.
inline constexpr std::uint64_t kMostBytes = 2ULL << 30;

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

// A transaction log: changes that Windows was about to write to the hive.
struct Log {
  std::string name;  // "SOFTWARE.LOG1"
  Bytes content;
};

// A hive with what lies beside it.
struct Files {
  std::string name;  // of the hive's file, in errors
  Bytes content;
  std::vector<Log> logs{};  // those that exist of its .LOG1, .LOG2 and .LOG
};

struct Contents {
  std::vector<Key> keys;
  // The logs whose changes are in the keys although the hive's file lacks them; in that order.
  std::vector<std::string> replayed;
  [[nodiscard]] bool operator==(const Contents&) const = default;
};

struct ReadOptions {
  // A hive that was not closed cleanly (its two sequence numbers differ, or the checksum of its
  // header is wrong) lacks changes. Where its logs have them they are carried out, in memory; where
  // no log fits, the hive is refused unless the caller takes it as it is.
  bool accept_dirty = false;
  // By this library's own walk through the cells also where it was built with hivex: what hivex
  // reads, it reads alike.
  bool without_hivex = false;
};

// The keys of `paths` that exist in the hive, each followed by its immediate subkeys. An absent key
// is left out: that is an answer, not an error. Errors: limit_exceeded (kMostBytes),
// malformed (not a hive, not closed cleanly, damaged where the walk to these keys comes by).
[[nodiscard]] Result<Contents> read(const Files& files, const std::vector<std::u16string>& paths,
                                    const ReadOptions& options = {});

}  // namespace regpolicy::hive
