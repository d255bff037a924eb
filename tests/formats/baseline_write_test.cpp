#include <catch2/catch.hpp>

#include <algorithm>

#include <regpolicy/baseline_write.hpp>
#include <regpolicy/text.hpp>

#include "support/files.hpp"
#include "support/random_records.hpp"

using namespace regpolicy;
using tests::below;
using tests::Random;

namespace {

std::string written(const Baseline& baseline, const baseline::Comments& comments = {}) {
  const auto text = baseline::write(baseline, comments);
  REQUIRE(text.has_value());
  return *text;
}

Baseline read_back(const std::string& text) {
  Diagnostics diagnostics;
  auto baseline = baseline::read(text, "b.toml", diagnostics);
  for (const Diagnostic& item : diagnostics.items) UNSCOPED_INFO(to_string(item));
  UNSCOPED_INFO(text);
  REQUIRE(baseline.has_value());
  return *std::move(baseline);
}

// Everything but locations.
void check_same(const Baseline& a, const Baseline& b) {
  CHECK(a.name == b.name);
  CHECK(a.title == b.title);
  CHECK(a.languages == b.languages);
  CHECK(a.templates == b.templates);
  CHECK(a.conclusion.has_value() == b.conclusion.has_value());
  if (a.conclusion && b.conclusion) {
    CHECK(a.conclusion->ready == b.conclusion->ready);
    CHECK(a.conclusion->blocked == b.conclusion->blocked);
    CHECK(a.conclusion->unknown == b.conclusion->unknown);
  }
  CHECK(std::ranges::equal(a.settings, b.settings, [](const auto& x, const auto& y) {
    return x.setting.policy == y.setting.policy && x.setting.side == y.setting.side &&
           x.setting.state == y.setting.state && x.setting.options == y.setting.options &&
           x.audit == y.audit && x.comment == y.comment;
  }));
  CHECK(std::ranges::equal(a.values, b.values, [](const auto& x, const auto& y) {
    return x.side == y.side && x.instruction == y.instruction && x.audit == y.audit;
  }));
  CHECK(std::ranges::equal(a.checks, b.checks, [](const Check& x, const Check& y) {
    return x.id == y.id && x.severity == y.severity && x.side == y.side && x.as_of == y.as_of &&
           x.source == y.source && x.title == y.title && x.reason == y.reason &&
           x.remediation == y.remediation && x.applies_to == y.applies_to && x.rule == y.rule;
  }));
}

Baseline empty_baseline() {
  Baseline baseline;
  baseline.name = "B";
  baseline.languages = {"en-US"};
  return baseline;
}

std::string random_text(Random& random) {
  std::u16string text = tests::random_name(random);
  std::erase_if(text, [](char16_t unit) { return unit >= 0xD800 && unit <= 0xDFFF; });
  return to_utf8(text);
}

OptionValue random_option(Random& random) {
  switch (below(random, 5)) {
    case 0: return below(random, 2) == 1;
    case 1: return std::uint64_t{random() >> 1};
    case 2: return random_text(random);
    case 3: {
      std::vector<std::string> texts(below(random, 4));
      for (std::string& text : texts) text = random_text(random);
      return texts;
    }
    default: {
      NamedTexts pairs;
      for (std::size_t i = below(random, 4); i > 0; --i) {
        pairs.emplace_back(std::to_string(i) + random_text(random), random_text(random));
      }
      return pairs;
    }
  }
}

}  // namespace

TEST_CASE("Every baseline of the fixtures is read again as it was written") {
  for (const char* const name : {"baseline/ok-everything.toml", "compile/everything.toml",
                                 "compile/machine-only.toml", "audit/small.toml"}) {
    CAPTURE(name);
    const std::string path = (tests::data_folder() / name).string();
    const Baseline baseline = read_back(tests::read_text(path));
    const std::string text = written(baseline);
    check_same(baseline, read_back(text));
    CHECK(written(read_back(text)) == text);
  }
}

