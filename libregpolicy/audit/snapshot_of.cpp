#include <algorithm>

#include <regpolicy/machine_snapshot.hpp>
#include <regpolicy/version.hpp>

namespace regpolicy::audit {
namespace {

void take_value(const ObservedSide& side, std::u16string_view key, const std::u16string& name,
                snapshot::Values& values) {
  if (!side.coverage.covers_value(key, name)) return;
  if (const State::NamedValue* const found = side.state.find(key, name)) {
    values.present.push_back({found->name, found->value});
  } else {
    values.missing.push_back(name);
  }
}

snapshot::Values take_values(const ObservedSide& side, std::u16string_view key,
                             const NameSet& names) {
  snapshot::Values values;
  for (const std::u16string& name : names) take_value(side, key, name, values);
  return values;
}

snapshot::KeyState state_of(const ObservedSide& side, const std::u16string& key, bool exists) {
  if (exists) return snapshot::KeyState::present;
  if (side.coverage.covers(key)) return snapshot::KeyState::absent;
  const auto is_it = [&key](const std::u16string& other) { return same_name(key, other); };
  const bool denied = std::ranges::any_of(side.denied, is_it) ||
                      (side.unreadable && side.unreadable->code == ErrorCode::access_denied);
  return denied ? snapshot::KeyState::denied : snapshot::KeyState::not_told;
}

snapshot::Key take_key(const ObservedSide& side, const KeyInterest& interest) {
  const State::Key* const found = side.state.find_key(interest.key);
  snapshot::Key key{.path = interest.key, .state = state_of(side, interest.key, found != nullptr)};
  if (found == nullptr) return key;
  // As the registry spells it, where that is the same text for everybody who compares names.
  if (same_name(found->path, interest.key)) key.path = found->path;
  if (interest.all_values && side.coverage.covers_values(interest.key)) {
    key.all_values = true;
    for (const auto& [folded, value] : found->values) {
      key.values.present.push_back({value.name, value.value});
    }
  } else {
    key.values = take_values(side, interest.key, interest.values);
  }
  if (!interest.subkeys) return key;
  key.all_subkeys = side.coverage.covers_subkeys(interest.key);
  for (std::u16string& name : side.state.subkeys(interest.key)) {
    snapshot::Values values =
        take_values(side, interest.key + u"\\" + name, interest.subkey_values);
    key.subkeys.push_back({std::move(name), std::move(values)});
  }
  return key;
}

snapshot::Side take_side(const ObservedSide& side, const std::vector<KeyInterest>& interests) {
  snapshot::Side taken{.sources = side.sources, .keys = {}};
  taken.keys.reserve(interests.size());
  for (const KeyInterest& interest : interests) taken.keys.push_back(take_key(side, interest));
  return taken;
}

}  // namespace

KeysOfInterest keys_of_snapshot(const Interests& interests) {
  NameSet machine{std::u16string(kComputerNameKey)};
  if (!interests.user.empty()) machine.insert(std::u16string(kProfileListKey));
  for (const KeyInterest& interest : interests.machine) machine.insert(interest.key);
  KeysOfInterest keys{{machine.begin(), machine.end()}, {}};
  for (const KeyInterest& interest : interests.user) keys.user.push_back(interest.key);
  return keys;
}

snapshot::File take_snapshot(const Observation& observation, const Interests& interests) {
  snapshot::File file{.version = kVersion,
                      .baseline = {},
                      .baseline_sha256 = {},
                      .computer = computer_name(observation),
                      .time = {},
                      .sources = observation.sources,
                      .machine = take_side(observation.machine, interests.machine),
                      .users = {}};
  for (const ObservedUser& user : observation.users) {
    file.users.push_back(
        {user.name, profile_of(observation, user), take_side(user.registry, interests.user)});
  }
  return file;
}

}  // namespace regpolicy::audit
