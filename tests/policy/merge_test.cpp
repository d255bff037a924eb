#include <regpolicy/merge.hpp>

#include <catch2/catch.hpp>

#include <regpolicy/effect.hpp>
#include <regpolicy/state.hpp>

#include "policy/effect_builders.hpp"

using namespace regpolicy;

namespace {

const Value kOne = make_dword(1);
const Value kTwo = make_dword(2);
const SetValue kSet{u"K", u"v", kOne};
const SetValue kSetTwo{u"k", u"V", kTwo};

// Which record of the first input goes, as "0 2", when the second is applied after it.
std::string left_out(const Instructions& first, const Instructions& second) {
  const Records a = encode(first), b = encode(second);
  const Records merged = merge({{"a", a}, {"b", b}}).records;
  std::string text;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (kept < merged.size() - b.size() && merged[kept] == a[i]) {
      ++kept;
    } else {
      text += (text.empty() ? "" : " ") + std::to_string(i);
    }
  }
  REQUIRE(merged.size() == kept + b.size());
  CHECK(std::equal(b.begin(), b.end(), merged.end() - static_cast<std::ptrdiff_t>(b.size())));
  return text;
}

MergeResult merged(const std::vector<Instructions>& inputs) {
  std::vector<MergeInput> list;
  for (const Instructions& one : inputs) list.push_back({"", encode(one)});
  return merge(list);
}

}  // namespace

TEST_CASE("a later input's set or delete of a value makes the earlier ones void") {
  const Instructions first{kSet, SetIfAbsent{u"K", u"v", kOne}, DeleteValue{u"K", u"v"}};
  CHECK(left_out(first, {kSetTwo}) == "0 1 2");
  CHECK(left_out(first, {DeleteValue{u"K\\", u"V"}}) == "0 1 2");
  CHECK(left_out(first, {DeleteValues{u"K", {u"other", u"V"}}}) == "0 1 2");
  CHECK(left_out(first, {DeleteAllValues{u"k"}}) == "0 1 2");
  CHECK(left_out(first, {SetValue{u"K", u"w", kOne}, SetValue{u"K\\S", u"v", kOne}}).empty());
}

TEST_CASE("a later soft value makes nothing void") {
  const Instructions soft{SetIfAbsent{u"K", u"v", kTwo}};
  CHECK(left_out({kSet, DeleteValue{u"K", u"v"}, SetIfAbsent{u"K", u"v", kOne}}, soft).empty());
}

TEST_CASE("a soft value between two inputs does not keep the first alive") {
  const MergeResult result =
      merged({{kSet}, {SetIfAbsent{u"K", u"v", make_sz(u"soft")}}, {kSetTwo}});
  CHECK(decode(result.records) == Instructions{kSetTwo});
}

TEST_CASE("deleting a key takes what an earlier input did to it and below it, and no neighbour") {
  const Instructions first{SetValue{u"P\\K", u"v", kOne},
                           SetValue{u"P\\K\\Deep\\Er", u"v", kOne},
                           SetValue{u"P\\KK", u"v", kOne},
                           SetValue{u"P", u"K", kOne},
                           CreateKey{u"P\\K"},
                           SecureKey{u"P\\K\\S"},
                           DeleteAllValues{u"\\P\\\\K"},
                           DeleteKeys{u"P\\K", {u"x", u"y"}},
                           DeleteValues{u"P\\K", {u"a"}}};
  CHECK(left_out(first, {DeleteKeys{u"p", {u"none", u"k"}}}) == "0 1 4 5 6 7 8");
}

TEST_CASE("deleting a key by a path of several components takes that key only") {
  const Instructions first{SetValue{u"P\\K", u"v", kOne}, SetValue{u"P\\K\\S", u"v", kOne}};
  CHECK(left_out(first, {DeleteKeys{u"P", {u"K\\S"}}}) == "1");
  CHECK(left_out(first, {DeleteKeys{u"P\\K", {u"\\"}}}).empty());
}

TEST_CASE("directives on a key give way to the same directive on it") {
  CHECK(left_out({CreateKey{u"K"}, CreateKey{u"L"}}, {CreateKey{u"k\\"}}) == "0");
  CHECK(left_out({SecureKey{u"K", true}}, {SecureKey{u"K", false}}) == "0");
  CHECK(left_out({DeleteAllValues{u"K"}}, {DeleteAllValues{u"K"}}) == "0");
  CHECK(left_out({DeleteAllValues{u"K"}, CreateKey{u"K"}, SecureKey{u"K"}}, {kSet}).empty());
}

