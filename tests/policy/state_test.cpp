#include <regpolicy/state.hpp>

#include <catch2/catch.hpp>

#include <regpolicy/limits.hpp>

using namespace regpolicy;

namespace {

State after(const Instructions& instructions) {
  State state;
  apply(state, instructions);
  return state;
}

const Value kOne = make_dword(1);
const Value kTwo = make_dword(2);

}  // namespace

TEST_CASE("keys and values are found without regard to case and keep their first spelling") {
  State state = after({SetValue{u"Software\\Policies", u"Level", kOne}});
  state.set(u"SOFTWARE\\POLICIES", u"LEVEL", kTwo);
  const auto* value = state.find(u"software\\policies", u"level");
  REQUIRE(value != nullptr);
  CHECK(value->name == u"Level");
  CHECK(value->value == kTwo);
  CHECK(state.find_key(u"software")->path == u"Software");
}

TEST_CASE("instructions act in their order") {
  CHECK(after({SetValue{u"K", u"a", kOne}, DeleteAllValues{u"K"}}).find(u"K", u"a") == nullptr);
  CHECK(after({DeleteAllValues{u"K"}, SetValue{u"K", u"a", kOne}}).find(u"K", u"a") != nullptr);
  CHECK(after({DeleteValue{u"K", u"a"}, SetValue{u"K", u"a", kOne}}).find(u"K", u"a") != nullptr);
  CHECK(after({SetValue{u"K", u"a", kOne}, DeleteValue{u"K", u"A"}}).find(u"K", u"a") == nullptr);
}

TEST_CASE("of two values of one name the later one stays, with its type") {
  const State state = after({SetValue{u"K", u"a", make_sz(u"x")}, SetValue{u"K", u"A", kTwo}});
  CHECK(state.find(u"K", u"a")->value == kTwo);
  CHECK(state.find_key(u"K")->values.size() == 1);
}

TEST_CASE("a soft value after a delete is set, and a delete after it takes it") {
  CHECK(after({SetValue{u"K", u"a", kTwo}, DeleteValue{u"K", u"a"}, SetIfAbsent{u"K", u"a", kOne}})
            .find(u"K", u"a")
            ->value == kOne);
  CHECK(after({SetValue{u"K", u"a", kTwo}, DeleteAllValues{u"K"}, SetIfAbsent{u"K", u"a", kOne}})
            .find(u"K", u"a")
            ->value == kOne);
  CHECK(after({SetIfAbsent{u"K", u"a", kOne}, DeleteValue{u"K", u"a"}}).find(u"K", u"a") ==
        nullptr);
}

TEST_CASE("of two soft values the first one counts, and a set one overrides both") {
  CHECK(after({SetIfAbsent{u"K", u"a", kOne}, SetIfAbsent{u"K", u"a", kTwo}})
            .find(u"K", u"a")
            ->value == kOne);
  CHECK(
      after({SetIfAbsent{u"K", u"a", kOne}, SetValue{u"K", u"a", kTwo}}).find(u"K", u"a")->value ==
      kTwo);
}

TEST_CASE("a key whose last value is deleted is still there") {
  const State state = after({SetValue{u"K\\S", u"a", kOne}, DeleteValue{u"K\\S", u"a"}});
  REQUIRE(state.find_key(u"K\\S") != nullptr);
  CHECK(state.find_key(u"K\\S")->values.empty());
}

TEST_CASE("a key that was deleted can be set anew, and holds nothing of before") {
  const State state = after({SetValue{u"K\\S", u"old", kOne}, SetValue{u"K\\S\\Deep", u"old", kOne},
                             DeleteKeys{u"K", {u"S"}}, SetValue{u"k\\s", u"new", kTwo}});
  CHECK(state.find(u"K\\S", u"old") == nullptr);
  CHECK(state.find(u"K\\S", u"new") != nullptr);
  CHECK(state.find_key(u"K\\S\\Deep") == nullptr);
}

TEST_CASE("deleted keys are subkeys of the key only, not keys of that name elsewhere") {
  const State state = after(
      {CreateKey{u"K\\S"}, CreateKey{u"K\\Deep\\S"}, CreateKey{u"S"}, DeleteKeys{u"K", {u"S"}}});
  CHECK(state.find_key(u"K\\S") == nullptr);
  CHECK(state.find_key(u"K\\Deep\\S") != nullptr);
  CHECK(state.find_key(u"S") != nullptr);
}

TEST_CASE("the permissions of a key create it and change no value") {
  const State state =
      after({SetValue{u"K", u"a", kOne}, SecureKey{u"K", false}, SecureKey{u"New", true}});
  CHECK(state.find(u"K", u"a")->value == kOne);
  CHECK(state.find_key(u"New")->values.empty());
}

TEST_CASE("a soft value does not replace what is there") {
  CHECK(after({SetIfAbsent{u"K", u"a", kOne}}).find(u"K", u"a")->value == kOne);
  CHECK(
      after({SetValue{u"K", u"a", kTwo}, SetIfAbsent{u"K", u"A", kOne}}).find(u"K", u"a")->value ==
      kTwo);
}

