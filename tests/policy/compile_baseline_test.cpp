// Several settings and values together.
#include <catch2/catch.hpp>

#include "support/sample_policies.hpp"

using namespace regpolicy;
using tests::lines_of;
using Lines = std::vector<std::string>;

namespace {

Policy dword_policy(std::string name, std::string value_name, std::uint32_t number) {
  Policy policy;
  policy.name = std::move(name);
  policy.policy_class = PolicyClass::both;
  policy.key = "K";
  policy.value_name = std::move(value_name);
  policy.enabled_value = Decimal{number};
  return policy;
}

Policy list_policy() {
  Policy policy;
  policy.name = "List";
  policy.key = "k";  // the same key in another spelling
  policy.elements = {{.id = "E", .detail = ListElement{.value_prefix = ""}}};
  return policy;
}

// One: K\\V = 1, Same: likewise, Two: K\\v = 2, Other: K\\W = 3, List: values below k.
Catalog sample() {
  Template source;
  source.name = "Sample";
  source.definitions.target = {"t", "Sample.Policies"};
  source.definitions.policies = {dword_policy("One", "V", 1), dword_policy("Same", "v", 1),
                                 dword_policy("Two", "v", 2), dword_policy("Other", "W", 3),
                                 list_policy()};
  Catalog catalog;
  Diagnostics diagnostics;
  catalog.add(source, diagnostics);
  return catalog;
}

BaselineSetting enabled(std::string policy, std::uint32_t line, Side side = Side::machine) {
  BaselineSetting item;
  item.setting.policy = std::move(policy);
  item.setting.side = side;
  item.setting.state = PolicyState::enabled;
  item.setting.location = {.source = "b.toml", .line = line, .column = 1};
  return item;
}

BaselineSetting list(std::uint32_t line) {
  BaselineSetting item = enabled("t:List", line);
  item.setting.options = {{"E", Lines{"a"}}};
  return item;
}

BaselineValue value(Instruction instruction, std::uint32_t line, Side side = Side::machine) {
  return {side, std::move(instruction), {}, {.source = "b.toml", .line = line, .column = 1}};
}

struct Outcome {
  Lines machine, user, errors;
};

Outcome compiled(const Baseline& baseline) {
  Diagnostics diagnostics;
  const auto result = compile(baseline, sample(), diagnostics);
  CHECK(result.has_value() != diagnostics.has_errors());
  Outcome outcome;
  if (result) outcome = {lines_of(result->machine), lines_of(result->user), {}};
  for (const Diagnostic& item : diagnostics.items) outcome.errors.push_back(to_string(item));
  return outcome;
}

}  // namespace

TEST_CASE("Settings come first, then values, each side by itself, in the baseline's order") {
  Baseline baseline;
  baseline.settings = {enabled("t:Other", 1), enabled("t:One", 2), enabled("t:Two", 3, Side::user)};
  baseline.values = {value(SetValue{u"A", u"Z", make_dword(1)}, 4),
                     value(CreateKey{u"A"}, 5, Side::user), value(DeleteValue{u"A", u"B"}, 6)};
  const Outcome outcome = compiled(baseline);
  CHECK(outcome.errors == Lines{});
  CHECK(outcome.machine == Lines{"K;W;REG_DWORD;03000000", "K;V;REG_DWORD;01000000",
                                 "A;Z;REG_DWORD;01000000", "A;**del.B;REG_SZ;20000000"});
  CHECK(outcome.user == Lines{"K;v;REG_DWORD;02000000", "A;;REG_NONE;"});
}

TEST_CASE("A compiled setting keeps its own instructions and its place in the baseline") {
  Baseline baseline;
  baseline.settings = {enabled("t:One", 1), enabled("Sample.Policies:Same", 2)};
  Diagnostics diagnostics;
  const auto result = compile(baseline, sample(), diagnostics);
  REQUIRE(result.has_value());
  REQUIRE(result->settings.size() == 2);
  CHECK(result->settings[1].source == &baseline.settings[1]);
  CHECK(lines_of(result->settings[1].instructions) == Lines{"K;v;REG_DWORD;01000000"});
}

