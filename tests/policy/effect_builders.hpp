// Random instruction lists in which collisions are the rule, and registries to try them on.
#pragma once

#include <map>

#include <regpolicy/effect.hpp>
#include <regpolicy/registry_path.hpp>

#include "support/random_records.hpp"

namespace tests {

inline constexpr std::u16string_view kFewKeys[] = {
    u"A", u"a\\b", u"A\\B\\C", u"\\A\\\\B\\", u"A\\B\\C\\D", u"A\\E", u"F", u""};
inline constexpr std::u16string_view kFewNames[] = {u"", u"x", u"X", u"y"};
inline constexpr std::u16string_view kFewSubkeys[] = {u"A", u"B", u"b\\c", u"C", u"\\", u"E\\"};

template <std::size_t kCount>
std::u16string one_of(Random& random, const std::u16string_view (&list)[kCount]) {
  return std::u16string(list[below(random, kCount)]);
}

inline regpolicy::Instruction colliding_instruction(Random& random) {
  using namespace regpolicy;
  const std::u16string key = one_of(random, kFewKeys);
  const std::u16string name = one_of(random, kFewNames);
  const Value value = make_dword(static_cast<std::uint32_t>(1 + below(random, 2)));
  switch (below(random, 10)) {
    case 0: return SetIfAbsent{key, name, value};
    case 1: return DeleteValue{key, name};
    case 2: return DeleteAllValues{key};
    case 3: return DeleteValues{key, {u"x", name}};
    case 4: return DeleteKeys{key, {one_of(random, kFewSubkeys), one_of(random, kFewSubkeys)}};
    case 5: return SecureKey{key, below(random, 2) == 1};
    case 6: return CreateKey{key};
    case 7: return Comment{{key, u"**Comment: " + name, value}};
    default: return SetValue{key, name, value};
  }
}

inline regpolicy::Instructions colliding_instructions(Random& random, std::size_t most = 8) {
  regpolicy::Instructions list(below(random, most + 1));
  for (regpolicy::Instruction& instruction : list) instruction = colliding_instruction(random);
  return list;
}

// What a registry holds, without the spelling of its keys and names.
using Contents = std::map<std::u16string, std::map<std::u16string, regpolicy::Value>>;

inline Contents contents_of(const regpolicy::State& state) {
  Contents contents;
  for (const regpolicy::State::Key* const key : state.keys()) {
    auto& values = contents[regpolicy::upcase(key->path)];
    for (const auto& [name, value] : key->values) values[regpolicy::upcase(name)] = value.value;
  }
  return contents;
}

// Every key, subkey and name of the lists, with a value that no list sets, and in each key a value
// and a subkey that no list names.
inline regpolicy::State full_registry() {
  regpolicy::State state;
  const regpolicy::Value nine = regpolicy::make_dword(9);
  for (const std::u16string_view key : kFewKeys) {
    for (const std::u16string_view name : kFewNames) state.set(key, name, nine);
    state.set(key, u"unnamed", nine);
    state.set(std::u16string(key) + u"\\Unnamed", u"x", nine);
    for (const std::u16string_view subkey : kFewSubkeys) {
      state.set(std::u16string(key) + u"\\" + std::u16string(subkey), u"x", nine);
    }
  }
  return state;
}

inline regpolicy::State random_registry(Random& random) {
  regpolicy::State state;
  for (std::size_t i = below(random, 12); i > 0; --i) {
    const auto number = static_cast<std::uint32_t>(1 + below(random, 3));
    state.set(one_of(random, kFewKeys), one_of(random, kFewNames), regpolicy::make_dword(number));
  }
  return state;
}

}  // namespace tests