TEST_CASE("Random settings and values are read again as they were written") {
  for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Baseline baseline = empty_baseline();
    for (std::size_t i = below(random, 4); i > 0; --i) {
      Setting setting{.policy = std::to_string(i) + random_text(random) + ":P"};
      setting.side = below(random, 2) == 0 ? Side::machine : Side::user;
      setting.state = static_cast<PolicyState>(below(random, 3));
      for (std::size_t o = below(random, 4); o > 0; --o) {
        setting.options.emplace(std::to_string(o) + random_text(random), random_option(random));
      }
      BaselineSetting item{std::move(setting), {}};
      const std::string comment = random_text(random);
      if (!comment.empty()) item.comment = {{"en-US", comment}};
      baseline.settings.push_back(std::move(item));
    }
    // Any record, as files hold them: keys that are none, comments, half surrogate pairs.
    for (const Record& record : tests::random_records(random, 8)) {
      baseline.values.push_back(
          {below(random, 2) == 0 ? Side::machine : Side::user, decode(record), {}, {}});
    }
    check_same(baseline, read_back(written(baseline)));
  }
}

TEST_CASE("A written baseline reads like one that a person wrote") {
  Baseline baseline = empty_baseline();
  baseline.templates = {"admx"};
  Setting setting{.policy = "t:P"};
  setting.state = PolicyState::enabled;
  setting.options = {{"Level", std::uint64_t{3}}, {"Servers", std::vector<std::string>{"a", "b"}}};
  baseline.settings.push_back({setting, {}});
  baseline.values.push_back(
      {Side::user, SetValue{u"SOFTWARE\\Contoso", u"Level", make_dword(3)}, {}, {}});
  baseline.values.push_back({Side::machine, DeleteAllValues{u"SOFTWARE\\Contoso"}, {}, {}});
  CHECK(written(baseline, {{"Made by hand"}, {{"System > Policy"}}, {}}) ==
        R"(# Made by hand

[baseline]
name = "B"
languages = ["en-US"]
templates = ["admx"]

# System > Policy
[[setting]]
policy = "t:P"
state = "enabled"
[setting.options]
Level = 3
Servers = ["a", "b"]

[[value]]
side = "user"
key = 'SOFTWARE\Contoso'
name = "Level"
type = "dword"
data = 3

[[value]]
key = 'SOFTWARE\Contoso'
action = "delete_all_values"
)");
}

TEST_CASE("A record that no other action says is written with its bytes") {
  Baseline baseline = empty_baseline();
  baseline.values.push_back(
      {Side::machine, Comment{{u"A", u"**Comment: x", make_sz(u"")}}, {}, {}});
  baseline.values.push_back(
      {Side::machine, SetValue{u"A\\", std::u16string(1, 0xD800), make_dword(1)}, {}, {}});
  const std::string text = written(baseline);
  CHECK(text.substr(text.find("[[value]]")) == R"([[value]]
key = "A"
action = "record"
name = "**Comment: x"
type = "sz"
bytes = "0000"

[[value]]
key = 'A\'
action = "record"
name_utf16le = "00d8"
type = "dword"
bytes = "01000000"
)");
}

TEST_CASE("A comment is one line, whatever is in it") {
  Baseline baseline = empty_baseline();
  const std::string text = written(baseline, {{"a\nname = \"X\"\x1b[31m"}, {}, {}});
  CHECK(text.substr(0, text.find('\n')) == R"(# a\u{000A}name = "X"\u{001B}[31m)");
}

TEST_CASE("A baseline with a text that is not UTF-8 is not written") {
  Baseline baseline = empty_baseline();
  baseline.name = "\xff";
  const auto text = baseline::write(baseline);
  REQUIRE(!text.has_value());
  CHECK(to_string(text.error()) ==
        "error: a text of the baseline is not valid UTF-8, and TOML holds nothing else");
}
