#include "target/registry_source.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <regpolicy/live_registry.hpp>

namespace regpolicy::audit {
namespace {

class RegistryReader {
 public:
  explicit RegistryReader(LiveRegistry& registry) : registry_(registry) {}

  // `prefix` is the user's SID and a backslash; empty for the machine.
  void add(RootKey root, const std::u16string& prefix, const std::u16string& key) {
    reg::Entry entry;
    entry.root = root;
    entry.key = prefix + key;
    const auto there = registry_.read({root, entry.key});
    if (!there) return;
    if (!*there) {
      entry.operation = reg::Operation::delete_key;
      file_.entries.push_back(std::move(entry));
      return;
    }
    std::vector<reg::Entry> entries;
    add_values(entry, **there, entries);
    for (const std::u16string& name : (*there)->subkeys) {
      reg::Entry subkey = entry;
      subkey.key += u'\\' + name;
      const auto below = registry_.read({root, subkey.key});
      if (!below) return;
      if (*below) add_values(subkey, **below, entries);
    }
    std::ranges::move(entries, std::back_inserter(file_.entries));
  }

  reg::File take() { return std::move(file_); }

 private:
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

Result<reg::File> read_registry(const KeysOfInterest& keys) {
  const auto registry = live_registry();
  if (!registry) return std::unexpected(registry.error());
  RegistryReader reader(**registry);
  for (const std::u16string& key : keys.machine) reader.add(RootKey::local_machine, {}, key);
  const auto users = (*registry)->read({RootKey::users, {}});
  if (!users) return std::unexpected(users.error());
  if (*users) {
    for (const std::u16string& user : (*users)->subkeys) {
      for (const std::u16string& key : keys.user) reader.add(RootKey::users, user + u'\\', key);
    }
  }
  return reader.take();
}

}  // namespace regpolicy::audit
