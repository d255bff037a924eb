#include <algorithm>

#include <catch2/catch.hpp>

#include <regpolicy/diff.hpp>

#include "policy/effect_builders.hpp"

using namespace regpolicy;

namespace {

using What = EffectDifference::What;
using Differences = std::vector<EffectDifference>;

const Value kOne = make_dword(1);
const Value kTwo = make_dword(2);
const OutcomeOnSide kUntouched;

Differences diff(const Instructions& a, const Instructions& b) {
  return diff_effects(effect_of(a), effect_of(b));
}

OutcomeOnSide set(const Value& value, std::size_t by) { return {Outcome::set, value, by}; }
OutcomeOnSide does(Outcome outcome, std::size_t by) { return {outcome, {}, by}; }

// What a registry ends with after each list.
struct Ends {
  State a, b;
};
Ends ends(const State& state, const Instructions& a, const Instructions& b) {
  Ends ends{state, state};
  apply(ends.a, a);
  apply(ends.b, b);
  return ends;
}

bool differ_at(const Ends& ends, const std::u16string& key, const std::u16string& name) {
  const State::NamedValue* const a = ends.a.find(key, name);
  const State::NamedValue* const b = ends.b.find(key, name);
  if (a == nullptr || b == nullptr) return a != b;
  return a->value != b->value;
}

bool tells_value(const Differences& list, std::u16string_view key, std::u16string_view name) {
  return std::ranges::any_of(list, [&](const EffectDifference& one) {
    return one.what == What::value && same_name(one.key, key) && same_name(one.name, name);
  });
}

// Of the key itself or of one above it.
bool tells_key(const Differences& list, std::u16string_view key) {
  return std::ranges::any_of(list, [&](const EffectDifference& one) {
    return one.what == What::key &&
           (same_name(one.key, key) || (!one.key.empty() && is_within(key, one.key)));
  });
}

}  // namespace

TEST_CASE("equal effects have no difference, whatever their order, spelling and detours") {
  CHECK(diff({SetValue{u"K", u"a", kOne}, SetValue{u"L", u"b", kTwo}},
             {SetValue{u"l\\", u"B", kOne}, CreateKey{u"K"}, SetValue{u"L", u"b", kTwo},
              SetValue{u"k", u"A", kOne}})
            .empty());
}

TEST_CASE("a value is set on one side, set otherwise, or deleted") {
  CHECK(diff({SetValue{u"K", u"a", kOne}, SetValue{u"K", u"b", kOne}, SetValue{u"K", u"c", kOne}},
             {SetValue{u"k", u"A", kTwo}, SetValue{u"K", u"d", kOne}, DeleteValue{u"K", u"c"}}) ==
        Differences{{What::value, u"K", u"a", set(kOne, 0), set(kTwo, 0)},
                    {What::value, u"K", u"b", set(kOne, 1), kUntouched},
                    {What::value, u"K", u"c", set(kOne, 2), does(Outcome::deleted, 2)},
                    {What::value, u"K", u"d", kUntouched, set(kOne, 1)}});
}

TEST_CASE("the same number as another type is a difference") {
  CHECK(diff({SetValue{u"K", u"a", make_dword(1)}}, {SetValue{u"K", u"a", make_qword(1)}}).size() ==
        1);
}

TEST_CASE("a soft value is not a set one") {
  CHECK(diff({SetValue{u"K", u"a", kOne}}, {SetIfAbsent{u"K", u"a", kOne}}) ==
        Differences{{What::value, u"K", u"a", set(kOne, 0), {Outcome::set_if_absent, kOne, 0}}});
}

TEST_CASE("where all values go, a value that is not named counts as deleted") {
  const OutcomeOnSide all_go = does(Outcome::values_deleted, 0);
  CHECK(diff({DeleteAllValues{u"K"}}, {DeleteValue{u"K", u"a"}, SetValue{u"K", u"b", kOne}}) ==
        Differences{{What::key, u"K", u"", all_go, kUntouched},
                    {What::value, u"K", u"b", does(Outcome::deleted, 0), set(kOne, 1)}});
}

TEST_CASE("the delete of a key is told once, not for each key below it") {
  CHECK(diff({DeleteKeys{u"A", {u"B"}}}, {DeleteValue{u"A\\B\\C", u"x"}}) ==
        Differences{{What::key, u"A\\B", u"", does(Outcome::deleted, 0), kUntouched}});
  CHECK(diff({DeleteKeys{u"A", {u"B"}}}, {SetValue{u"A\\B\\C", u"x", kOne}}) ==
        Differences{{What::key, u"A\\B", u"", does(Outcome::deleted, 0), kUntouched},
                    {What::value, u"A\\B\\C", u"x", does(Outcome::deleted, 0), set(kOne, 0)}});
}

