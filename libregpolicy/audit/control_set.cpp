// The registry of a machine that is not running has control sets by number, and the number of the
// one that Windows makes into CurrentControlSet when it starts.
#include <fmt/format.h>

#include <regpolicy/registry_path.hpp>
#include <regpolicy/text.hpp>

#include "audit/observed_side.hpp"

namespace regpolicy {
namespace {

std::optional<std::u16string> selected_control_set(const State& state) {
  const State::NamedValue* const current = state.find(u"SYSTEM\\Select", u"Current");
  if (current == nullptr) return std::nullopt;
  const auto number = get_dword(current->value);
  if (!number || *number > 999) return std::nullopt;
  std::u16string set = *to_utf16(fmt::format("SYSTEM\\ControlSet{:03}", *number));
  return state.find_key(set) != nullptr ? std::optional(std::move(set)) : std::nullopt;
}

// The same place in CurrentControlSet, for a key within `set`.
std::u16string in_current(std::u16string_view key, std::u16string_view set) {
  return std::u16string(kCurrentControlSet) + std::u16string(key.substr(set.size()));
}

void copy_keys(State& state, std::u16string_view set) {
  std::vector<State::Key> copies;
  for (const State::Key* const key : state.keys()) {
    if (!is_within(key->path, set)) continue;
    State::Key& copy = copies.emplace_back(*key);
    copy.path = in_current(key->path, set);
  }
  for (const State::Key& key : copies) {
    state.create_key(key.path);
    for (const auto& [folded, value] : key.values) state.set(key.path, value.name, value.value);
  }
}

}  // namespace

void resolve_current_control_set(ObservedSide& machine) {
  const auto set = selected_control_set(machine.state);
  if (!set) return;
  copy_keys(machine.state, *set);
  if (machine.coverage.covers(*set)) {
    add_root(machine.coverage, kCurrentControlSet);
    return;
  }
  const std::vector<std::u16string> roots = machine.coverage.roots;
  for (const std::u16string& root : roots) {
    if (is_within(root, *set)) add_root(machine.coverage, in_current(root, *set));
  }
}

}  // namespace regpolicy
