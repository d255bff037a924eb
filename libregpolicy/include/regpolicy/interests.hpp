// What a baseline asks of a machine, key by key and value by value: all that a snapshot of the
// machine has to hold, and no more.
#pragma once

#include <set>
#include <string>
#include <vector>

#include <regpolicy/audit.hpp>
#include <regpolicy/baseline.hpp>
#include <regpolicy/compile.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy::audit {

using NameSet = std::set<std::u16string, NameLess>;

// Whether the key exists is always asked.
struct KeyInterest {
  std::u16string key;
  bool all_values = false;
  NameSet values{};         // else: of these names
  bool subkeys = false;     // which immediate subkeys there are
  NameSet subkey_values{};  // and these values of each

  [[nodiscard]] bool operator==(const KeyInterest&) const = default;
};

struct Interests {
  std::vector<KeyInterest> machine, user;  // each key once, in name order
};

// Of the baseline's checks, settings and values; of the Windows version, of the GPOs that were
// applied last (of those of users where any is looked at) and of who wins where device management
// sets the same as they always. What no source tells (the permissions of a key, directives that
// nobody knows) is not asked.
[[nodiscard]] Interests interests(const Baseline& baseline, const CompiledBaseline& compiled);

}  // namespace regpolicy::audit
