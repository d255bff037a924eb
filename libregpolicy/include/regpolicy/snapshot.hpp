// A snapshot: what a source told of one machine about all that a baseline asks for, as JSON Lines
// with a checksum. docs/formats/snapshot.md describes every line.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/bytes.hpp>
#include <regpolicy/error.hpp>
#include <regpolicy/value.hpp>

namespace regpolicy::snapshot {

enum class KeyState {
  present,
  absent,    // with all that could be below it
  not_told,  // by the source
  denied,    // the source may not read it
};
[[nodiscard]] std::string_view to_string(KeyState state);

struct NamedValue {
  std::u16string name;
  Value value;
  [[nodiscard]] bool operator==(const NamedValue&) const = default;
};

// What is told of the values of a key. A name in neither list is not told, but where all are.
struct Values {
  std::vector<NamedValue> present;
  std::vector<std::u16string> missing;
  [[nodiscard]] bool operator==(const Values&) const = default;
};

struct Subkey {
  std::u16string name;
  Values values;
  [[nodiscard]] bool operator==(const Subkey&) const = default;
};

// Of a key that is not present, only path and state are set.
struct Key {
  std::u16string path;
  KeyState state = KeyState::not_told;
  Values values{};
  bool all_values = false;  // values.present are all that there are
  std::vector<Subkey> subkeys{};
  bool all_subkeys = false;  // the same of the immediate subkeys
  [[nodiscard]] bool operator==(const Key&) const = default;
};

struct Side {
  std::vector<std::string> sources;  // "registry", "reg:machine.reg"
  std::vector<Key> keys;             // in rising order of names, each once
  [[nodiscard]] bool operator==(const Side&) const = default;
};

struct User {
  std::string name;     // SID, or the name of the profile's folder
  std::string profile;  // the latter, where it is known beside a SID; may be empty
  Side side;
  [[nodiscard]] bool operator==(const User&) const = default;
};

struct File {
  std::string version;  // of the program that wrote it
  std::string baseline;
  std::string baseline_sha256;
  std::string computer;              // empty: not known
  std::string time;                  // "2026-11-25T16:42:48Z"; empty: not said
  std::vector<std::string> sources;  // all that were given, also those that tell of no side
  Side machine;
  std::vector<User> users;
  [[nodiscard]] bool operator==(const File&) const = default;
};

// One for a baseline of hundreds of checks has some ten to a hundred KB. The bound keeps a wrong
// file, of thousands that are read in one run, from filling memory.
inline constexpr std::size_t kGreatestFileBytes = 64ULL << 20;

// Does the content begin as a snapshot does?
[[nodiscard]] bool is_snapshot(ByteView bytes);

// Refuses (malformed) what is no snapshot, what was cut off, and what was changed after it was
// written; limit_exceeded above kGreatestFileBytes. read(write(x)) == x.
[[nodiscard]] Result<File> read(ByteView bytes, const std::string& source = {});

// UTF-8, lines that end in LF. Where a text is not UTF-8 (the name of a source file may hold any
// bytes) U+FFFD stands in its place.
[[nodiscard]] std::string write(const File& file);

}  // namespace regpolicy::snapshot
