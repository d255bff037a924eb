#include <regpolicy/merge.hpp>

#include <algorithm>

#include <catch2/catch.hpp>

#include <regpolicy/effect.hpp>

#include "policy/effect_builders.hpp"

using namespace regpolicy;

namespace {

SetValue set(std::u16string key, std::u16string name, std::uint32_t number) {
  return {std::move(key), std::move(name), make_dword(number)};
}

Instructions merged(const Instructions& base, const Instructions& a, const Instructions& b) {
  const auto result = merge3(encode(base), encode(a), encode(b));
  REQUIRE(std::holds_alternative<Records>(result));
  return decode(std::get<Records>(result));
}

MergeConflicts conflicts(const Instructions& base, const Instructions& a, const Instructions& b) {
  const auto result = merge3(encode(base), encode(a), encode(b));
  REQUIRE(std::holds_alternative<MergeConflicts>(result));
  return std::get<MergeConflicts>(result);
}

// Where conflicts are, and what each version says there, without regard to spelling and order.
using Listing = std::vector<std::vector<std::u16string>>;
Listing listing(const MergeConflicts& conflicts, bool exchanged) {
  Listing list;
  for (const MergeConflict& conflict : conflicts) {
    list.push_back({to_utf16(to_string(conflict.subject)).value(), upcase(conflict.key),
                    conflict.name ? u"=" + upcase(*conflict.name) : u"",
                    to_utf16(conflict.base).value(),
                    to_utf16(exchanged ? conflict.b : conflict.a).value(),
                    to_utf16(exchanged ? conflict.a : conflict.b).value()});
  }
  std::ranges::sort(list);
  return list;
}

const Instructions kBase{set(u"K", u"v", 1), set(u"K", u"w", 1), set(u"L", u"v", 1)};

}  // namespace

TEST_CASE("what each side changed is in, in the place of what it replaces") {
  CHECK(merged(kBase, {set(u"K", u"v", 2), kBase[1], kBase[2]},
               {kBase[0], kBase[1], DeleteValue{u"L", u"v"}}) ==
        Instructions{set(u"K", u"v", 2), kBase[1], DeleteValue{u"L", u"v"}});
}

TEST_CASE("what one side removed is gone") {
  CHECK(merged(kBase, {kBase[1], kBase[2]}, {kBase[0], kBase[1], set(u"L", u"v", 2)}) ==
        Instructions{kBase[1], set(u"L", u"v", 2)});
}

TEST_CASE("new records stand behind those that they follow on their side") {
  CHECK(merged(kBase, {kBase[0], kBase[1], set(u"K", u"by a", 1), kBase[2]},
               {DeleteAllValues{u"N"}, set(u"N", u"x", 1), kBase[0], kBase[1],
                set(u"K", u"by b", 1), kBase[2], set(u"M", u"x", 1)}) ==
        Instructions{DeleteAllValues{u"N"}, set(u"N", u"x", 1), kBase[0], kBase[1],
                     set(u"K", u"by b", 1), set(u"K", u"by a", 1), kBase[2], set(u"M", u"x", 1)});
}

TEST_CASE("all records that name one value are taken together") {
  const Instructions twice{DeleteValue{u"K", u"v"}, set(u"K", u"v", 2)};
  CHECK(merged(kBase, {kBase[0], kBase[1]}, {twice[0], twice[1], kBase[1], kBase[2]}) ==
        Instructions{twice[0], twice[1], kBase[1]});
  const auto found = conflicts(kBase, {set(u"K", u"v", 3), kBase[1], kBase[2]},
                               {twice[0], twice[1], kBase[1], kBase[2]});
  CHECK(found == MergeConflicts{{MergeSubject::value, u"K", u"v", "set K\\v = REG_DWORD 1",
                                 "set K\\v = REG_DWORD 3", "delete K\\v; set K\\v = REG_DWORD 2"}});
}

TEST_CASE("what both changed alike is no conflict") {
  const Instructions both{set(u"K", u"v", 2), kBase[1], kBase[2], set(u"M", u"x", 1)};
  Instructions a = both, b = both;
  a.push_back(CreateKey{u"A"});
  b.push_back(CreateKey{u"B"});
  Instructions all = both;
  all.push_back(CreateKey{u"B"});
  all.push_back(CreateKey{u"A"});
  CHECK(merged(kBase, a, b) == all);
}

TEST_CASE("a change against a removal is a conflict") {
  CHECK(conflicts(kBase, {kBase[1], kBase[2]}, {set(u"K", u"v", 2), kBase[1], kBase[2]}) ==
        MergeConflicts{{MergeSubject::value, u"K", u"v", "set K\\v = REG_DWORD 1", "",
                        "set K\\v = REG_DWORD 2"}});
}

TEST_CASE("one side deletes all values of a key in which the other sets a new one") {
  Instructions a = kBase, b = kBase;
  a.push_back(DeleteAllValues{u"K"});
  b.push_back(set(u"K", u"new", 1));
  CHECK(conflicts(kBase, a, b) ==
        MergeConflicts{{MergeSubject::value, u"K", u"new", "", "delete all values of K",
                        "set K\\new = REG_DWORD 1"}});
}

TEST_CASE("one side deletes a key below which the other sets a value or creates a key") {
  Instructions a = kBase, b = kBase, c = kBase;
  a.push_back(DeleteKeys{u"K", {u"S"}});
  b.push_back(set(u"K\\S\\Deep", u"x", 1));
  c.push_back(CreateKey{u"K\\S\\T"});
  CHECK(conflicts(kBase, a, b) ==
        MergeConflicts{{MergeSubject::value, u"K\\S\\Deep", u"x", "", "delete the subkeys S of K",
                        "set K\\S\\Deep\\x = REG_DWORD 1"}});
  CHECK(conflicts(kBase, a, c) ==
        MergeConflicts{{MergeSubject::key, u"K\\S\\T", std::nullopt, "",
                        "delete the subkeys S of K", "create the key K\\S\\T"}});
}

