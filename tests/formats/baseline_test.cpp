#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <regpolicy/baseline.hpp>
#include <regpolicy/text.hpp>

#include "support/files.hpp"
#include "support/sample_policies.hpp"

using namespace regpolicy;
using Lines = std::vector<std::string>;

namespace {

constexpr std::string_view kHead = "[baseline]\nname = \"B\"\nlanguages = [\"en-US\"]\n";

Baseline everything() {
  Diagnostics diagnostics;
  const std::string path = (tests::data_folder() / "baseline" / "ok-everything.toml").string();
  auto read = baseline::read(tests::read_text(path), "b.toml", diagnostics);
  for (const Diagnostic& item : diagnostics.items) UNSCOPED_INFO(to_string(item));
  REQUIRE(read);
  REQUIRE(diagnostics.items.empty());
  return *std::move(read);
}

// The whole messages about a baseline with an ordinary head; lines count from the text given.
Lines messages(std::string_view text) {
  Diagnostics diagnostics;
  const auto read = baseline::read(fmt::format("{}{}", kHead, text), "b.toml", diagnostics);
  CHECK(read.has_value() == diagnostics.items.empty());
  Lines lines;
  for (Diagnostic item : diagnostics.items) {
    if (item.location.line) item.location.line = *item.location.line - 3;
    lines.push_back(to_string(item));
  }
  return lines;
}

// The same about one condition.
Lines condition_messages(std::string_view condition) {
  return messages(
      fmt::format("[[setting]]\npolicy = \"t:P\"\nstate = \"disabled\"\n"
                  "applies_to = {}\n",
                  condition));
}

// The same about one [[value]] of a good key.
Lines value_messages(std::string_view rest) {
  return messages(fmt::format("[[value]]\nkey = 'A'\n{}\n", rest));
}

ValueTest test_of(const Condition& condition) {
  return std::get<ValueCondition>(condition.node).test;
}

}  // namespace

TEST_CASE("A baseline's head is read") {
  const Baseline baseline = everything();
  CHECK(baseline.name == "Everything");
  CHECK(baseline.languages == Lines{"en-US", "sv-SE"});
  CHECK(baseline.templates == Lines{"a.toml", "folder"});
  REQUIRE(baseline.conclusion);
  CHECK(baseline.conclusion->ready.at("sv-SE") == "Klart.");
  CHECK(baseline.conclusion->blocked.at("en-US") == "Blocked.");
  CHECK(baseline.conclusion->unknown.at("sv-SE") == "Okänt.");
}

TEST_CASE("A setting is read with its options and their places") {
  const BaselineSetting first = everything().settings.at(0);
  const Setting& setting = first.setting;
  CHECK(setting.policy == "t:P");
  CHECK(setting.side == Side::user);
  CHECK(setting.state == PolicyState::enabled);
  CHECK(setting.options ==
        std::map<std::string, OptionValue>{{"flag", true},
                                           {"number", std::uint64_t{5}},
                                           {"text", "x"},
                                           {"texts", Lines{"a", ""}},
                                           {"named", NamedTexts{{"b", "1"}, {"a", ""}}}});
  CHECK(to_string(setting.location) == "b.toml:13:10");
  CHECK(to_string(setting.option_locations.at("number")) == "b.toml:16:35");
  CHECK(first.comment == LocalizedText{{"en-US", "Why"}, {"sv-SE", "Varför"}});
  CHECK(first.audit.severity == CheckSeverity::info);
  CHECK(first.audit.applies_to == Condition{BuildCondition{17134, 22631}});
}

TEST_CASE("Side, severity and options of a setting may be left out") {
  const BaselineSetting second = everything().settings.at(1);
  CHECK(second.setting.side == Side::machine);
  CHECK(second.setting.state == PolicyState::not_configured);
  CHECK(second.setting.options.empty());
  CHECK(second.audit.severity == CheckSeverity::warning);
  CHECK_FALSE(second.audit.applies_to);
  CHECK(second.comment == LocalizedText{{"en-US", "1.2"}, {"sv-SE", "1.2"}});
}