TEST_CASE("deleting all values leaves the key and its subkeys") {
  const State state =
      after({SetValue{u"K", u"a", kOne}, SetValue{u"K\\S", u"b", kOne}, DeleteAllValues{u"K"}});
  CHECK(state.find_key(u"K")->values.empty());
  CHECK(state.find(u"K\\S", u"b") != nullptr);
}

TEST_CASE("deleting keys takes the named subkeys with all below, and no neighbour") {
  const State state =
      after({CreateKey{u"K\\A\\Deep\\Er"}, CreateKey{u"K\\AB"}, CreateKey{u"K\\A B"},
             CreateKey{u"K\\C"}, DeleteKeys{u"K", {u"a", u"c", u"none"}}});
  CHECK(state.subkeys(u"K") == std::vector<std::u16string>{u"A B", u"AB"});
  CHECK(state.find_key(u"K\\A\\Deep") == nullptr);
}

TEST_CASE("listed values are deleted, others stay") {
  const State state = after({SetValue{u"K", u"a", kOne}, SetValue{u"K", u"b", kOne},
                             SetValue{u"K", u"c", kOne}, DeleteValues{u"K", {u"A", u"c"}}});
  CHECK(state.find(u"K", u"a") == nullptr);
  CHECK(state.find(u"K", u"b") != nullptr);
  CHECK(state.find(u"K", u"c") == nullptr);
}

TEST_CASE("deletes, comments and unknown directives create no key") {
  const State state =
      after({DeleteValue{u"K", u"a"}, DeleteAllValues{u"K"}, DeleteKeys{u"K", {u"x"}},
             Comment{{u"K", u"**Comment:x", kOne}}, Unknown{{u"K", u"**Future", kOne}}});
  CHECK(state.keys().empty());
}

TEST_CASE("subkeys are the immediate ones, in name order") {
  const State state = after({CreateKey{u"K\\b\\x\\y"}, CreateKey{u"K\\A"}, CreateKey{u"Other"}});
  CHECK(state.subkeys(u"k") == std::vector<std::u16string>{u"A", u"b"});
  CHECK(state.subkeys(u"") == std::vector<std::u16string>{u"K", u"Other"});
  CHECK(state.subkeys(u"none").empty());
}

TEST_CASE("a name with a NUL is a key of its own and hides behind no other") {
  const std::u16string hidden = u"K\\a" + std::u16string(1, u'\0') + u"x";
  State state = after({CreateKey{u"K\\a\\below"}, CreateKey{hidden}, CreateKey{u"K\\a\1"}});
  CHECK(state.subkeys(u"K").size() == 3);
  state.delete_key(u"K\\a");
  CHECK(state.subkeys(u"K").size() == 2);
  CHECK(state.find_key(hidden) != nullptr);
  CHECK(state.find_key(u"K\\a\\below") == nullptr);
}

TEST_CASE("empty components of a key do not count") {
  const State state = after({CreateKey{u"\\A"}, SetValue{u"A\\", u"v", kOne},
                             SetValue{u"A\\\\B", u"v", kTwo}, CreateKey{u"a"}});
  REQUIRE(state.keys().size() == 2);
  CHECK(state.keys()[0]->path == u"A");
  CHECK(state.keys()[1]->path == u"A\\B");
  CHECK(state.find(u"A", u"v")->value == kOne);
  CHECK(state.find(u"\\A\\B\\", u"v")->value == kTwo);
  CHECK(state.subkeys(u"A\\") == std::vector<std::u16string>{u"B"});
  CHECK(state.subkeys(u"\\") == std::vector<std::u16string>{u"A"});
}

TEST_CASE("values and keys are deleted by paths with empty components") {
  State state = after({SetValue{u"A", u"v", kOne}, SetValue{u"A", u"w", kOne},
                       DeleteValue{u"A\\", u"v"}, CreateKey{u"A\\B\\C"}});
  CHECK(state.find(u"A", u"v") == nullptr);
  apply(state, DeleteAllValues{u"\\A"});
  CHECK(state.find_key(u"A")->values.empty());
  apply(state, DeleteKeys{u"A\\", {u"B"}});
  CHECK(state.keys().size() == 1);
}

TEST_CASE("a list of deleted keys with an empty name does not delete the key itself") {
  CHECK(after({CreateKey{u"K\\S"}, DeleteKeys{u"K", {u"", u"\\"}}}).keys().size() == 2);
}

TEST_CASE("of a key deeper than the registry allows, only the levels it allows are made") {
  std::u16string deep = u"K";
  for (int i = 0; i < 40'000; ++i) deep += u"\\a";
  const State state = after({SetValue{deep, u"v", kOne}, SetValue{deep, u"w", kTwo}});
  CHECK(state.keys().size() == limits::kKeyDepth + 1);
  CHECK(state.find(deep, u"w")->value == kTwo);
  const std::u16string deepest_made = state.keys()[limits::kKeyDepth - 1]->path;
  CHECK(deepest_made == deep.substr(0, 1 + 2 * (limits::kKeyDepth - 1)));
  CHECK(state.subkeys(deepest_made).empty());
  CHECK(state.subkeys(u"K") == std::vector<std::u16string>{u"a"});
  State emptied = state;
  emptied.delete_key(u"K");
  CHECK(emptied.keys().empty());
}