TEST_CASE("a list of keys goes where a later input deletes each of them") {
  const Instructions first{DeleteKeys{u"P", {u"A", u"B"}}};
  CHECK(left_out(first, {DeleteKeys{u"P", {u"b", u"c", u"a"}}}) == "0");
  CHECK(left_out(first, {DeleteKeys{u"P", {u"A"}}, DeleteKeys{u"P", {u"B"}}}) == "0");
  CHECK(left_out(first, {DeleteKeys{u"P", {u"A"}}}).empty());
  CHECK(left_out(first, {CreateKey{u"P\\A"}, CreateKey{u"P\\B"}}).empty());
}

TEST_CASE("a list of values goes where a later input decides each of them") {
  const Instructions first{DeleteValues{u"K", {u"v", u"w"}}};
  CHECK(left_out(first, {kSetTwo, DeleteValue{u"K", u"W"}}) == "0");
  CHECK(left_out(first, {DeleteAllValues{u"K"}}) == "0");
  CHECK(left_out(first, {kSetTwo, SetIfAbsent{u"K", u"w", kOne}}).empty());
}

TEST_CASE("lists of nothing, comments and unknown directives are kept") {
  const Instructions first{DeleteValues{u"P\\K", {}}, DeleteKeys{u"P\\K", {}},
                           Comment{{u"P\\K", u"**Comment:x", kOne}},
                           Unknown{{u"P\\K", u"**Future", kOne}}};
  CHECK(left_out(first, {DeleteKeys{u"P", {u"K"}}}).empty());
  CHECK(left_out(first, first).empty());
}

TEST_CASE("what a later input makes void is void though a third input says more") {
  const MergeResult result = merged({{kSet}, {DeleteAllValues{u"K"}}, {CreateKey{u"K"}}});
  CHECK(decode(result.records) == Instructions{DeleteAllValues{u"K"}, CreateKey{u"K"}});
}

TEST_CASE("a value set behind the deletion of an earlier input stays behind it") {
  const Instructions list{DeleteAllValues{u"K"}, kSet};
  CHECK(decode(merged({{SetValue{u"K", u"w", kTwo}}, list}).records) == list);
}

TEST_CASE("the decision names the winner and all it overrides, in their order") {
  const MergeResult result = merged({{SetValue{u"K", u"other", kOne}, kSet},
                                     {DeleteValue{u"K", u"v"}},
                                     {SetIfAbsent{u"K", u"V", kOne}, kSetTwo}});
  REQUIRE(result.decisions.size() == 1);
  const MergeDecision& decision = result.decisions[0];
  CHECK(decision.subject == MergeSubject::value);
  CHECK(decision.key == u"K");
  CHECK(decision.name == u"v");
  CHECK(decision.winner == MergeStep{2, 1, false});
  CHECK(decision.overridden == std::vector<MergeStep>{{0, 1, true}, {1, 0, true}, {2, 0, false}});
  CHECK(decision.without_effect.empty());
  CHECK_FALSE(decision.different_type);
}

TEST_CASE("a soft value loses to what an earlier input sets, not to what it deletes") {
  const Instructions soft{SetIfAbsent{u"K", u"v", kTwo}};
  const auto lost = merged({{kSet}, soft}).decisions;
  REQUIRE(lost.size() == 1);
  CHECK(lost[0].winner == MergeStep{0, 0, false});
  CHECK(lost[0].without_effect == std::vector<MergeStep>{{1, 0, false}});
  CHECK(lost[0].overridden.empty());

  const auto won = merged({{DeleteValue{u"K", u"v"}}, soft}).decisions;
  REQUIRE(won.size() == 1);
  CHECK(won[0].winner == MergeStep{1, 0, false});
  CHECK(won[0].overridden == std::vector<MergeStep>{{0, 0, false}});

  CHECK(merged({{DeleteAllValues{u"K"}}, soft}).decisions.empty());
}

TEST_CASE("of two soft values the first one decides") {
  const auto decisions =
      merged({{SetIfAbsent{u"K", u"v", kOne}}, {SetIfAbsent{u"K", u"v", kTwo}}}).decisions;
  REQUIRE(decisions.size() == 1);
  CHECK(decisions[0].winner == MergeStep{0, 0, false});
  CHECK(decisions[0].without_effect == std::vector<MergeStep>{{1, 0, false}});
}