TEST_CASE("A value of every type and action is read") {
  Instructions instructions;
  for (const BaselineValue& value : everything().values) instructions.push_back(value.instruction);
  CHECK(tests::lines_of(instructions) ==
        Lines{R"(SOFTWARE\Contoso;Level;REG_DWORD;ffffffff)",
              R"(SOFTWARE\Contoso;;REG_QWORD;ffffffffffffffff)",
              R"(SOFTWARE\Contoso;Text;REG_SZ;0000)",
              R"(SOFTWARE\Contoso;Expand;REG_EXPAND_SZ;2500410025000000)",
              R"(SOFTWARE\Contoso;Multi;REG_MULTI_SZ;61000000620000000000)",
              R"(SOFTWARE\Contoso;Binary;REG_BINARY;01ff0a)",
              R"(SOFTWARE\Contoso;Odd;REG_DWORD;0100)", R"(SOFTWARE\Contoso;Other;4096;)",
              R"(SOFTWARE\Contoso;**soft.Soft;REG_DWORD;01000000)",
              R"(SOFTWARE\Contoso;**del.Old;REG_SZ;20000000)",
              R"(SOFTWARE\Contoso\Clear;**delvals.;REG_SZ;20000000)",
              R"(SOFTWARE\Contoso;**DeleteValues;REG_SZ;41003b0042000000)",
              R"(SOFTWARE\Contoso;**DeleteKeys;REG_SZ;5300750062000000)",
              R"(SOFTWARE\Contoso;**SecureKey;REG_DWORD;00000000)",
              R"(SOFTWARE\Contoso\New;;REG_NONE;)"});
}

TEST_CASE("Side, severity, condition and place of a value are read") {
  const Baseline baseline = everything();
  CHECK(baseline.values.at(1).audit.severity == CheckSeverity::blocker);
  CHECK(baseline.values.at(1).audit.applies_to == Condition{EditionCondition{"Core.*"}});
  CHECK(baseline.values.at(2).side == Side::user);
  CHECK(to_string(baseline.values.at(0).location) == "b.toml:27:7");
}

TEST_CASE("A check is read with its texts and its rule") {
  const Baseline baseline = everything();
  const Check& require = baseline.checks.at(0);
  CHECK(require.id == "a.require");
  CHECK(require.severity == CheckSeverity::blocker);
  CHECK(require.side == Side::machine);
  CHECK(require.as_of == "2025-06-01");
  CHECK(require.source == LocalizedText{{"en-US", "a document"}, {"sv-SE", "a document"}});
  CHECK(require.title.at("sv-SE") == "Titel");
  CHECK(require.reason.at("sv-SE") == "Skäl");
  CHECK(require.remediation.at("en-US") == "Do it");
  REQUIRE(require.applies_to);
  CHECK(std::get<Not>(require.applies_to->node).term ==
        std::vector<Condition>{{EditionCondition{"Core"}}});
  CHECK(std::holds_alternative<Require>(require.rule));
  CHECK(baseline.checks.at(1).side == Side::user);
  CHECK(std::get<NotAuditable>(baseline.checks.at(2).rule).reason.at("en-US") == "Look elsewhere");
}

TEST_CASE("The source of a check may have a text in every language") {
  const std::string check =
      "[baseline]\nname = 'n'\nlanguages = ['en-US', 'sv-SE']\n[[check]]\nid = 'a'\n"
      "severity = 'info'\nas_of = 2025-06-01\ntitle = { en-US = 'T', sv-SE = 'T' }\n"
      "reason = { en-US = 'R', sv-SE = 'R' }\nremediation = { en-US = 'D', sv-SE = 'D' }\n"
      "require = { key_exists = 'A' }\nsource = ";
  Diagnostics diagnostics;
  const auto good =
      baseline::read(check + "{ en-US = 'Manual', sv-SE = 'Handbok' }", "b.toml", diagnostics);
  REQUIRE(good);
  CHECK(good->checks.at(0).source == LocalizedText{{"en-US", "Manual"}, {"sv-SE", "Handbok"}});
  CHECK_FALSE(baseline::read(check + "{ en-US = 'Manual' }", "b.toml", diagnostics));
  CHECK_FALSE(baseline::read(check + "1", "b.toml", diagnostics));
  REQUIRE(diagnostics.items.size() == 2);
  CHECK(to_string(diagnostics.items[0]) ==
        "b.toml:12:10: error: 'source' has no text in sv-SE [baseline.missing-translation]");
  CHECK(to_string(diagnostics.items[1]) ==
        "b.toml:12:10: error: 'source' is an integer, expected a text or a table of texts by "
        "language [baseline.wrong-type]");
}

