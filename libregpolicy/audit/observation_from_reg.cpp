#include <algorithm>

#include <regpolicy/observation.hpp>
#include <regpolicy/text.hpp>

#include "audit/observed_side.hpp"

namespace regpolicy {
namespace {

// Below HKEY_USERS, what is no person: the profile of the sign-in screen, the accounts of Windows'
// services, and the second hive that every user has.
bool is_person(std::u16string_view name) {
  constexpr std::u16string_view kOthers[] = {u".DEFAULT", u"S-1-5-18", u"S-1-5-19", u"S-1-5-20"};
  constexpr std::u16string_view kClasses = u"_Classes";
  if (name.size() >= kClasses.size() &&
      same_name(name.substr(name.size() - kClasses.size()), kClasses)) {
    return false;
  }
  return std::ranges::none_of(kOthers,
                              [name](std::u16string_view other) { return same_name(name, other); });
}

struct ObservedPlace {
  ObservedSide* side = nullptr;  // empty: not looked at
  std::u16string_view key;
};

ObservedPlace target_of(Observation& observation, const reg::Entry& entry) {
  const std::u16string_view key = entry.key;
  switch (entry.root) {
    case RootKey::local_machine: return {&observation.machine, key};
    case RootKey::current_user: return {&user_of(observation, "HKEY_CURRENT_USER"), key};
    case RootKey::users: {
      const std::size_t end = key.find(u'\\');
      const std::u16string_view name = key.substr(0, end);
      if (name.empty() || !is_person(name)) return {};
      const std::u16string_view rest =
          end == std::u16string_view::npos ? std::u16string_view{} : key.substr(end + 1);
      return {&user_of(observation, to_utf8(name)), rest};
    }
    case RootKey::classes_root:
    case RootKey::current_config: return {};
  }
  return {};
}

void carry_out(State& state, const reg::Entry& entry, std::u16string_view key) {
  if (key.empty()) return;  // a root key itself is no key of a side
  switch (entry.operation) {
    case reg::Operation::create_key: state.create_key(key); return;
    case reg::Operation::delete_key: state.delete_key(key); return;
    case reg::Operation::set_value: state.set(key, entry.name, entry.value); return;
    case reg::Operation::delete_value: state.delete_value(key, entry.name); return;
  }
}

// Only there is CurrentControlSet a key, which an export shows as if its values were its own.
bool is_of_running_windows(const reg::Entry& entry) {
  return entry.root == RootKey::local_machine && is_within(entry.key, kCurrentControlSet);
}

}  // namespace

void observe_reg(Observation& observation, const reg::File& file, const std::string& source) {
  add_source(observation.sources, source);
  for (const reg::Entry& entry : file.entries) {
    const ObservedPlace target = target_of(observation, entry);
    if (target.side == nullptr) continue;
    add_source(target.side->sources, source);
    carry_out(target.side->state, entry, target.key);
    if (entry.operation == reg::Operation::create_key ||
        entry.operation == reg::Operation::delete_key) {
      add_root(target.side->coverage, target.key);
    }
  }
  if (std::ranges::none_of(file.entries, is_of_running_windows)) {
    resolve_current_control_set(observation.machine);
  }
}

}  // namespace regpolicy