TEST_CASE("deletions win over each value that an earlier input names, the last one at the end") {
  const auto decisions = merged({{SetValue{u"P\\K", u"v", kOne}, SetValue{u"P\\K", u"w", kOne}},
                                 {DeleteAllValues{u"P\\K"}},
                                 {DeleteKeys{u"P", {u"K"}}}})
                             .decisions;
  REQUIRE(decisions.size() == 3);
  CHECK(decisions[0].name == u"v");
  CHECK(decisions[0].winner == MergeStep{2, 0, false});
  CHECK(decisions[0].overridden == std::vector<MergeStep>{{0, 0, true}});
  CHECK(decisions[1].name == u"w");
  CHECK(decisions[2].subject == MergeSubject::all_values);
  CHECK(decisions[2].winner == MergeStep{2, 0, false});
  CHECK(decisions[2].overridden == std::vector<MergeStep>{{1, 0, true}});
}

TEST_CASE("a deletion is not overridden by a value that is set behind it") {
  CHECK(merged({{DeleteAllValues{u"K"}, DeleteKeys{u"", {u"K"}}}, {kSet}}).decisions.empty());
}

TEST_CASE("directives on keys are decided too") {
  const auto decisions = merged({{SecureKey{u"K", true}, DeleteKeys{u"P", {u"A", u"B"}}},
                                 {SecureKey{u"k", false}, DeleteKeys{u"P", {u"b"}}}})
                             .decisions;
  REQUIRE(decisions.size() == 2);
  CHECK(decisions[0].subject == MergeSubject::permissions);
  CHECK(decisions[0].overridden == std::vector<MergeStep>{{0, 0, true}});
  CHECK(decisions[1].subject == MergeSubject::deleted_key);
  CHECK(decisions[1].key == u"P\\B");
  CHECK(decisions[1].overridden == std::vector<MergeStep>{{0, 1, false}});
}

TEST_CASE("what only one input speaks of is no decision") {
  CHECK(merged({{kSet, kSetTwo, DeleteValue{u"K", u"v"}}, {SetValue{u"L", u"v", kOne}}})
            .decisions.empty());
}

TEST_CASE("a conflict of types is told, between inputs only") {
  const SetValue text{u"K", u"v", make_sz(u"1")};
  CHECK(merged({{text}, {kSet}}).decisions.at(0).different_type);
  CHECK(merged({{text}, {SetIfAbsent{u"K", u"v", kOne}}}).decisions.at(0).different_type);
  CHECK(merged({{text}, {DeleteValue{u"K", u"v"}}, {kSet}}).decisions.at(0).different_type);
  CHECK_FALSE(merged({{text}, {DeleteValue{u"K", u"v"}}}).decisions.at(0).different_type);
  CHECK_FALSE(merged({{kSetTwo}, {text, kSet}}).decisions.at(0).different_type);
}

TEST_CASE("the merge of one input is that input") {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    tests::Random random(seed);
    Records records = tests::random_records(random);
    for (const auto& i : tests::colliding_instructions(random)) records.push_back(encode(i));
    const MergeResult result = merge({{"one", records}});
    CHECK(result.records == records);
    CHECK(result.decisions.empty());
  }
}

TEST_CASE("values and permissions end as by applying the inputs one after another") {
  for (std::uint64_t seed = 1; seed <= 4000; ++seed) {
    CAPTURE(seed);
    tests::Random random(seed);
    std::vector<Instructions> inputs(2 + tests::below(random, 3));
    Instructions all;
    State state = seed % 2 == 0 ? tests::full_registry() : tests::random_registry(random);
    State merged_state = state;
    for (Instructions& input : inputs) {
      input = decode(encode(tests::colliding_instructions(random)));
      all.insert(all.end(), input.begin(), input.end());
    }
    regpolicy::apply(state, all);
    const Instructions result = decode(merged(inputs).records);
    regpolicy::apply(merged_state, result);
    const tests::Contents expected = tests::contents_of(state);
    const tests::Contents found = tests::contents_of(merged_state);
    for (const auto& [key, values] : expected) {
      if (found.contains(key)) {
        CHECK(found.at(key) == values);
      } else {
        CHECK(values.empty());
      }
    }
    for (const auto& [key, values] : found) CHECK(expected.contains(key));
    const Effect one_by_one = effect_of(all), at_once = effect_of(result);
    for (const KeyEffect& key : one_by_one.keys) {
      const KeyEffect* const same = find(at_once, key.key);
      CHECK((same == nullptr ? std::optional<bool>() : same->secure) == key.secure);
    }
  }
}