TEST_CASE("Every test of a value is read") {
  const Baseline baseline = everything();
  const auto& all =
      std::get<AllOf>(std::get<Require>(baseline.checks.at(0).rule).condition.node).terms;
  REQUIRE(all.size() == 7);
  CHECK(all[0] == Condition{ValueCondition{u"A", u"V", {}, Equals{std::uint64_t{1}}}});
  CHECK(all[1] == Condition{ValueCondition{u"A", u"V", Type::sz, Equals{u"on"}}});
  CHECK(all[2] == Condition{ValueCondition{u"A", u"", {}, OneOf{{std::uint64_t{1}, u"one"}}}});
  const auto& any = std::get<AnyOf>(all[3].node).terms;
  CHECK(test_of(any.at(0)) == ValueTest{AtLeast{2}});
  CHECK(test_of(any.at(1)) == ValueTest{AtMost{3}});
  CHECK(all[4] == Condition{ValueCondition{u"A", u"V", Type::expand_sz, Matches{"a|b"}}});
  CHECK(test_of(all[5]) == ValueTest{Exists{}});
  CHECK(test_of(all[6]) == ValueTest{Absent{}});
}

TEST_CASE("Conditions about keys are read") {
  const Baseline baseline = everything();
  const auto& any =
      std::get<AnyOf>(std::get<Forbid>(baseline.checks.at(1).rule).condition.node).terms;
  REQUIRE(any.size() == 4);
  CHECK(any[0] == Condition{SubkeysCondition{u"A\\B", {u"x", u"y"}}});
  CHECK(any[1] == Condition{AnySubkeyCondition{u"A\\B", u"DisplayName", Matches{"SSPR.*"}}});
  CHECK(any[2] == Condition{KeyCondition{u"A", true}});
  CHECK(any[3] == Condition{KeyCondition{u"B", false}});
}

TEST_CASE("Every bad-* baseline gives the messages it records, in the order of the file") {
  for (const auto& path : tests::fixtures("baseline", "bad-", ".toml")) {
    const std::string text = tests::read_text(path);
    CAPTURE(path.filename().string());
    Diagnostics diagnostics;
    CHECK_FALSE(baseline::read(text, "b.toml", diagnostics));
    std::string printed;
    for (const Diagnostic& item : diagnostics.items) printed += to_string(item) + "\n";
    const auto recorded = std::filesystem::path(path).replace_extension(".expected");
    CHECK(printed == tests::read_text(recorded));
  }
}

TEST_CASE("What is not TOML is one error with its place") {
  const Lines found = messages("[[setting]\n");
  REQUIRE(found.size() == 1);
  CHECK(found[0].starts_with("b.toml:1:11: error: "));
  CHECK(found[0].ends_with("[baseline.syntax]"));
}

TEST_CASE("A text above the limit and a key of too many parts are refused before they are parsed") {
  Diagnostics diagnostics;
  CHECK_FALSE(baseline::read(std::string((16U << 20) + 1, '#'), "b.toml", diagnostics));
  CHECK(to_string(diagnostics.items.at(0)) ==
        "b.toml: error: found a text of 16777217 bytes, expected at most 16777216 "
        "[baseline.syntax]");
  std::string deep = "a";
  for (int i = 0; i < 100000; ++i) deep += ".a";
  CHECK(messages(deep + " = 1\n") ==
        Lines{"b.toml:1:32: error: found a dotted key of more than 16 parts [baseline.syntax]"});
}

