#ifdef _WIN32

#include <algorithm>
#include <iterator>
#include <utility>

#include <windows.h>

#include <sddl.h>

#include <fmt/format.h>

#include <regpolicy/live_registry.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

// The longest name of a key is 255 units, of a value 16383.
constexpr DWORD kKeyNameUnits = 256;
constexpr DWORD kValueNameUnits = 16384;
constexpr REGSAM kView = KEY_WOW64_64KEY;
// The one link in a machine's registry that everybody writes through.
constexpr std::u16string_view kKnownLink = u"SYSTEM\\CurrentControlSet";
constexpr const wchar_t* kLinkValue = L"SymbolicLinkValue";

std::wstring wide_name(std::u16string_view text) { return {text.begin(), text.end()}; }
std::u16string units_of(const wchar_t* text, DWORD count) { return {text, text + count}; }

bool is_no_key(LSTATUS status) {
  return status == ERROR_FILE_NOT_FOUND || status == ERROR_PATH_NOT_FOUND ||
         status == ERROR_KEY_DELETED;
}

std::unexpected<Error> registry_failure(std::string_view deed, const RootedPath& key,
                                        LSTATUS status) {
  const Location place{.source = to_string(key)};
  if (is_no_key(status)) {
    return fail(ErrorCode::not_found, fmt::format("cannot {}: there is no such key", deed), place);
  }
  if (status == ERROR_ACCESS_DENIED) {
    return fail(ErrorCode::access_denied, fmt::format("cannot {}: access is denied", deed), place,
                "it needs an elevated prompt");
  }
  return fail(ErrorCode::io, fmt::format("cannot {}: Windows error {}", deed, status), place);
}

HKEY handle_of(RootKey root) {
  switch (root) {
    case RootKey::local_machine: return HKEY_LOCAL_MACHINE;
    case RootKey::current_user: return HKEY_CURRENT_USER;
    case RootKey::users: return HKEY_USERS;
    case RootKey::classes_root: return HKEY_CLASSES_ROOT;
    case RootKey::current_config: return HKEY_CURRENT_CONFIG;
  }
  return nullptr;
}

class KeyHandle {
 public:
  KeyHandle() = default;
  KeyHandle(const KeyHandle&) = delete;
  KeyHandle& operator=(const KeyHandle&) = delete;
  ~KeyHandle() {
    if (key_ != nullptr) RegCloseKey(key_);
  }
  LSTATUS open(const RootedPath& key, REGSAM access, DWORD options = 0) {
    return RegOpenKeyExW(handle_of(key.root), wide_name(key.path).c_str(), options, access | kView,
                         &key_);
  }
  LSTATUS create(const RootedPath& key) {
    return RegCreateKeyExW(handle_of(key.root), wide_name(key.path).c_str(), 0, nullptr,
                           REG_OPTION_NON_VOLATILE, KEY_WRITE | kView, nullptr, &key_, nullptr);
  }
  [[nodiscard]] HKEY get() const { return key_; }

 private:
  HKEY key_ = nullptr;
};

// A value may grow between two calls: then its size is told once more.
LSTATUS enumerate_value(HKEY key, DWORD index, std::vector<wchar_t>& name,
                        State::NamedValue& found) {
  Bytes data(1U << 12);
  while (true) {
    DWORD units = kValueNameUnits;
    DWORD type = REG_NONE;
    auto size = static_cast<DWORD>(data.size());
    const LSTATUS status = RegEnumValueW(key, index, name.data(), &units, nullptr, &type,
                                         reinterpret_cast<BYTE*>(data.data()), &size);
    if (status == ERROR_MORE_DATA) {
      data.resize(std::max<std::size_t>(size, 2 * data.size()));
      continue;
    }
    if (status != ERROR_SUCCESS) return status;
    data.resize(size);
    found = {units_of(name.data(), units), Value{static_cast<Type>(type), std::move(data)}};
    return status;
  }
}

LSTATUS enumerate_values(HKEY key, std::vector<State::NamedValue>& values) {
  std::vector<wchar_t> name(kValueNameUnits);
  for (DWORD index = 0;; ++index) {
    State::NamedValue value;
    const LSTATUS status = enumerate_value(key, index, name, value);
    if (status == ERROR_NO_MORE_ITEMS) return ERROR_SUCCESS;
    if (status != ERROR_SUCCESS) return status;
    values.push_back(std::move(value));
  }
}

LSTATUS enumerate_subkeys(HKEY key, std::vector<std::u16string>& names) {
  wchar_t name[kKeyNameUnits];
  for (DWORD index = 0;; ++index) {
    DWORD units = kKeyNameUnits;
    const LSTATUS status =
        RegEnumKeyExW(key, index, name, &units, nullptr, nullptr, nullptr, nullptr);
    if (status == ERROR_NO_MORE_ITEMS) return ERROR_SUCCESS;
    if (status != ERROR_SUCCESS) return status;
    names.push_back(units_of(name, units));
  }
}