TEST_CASE("A compiled setting has its policy's display name in every language of the template") {
  Template source;
  source.definitions.target = {"t", "Sample.Policies"};
  source.definitions.policies = {dword_policy("One", "V", 1), dword_policy("Two", "W", 1)};
  source.definitions.policies[0].display_name = "$(string.One)";
  source.resources = {{.language = "en-US", .strings = {{"One", "The one"}}},
                      {.language = "sv-SE", .strings = {{"One", "Den enda"}}}};
  Catalog catalog;
  Diagnostics diagnostics;
  catalog.add(source, diagnostics);
  Baseline baseline;
  baseline.settings = {enabled("t:One", 1), enabled("t:Two", 2)};
  const auto result = compile(baseline, catalog, diagnostics);
  REQUIRE(result.has_value());
  CHECK(result->settings.at(0).title == LocalizedText{{"en-US", "The one"}, {"sv-SE", "Den enda"}});
  CHECK(result->settings.at(1).title.empty());
}

TEST_CASE("The same for one value is written once") {
  Baseline baseline;
  baseline.settings = {enabled("t:One", 1), enabled("t:Same", 2)};
  baseline.values = {value(SetValue{u"k", u"V", make_dword(1)}, 3),
                     value(DeleteValue{u"A", u"B"}, 4), value(DeleteValues{u"a", {u"b"}}, 5),
                     value(CreateKey{u"A"}, 6), value(CreateKey{u"A"}, 7)};
  const Outcome outcome = compiled(baseline);
  CHECK(outcome.errors == Lines{});
  CHECK(outcome.machine ==
        Lines{"K;V;REG_DWORD;01000000", "A;**del.B;REG_SZ;20000000", "A;;REG_NONE;"});
}

TEST_CASE("Different things for one value are an error that names both places") {
  Baseline baseline;
  baseline.settings = {enabled("t:One", 1), enabled("t:Two", 2)};
  baseline.values = {value(DeleteValues{u"K", {u"A", u"V"}}, 3),
                     value(SetIfAbsent{u"K", u"V", make_dword(1)}, 4),
                     value(SecureKey{u"K", true}, 5), value(SecureKey{u"K", false}, 6)};
  CHECK(
      compiled(baseline).errors ==
      Lines{"b.toml:2:1: error: \"set K\\v = REG_DWORD 2\" contradicts \"set K\\V = REG_DWORD 1\" "
            "(which b.toml:1:1 says) [compile.conflict]",
            "b.toml:3:1: error: \"delete the values A, V of K\" contradicts \"set K\\V = REG_DWORD "
            "1\" "
            "(which b.toml:1:1 says) [compile.conflict]",
            "b.toml:4:1: error: \"set K\\V = REG_DWORD 1 where it does not exist\" contradicts "
            "\"set K\\V = "
            "REG_DWORD 1\" (which b.toml:1:1 says) [compile.conflict]",
            "b.toml:6:1: error: \"reset the permissions of the key K\" contradicts \"secure the "
            "key K\" (which b.toml:5:1 "
            "says) [compile.conflict]"});
}

TEST_CASE("The two sides do not contradict one another") {
  Baseline baseline;
  baseline.settings = {enabled("t:One", 1), enabled("t:Two", 2, Side::user)};
  CHECK(compiled(baseline).errors == Lines{});
}

TEST_CASE("A list's clearing of a key stands in front of what other settings write there") {
  Baseline baseline;
  baseline.settings = {enabled("t:One", 1), list(2), enabled("t:Other", 3)};
  baseline.values = {value(DeleteAllValues{u"K"}, 4)};
  const Outcome outcome = compiled(baseline);
  CHECK(outcome.errors == Lines{});
  CHECK(outcome.machine == Lines{"k;**delvals.;REG_SZ;20000000", "K;V;REG_DWORD;01000000",
                                 "k;1;REG_SZ;61000000", "K;W;REG_DWORD;03000000"});
}

TEST_CASE("A value that would undo a setting is an error") {
  Baseline baseline;
  baseline.settings = {enabled("t:One", 1)};
  baseline.values = {value(DeleteAllValues{u"k"}, 2),
                     value(SetValue{u"A\\B\\C", u"V", make_dword(1)}, 3),
                     value(DeleteKeys{u"A", {u"X", u"b"}}, 4)};
  CHECK(
      compiled(baseline).errors ==
      Lines{"b.toml:2:1: error: \"delete all values of k\" contradicts \"set K\\V = REG_DWORD 1\" "
            "(which b.toml:1:1 says) [compile.conflict]",
            "b.toml:4:1: error: \"delete the subkeys X, b of A\" contradicts \"set A\\B\\C\\V = "
            "REG_DWORD "
            "1\" (which b.toml:3:1 says) [compile.conflict]"});
}