TEST_CASE("Dots outside keys are not counted") {
  CHECK(messages("# . . . . . . . . . . . . . . . . . . . . .\n[[value]]\nkey = 'A'\n"
                 "name = \"....................\"\ntype = \"sz\"\ndata = \"\"\"\n"
                 "\\\"......................\"\" \n .......................\"\"\"\"\"\n") ==
        Lines{});
}

TEST_CASE("Integers beside the range of their type are refused") {
  CHECK(value_messages("type = \"dword\"\ndata = 4294967296") ==
        Lines{"b.toml:4:8: error: 'data' is 4294967296, expected 0 to 4294967295 for a REG_DWORD "
              "[baseline.out-of-range]"});
  CHECK(value_messages("type = \"qword\"\ndata = -1") ==
        Lines{"b.toml:4:8: error: 'data' is -1, expected 0 to 18446744073709551615 for a REG_QWORD "
              "[baseline.out-of-range]"});
  CHECK(value_messages("type = -1\ndata = \"\"") ==
        Lines{"b.toml:3:8: error: 'type' is -1, expected a number from 0 to 4294967295 "
              "[baseline.out-of-range]"});
}

TEST_CASE("A REG_QWORD above the largest integer of TOML is written as a text") {
  const auto qword = [](std::string_view data) {
    return value_messages(fmt::format("type = \"qword\"\ndata = \"{}\"", data));
  };
  CHECK(qword("18446744073709551615") == Lines{});
  CHECK(qword("18446744073709551616") ==
        Lines{"b.toml:4:8: error: 'data' is '18446744073709551616', expected 0 to "
              "18446744073709551615 for a REG_QWORD [baseline.out-of-range]"});
  CHECK(qword("-1").size() == 1);
  CHECK(qword("").size() == 1);
}

TEST_CASE("Data of the wrong kind is refused") {
  CHECK(value_messages("type = \"dword\"\ndata = \"1\"") ==
        Lines{"b.toml:4:8: error: 'data' of a REG_DWORD is a text, expected an integer "
              "[baseline.wrong-type]"});
  CHECK(value_messages("type = \"sz\"\ndata = 1") ==
        Lines{"b.toml:4:8: error: 'data' of a REG_SZ is an integer, expected a text "
              "[baseline.wrong-type]"});
  CHECK(value_messages("type = \"multi_sz\"\ndata = [\"a\", \"\"]") ==
        Lines{"b.toml:4:14: error: item 2 of 'data' of a REG_MULTI_SZ is empty "
              "[baseline.empty-text]"});
  CHECK(value_messages("type = \"binary\"\ndata = \"01 f\"") ==
        Lines{"b.toml:4:8: error: 'data' of a REG_BINARY has no pair of hexadecimal digits at "
              "character 4 (expected bytes such as \"01 ff\") [baseline.bad-data]"});
  CHECK(value_messages("type = \"sz\"\ndata = \"a\\u0000\"") ==
        Lines{"b.toml:4:8: error: 'data' holds a NUL, which ends a text in the registry "
              "[baseline.bad-text]"});
}

TEST_CASE("A value that Registry.pol would read as something else is refused") {
  CHECK(value_messages("name = \"**del.X\"\ntype = \"sz\"\ndata = \"\"") ==
        Lines{"b.toml:3:8: error: 'name' begins with '**', which Registry.pol reads as a directive "
              "(use 'action' to delete or to set only where absent) [baseline.bad-name]"});
  CHECK(value_messages("type = \"none\"\ndata = \"\"") ==
        Lines{"b.toml:1:1: error: a REG_NONE without name and data is how Registry.pol creates a "
              "key (use action = \"create_key\") [baseline.bad-name]"});
  CHECK(value_messages("action = \"delete_values\"\nnames = [\"A;B\"]") ==
        Lines{"b.toml:4:10: error: item 1 of 'names' holds ';', which Registry.pol cannot say "
              "there [baseline.bad-name]"});
  CHECK(value_messages("action = \"delete_keys\"\nnames = ['A\\B']") ==
        Lines{"b.toml:4:10: error: item 1 of 'names' holds '\\', which Registry.pol cannot say "
              "there [baseline.bad-name]"});
}

