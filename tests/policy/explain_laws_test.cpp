// Laws of explain, over random policies and random instructions: laws 2 and 3 of the design.
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include <regpolicy/effect.hpp>
#include <regpolicy/explain.hpp>

#include "support/random_policies.hpp"
#include "support/random_records.hpp"
#include "support/sample_policies.hpp"

using namespace regpolicy;
using tests::below;
using tests::Random;

namespace {

// Instructions of the few keys and names that random_policy() uses, so that they meet.
Instruction meeting_instruction(Random& random) {
  std::u16string key = *to_utf16(tests::random_key(random));
  if (below(random, 16) == 0) key += u"\\";
  const std::u16string name = *to_utf16(tests::random_value_name(random));
  const auto value = [&]() -> Value {
    switch (below(random, 4)) {
      case 0: return make_dword(static_cast<std::uint32_t>(below(random, 2)));
      case 1: return make_sz(u"text");
      case 2: return make_sz(u"");
      default: return tests::random_value(random);
    }
  };
  switch (below(random, 14)) {
    case 0: return SetIfAbsent{key, name, value()};
    case 1:
    case 2:
    case 3: return DeleteValue{key, name};
    case 4: return DeleteAllValues{key};
    case 5: return DeleteValues{key, {u"a", u"B"}};
    case 6:
      return below(random, 2) == 0 ? Instruction(DeleteKeys{u"K", {u"L"}})
                                   : Instruction(DeleteKeys{u"", {u"M"}});
    case 7: return SecureKey{key, below(random, 2) == 1};
    case 8: return CreateKey{key};
    case 9: return Comment{{key, u"**Comment: x", make_sz(u"y")}};
    case 10: return Unknown{{key, u"**Whatever", make_sz(u"y")}};
    default: return SetValue{key, name, value()};
  }
}

Catalog random_catalog(Random& random, bool apart) {
  Catalog catalog;
  Diagnostics diagnostics;
  const std::size_t templates = 1 + below(random, 2);
  for (std::size_t t = 0; t < templates; ++t) {
    const std::string digit = std::to_string(t);
    Template source;
    source.name = "T" + digit;
    source.definitions.target = {"t" + digit, "Random." + digit};
    for (std::size_t p = 1 + below(random, 3); p > 0; --p) {
      Policy policy = tests::random_policy(random);
      policy.name = "P" + std::to_string(p);
      if (apart) tests::set_apart(policy, "T" + digit + "\\" + policy.name);
      source.definitions.policies.push_back(std::move(policy));
    }
    source.resources.push_back({.language = "en-US"});
    catalog.add(std::move(source), diagnostics);
  }
  REQUIRE(diagnostics.items.empty());
  return catalog;
}

// What the explanation compiles to; fails where it does not.
Instructions recompiled(const Catalog& catalog, const Explanation& explanation) {
  Diagnostics diagnostics;
  const Baseline baseline = to_baseline({explanation});
  const auto compiled = compile(baseline, catalog, diagnostics);
  for (const Diagnostic& item : diagnostics.items) UNSCOPED_INFO(to_string(item));
  REQUIRE(compiled.has_value());
  return explanation.side == Side::machine ? compiled->machine : compiled->user;
}

void check_same_effect(const Instructions& a, const Instructions& b) {
  const bool same = same_effect(effect_of(a), effect_of(b));
  if (!same) {
    for (const Instruction& i : a) UNSCOPED_INFO("before: " + describe(i));
    for (const Instruction& i : b) UNSCOPED_INFO("after:  " + describe(i));
  }
  CHECK(same);
}

// A random setting of every policy, or of none.
Baseline random_settings(Random& random, const Catalog& catalog) {
  Baseline baseline;
  for (const auto& source : catalog.templates()) {
    for (const Policy& policy : source->definitions.policies) {
      Setting setting = tests::random_setting(random, policy);
      if (setting.state == PolicyState::not_configured) continue;
      setting.policy = source->definitions.target.prefix + ":" + policy.name;
      baseline.settings.push_back({std::move(setting), {}});
    }
  }
  return baseline;
}

const PolicyState* state_in(const Explanation& explanation, const std::string& policy) {
  for (const ExplainedSetting& explained : explanation.settings) {
    if (explained.chosen.setting.policy == policy) return &explained.chosen.setting.state;
    for (const NamedSetting& other : explained.alternatives) {
      if (other.setting.policy == policy) return &other.setting.state;
    }
  }
  return nullptr;
}

Instructions meeting_instructions(Random& random) {
  Instructions instructions;
  for (std::size_t i = below(random, 12); i > 0; --i) {
    instructions.push_back(meeting_instruction(random));
  }
  return instructions;
}

}  // namespace