TEST_CASE("A key may be cleared or removed before it is filled") {
  Baseline baseline;
  baseline.values = {value(DeleteKeys{u"A", {u"B"}}, 1), value(DeleteAllValues{u"A\\B"}, 2),
                     value(SetValue{u"A\\B", u"V", make_dword(1)}, 3)};
  const Outcome outcome = compiled(baseline);
  CHECK(outcome.errors == Lines{});
  CHECK(outcome.machine == Lines{"A;**DeleteKeys;REG_SZ;42000000",
                                 "A\\B;**delvals.;REG_SZ;20000000", "A\\B;V;REG_DWORD;01000000"});
}

TEST_CASE("A key that was cleared and filled cannot be cleared once more") {
  Baseline baseline;
  baseline.values = {value(DeleteAllValues{u"K"}, 1), value(SetValue{u"K", u"a", make_dword(1)}, 2),
                     value(DeleteAllValues{u"k"}, 3)};
  CHECK(
      compiled(baseline).errors ==
      Lines{"b.toml:3:1: error: \"delete all values of k\" contradicts \"set K\\a = REG_DWORD 1\" "
            "(which b.toml:2:1 says) [compile.conflict]"});
  baseline.settings = {list(9)};
  baseline.values.erase(baseline.values.begin());
  CHECK(
      compiled(baseline).errors ==
      Lines{"b.toml:3:1: error: \"delete all values of k\" contradicts \"set K\\a = REG_DWORD 1\" "
            "(which b.toml:2:1 says) [compile.conflict]"});
}

TEST_CASE("Many deleted keys are compared with what they delete only") {
  Baseline baseline;
  for (char16_t i = 0; i < 20'000; ++i) {
    const std::u16string name(1, static_cast<char16_t>(0x4E00 + i));
    baseline.values.push_back(value(DeleteKeys{u"A", {name}}, 1));
    baseline.values.push_back(value(SetValue{u"A\\" + name + u"x", u"V", make_dword(1)}, 2));
  }
  baseline.values.push_back(value(DeleteKeys{u"a", {u"\u4E07X"}}, 3));
  CHECK(compiled(baseline).errors ==
        Lines{"b.toml:3:1: error: \"delete the subkeys \u4E07X of a\" contradicts \"set "
              "A\\\u4E07x\\V = REG_DWORD 1\" (which b.toml:2:1 says) [compile.conflict]"});
}

TEST_CASE("Unknown policies and policies set twice are errors at their place, all at once") {
  Baseline baseline;
  baseline.settings = {enabled("t:On", 1), enabled("t:One", 2), enabled("Sample.Policies:One", 3),
                       enabled("u:One", 4)};
  CHECK(compiled(baseline).errors ==
        Lines{"b.toml:1:1: error: the template 'Sample' has no policy 'On' (did you mean 't:One'?) "
              "[compile.unknown-policy]",
              "b.toml:3:1: error: the policy 'One' is set twice on the machine side (the first is "
              "'t:One' at b.toml:2:1) [compile.duplicate-setting]",
              "b.toml:4:1: error: no template has the prefix or namespace 'u' (did you mean 't'?) "
              "[compile.unknown-policy]"});
}

TEST_CASE("A policy set twice is one error, not one for each value that differs") {
  Baseline baseline;
  baseline.settings = {enabled("t:One", 1), enabled("Sample.Policies:One", 2)};
  baseline.settings[1].setting.state = PolicyState::disabled;
  CHECK(compiled(baseline).errors ==
        Lines{"b.toml:2:1: error: the policy 'One' is set twice on the machine side (the first is "
              "'t:One' at b.toml:1:1) [compile.duplicate-setting]"});
}

TEST_CASE("A baseline of checks only compiles to nothing") {
  const Outcome outcome = compiled({});
  CHECK(outcome.errors == Lines{});
  CHECK(outcome.machine == Lines{});
  CHECK(outcome.user == Lines{});
}
