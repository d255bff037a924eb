#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/limits.hpp>
#include <regpolicy/text.hpp>

#include "target/registry_image.hpp"

namespace regpolicy {
namespace {

class TouchedReader {
 public:
  TouchedReader(LiveRegistry& registry, const RegistryPart& part)
      : registry_(registry), part_(part) {}

  Result<void> add(const Instruction& instruction) {
    const std::u16string& key = key_of(instruction);
    if (auto done = add_path(key); !done) return done;
    const auto* const deleted = std::get_if<DeleteKeys>(&instruction);
    if (deleted == nullptr) return {};
    const auto there = registry_.read(place_in(part_, key));
    if (!there) return std::unexpected(there.error());
    if (!*there) return {};
    for (const std::u16string& subkey : (*there)->subkeys) {
      const bool named = std::ranges::any_of(
          deleted->names, [&](const std::u16string& name) { return same_name(name, subkey); });
      if (!named) continue;
      // As it is spelled there: so it comes back.
      if (auto done = add_below(key + u'\\' + subkey, 0); !done) return done;
    }
    return {};
  }

  State take() { return std::move(state_); }

 private:
  // The key, or the lowest one above it that is there.
  Result<void> add_path(std::u16string_view key) {
    for (; !key.empty(); key = parent_path(key)) {
      if (state_.find_key(key) != nullptr && read_.contains(std::u16string(key))) return {};
      const auto there = registry_.read(place_in(part_, key));
      if (!there) return std::unexpected(there.error());
      if (!*there) continue;
      put(key, **there);
      return {};
    }
    return {};
  }

  Result<void> add_below(const std::u16string& key, std::size_t depth) {
    const auto there = registry_.read(place_in(part_, key));
    if (!there) return std::unexpected(there.error());
    if (!*there) return {};
    if (++deleted_ > limits::kDeletedKeys || depth > limits::kKeyDepth) {
      return fail(ErrorCode::limit_exceeded,
                  fmt::format("more than {} keys would be deleted", limits::kDeletedKeys),
                  {.source = to_string(place_in(part_, key))}, "no policy deletes that much");
    }
    put(key, **there);
    for (const std::u16string& name : (*there)->subkeys) {
      if (auto done = add_below(key + u'\\' + name, depth + 1); !done) return done;
    }
    return {};
  }

  void put(std::u16string_view key, const RegistryKey& content) {
    state_.create_key(key);
    for (const State::NamedValue& value : content.values) {
      state_.set(key, value.name, value.value);
    }
    read_.insert(std::u16string(key));
  }

  LiveRegistry& registry_;
  const RegistryPart& part_;
  State state_;
  std::set<std::u16string, NameLess> read_;
  std::size_t deleted_ = 0;
};

}  // namespace

Result<State> read_touched(LiveRegistry& registry, const RegistryPart& part,
                           const Instructions& instructions) {
  TouchedReader reader(registry, part);
  for (const Instruction& instruction : instructions) {
    if (auto done = reader.add(instruction); !done) return std::unexpected(done.error());
  }
  return reader.take();
}

}  // namespace regpolicy
