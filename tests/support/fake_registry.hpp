// A registry in memory, whose n-th operation fails; faults are counted together with those of a
// folder (faulty_folder.hpp).
#pragma once

#include <functional>
#include <memory>
#include <string>

#include <regpolicy/live_registry.hpp>

#include "support/faulty_folder.hpp"

namespace tests {

inline constexpr std::u16string_view kRegistryUser = u"S-1-5-21-1-2-3-1001";

// Outlives the FakeRegistry that works on it, as a disk outlives a program.
struct FakeRegistryContent {
  regpolicy::State state;                // keys with their root in front
  std::u16string read_only{};            // a root and a key
  std::function<void()> before_write{};  // somebody else's turn
};

inline std::u16string whole_path(const regpolicy::RootedPath& key) {
  const std::string_view root = to_string(key.root);
  return std::u16string(root.begin(), root.end()) + u'\\' + key.path;
}

class FakeRegistry final : public regpolicy::LiveRegistry {
 public:
  FakeRegistry(FakeRegistryContent& content, Faults& faults)
      : content_(&content), faults_(&faults) {}

  regpolicy::Result<std::u16string> current_user() override {
    return std::u16string(kRegistryUser);
  }
  regpolicy::Result<std::optional<regpolicy::RegistryKey>> read(
      const regpolicy::RootedPath& key) override {
    if (fails()) return error(key);
    const auto* const found = content_->state.find_key(whole_path(key));
    if (found == nullptr) return std::optional<regpolicy::RegistryKey>();
    regpolicy::RegistryKey read;
    for (const auto& [name, value] : found->values) read.values.push_back(value);
    read.subkeys = content_->state.subkeys(whole_path(key));
    return std::optional(std::move(read));
  }
  regpolicy::Result<void> check_writable(const regpolicy::RootedPath& key) override {
    if (fails()) return error(key);
    if (content_->read_only.empty() ||
        !regpolicy::is_within(whole_path(key), content_->read_only)) {
      return {};
    }
    return regpolicy::fail(regpolicy::ErrorCode::access_denied, "access is denied",
                           {.source = to_string(key)});
  }
  regpolicy::Result<void> create_key(const regpolicy::RootedPath& key) override {
    return change(key, [&] { content_->state.create_key(whole_path(key)); });
  }
  regpolicy::Result<void> delete_key(const regpolicy::RootedPath& key) override {
    if (!content_->state.subkeys(whole_path(key)).empty()) return error(key);
    return change(key, [&] { content_->state.delete_key(whole_path(key)); });
  }
  regpolicy::Result<void> set_value(const regpolicy::RootedPath& key, std::u16string_view name,
                                    regpolicy::ValueView value) override {
    if (content_->state.find_key(whole_path(key)) == nullptr) return error(key);
    return change(key, [&] { content_->state.set(whole_path(key), name, to_value(value)); });
  }
  regpolicy::Result<void> delete_value(const regpolicy::RootedPath& key,
                                       std::u16string_view name) override {
    return change(key, [&] { content_->state.delete_value(whole_path(key), name); });
  }
  regpolicy::Result<void> flush(const regpolicy::RootedPath& key) override {
    return change(key, [] {});
  }

 private:
  bool fails() {
    const int now = ++faults_->operations;
    return faults_->fail_at != 0 &&
           (now == faults_->fail_at || (faults_->and_after && now > faults_->fail_at));
  }
  template <class Deed>
  regpolicy::Result<void> change(const regpolicy::RootedPath& key, Deed deed) {
    if (content_->before_write) content_->before_write();
    if (!fails()) {
      deed();
      return {};
    }
    if (faults_->done_first && faults_->operations == faults_->fail_at) deed();
    return error(key);
  }
  static std::unexpected<regpolicy::Error> error(const regpolicy::RootedPath& key) {
    return regpolicy::fail(regpolicy::ErrorCode::io, "it failed", {.source = to_string(key)});
  }

  FakeRegistryContent* content_;
  Faults* faults_;
};

}  // namespace tests
