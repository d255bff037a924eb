#include "target/registry_source.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <regpolicy/live_registry.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy::audit {
namespace {

class RegistryReader {
 public:
  explicit RegistryReader(LiveRegistry& registry) : registry_(registry) {}

  // `prefix` is the user's SID and a backslash; empty for the machine. Whatever is wrong with the
  // key, nothing is told of it. False where it is a right that lacks.
  bool add(RootKey root, const std::u16string& prefix, const std::u16string& key) {
    reg::Entry entry;
    entry.root = root;
    entry.key = prefix + key;
    const auto there = registry_.read({root, entry.key});
    if (!there) return !is_denied(there.error());
    if (!*there) {
      entry.operation = reg::Operation::delete_key;
      file_.entries.push_back(std::move(entry));
      return true;
    }
    std::vector<reg::Entry> entries;
    add_values(entry, **there, entries);
    for (const std::u16string& name : (*there)->subkeys) {
      reg::Entry subkey = entry;
      subkey.key += u'\\' + name;
      const auto below = registry_.read({root, subkey.key});
      if (!below) return !is_denied(below.error());
      if (*below) add_values(subkey, **below, entries);
    }
    std::ranges::move(entries, std::back_inserter(file_.entries));
    return true;
  }

  reg::File take() { return std::move(file_); }

 private:
  static bool is_denied(const Error& error) { return error.code == ErrorCode::access_denied; }

  static void add_values(reg::Entry key, const RegistryKey& content,
                         std::vector<reg::Entry>& entries) {
    key.operation = reg::Operation::create_key;
    entries.push_back(key);
    key.operation = reg::Operation::set_value;
    for (const State::NamedValue& value : content.values) {
      key.name = value.name;
      key.value = value.value;
      entries.push_back(key);
    }
  }

  LiveRegistry& registry_;
  reg::File file_;
};

}  // namespace

Result<RegistryContent> read_registry(const KeysOfInterest& keys) {
  const auto registry = live_registry();
  if (!registry) return std::unexpected(registry.error());
  RegistryReader reader(**registry);
  RegistryContent content;
  for (const std::u16string& key : keys.machine) {
    if (!reader.add(RootKey::local_machine, {}, key)) content.denied.push_back(key);
  }
  const auto users = (*registry)->read({RootKey::users, {}});
  if (!users) return std::unexpected(users.error());
  const std::vector<std::u16string> sids =
      *users ? (*users)->subkeys : std::vector<std::u16string>();
  for (const std::u16string& user : sids) {
    for (const std::u16string& key : keys.user) {
      const bool told = reader.add(RootKey::users, user + u'\\', key);
      if (!told) content.denied_of_users.push_back({to_utf8(user), key});
    }
  }
  content.file = reader.take();
  return content;
}

}  // namespace regpolicy::audit
