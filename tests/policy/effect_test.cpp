#include <regpolicy/effect.hpp>

#include <algorithm>

#include <catch2/catch.hpp>

#include <regpolicy/limits.hpp>

#include "policy/effect_builders.hpp"

using namespace regpolicy;

namespace {

const Value kOne = make_dword(1);
const Value kTwo = make_dword(2);

// The list that effect_of makes of a list.
Instructions normal(const Instructions& list) { return to_instructions(effect_of(list)); }

State applied(State state, const Instructions& list) {
  apply(state, list);
  return state;
}

// Permissions are part of an effect, not of a State.
Instructions without_permissions(Instructions list) {
  for (Instruction& i : list) {
    if (std::holds_alternative<SecureKey>(i)) i = CreateKey{key_of(i)};
  }
  return list;
}

}  // namespace

TEST_CASE("the last word on a value is its effect") {
  const Effect effect = effect_of(
      {SetValue{u"K", u"Level", kOne}, SetValue{u"k", u"LEVEL", kTwo}, DeleteValue{u"K", u"b"}});
  REQUIRE(effect.keys.size() == 1);
  CHECK(effect.keys[0].key == u"K");
  CHECK(effect.keys[0].created_by == 0);
  CHECK(effect.keys[0].values ==
        std::vector<ValueEffect>{{ValueEffect::Kind::removed, u"b", {}, 2},
                                 {ValueEffect::Kind::set, u"Level", kTwo, 1}});
}

TEST_CASE("a soft value counts only where nothing else is known of the value") {
  CHECK(normal({SetValue{u"K", u"a", kTwo}, SetIfAbsent{u"K", u"a", kOne}}) ==
        Instructions{SetValue{u"K", u"a", kTwo}});
  CHECK(normal({DeleteValue{u"K", u"a"}, SetIfAbsent{u"K", u"a", kOne}}) ==
        Instructions{SetValue{u"K", u"a", kOne}});
  CHECK(normal({SetIfAbsent{u"K", u"a", kTwo}, SetIfAbsent{u"K", u"a", kOne}}) ==
        Instructions{SetIfAbsent{u"K", u"a", kTwo}});
  CHECK(normal({DeleteAllValues{u"K"}, SetIfAbsent{u"K", u"a", kOne}}) ==
        Instructions{DeleteAllValues{u"K"}, SetValue{u"K", u"a", kOne}});
  CHECK(normal({DeleteKeys{u"", {u"K"}}, SetIfAbsent{u"K\\L", u"a", kOne}}) ==
        Instructions{DeleteKeys{u"", {u"K"}}, SetValue{u"K\\L", u"a", kOne}});
}

TEST_CASE("a value that was set and deleted leaves its key behind") {
  CHECK(normal({SetValue{u"K", u"a", kOne}, DeleteValue{u"K", u"a"}}) ==
        Instructions{CreateKey{u"K"}, DeleteValue{u"K", u"a"}});
  CHECK(normal({DeleteValue{u"K", u"a"}}) == Instructions{DeleteValue{u"K", u"a"}});
}

TEST_CASE("a deleted key takes what was said of it and below it, and leaves the key above it") {
  CHECK(normal({SetValue{u"A\\B\\C", u"a", kOne}, SecureKey{u"A\\B", true},
                DeleteKeys{u"A", {u"B"}}}) ==
        Instructions{CreateKey{u"A"}, DeleteKeys{u"A", {u"B"}}});
}

TEST_CASE("what is below a deleted key is deleted already") {
  CHECK(normal({DeleteKeys{u"A", {u"B"}}, DeleteKeys{u"A\\B", {u"C"}}, DeleteAllValues{u"A\\B"},
                DeleteValue{u"A\\B\\D", u"x"}}) == Instructions{DeleteKeys{u"A", {u"B"}}});
  CHECK(normal({DeleteKeys{u"A\\B", {u"C"}}, DeleteKeys{u"A", {u"B"}}}) ==
        Instructions{DeleteKeys{u"A", {u"B"}}});
}

TEST_CASE("a key above a created one is not named for that") {
  CHECK(normal({CreateKey{u"A"}, CreateKey{u"A\\B"}, SetValue{u"A\\B\\C", u"x", kOne}}) ==
        Instructions{SetValue{u"A\\B\\C", u"x", kOne}});
  CHECK(normal({DeleteValue{u"A", u"x"}, CreateKey{u"A\\B"}}) ==
        Instructions{DeleteValue{u"A", u"x"}, CreateKey{u"A\\B"}});
}

TEST_CASE("the empty path is a key of its own, above no other") {
  CHECK(normal({SetValue{u"", u"x", kOne}, CreateKey{u"A"}, CreateKey{u"\\"}}) ==
        Instructions{SetValue{u"", u"x", kOne}, CreateKey{u"A"}});
  CHECK(normal({CreateKey{u"A"}, CreateKey{u""}}) == Instructions{CreateKey{u""}, CreateKey{u"A"}});
}

TEST_CASE("keys are spelled as they are first named") {
  CHECK(normal({CreateKey{u"one\\x"}, CreateKey{u"\\ONE\\y\\"}, CreateKey{u"One\\Y"}}) ==
        Instructions{CreateKey{u"one\\x"}, CreateKey{u"ONE\\y"}});
  CHECK(normal({DeleteKeys{u"one", {u"\\x"}}, CreateKey{u"ONE\\X"}}) ==
        Instructions{DeleteKeys{u"one", {u"x"}}, CreateKey{u"one\\x"}});
}