TEST_CASE("a delete of a key and one of its values are two outcomes of the key") {
  CHECK(diff({DeleteKeys{u"", {u"A"}}}, {DeleteAllValues{u"A"}}) ==
        Differences{
            {What::key, u"A", u"", does(Outcome::deleted, 0), does(Outcome::values_deleted, 0)}});
}

TEST_CASE("that a key is there counts where no value says it") {
  CHECK(diff({CreateKey{u"K"}}, {SetValue{u"K\\L", u"x", kOne}}) ==
        Differences{{What::value, u"K\\L", u"x", kUntouched, set(kOne, 0)}});
  CHECK(diff({CreateKey{u"K"}}, {}) ==
        Differences{{What::key, u"K", u"", does(Outcome::created, 0), kUntouched}});
  CHECK(diff({DeleteKeys{u"", {u"K"}}, CreateKey{u"K"}}, {DeleteKeys{u"", {u"K"}}}) ==
        Differences{{What::key, u"K", u"", does(Outcome::deleted_and_created, 1),
                     does(Outcome::deleted, 0)}});
  CHECK(diff({DeleteAllValues{u"K"}, CreateKey{u"K"}}, {DeleteAllValues{u"K"}}) ==
        Differences{{What::key, u"K", u"", does(Outcome::values_deleted_and_created, 1),
                     does(Outcome::values_deleted, 0)}});
}

TEST_CASE("permissions are compared") {
  CHECK(diff({SecureKey{u"K", true}}, {SecureKey{u"K", false}}) ==
        Differences{{What::permissions, u"K", u"", does(Outcome::secured, 0),
                     does(Outcome::permissions_reset, 0)}});
}

TEST_CASE("differences stand in key order, the key before its values") {
  const Differences list = diff({SetValue{u"b", u"x", kOne}, SetValue{u"A B", u"x", kOne}},
                                {SetValue{u"A\\C", u"x", kOne}, DeleteKeys{u"", {u"B"}}});
  std::vector<std::u16string> places;
  for (const EffectDifference& one : list) places.push_back(one.key + u":" + one.name);
  CHECK(places == std::vector<std::u16string>{u"A\\C:x", u"A B:x", u"b:", u"b:x"});
}

TEST_CASE("no difference is told exactly where the effects are equal, and both ways the same") {
  for (std::uint64_t seed = 0; seed < 2'000; ++seed) {
    CAPTURE(seed);
    tests::Random random(seed);
    const Effect a = effect_of(tests::colliding_instructions(random, 4));
    const Effect b = effect_of(tests::colliding_instructions(random, 4));
    Differences there = diff_effects(a, b);
    const Differences back = diff_effects(b, a);
    REQUIRE(there.empty() == same_effect(a, b));
    REQUIRE(diff_effects(a, a).empty());
    REQUIRE(std::ranges::equal(
        there, back, [](const EffectDifference& one, const EffectDifference& other) {
          return one.what == other.what && one.a == other.b && one.b == other.a &&
                 same_name(one.key, other.key) && same_name(one.name, other.name);
        }));
  }
}

TEST_CASE("what registries end with differs where a difference is told, and nowhere else") {
  const State full = tests::full_registry();
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    tests::Random random(seed);
    const Instructions a = tests::colliding_instructions(random, 5);
    const Instructions b = tests::colliding_instructions(random, 5);
    const Differences told = diff(a, b);
    const Ends with_all = ends(full, a, b);
    const Ends with_none = ends({}, a, b);
    for (const State::Key* const key : full.keys()) {
      for (const std::u16string_view name : {u"", u"x", u"y", u"unnamed"}) {
        const bool is_different = differ_at(with_all, key->path, std::u16string(name)) ||
                                  differ_at(with_none, key->path, std::u16string(name));
        CAPTURE(to_utf8(key->path), to_utf8(name));
        if (tells_value(told, key->path, name)) REQUIRE(is_different);
        if (is_different) {
          REQUIRE((tells_value(told, key->path, name) || tells_key(told, key->path)));
        }
      }
      const bool is_there_differs = (with_none.a.find_key(key->path) == nullptr) !=
                                    (with_none.b.find_key(key->path) == nullptr);
      if (is_there_differs) {
        const bool below = std::ranges::any_of(
            told, [&](const EffectDifference& one) { return is_within(one.key, key->path); });
        REQUIRE((below || tells_key(told, key->path)));
      }
    }
  }
}
