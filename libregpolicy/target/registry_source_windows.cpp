#ifdef _WIN32

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include <windows.h>

#include <regpolicy/text.hpp>

#include "target/registry_source.hpp"

namespace regpolicy::audit {
namespace {

// The longest name of a key is 255 units, of a value 16383.
constexpr DWORD kKeyNameUnits = 256;
constexpr DWORD kValueNameUnits = 16384;

std::wstring wide_name(std::u16string_view text) { return {text.begin(), text.end()}; }
std::u16string units_of(const wchar_t* text, DWORD count) { return {text, text + count}; }

class OpenKey {
 public:
  OpenKey(HKEY root, std::u16string_view path)
      : status_(
            RegOpenKeyExW(root, wide_name(path).c_str(), 0, KEY_READ | KEY_WOW64_64KEY, &key_)) {}
  OpenKey(const OpenKey&) = delete;
  OpenKey& operator=(const OpenKey&) = delete;
  ~OpenKey() {
    if (status_ == ERROR_SUCCESS) RegCloseKey(key_);
  }
  [[nodiscard]] HKEY key() const { return key_; }
  [[nodiscard]] LSTATUS status() const { return status_; }

 private:
  HKEY key_ = nullptr;
  LSTATUS status_;
};

// A value may grow between two calls: then its size is told once more.
LSTATUS read_value(HKEY key, DWORD index, std::vector<wchar_t>& name, reg::Entry& entry) {
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
    entry.name = units_of(name.data(), units);
    entry.value = Value{static_cast<Type>(type), std::move(data)};
    return status;
  }
}

struct Place {
  RootKey root;
  HKEY handle;
};

// The key and its values at the end of `entries`.
LSTATUS read_values(HKEY key, const reg::Entry& place, std::vector<reg::Entry>& entries) {
  entries.push_back(place);
  std::vector<wchar_t> name(kValueNameUnits);
  for (DWORD index = 0;; ++index) {
    reg::Entry entry = place;
    entry.operation = reg::Operation::set_value;
    const LSTATUS status = read_value(key, index, name, entry);
    if (status == ERROR_NO_MORE_ITEMS) return ERROR_SUCCESS;
    if (status != ERROR_SUCCESS) return status;
    entries.push_back(std::move(entry));
  }
}

std::vector<std::u16string> subkeys_of(HKEY key) {
  std::vector<std::u16string> names;
  wchar_t name[kKeyNameUnits];
  for (DWORD index = 0;; ++index) {
    DWORD units = kKeyNameUnits;
    if (RegEnumKeyExW(key, index, name, &units, nullptr, nullptr, nullptr, nullptr) !=
        ERROR_SUCCESS) {
      return names;
    }
    names.push_back(units_of(name, units));
  }
}

// `prefix` is the user's SID and a backslash; empty for the machine. Whatever is wrong with the
// key, nothing is told of it.
LSTATUS read_key(const Place& place, const std::u16string& prefix, const std::u16string& path,
                 reg::File& file) {
  reg::Entry entry;
  entry.root = place.root;
  entry.key = prefix + path;
  const OpenKey opened(place.handle, entry.key);
  if (opened.status() == ERROR_FILE_NOT_FOUND || opened.status() == ERROR_PATH_NOT_FOUND) {
    entry.operation = reg::Operation::delete_key;
    file.entries.push_back(std::move(entry));
    return ERROR_SUCCESS;
  }
  if (opened.status() != ERROR_SUCCESS) return opened.status();
  entry.operation = reg::Operation::create_key;
  std::vector<reg::Entry> entries;
  LSTATUS status = read_values(opened.key(), entry, entries);
  if (status != ERROR_SUCCESS) return status;
  for (const std::u16string& name : subkeys_of(opened.key())) {
    const OpenKey below(opened.key(), name);
    reg::Entry subkey = entry;
    subkey.key += u'\\' + name;
    status = below.status();
    if (status == ERROR_SUCCESS) status = read_values(below.key(), subkey, entries);
    if (status != ERROR_SUCCESS) return status;
  }
  std::ranges::move(entries, std::back_inserter(file.entries));
  return ERROR_SUCCESS;
}

}  // namespace

Result<RegistryContent> read_registry(const KeysOfInterest& keys) {
  RegistryContent content;
  const Place machine{RootKey::local_machine, HKEY_LOCAL_MACHINE};
  for (const std::u16string& key : keys.machine) {
    const LSTATUS status = read_key(machine, {}, key, content.file);
    if (status == ERROR_ACCESS_DENIED) content.denied.push_back(key);
  }
  const Place users{RootKey::users, HKEY_USERS};
  for (const std::u16string& user : subkeys_of(HKEY_USERS)) {
    for (const std::u16string& key : keys.user) {
      const LSTATUS status = read_key(users, user + u'\\', key, content.file);
      if (status == ERROR_ACCESS_DENIED) content.denied_of_users.push_back({to_utf8(user), key});
    }
  }
  return content;
}

}  // namespace regpolicy::audit

#endif
