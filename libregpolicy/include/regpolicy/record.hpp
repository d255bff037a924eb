// One entry of a Registry.pol file ([MS-GPREG] 2.2.1): a key without a hive, a value name, a value.
// What it does (set, delete, secure a key ...) is decided by decode() of instruction.hpp.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/value.hpp>

namespace regpolicy {

struct Record {
  std::u16string key;   // no hive: the side decides it
  std::u16string name;  // value name or directive; empty is the key's default value
  Value value;

  [[nodiscard]] bool operator==(const Record&) const = default;
};

// The order is the order of execution and is never changed by this library.
using Records = std::vector<Record>;

}  // namespace regpolicy
