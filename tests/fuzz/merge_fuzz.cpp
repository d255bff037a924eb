// The laws of merge() and merge3(). The bytes are a Registry.pol, or else a list of commands over
// few keys and names, so that the records collide; both are dealt out to three inputs.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <span>

#include <regpolicy/effect.hpp>
#include <regpolicy/merge.hpp>
#include <regpolicy/pol.hpp>
#include <regpolicy/text.hpp>

using namespace regpolicy;

namespace {

using Inputs = std::array<Records, 3>;

constexpr std::u16string_view kKeys[] = {u"A", u"a\\B", u"A\\b\\C", u"D", u"\\A\\", u""};
constexpr std::u16string_view kNames[] = {u"x", u"X", u"y", u""};

Record record_of(std::uint8_t what, std::uint8_t where) {
  const std::u16string key(kKeys[where % std::size(kKeys)]);
  const std::u16string name(kNames[where / 6 % std::size(kNames)]);
  const Value value = make_dword(where / 24U % 3);
  switch (what % 9) {
    case 0: return encode(SetIfAbsent{key, name, value});
    case 1: return encode(DeleteValue{key, name});
    case 2: return encode(DeleteAllValues{key});
    case 3: return encode(DeleteValues{key, {u"x", u"y"}});
    case 4: return encode(DeleteKeys{key, {u"A", where % 2 == 0 ? u"b" : u"B\\c"}});
    case 5: return encode(SecureKey{key, where % 2 == 0});
    case 6: return encode(CreateKey{key});
    case 7: return {key, u"**Comment:" + name, value};
    default: return encode(SetValue{key, name, value});
  }
}

Inputs inputs_of(std::span<const std::uint8_t> bytes) {
  Inputs inputs;
  if (const auto records = pol::read(std::as_bytes(bytes))) {
    for (std::size_t i = 0; i < records->size(); ++i) inputs[i % 3].push_back((*records)[i]);
    return inputs;
  }
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    const std::uint8_t owner = bytes[i] / 9 % 4;
    const Record record = record_of(bytes[i], bytes[i + 1]);
    for (std::size_t input = 0; input < 3; ++input) {
      if (owner == 3 || owner == input) inputs[input].push_back(record);
    }
  }
  return inputs;
}

void require(bool holds) {
  if (!holds) std::abort();
}

// What the effect does to one value, where `name` is in no list, to any.
struct Fate {
  enum class Kind { untouched, removed, set, soft };
  Kind kind = Kind::untouched;
  std::optional<Value> value;
  [[nodiscard]] bool operator==(const Fate&) const = default;
};

bool is_removed(const Effect& effect, std::u16string_view key) {
  for (const KeyEffect& one : effect.keys) {
    if (!one.removed_by) continue;
    const bool is_same = one.key.size() == key.size() && same_name(one.key, key);
    const bool is_below = key.size() > one.key.size() && key[one.key.size()] == u'\\' &&
                          same_name(one.key, key.substr(0, one.key.size()));
    if (is_same || is_below) return true;
  }
  return false;
}

Fate fate_of(const Effect& effect, std::u16string_view key, std::u16string_view name) {
  if (const ValueEffect* const value = find(effect, key, name)) {
    if (value->kind == ValueEffect::Kind::removed) return {Fate::Kind::removed, {}};
    const bool is_soft = value->kind == ValueEffect::Kind::set_if_absent;
    return {is_soft ? Fate::Kind::soft : Fate::Kind::set, value->value};
  }
  const KeyEffect* const found = find(effect, key);
  const bool is_gone =
      is_removed(effect, key) || (found != nullptr && found->values_removed_by.has_value());
  return {is_gone ? Fate::Kind::removed : Fate::Kind::untouched, {}};
}

// Calls `check` with each value that one of the effects names.
template <class Check>
void for_each_value(const std::vector<Effect>& effects, Check check) {
  for (const Effect& effect : effects) {
    for (const KeyEffect& key : effect.keys) {
      check(key.key, u"a name of none");
      for (const ValueEffect& value : key.values) check(key.key, value.name);
    }
  }
}

void check_merge(const Inputs& inputs) {
  std::vector<MergeInput> list;
  Records all;
  for (const Records& records : inputs) {
    const MergeResult alone = merge({{"", records}});
    require(alone.records == records && alone.decisions.empty());
    list.push_back({"", records});
    all.insert(all.end(), records.begin(), records.end());
  }
  const MergeResult result = merge(list);
  const std::vector<Effect> effects{effect_of(all), effect_of(result.records)};
  for_each_value(effects, [&](std::u16string_view key, std::u16string_view name) {
    require(fate_of(effects[0], key, name) == fate_of(effects[1], key, name));
  });
}

void check_merge3(const Inputs& inputs) {
  const auto& [base, a, b] = inputs;
  require(std::get<Records>(merge3(base, a, base)) == a);
  require(std::get<Records>(merge3(base, base, b)) == b);
  require(std::get<Records>(merge3(base, a, a)) == a);
  const auto result = merge3(base, a, b);
  require(result.index() == merge3(base, b, a).index());
  const auto* const records = std::get_if<Records>(&result);
  if (records == nullptr) return;
  const std::vector<Effect> effects{effect_of(base), effect_of(a), effect_of(b),
                                    effect_of(*records)};
  for_each_value(effects, [&](std::u16string_view key, std::u16string_view name) {
    const Fate o = fate_of(effects[0], key, name), by_a = fate_of(effects[1], key, name),
               by_b = fate_of(effects[2], key, name), merged = fate_of(effects[3], key, name);
    require(o == by_a || o == by_b || by_a == by_b);
    require(merged == (o == by_a ? by_b : by_a));
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Inputs inputs = inputs_of({data, size});
  check_merge(inputs);
  check_merge3(inputs);
  return 0;
}