TEST_CASE("comments and unknown directives have no effect") {
  CHECK(effect_of({Comment{{u"K", u"**Comment:x", kOne}}, Unknown{{u"K", u"**Future", kOne}}})
            .keys.empty());
}

TEST_CASE("the last word on a key's permissions counts") {
  const Effect effect = effect_of({SecureKey{u"K", true}, SecureKey{u"K", false}});
  REQUIRE(effect.keys.size() == 1);
  CHECK(effect.keys[0].secure == false);
  CHECK(effect.keys[0].secured_by == 1);
  CHECK(effect.keys[0].created_by == 0);
}

TEST_CASE("keys stand before the keys below them, in name order without regard to case") {
  const Effect effect =
      effect_of({CreateKey{u"b"}, CreateKey{u"A B\\x"}, SetValue{u"a", u"v", kOne},
                 CreateKey{u"A\\z"}, CreateKey{u"A\\Y"}});
  std::vector<std::u16string> keys;
  for (const KeyEffect& key : effect.keys) keys.push_back(key.key);
  CHECK(keys == std::vector<std::u16string>{u"a", u"A\\Y", u"A\\z", u"A B\\x", u"b"});
}

TEST_CASE("an effect is asked by key and name in any case") {
  const Effect effect = effect_of({SetValue{u"A\\B", u"Level", kOne}, CreateKey{u"C"}});
  REQUIRE(find(effect, u"\\a\\\\b") != nullptr);
  CHECK(find(effect, u"a") == nullptr);
  CHECK(find(effect, u"a\\B", u"LEVEL")->value == kOne);
  CHECK(find(effect, u"a\\B", u"none") == nullptr);
  CHECK(find(effect, u"c", u"Level") == nullptr);
}

TEST_CASE("records have the effect of their instructions") {
  const Instructions list{SetValue{u"K", u"a", kOne}, DeleteKeys{u"K", {u"x", u"y"}}};
  CHECK(effect_of(encode(list)) == effect_of(list));
}

TEST_CASE("of a key deeper than the registry allows, only the levels it allows are created") {
  std::u16string deep = u"K";
  for (std::size_t i = 1; i < limits::kKeyDepth + 5; ++i) deep += u"\\a";
  const std::u16string between = deep.substr(0, deep.size() - 4);
  const std::u16string deepest = deep.substr(0, 1 + 2 * (limits::kKeyDepth - 1));
  CHECK(normal({CreateKey{deepest}, CreateKey{between}, CreateKey{deep}}) ==
        Instructions{CreateKey{between}, CreateKey{deep}});
  CHECK(normal({CreateKey{deep}, DeleteKeys{between, {u"a"}}}) ==
        Instructions{CreateKey{deepest}, DeleteKeys{between, {u"a"}}});
}

TEST_CASE("applying an effect is applying the list it was made of") {
  const State full = tests::full_registry();
  for (std::uint64_t seed = 0; seed < 1'000; ++seed) {
    CAPTURE(seed);
    tests::Random random(seed);
    const Instructions list = tests::colliding_instructions(random);
    const Effect effect = effect_of(list);
    const Instructions again = to_instructions(effect);
    for (const State& state : {State{}, tests::full_registry(), tests::random_registry(random)}) {
      REQUIRE(tests::contents_of(applied(state, list)) ==
              tests::contents_of(applied(state, again)));
    }
    REQUIRE(same_effect(effect_of(again), effect));
    REQUIRE(to_instructions(effect_of(again)) == again);
  }
}

TEST_CASE("no word of an effect is superfluous") {
  for (std::uint64_t seed = 0; seed < 1'000; ++seed) {
    CAPTURE(seed);
    tests::Random random(seed);
    const Instructions list = normal(tests::colliding_instructions(random));
    for (std::size_t i = 0; i < list.size(); ++i) {
      Instructions less = list;
      less.erase(less.begin() + static_cast<std::ptrdiff_t>(i));
      REQUIRE(!same_effect(effect_of(less), effect_of(list)));
    }
  }
}

TEST_CASE("effects are equal exactly where every registry ends the same") {
  const State full = tests::full_registry();
  std::size_t equal_pairs = 0;
  for (std::uint64_t seed = 0; seed < 1'000; ++seed) {
    CAPTURE(seed);
    tests::Random random(seed);
    const Instructions a = without_permissions(tests::colliding_instructions(random, 3));
    const Instructions b = without_permissions(
        tests::below(random, 2) == 0 ? normal(a) : tests::colliding_instructions(random, 3));
    bool ends_the_same = true;
    for (const State& state : {State{}, full}) {
      ends_the_same = ends_the_same && tests::contents_of(applied(state, a)) ==
                                           tests::contents_of(applied(state, b));
    }
    REQUIRE(same_effect(effect_of(a), effect_of(b)) == ends_the_same);
    equal_pairs += ends_the_same ? 1 : 0;
  }
  CHECK(equal_pairs > 250);
  CHECK(equal_pairs < 750);
}