// Every key on the way is looked at as itself, not as what it leads to.
Result<void> refuse_links(const RootedPath& key) {
  for (std::size_t end = key.path.find(u'\\');; end = key.path.find(u'\\', end + 1)) {
    const RootedPath part{key.root, key.path.substr(0, end)};
    KeyHandle opened;
    const LSTATUS status = opened.open(part, KEY_QUERY_VALUE, REG_OPTION_OPEN_LINK);
    if (is_no_key(status)) return {};
    if (status != ERROR_SUCCESS) return registry_failure("look at the key", part, status);
    DWORD type = REG_NONE;
    const bool is_link = RegQueryValueExW(opened.get(), kLinkValue, nullptr, &type, nullptr,
                                          nullptr) == ERROR_SUCCESS &&
                         type == REG_LINK;
    const bool is_known = key.root == RootKey::local_machine && same_name(part.path, kKnownLink);
    if (is_link && !is_known) {
      return fail(ErrorCode::io, "found a link of the registry, which stands for another key",
                  {.source = to_string(part)},
                  "nothing is written through links; name the key that it leads to");
    }
    if (end == std::u16string::npos) return {};
  }
}

class WindowsRegistry final : public LiveRegistry {
 public:
  Result<std::u16string> current_user() override {
    HANDLE token = nullptr;
    if (OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token) == 0) return no_user();
    DWORD size = 0;
    GetTokenInformation(token, TokenUser, nullptr, 0, &size);
    std::vector<std::max_align_t> buffer(size / sizeof(std::max_align_t) + 1);
    const BOOL told = GetTokenInformation(token, TokenUser, buffer.data(), size, &size);
    CloseHandle(token);
    wchar_t* text = nullptr;
    if (told == 0 || ConvertSidToStringSidW(reinterpret_cast<TOKEN_USER*>(buffer.data())->User.Sid,
                                            &text) == 0) {
      return no_user();
    }
    const std::wstring sid(text);
    LocalFree(text);
    return std::u16string(sid.begin(), sid.end());
  }

  Result<std::optional<RegistryKey>> read(const RootedPath& key) override {
    KeyHandle opened;
    LSTATUS status = opened.open(key, KEY_READ);
    if (is_no_key(status)) return std::optional<RegistryKey>();
    RegistryKey content;
    if (status == ERROR_SUCCESS) status = enumerate_values(opened.get(), content.values);
    if (status == ERROR_SUCCESS) status = enumerate_subkeys(opened.get(), content.subkeys);
    if (status != ERROR_SUCCESS) return registry_failure("read the key", key, status);
    return std::optional(std::move(content));
  }

  Result<void> check_writable(const RootedPath& key) override {
    if (auto fine = refuse_links(key); !fine) return fine;
    RootedPath there = key;
    while (true) {
      KeyHandle opened;
      const REGSAM access =
          there.path == key.path ? KEY_SET_VALUE | KEY_CREATE_SUB_KEY : REGSAM{KEY_CREATE_SUB_KEY};
      const LSTATUS status = opened.open(there, access);
      if (status == ERROR_SUCCESS) return {};
      if (!is_no_key(status) || there.path.empty()) {
        return registry_failure("change the key", there, status);
      }
      there.path = std::u16string(parent_path(there.path));
    }
  }

  Result<void> create_key(const RootedPath& key) override {
    if (auto fine = refuse_links(key); !fine) return fine;
    KeyHandle made;
    const LSTATUS status = made.create(key);
    if (status != ERROR_SUCCESS) return registry_failure("make the key", key, status);
    return {};
  }

  Result<void> delete_key(const RootedPath& key) override {
    if (auto fine = refuse_links(key); !fine) return fine;
    const LSTATUS status =
        RegDeleteKeyExW(handle_of(key.root), wide_name(key.path).c_str(), kView, 0);
    if (status == ERROR_SUCCESS || is_no_key(status)) return {};
    return registry_failure("delete the key", key, status);
  }

  Result<void> set_value(const RootedPath& key, std::u16string_view name,
                         ValueView value) override {
    if (auto fine = refuse_links(key); !fine) return fine;
    KeyHandle opened;
    LSTATUS status = opened.open(key, KEY_SET_VALUE);
    if (status == ERROR_SUCCESS) {
      status = RegSetValueExW(
          opened.get(), wide_name(name).c_str(), 0, static_cast<DWORD>(value.type),
          reinterpret_cast<const BYTE*>(value.data.data()), static_cast<DWORD>(value.data.size()));
    }
    if (status != ERROR_SUCCESS) return registry_failure("set the value", key, status);
    return {};
  }

  Result<void> delete_value(const RootedPath& key, std::u16string_view name) override {
    if (auto fine = refuse_links(key); !fine) return fine;
    KeyHandle opened;
    LSTATUS status = opened.open(key, KEY_SET_VALUE);
    if (status == ERROR_SUCCESS) {
      status = RegDeleteValueW(opened.get(), wide_name(name).c_str());
    }
    if (status == ERROR_SUCCESS || is_no_key(status)) return {};
    return registry_failure("delete the value", key, status);
  }

  Result<void> flush(const RootedPath& key) override {
    RootedPath there = key;
    KeyHandle opened;
    LSTATUS status = opened.open(there, KEY_QUERY_VALUE);
    while (is_no_key(status) && !there.path.empty()) {
      there.path = std::u16string(parent_path(there.path));
      status = opened.open(there, KEY_QUERY_VALUE);
    }
    if (status == ERROR_SUCCESS) status = RegFlushKey(opened.get());
    if (status != ERROR_SUCCESS) return registry_failure("write the key to the disk", key, status);
    return {};
  }

 private:
  static std::unexpected<Error> no_user() {
    return fail(ErrorCode::io,
                fmt::format("Windows does not tell who runs this (error {})", GetLastError()));
  }
};

}  // namespace

Result<std::unique_ptr<LiveRegistry>> live_registry() {
  return std::unique_ptr<LiveRegistry>(std::make_unique<WindowsRegistry>());
}

}  // namespace regpolicy

#endif
