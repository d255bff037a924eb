// .reg files: "Windows Registry Editor Version 5.00" and REGEDIT4.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/bytes.hpp>
#include <regpolicy/error.hpp>
#include <regpolicy/registry_path.hpp>
#include <regpolicy/value.hpp>

namespace regpolicy::reg {

enum class Operation { create_key, delete_key, set_value, delete_value };

struct Entry {
  Operation operation = Operation::create_key;  // create_key is the [key] line itself
  RootKey root = RootKey::local_machine;
  std::u16string key{};    // without the root
  std::u16string name{};   // empty is "@"; only for the value operations
  Value value{};           // only for set_value
  std::uint32_t line = 0;  // from 1; 0 where made by a program

  [[nodiscard]] bool operator==(const Entry&) const = default;
};

struct File {
  std::vector<Entry> entries;  // in file order
  [[nodiscard]] bool operator==(const File&) const = default;
};

// Accepts UTF-16LE and UTF-16BE with BOM, UTF-8 with or without BOM and, for bytes that are not
// UTF-8 and for every REGEDIT4 without BOM, Windows-1252 ("ANSI"). Errors carry line and column.
[[nodiscard]] Result<File> read(ByteView bytes, const std::string& source = {});

enum class Version {
  regedit4,   // Windows-1252; text that stands in hex is Windows-1252 too
  version_5,  // UTF-16LE with BOM
};

struct WriteOptions {
  Version version = Version::version_5;  // what regedit writes; it has words for every character
};

// CRLF; hex data broken where regedit breaks it. Fails (not_representable) where a key or a name
// cannot be said: one with a line break or NUL; in REGEDIT4 also a character that Windows-1252 does
// not have, and a REG_SZ, REG_EXPAND_SZ or REG_MULTI_SZ of odd size. The error's location counts
// entries as records.
[[nodiscard]] Result<Bytes> write(const File& file, const WriteOptions& options = {});

}  // namespace regpolicy::reg
