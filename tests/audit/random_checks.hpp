// Random checks and machines for the laws of the audit.
#pragma once

#include <array>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "audit/builders.hpp"

namespace regpolicy::test {

using Random = std::mt19937_64;

inline std::size_t below(Random& random, std::size_t bound) {
  return static_cast<std::size_t>(random() % bound);
}

inline const std::array<std::u16string, 4> kKeys{u"A", u"A\\B", u"C", u"C\\D"};
inline const std::array<std::u16string, 2> kNames{u"x", u"y"};

inline ValueTest random_test(Random& random) {
  switch (below(random, 6)) {
    case 0: return equals(below(random, 2));
    case 1: return OneOf{{Scalar(std::uint64_t{1}), Scalar(std::u16string(u"1"))}};
    case 2: return AtLeast{below(random, 3)};
    case 3: return Matches{"1|2"};
    case 4: return Exists{};
    default: return Absent{};
  }
}

inline Condition random_condition(Random& random, int depth) {
  const std::u16string& key = kKeys[below(random, kKeys.size())];
  const std::u16string& name = kNames[below(random, kNames.size())];
  switch (below(random, depth > 0 ? 8U : 4U)) {
    case 0: return {ValueCondition{key, name, {}, random_test(random)}};
    case 1: return {SubkeysCondition{key, {u"B"}}};
    case 2: return {KeyCondition{key, below(random, 2) == 0}};
    case 3: return {AnySubkeyCondition{key, name, random_test(random)}};
    case 4: return negation(random_condition(random, depth - 1));
    case 5: return any({random_condition(random, depth - 1), random_condition(random, depth - 1)});
    default: return all({random_condition(random, depth - 1), random_condition(random, depth - 1)});
  }
}

inline Observation random_machine(Random& random) {
  Observation observation;
  State& state = observation.machine.state;
  const std::array<Value, 4> values{make_dword(0), make_dword(1), make_sz(u"1"), make_binary({})};
  for (const std::u16string& key : kKeys) {
    if (below(random, 3) == 0) continue;
    state.create_key(key);
    for (const std::u16string& name : kNames) {
      if (below(random, 3) == 0) continue;
      state.set(key, name, values[below(random, values.size())]);
    }
  }
  observation.machine.coverage.whole = true;
  return observation;
}

// The same machine as a source tells it that shows only `root`, with all below it.
inline Observation only(const Observation& whole, const std::u16string& root) {
  Observation part;
  part.machine.coverage.roots = {root};
  for (const State::Key* key : whole.machine.state.keys()) {
    if (!is_within(key->path, root)) continue;
    part.machine.state.create_key(key->path);
    for (const auto& [folded, value] : key->values) {
      part.machine.state.set(key->path, value.name, value.value);
    }
  }
  return part;
}

inline Check random_check(Random& random) {
  Condition condition = random_condition(random, 3);
  return below(random, 2) == 0 ? check_of(Require{std::move(condition)})
                               : check_of(Forbid{std::move(condition)});
}

}  // namespace regpolicy::test
