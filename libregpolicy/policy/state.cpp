#include <regpolicy/state.hpp>

#include <algorithm>
#include <utility>

#include <regpolicy/limits.hpp>
#include <regpolicy/registry_path.hpp>

#include "policy/key_order.hpp"

namespace regpolicy {
namespace {

// The order of keys_: '\' becomes the smallest unit, so that a key comes directly before all below
// it and its subtree is one range. Hives can hold names with U+0000 and U+0001 in them: those
// become two units that no separator begins.
constexpr char16_t kSeparator = u'\0';
constexpr char16_t kBehindSeparator = u'\1';

std::u16string fold(std::u16string_view path) {
  std::u16string folded;
  folded.reserve(path.size());
  bool separates = false;
  for (const char16_t unit : path) {
    if (unit == u'\\') {
      separates = !folded.empty();
      continue;
    }
    if (std::exchange(separates, false)) folded += kSeparator;
    if (unit <= kBehindSeparator) {
      folded += {kBehindSeparator, static_cast<char16_t>(unit + 1)};
    } else {
      folded += upcase(unit);
    }
  }
  return folded;
}

void drop_components(std::u16string& path, char16_t separator, std::size_t count) {
  for (; count > 0; --count) path.resize(path.rfind(separator));
}

struct Applier {
  State& state;

  void operator()(const SetValue& i) const { state.set(i.key, i.name, i.value); }
  void operator()(const SetIfAbsent& i) const {
    if (state.find(i.key, i.name) == nullptr) state.set(i.key, i.name, i.value);
  }
  void operator()(const DeleteValue& i) const { state.delete_value(i.key, i.name); }
  void operator()(const DeleteAllValues& i) const { state.delete_all_values(i.key); }
  void operator()(const DeleteValues& i) const {
    for (const std::u16string& name : i.names) state.delete_value(i.key, name);
  }
  void operator()(const DeleteKeys& i) const {
    for (const std::u16string& name : i.names) {
      const bool names_a_subkey = name.find_first_not_of(u'\\') != std::u16string::npos;
      if (names_a_subkey) state.delete_key(i.key + u"\\" + name);
    }
  }
  void operator()(const SecureKey& i) const { state.create_key(i.key); }
  void operator()(const CreateKey& i) const { state.create_key(i.key); }
  void operator()(const Comment&) const {}
  void operator()(const Unknown&) const {}
};

}  // namespace

void State::create_key(std::u16string_view key) {
  std::u16string path = tidy_key(key);
  std::u16string folded = fold(path);
  std::size_t depth = 1 + static_cast<std::size_t>(std::ranges::count(path, u'\\'));
  // From the key upwards: above a key that is there, all are there.
  while (keys_.try_emplace(folded, Key{path, {}}).second && depth > 1) {
    const std::size_t next = std::min(depth - 1, limits::kKeyDepth);
    drop_components(path, u'\\', depth - next);
    drop_components(folded, kSeparator, depth - next);
    depth = next;
  }
}

void State::set(std::u16string_view key, std::u16string_view name, Value value) {
  auto found = keys_.find(fold(key));
  if (found == keys_.end()) {
    create_key(key);
    found = keys_.find(fold(key));
  }
  auto& values = found->second.values;
  const auto [at, added] = values.try_emplace(std::u16string(name));
  if (added) at->second.name = name;
  at->second.value = std::move(value);
}

void State::delete_value(std::u16string_view key, std::u16string_view name) {
  const auto found = keys_.find(fold(key));
  if (found == keys_.end()) return;
  const auto value = found->second.values.find(name);
  if (value != found->second.values.end()) found->second.values.erase(value);
}

void State::delete_all_values(std::u16string_view key) {
  const auto found = keys_.find(fold(key));
  if (found != keys_.end()) found->second.values.clear();
}

void State::delete_key(std::u16string_view key) {
  const std::u16string folded = fold(key);
  keys_.erase(keys_.lower_bound(folded), keys_.lower_bound(folded + kBehindSeparator));
}

const State::Key* State::find_key(std::u16string_view key) const {
  const auto found = keys_.find(fold(key));
  return found == keys_.end() ? nullptr : &found->second;
}

const State::NamedValue* State::find(std::u16string_view key, std::u16string_view name) const {
  const Key* const found = find_key(key);
  if (found == nullptr) return nullptr;
  const auto value = found->values.find(name);
  return value == found->values.end() ? nullptr : &value->second;
}

std::vector<std::u16string> State::subkeys(std::u16string_view key) const {
  std::vector<std::u16string> names;
  std::u16string prefix = fold(key);
  if (!prefix.empty()) prefix += kSeparator;
  for (auto at = keys_.lower_bound(prefix); at != keys_.end() && at->first.starts_with(prefix);) {
    // Below limits::kKeyDepth a key can be there without its parent; the empty path has none.
    const bool is_immediate = at->first.size() > prefix.size() &&
                              at->first.find(kSeparator, prefix.size()) == std::u16string::npos;
    if (is_immediate) names.emplace_back(last_component(at->second.path));
    at = keys_.lower_bound(at->first + kBehindSeparator);
  }
  return names;
}

std::vector<const State::Key*> State::keys() const {
  std::vector<const Key*> list;
  list.reserve(keys_.size());
  for (const auto& [folded, key] : keys_) list.push_back(&key);
  return list;
}

void apply(State& state, const Instruction& instruction) {
  std::visit(Applier{state}, instruction);
}

void apply(State& state, const Instructions& instructions) {
  for (const Instruction& instruction : instructions) apply(state, instruction);
}

}  // namespace regpolicy