TEST_CASE("An action knows only its own keys") {
  CHECK(value_messages("action = \"create_key\"\nname = \"A\"") ==
        Lines{"b.toml:4:1: error: unknown key 'name' in [[value]] with the action create_key "
              "[baseline.unknown-key]"});
  CHECK(value_messages("action = \"delete\"") ==
        Lines{"b.toml:1:1: error: [[value]] with the action delete has no 'name' (name = \"\" is "
              "the default value of the key) [baseline.missing-key]"});
  CHECK(value_messages("action = \"remove\"") ==
        Lines{"b.toml:3:10: error: unknown action 'remove' (expected one of set, set_if_absent, "
              "delete, delete_all_values, delete_values, delete_keys, secure_key, create_key, "
              "record) "
              "[baseline.unknown-word]"});
}

TEST_CASE("A condition is about one thing and has one test") {
  CHECK(condition_messages("{ key = 'A', name = \"V\" }") ==
        Lines{"b.toml:4:14: error: the condition has no test (expected one of equals, one_of, "
              "at_least, at_most, matches, exists, absent) [baseline.bad-condition]"});
  CHECK(condition_messages("{ key = 'A', name = \"V\", equals = 1, exists = true }") ==
        Lines{"b.toml:4:14: error: the condition has the tests equals, exists, expected one (join "
              "conditions with all = [...]) [baseline.bad-condition]"});
  CHECK(condition_messages("{ key_exists = 'A', edition = \"Core\" }") ==
        Lines{"b.toml:4:14: error: the condition has key_exists, edition, expected one of them "
              "(join conditions with all = [...]) [baseline.bad-condition]"});
  CHECK(condition_messages("{ keyexists = 'A' }") ==
        Lines{"b.toml:4:14: error: the condition does not say what it is about (did you mean "
              "'key_exists'?) [baseline.bad-condition]"});
}

TEST_CASE("A condition that can never hold is refused") {
  CHECK(condition_messages("{ key = 'A', name = \"V\", type = \"sz\", equals = 1 }") ==
        Lines{"b.toml:4:46: error: a REG_SZ is compared with a number, so the condition never "
              "holds [baseline.bad-condition]"});
  CHECK(condition_messages("{ key = 'A', name = \"V\", type = \"dword\", matches = \"1\" }") ==
        Lines{"b.toml:4:46: error: a REG_DWORD is matched with a regular expression, so the "
              "condition never holds [baseline.bad-condition]"});
  CHECK(condition_messages("{ build = { at_least = 2, at_most = 1 } }") ==
        Lines{"b.toml:4:24: error: no build is at least 2 and at most 1 [baseline.bad-condition]"});
  CHECK(condition_messages("{ build = {} }") ==
        Lines{"b.toml:4:24: error: 'build' has neither 'at_least' nor 'at_most' "
              "[baseline.bad-condition]"});
  CHECK(condition_messages("{ key = 'A', name = \"V\", exists = false }") ==
        Lines{"b.toml:4:48: error: 'exists' is false, expected true (write absent = true) "
              "[baseline.bad-condition]"});
  CHECK(condition_messages("{ any = [] }") ==
        Lines{"b.toml:4:22: error: 'any' is empty, expected conditions [baseline.bad-condition]"});
}

TEST_CASE("A regular expression has to compile and to be of a reasonable length") {
  for (const std::string_view pattern : {"(", "(?=a)b", "[(](a|(?!b))"}) {
    CHECK(condition_messages(fmt::format("{{ edition = \"{}\" }}", pattern)) ==
          Lines{fmt::format("b.toml:4:26: error: 'edition' is no regular expression that can be "
                            "used: '{}' (ECMAScript without back-references and lookaheads) "
                            "[baseline.bad-pattern]",
                            pattern)});
  }
  CHECK(condition_messages("{ edition = '[(?=]' }").empty());
  CHECK(condition_messages(fmt::format("{{ edition = \"{}\" }}", std::string(1001, 'a'))) ==
        Lines{"b.toml:4:26: error: 'edition' has 1001 bytes, expected at most 1000 "
              "[baseline.bad-pattern]"});
}