TEST_CASE("What was explained compiles to the same effect, whatever the templates say") {
  std::size_t settings = 0, values = 0, partly = 0;
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Catalog catalog = random_catalog(random, false);
    const PolicyIndex index(catalog);
    const Instructions instructions = meeting_instructions(random);
    const Explanation explanation = explain(index, Side::machine, instructions);
    check_same_effect(instructions, recompiled(catalog, explanation));
    settings += explanation.settings.size();
    values += explanation.values.size();
    partly += explanation.partly_set.size();
  }
  // The law was not tested on nothing.
  CHECK(settings > 150);
  CHECK(values > 2000);
  CHECK(partly > 1000);
}

TEST_CASE("What random settings and some more instructions wrote compiles to the same effect") {
  for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Catalog catalog = random_catalog(random, false);
    const PolicyIndex index(catalog);
    Instructions instructions;
    for (const BaselineSetting& item : random_settings(random, catalog).settings) {
      Diagnostics diagnostics;
      const auto written = compile(item.setting, *catalog.find(item.setting.policy), diagnostics);
      REQUIRE(written.has_value());
      instructions.insert(instructions.end(), written->begin(), written->end());
    }
    for (std::size_t i = below(random, 3); i > 0; --i) {
      const std::size_t at = below(random, instructions.size() + 1);
      instructions.insert(instructions.begin() + static_cast<std::ptrdiff_t>(at),
                          meeting_instruction(random));
    }
    const Explanation explanation = explain(index, Side::machine, instructions);
    check_same_effect(instructions, recompiled(catalog, explanation));
  }
}

TEST_CASE("Every instruction that does something is in a setting or a value, every other is told") {
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Catalog catalog = random_catalog(random, false);
    const PolicyIndex index(catalog);
    const Instructions instructions = meeting_instructions(random);
    const Explanation explanation = explain(index, Side::machine, instructions);
    std::set<std::size_t> told(explanation.superseded.begin(), explanation.superseded.end());
    for (const auto& setting : explanation.settings) {
      told.insert(setting.instructions.begin(), setting.instructions.end());
    }
    for (const auto& value : explanation.values) told.insert(value.index);
    CHECK(told.size() == instructions.size());
  }
}

TEST_CASE("Settings of policies that share no value are explained as they were made") {
  std::size_t explained = 0;
  for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Catalog catalog = random_catalog(random, true);
    const PolicyIndex index(catalog);
    const Baseline baseline = random_settings(random, catalog);
    Diagnostics diagnostics;
    const auto compiled = compile(baseline, catalog, diagnostics);
    for (const Diagnostic& item : diagnostics.items) UNSCOPED_INFO(to_string(item));
    REQUIRE(compiled.has_value());
    const Explanation explanation = explain(index, Side::machine, compiled->machine);
    CHECK(explanation.values.empty());
    for (const CompiledSetting& setting : compiled->settings) {
      const Setting& wanted = setting.source->setting;
      if (setting.instructions.empty()) continue;  // a policy that writes nothing leaves no trace
      CAPTURE(wanted.policy, to_string(wanted.state));
      const auto found =
          std::ranges::find(explanation.settings, wanted.policy,
                            [](const ExplainedSetting& e) { return e.chosen.setting.policy; });
      REQUIRE(found != explanation.settings.end());
      // The same state, or one that writes the very same.
      const auto again = compile(found->chosen.setting, found->chosen.entry, diagnostics);
      REQUIRE(again.has_value());
      check_same_effect(setting.instructions, *again);
      ++explained;
    }
  }
  CHECK(explained > 1500);
}

TEST_CASE("A setting that shares its values with others is chosen or one of the alternatives") {
  std::size_t found = 0;
  for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Catalog catalog = random_catalog(random, false);
    const PolicyIndex index(catalog);
    const Baseline baseline = random_settings(random, catalog);
    Diagnostics diagnostics;
    const auto compiled = compile(baseline, catalog, diagnostics);
    if (!compiled) continue;  // settings that contradict each other
    const Explanation explanation = explain(index, Side::machine, compiled->machine);
    check_same_effect(compiled->machine, recompiled(catalog, explanation));
    for (const CompiledSetting& setting : compiled->settings) {
      found += state_in(explanation, setting.source->setting.policy) != nullptr ? 1U : 0U;
    }
  }
  CHECK(found > 1000);
}
