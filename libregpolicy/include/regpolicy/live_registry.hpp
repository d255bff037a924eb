// The seam between the library and a registry that is in use. Tests put one in its place that can
// fail at any operation.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/error.hpp>
#include <regpolicy/registry_path.hpp>
#include <regpolicy/state.hpp>

namespace regpolicy {

// What one key holds itself.
struct RegistryKey {
  std::vector<State::NamedValue> values;
  std::vector<std::u16string> subkeys;  // names
};

// Paths lie below HKEY_LOCAL_MACHINE ("SOFTWARE\Policies") or HKEY_USERS ("S-1-5-21-1\Software").
// Errors name the whole path: access_denied, io. A change is not made through a link of the
// registry (REG_LINK), but for SYSTEM\CurrentControlSet, which Windows itself makes.
class LiveRegistry {
 public:
  virtual ~LiveRegistry() = default;

  // The SID of who runs this: the user whose HKEY_CURRENT_USER is below HKEY_USERS.
  [[nodiscard]] virtual Result<std::u16string> current_user() = 0;

  // Empty where there is no such key.
  [[nodiscard]] virtual Result<std::optional<RegistryKey>> read(const RootedPath& key) = 0;
  // May values be set in the key, or, where it is not there, may it be made?
  [[nodiscard]] virtual Result<void> check_writable(const RootedPath& key) = 0;

  // The key and all above it. A key that is there already is fine.
  [[nodiscard]] virtual Result<void> create_key(const RootedPath& key) = 0;
  // A key without subkeys, with its values. One that is not there is fine.
  [[nodiscard]] virtual Result<void> delete_key(const RootedPath& key) = 0;
  // In a key that is there.
  [[nodiscard]] virtual Result<void> set_value(const RootedPath& key, std::u16string_view name,
                                               ValueView value) = 0;
  // A value that is not there is fine.
  [[nodiscard]] virtual Result<void> delete_value(const RootedPath& key,
                                                  std::u16string_view name) = 0;
  // What was changed below the key's root is on the disk when it returns.
  [[nodiscard]] virtual Result<void> flush(const RootedPath& key) = 0;
};

// That of the Windows that this runs on, in the 64-bit view. Errors: not_representable elsewhere.
[[nodiscard]] Result<std::unique_ptr<LiveRegistry>> live_registry();

// "HKEY_LOCAL_MACHINE\SOFTWARE\Policies"; escaped for display.
[[nodiscard]] std::string to_string(const RootedPath& key);

}  // namespace regpolicy
