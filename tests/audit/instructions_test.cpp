// Settings and values of a baseline, judged by the instructions that they stand for.
#include <catch2/catch.hpp>

#include "audit/builders.hpp"

namespace regpolicy {
namespace {

using audit::Finding;
using audit::Verdict;
using namespace test;

Finding judge_setting(const Instructions& instructions, const Observation& observation,
                      const Instructions& others = {}, const std::string& language = "en-US") {
  Baseline baseline = baseline_of({});
  BaselineSetting setting;
  setting.setting.policy = "test:Policy";
  setting.setting.state = PolicyState::enabled;
  baseline.settings.push_back(setting);
  CompiledBaseline compiled;
  compiled.settings.push_back({&baseline.settings[0], instructions});
  compiled.machine = instructions;
  compiled.machine.insert(compiled.machine.end(), others.begin(), others.end());
  const auto report = audit::run(baseline, compiled, observation, {.language = language});
  REQUIRE(report.findings.size() == 1);
  return report.findings[0];
}

TEST_CASE("a setting is titled by its policy's name in the report's language", "[audit]") {
  Baseline baseline = baseline_of({});
  baseline.settings.resize(1);
  baseline.settings[0].setting.policy = "test:Policy";
  baseline.settings[0].setting.state = PolicyState::disabled;
  CompiledBaseline compiled;
  compiled.settings.push_back(
      {&baseline.settings[0], {}, {{"en-US", "Write the log"}, {"sv-SE", "Skriv loggen"}}});
  const auto finding = [&](const std::string& language) {
    return audit::run(baseline, compiled, {}, {.language = language}).findings.at(0);
  };
  CHECK(finding("en-US").title == "Write the log: should be Disabled");
  CHECK(finding("sv-SE").title == "Skriv loggen: ska vara Inaktiverad");
  CHECK(finding("sv-SE").id == "setting:test:Policy");
  compiled.settings[0].title.clear();
  CHECK(finding("en-US").title == "test:Policy: should be Disabled");
}

Observation with(const std::string& lines) {
  return observe("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso]\r\n" + lines);
}

TEST_CASE("a value that is set must be there with its type and its bytes", "[audit]") {
  const Instructions set{SetValue{kKey, u"A", make_dword(1)}};
  CHECK(judge_setting(set, with("\"a\"=dword:00000001")).verdict == Verdict::compliant);
  CHECK(judge_setting(set, with("\"A\"=dword:00000000")).verdict == Verdict::wrong_value);
  CHECK(judge_setting(set, with("\"A\"=hex(b):01,00,00,00,00,00,00,00")).verdict ==
        Verdict::wrong_type);
  CHECK(judge_setting(set, with("")).verdict == Verdict::missing);
  CHECK(judge_setting(set, observe("")).verdict == Verdict::error);
}

TEST_CASE("a failed setting says what is wrong in the report's language", "[audit]") {
  const Finding finding =
      judge_setting({SetValue{kKey, u"A", make_dword(1)}}, with(""), {}, "sv-SE");
  CHECK(finding.id == "setting:test:Policy");
  CHECK(finding.title == "test:Policy: ska vara Aktiverad");
  CHECK(finding.reason == "Datorn har inte det som baslinjen anger.");
  CHECK(finding.evidence.at(0).expected == "REG_DWORD 1");
  CHECK(finding.evidence.at(0).observed == "saknas");
}

TEST_CASE("a value that is deleted must be absent", "[audit]") {
  CHECK(judge_setting({DeleteValue{kKey, u"A"}}, with("")).verdict == Verdict::compliant);
  CHECK(judge_setting({DeleteValue{kKey, u"A"}}, with("\"A\"=\"\"")).verdict ==
        Verdict::present_but_forbidden);
  CHECK(judge_setting({DeleteValues{kKey, {u"A", u"B"}}}, with("\"B\"=\"\"")).verdict ==
        Verdict::present_but_forbidden);
}

TEST_CASE("what one instruction sets, another's deletion does not forbid", "[audit]") {
  const Instructions list{DeleteAllValues{kKey}, SetValue{kKey, u"1", make_sz(u"a")}};
  CHECK(judge_setting(list, with("\"1\"=\"a\"")).verdict == Verdict::compliant);
  const Finding finding = judge_setting(list, with("\"1\"=\"a\"\r\n\"2\"=\"b\"\r\n@=\"c\""));
  CHECK(finding.verdict == Verdict::present_but_forbidden);
  CHECK(finding.evidence.at(0).observed == "(Default), 2");
  CHECK(
      judge_setting(list, with("\"1\"=\"a\"\r\n\"2\"=\"b\""), {SetValue{kKey, u"2", make_sz(u"b")}})
          .verdict == Verdict::compliant);
}

TEST_CASE("a value set only where absent must be there, whatever it holds", "[audit]") {
  const Instructions soft{SetIfAbsent{kKey, u"A", make_dword(1)}};
  CHECK(judge_setting(soft, with("\"A\"=\"x\"")).verdict == Verdict::compliant);
  CHECK(judge_setting(soft, with("")).verdict == Verdict::missing);
}

TEST_CASE("keys that are made or deleted are looked for", "[audit]") {
  const Observation shown = with("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso\\Sub]");
  CHECK(judge_setting({CreateKey{u"SOFTWARE\\Contoso\\Sub"}}, shown).verdict == Verdict::compliant);
  CHECK(judge_setting({CreateKey{u"SOFTWARE\\Contoso\\Other"}}, shown).verdict == Verdict::missing);
  CHECK(judge_setting({DeleteKeys{kKey, {u"Sub"}}}, shown).verdict ==
        Verdict::present_but_forbidden);
  CHECK(judge_setting({DeleteKeys{kKey, {u"Other"}}}, shown).verdict == Verdict::compliant);
}

TEST_CASE("permissions and unknown directives are left to people", "[audit]") {
  const Finding secured = judge_setting({SecureKey{kKey}}, with(""));
  CHECK(secured.verdict == Verdict::not_auditable);
  CHECK(secured.reason == "The source does not tell the permissions of HKLM\\SOFTWARE\\Contoso.");
  const Instructions unknown{Unknown{{kKey, u"**new", {}}}};
  CHECK(judge_setting(unknown, with("")).verdict == Verdict::not_auditable);
  CHECK(judge_setting(unknown, with(""), {}, "sv-SE").reason ==
        "Instruktionen HKLM\\SOFTWARE\\Contoso\\**new är okänd.");
}

TEST_CASE("a setting that writes nothing is not applicable", "[audit]") {
  const Finding finding = judge_setting({}, with(""));
  CHECK(finding.verdict == Verdict::not_applicable);
  CHECK(finding.reason == "The baseline leaves this setting as it is: nothing is expected.");
}

TEST_CASE("a value of a baseline has an id of its key and name", "[audit]") {
  Baseline baseline = baseline_of({});
  BaselineValue wanted;
  wanted.instruction = SetValue{kKey, u"Level", make_dword(3)};
  wanted.audit.severity = CheckSeverity::blocker;
  baseline.values.push_back(wanted);
  CompiledBaseline compiled;
  compiled.machine.push_back(wanted.instruction);
  const auto report = audit::run(baseline, compiled, with("\"Level\"=dword:00000002"));
  REQUIRE(report.findings.size() == 1);
  CHECK(report.findings[0].id == "value:SOFTWARE\\Contoso\\Level");
  CHECK(report.findings[0].title == "Registry value SOFTWARE\\Contoso\\Level");
  CHECK(report.findings[0].verdict == Verdict::wrong_value);
  CHECK(report.conclusion == "Blocked.");
}

TEST_CASE("the keys of interest are all that a baseline speaks of, once and in order", "[audit]") {
  Check check = check_of(Require{all({value(u"A", Exists{}),
                                      negation({SubkeysCondition{u"SYSTEM\\B", {}}}),
                                      {KeyCondition{u"software\\contoso", true}},
                                      {AnySubkeyCondition{u"SYSTEM\\A", u"", Exists{}}}})});
  check.applies_to = Condition{KeyCondition{u"SOFTWARE\\Applies", true}};
  Check user = check_of(Forbid{value(u"A", Exists{})});
  user.side = Side::user;
  CompiledBaseline compiled;
  compiled.machine.push_back(SetValue{u"SOFTWARE\\Set", u"", {}});
  compiled.user.push_back(DeleteValue{u"Software\\Gone", u""});
  const auto keys = audit::keys_of_interest(baseline_of({check, user}), compiled);
  using Keys = std::vector<std::u16string>;
  CHECK(keys.machine == Keys{u"SOFTWARE\\Applies", kKey, std::u16string(kConflictKey),
                             u"SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion",
                             std::u16string(kAppliedObjectsKey), std::u16string(kExtensionRunsKey),
                             u"SOFTWARE\\Set", u"SYSTEM\\A", u"SYSTEM\\B"});
  CHECK(keys.user == Keys{kKey, u"Software\\Gone", std::u16string(kAppliedObjectsKey)});
}

TEST_CASE("a secret is compared and not shown", "[audit]") {
  const Instructions set{SetValue{kKey, u"DefaultPassword", make_sz(u"hunter2")}};
  const Finding wrong = judge_setting(set, with("\"DefaultPassword\"=\"swordfish\""));
  CHECK(wrong.verdict == Verdict::wrong_value);
  REQUIRE(wrong.evidence.size() == 1);
  CHECK(wrong.evidence[0].expected == "REG_SZ ******");
  CHECK(wrong.evidence[0].observed == "REG_SZ ******");
  CHECK_FALSE(wrong.evidence[0].value);
  CHECK(judge_setting(set, with("\"DefaultPassword\"=\"hunter2\"")).verdict == Verdict::compliant);
  const Finding number = judge_setting({SetValue{kKey, u"PasswordLength", make_dword(1)}},
                                       with("\"PasswordLength\"=dword:00000002"));
  CHECK(number.evidence.at(0).observed == "REG_DWORD 2");
}

}  // namespace
}  // namespace regpolicy
