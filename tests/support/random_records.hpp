// Records of every kind from a seed: what the format can hold, not what is usual.
#pragma once

#include <random>

#include <regpolicy/instruction.hpp>
#include <regpolicy/record.hpp>

namespace tests {

using Random = std::mt19937_64;

inline std::size_t below(Random& random, std::size_t limit) {
  return static_cast<std::size_t>(random() % limit);
}

// Code units that make trouble: delimiters, quotes, controls, half pairs, other scripts. No NUL.
inline std::u16string random_name(Random& random, std::size_t longest = 12) {
  static constexpr char16_t kUnits[] = {
      u'a',      u'Z',   u'0',   u' ',   u'\\',  u';',   u'[',      u']',   u'"',
      u'=',      u'-',   u'@',   u'\n',  u'\r',  u'\t',  u'*',      u'å',   u'Ж',
      u'\u3042', 0xD83D, 0xDD11, 0xD800, 0xDFFF, 0xFFFE, u'\u202E', u'\x7f'};
  std::u16string name(below(random, longest + 1), u'\0');
  for (char16_t& unit : name) unit = kUnits[below(random, std::size(kUnits))];
  return name;
}

inline regpolicy::Bytes random_bytes(Random& random, std::size_t longest = 24) {
  static constexpr int kBytes[] = {0x00, 0x01, 0x5B, 0x5D, 0x3B, 0x20, 0x41, 0xFF, 0x0A, 0x0D};
  regpolicy::Bytes bytes(below(random, longest + 1));
  for (std::byte& byte : bytes) byte = static_cast<std::byte>(kBytes[below(random, 10)]);
  return bytes;
}

inline regpolicy::Value random_value(Random& random) {
  using namespace regpolicy;
  switch (below(random, 7)) {
    case 0: return make_dword(static_cast<std::uint32_t>(random()));
    case 1: return make_qword(random());
    case 2: return make_sz(random_name(random));
    case 3: return make_string(Type::expand_sz, random_name(random));
    case 4: return make_multi_string({u"one", random_name(random) + u"x"});
    case 5: return {Type::none, {}};
    default: return {static_cast<Type>(below(random, 14)), random_bytes(random)};
  }
}

inline regpolicy::Instruction random_instruction(Random& random) {
  using namespace regpolicy;
  const std::u16string key = u"Software\\" + random_name(random);
  switch (below(random, 9)) {
    case 0: return SetIfAbsent{key, random_name(random), random_value(random)};
    case 1: return DeleteValue{key, random_name(random)};
    case 2: return DeleteAllValues{key};
    case 3: return DeleteValues{key, {u"a", random_name(random)}};
    case 4: return DeleteKeys{key, {random_name(random), u"b c"}};
    case 5: return SecureKey{key, below(random, 2) == 1};
    case 6: return CreateKey{key};
    case 7: return Comment{{key, u"**Comment: " + random_name(random), random_value(random)}};
    default: return SetValue{key, random_name(random), random_value(random)};
  }
}

inline regpolicy::Record random_record(Random& random) {
  using namespace regpolicy;
  if (below(random, 3) == 0) return encode(random_instruction(random));
  return {random_name(random, 40), random_name(random), random_value(random)};
}

inline regpolicy::Records random_records(Random& random, std::size_t most = 20) {
  regpolicy::Records records(below(random, most + 1));
  for (regpolicy::Record& record : records) record = random_record(random);
  return records;
}

}  // namespace tests