TEST_CASE("A regular expression whose repetitions multiply is refused") {
  const auto edition = [](std::string_view pattern) {
    return condition_messages(fmt::format("{{ edition = '{}' }}", pattern));
  };
  const Lines too_much = {
      "b.toml:4:26: error: 'edition' has more than 4096 bytes with its counted repetitions written "
      "out (make the counts smaller) [baseline.bad-pattern]"};
  CHECK(edition("((a{1,30}){1,30}){1,30}") == too_much);
  CHECK(edition("((a{9}){9}){9}(((a{2}){4}){8}){16,99}") == too_much);
  CHECK(edition("a{99999999999999999999999}") == too_much);
  CHECK(edition("(?:\\({99}){99}") == too_much);
  CHECK(edition("[A-Za-z0-9._-]{1,255}").empty());
  CHECK(edition("\\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\\}").empty());
  CHECK(edition("((((a{2}){3}){4}){5,}){6}").empty());
}

TEST_CASE("Conditions nest up to the limit and no deeper") {
  const auto nested = [](int levels) {
    std::string condition = "{ edition = \"Core\" }";
    for (int i = 1; i < levels; ++i) condition = "{ not = " + condition + " }";
    return condition;
  };
  CHECK(condition_messages(nested(32)) == Lines{});
  const Lines found = condition_messages(nested(33));
  REQUIRE(found.size() == 1);
  CHECK(
      found[0].ends_with("error: conditions are nested more than 32 deep "
                         "[baseline.condition-depth]"));
}

TEST_CASE("Columns count code points") {
  CHECK(messages("[[setting]]\npolicy = \"ö\"\nstate = \"on\" # åäö\n\"åäö\" = 1\n") ==
        Lines{"b.toml:3:9: error: unknown state 'on' (expected one of not_configured, enabled, "
              "disabled) [baseline.unknown-word]",
              "b.toml:4:1: error: unknown key 'åäö' in [[setting]] [baseline.unknown-key]"});
}

TEST_CASE("A text is that of the language, else of its primary subtag, else the fallback") {
  const LocalizedText text = {{"de-AT", "grüß"}, {"en-US", "hi"}, {"sv-SE", "hej"}};
  CHECK(text_in(text, "sv-SE", "en-US") == "hej");
  CHECK(text_in(text, "SV-se", "en-US") == "hej");
  CHECK(text_in(text, "sv-FI", "en-US") == "hej");
  CHECK(text_in(text, "de", "en-US") == "grüß");
  CHECK(text_in(text, "fr-FR", "en-US") == "hi");
  CHECK(text_in(text, "fr-FR", "nb-NO") == "grüß");
  CHECK(text_in({}, "fr-FR", "nb-NO").empty());
}

TEST_CASE("A baseline has no more languages than there can be") {
  const auto findings = [](int count) {
    std::string tags;
    for (int i = 0; i < count; ++i) tags += fmt::format("\"xx-{:03}\", ", i);
    Diagnostics diagnostics;
    (void)baseline::read(fmt::format("[baseline]\nname = \"B\"\nlanguages = [{}]\n", tags),
                         "b.toml", diagnostics);
    Lines lines;
    for (const Diagnostic& item : diagnostics.items) lines.push_back(to_string(item));
    return lines;
  };
  CHECK(findings(256).empty());
  CHECK(findings(257) == Lines{"b.toml:3:13: error: 'languages' has 257 language tags, expected at "
                               "most 256 [baseline.bad-language]"});
}

TEST_CASE("A path of a template with a NUL is refused") {
  Diagnostics diagnostics;
  CHECK_FALSE(
      baseline::read("[baseline]\nname = \"B\"\nlanguages = [\"en-US\"]\n"
                     "templates = [\"a.toml\", \"b.toml\\u0000c\"]\n",
                     "b.toml", diagnostics));
  REQUIRE(diagnostics.items.size() == 1);
  CHECK(to_string(diagnostics.items[0]) ==
        "b.toml:4:24: error: item 2 of 'templates' holds a NUL, which no path can "
        "[baseline.bad-text]");
}
