// What the registry of this machine says about keys that are asked for.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/audit_source.hpp>
#include <regpolicy/reg.hpp>

namespace regpolicy::audit {

struct DeniedKey {
  std::string user;
  std::u16string key;
};

struct RegistryContent {
  reg::File file;
  std::vector<std::u16string> denied;  // of the machine
  std::vector<DeniedKey> denied_of_users;
};

// As an export would show it: the keys in the 64-bit view, each with its values and its immediate
// subkeys with theirs, of the machine and of every user below HKEY_USERS. A key that is not there
// is shown as deleted; one that may not be read is left out, so nothing is known of it. Errors:
// not_representable where this is no Windows.
[[nodiscard]] Result<RegistryContent> read_registry(const KeysOfInterest& keys);

}  // namespace regpolicy::audit
