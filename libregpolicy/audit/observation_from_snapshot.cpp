#include <regpolicy/machine_snapshot.hpp>

#include <algorithm>

#include "audit/observed_side.hpp"

namespace regpolicy::audit {
namespace {

// The keys of a snapshot are in order, so that the next one mostly belongs at the end.
ToldKey& told_of(ObservedSide& side, const std::u16string& key) {
  return side.coverage.keys.try_emplace(side.coverage.keys.end(), key)->second;
}

void tell_values(ObservedSide& side, const std::u16string& key, const snapshot::Values& values,
                 ToldKey& told) {
  for (const snapshot::NamedValue& value : values.present) {
    side.state.set(key, value.name, value.value);
    told.values.insert(value.name);
  }
  told.values.insert(values.missing.begin(), values.missing.end());
}

void tell_key(ObservedSide& side, const snapshot::Key& key) {
  switch (key.state) {
    case snapshot::KeyState::present: break;
    case snapshot::KeyState::absent: side.coverage.roots.push_back(key.path); return;
    case snapshot::KeyState::denied: side.denied.push_back(key.path); return;
    case snapshot::KeyState::not_told: return;
  }
  side.state.create_key(key.path);
  ToldKey& told = told_of(side, key.path);
  tell_values(side, key.path, key.values, told);
  told.all_values = told.all_values || key.all_values;
  told.all_subkeys = told.all_subkeys || key.all_subkeys;
  for (const snapshot::Subkey& subkey : key.subkeys) {
    const std::u16string path = key.path + u"\\" + subkey.name;
    side.state.create_key(path);
    tell_values(side, path, subkey.values, told_of(side, path));
  }
}

void tell_side(ObservedSide& side, const snapshot::Side& told, const std::string& source) {
  if (!told.sources.empty()) add_source(side.sources, source);
  for (const snapshot::Key& key : told.keys) tell_key(side, key);
}

}  // namespace

void observe_snapshot(Observation& observation, const snapshot::File& file,
                      const std::string& source) {
  add_source(observation.sources, source);
  observation.computer = file.computer;
  observation.snapshot_for = file.baseline_sha256;
  tell_side(observation.machine, file.machine, source);
  for (const snapshot::User& user : file.users) {
    tell_side(user_of(observation, user.name), user.side, source);
    const auto same_user = [&user](const ObservedUser& other) {
      return ascii_lower(other.name) == ascii_lower(user.name);
    };
    std::ranges::find_if(observation.users, same_user)->profile = user.profile;
  }
}

}  // namespace regpolicy::audit