TEST_CASE("directives on a key and comments are taken as a whole") {
  const Comment comment{{u"K", u"**Comment:c", make_sz(u"old")}};
  const Comment new_comment{{u"K", u"**Comment:c", make_sz(u"new")}};
  const Instructions base{SecureKey{u"K", true}, DeleteKeys{u"K", {u"A"}}, comment};
  CHECK(merged(base, {SecureKey{u"K", false}, base[1], base[2]},
               {base[0], DeleteKeys{u"K", {u"A", u"B"}}, new_comment}) ==
        Instructions{SecureKey{u"K", false}, DeleteKeys{u"K", {u"A", u"B"}}, new_comment});
  CHECK(conflicts({}, {SecureKey{u"K", true}}, {SecureKey{u"K", false}}) ==
        MergeConflicts{{MergeSubject::permissions, u"K", std::nullopt, "", "secure the key K",
                        "reset the permissions of the key K"}});
}

TEST_CASE("a key that one side creates is there where the other sets a value below it") {
  CHECK(merged({}, {CreateKey{u"K"}}, {set(u"K\\S", u"v", 1)}) ==
        Instructions{set(u"K\\S", u"v", 1), CreateKey{u"K"}});
}

TEST_CASE("the order of one side is taken where only that has its effect") {
  const Instructions base{set(u"K", u"v", 1), DeleteAllValues{u"K"}};
  const Instructions a{base[0], base[1], set(u"K", u"w", 1)};
  const Instructions b{base[1], base[0]};
  CHECK(merged(base, a, b) == Instructions{base[1], set(u"K", u"w", 1), base[0]});
}

TEST_CASE("conflicts come in the order of keys and names") {
  const Instructions base{set(u"B", u"y", 1), set(u"A\\S", u"x", 1), set(u"B", u"x", 1),
                          SecureKey{u"B"}};
  const auto found = conflicts(
      base, {set(u"B", u"y", 2), set(u"A\\S", u"x", 2), set(u"B", u"x", 2)},
      {set(u"B", u"y", 3), set(u"A\\S", u"x", 3), set(u"B", u"x", 3), SecureKey{u"B", false}});
  std::string places;
  for (const MergeConflict& conflict : found) {
    places += escape_for_display(conflict.key + u":" + conflict.name.value_or(u"-") + u" ");
  }
  CHECK(places == "A\\S:x B:- B:x B:y ");
}

TEST_CASE("one side alone, or both alike, come back byte for byte") {
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    CAPTURE(seed);
    tests::Random random(seed);
    const Records base = encode(tests::colliding_instructions(random));
    const Records a = tests::random_records(random);
    CHECK(std::get<Records>(merge3(base, a, base)) == a);
    CHECK(std::get<Records>(merge3(base, base, a)) == a);
    CHECK(std::get<Records>(merge3(base, a, a)) == a);
  }
}

TEST_CASE("what one side alone changed has its effect, and conflicts are the same both ways") {
  std::size_t clean = 0, conflicting = 0;
  for (std::uint64_t seed = 1; seed <= 4000; ++seed) {
    CAPTURE(seed);
    tests::Random random(seed);
    const Instructions base = decode(encode(tests::colliding_instructions(random, 6)));
    const auto edited = [&] {
      Instructions list = base;
      for (std::size_t edits = 1 + tests::below(random, 2); edits > 0; --edits) {
        const std::size_t at = tests::below(random, list.size() + 1);
        const auto place = list.begin() + static_cast<std::ptrdiff_t>(at);
        if (at == list.size() || tests::below(random, 2) == 0) {
          list.insert(place, tests::colliding_instruction(random));
        } else {
          list.erase(place);
        }
      }
      return decode(encode(list));
    };
    const Instructions a = edited(), b = edited();
    const auto result = merge3(encode(base), encode(a), encode(b));
    const auto exchanged = merge3(encode(base), encode(b), encode(a));
    REQUIRE(result.index() == exchanged.index());
    if (const auto* const found = std::get_if<MergeConflicts>(&result)) {
      ++conflicting;
      CHECK_FALSE(found->empty());
      CHECK(listing(*found, false) == listing(std::get<MergeConflicts>(exchanged), true));
      continue;
    }
    ++clean;
    const Effect together = effect_of(std::get<Records>(result));
    const Effect effects[] = {effect_of(base), effect_of(a), effect_of(b)};
    // Of a registry that holds all that is named, each value ends as the side that changed it says.
    State states[4];
    for (std::size_t i = 0; i < 4; ++i) {
      states[i] = tests::full_registry();
      regpolicy::apply(states[i], i < 3 ? to_instructions(effects[i]) : to_instructions(together));
    }
    for (const std::u16string_view key : tests::kFewKeys) {
      for (const std::u16string_view name : {u"", u"x", u"y", u"unnamed"}) {
        const auto value = [&](std::size_t i) {
          const auto* const one = states[i].find(key, name);
          return one == nullptr ? std::optional<Value>() : std::optional(one->value);
        };
        if (value(0) == value(1)) CHECK(value(3) == value(2));
        if (value(0) == value(2)) CHECK(value(3) == value(1));
        if (value(1) == value(2)) CHECK(value(3) == value(1));
      }
    }
  }
  CHECK(clean > 500);
  CHECK(conflicting > 200);
}
