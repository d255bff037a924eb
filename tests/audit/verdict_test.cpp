// Every verdict with its reason.
#include <catch2/catch.hpp>

#include <regpolicy/limits.hpp>

#include "audit/builders.hpp"

namespace regpolicy {
namespace {

using audit::Finding;
using audit::Verdict;
using namespace test;

Observation with(const std::string& lines) {
  return observe("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso]\r\n" + lines);
}

TEST_CASE("a compliant finding keeps its evidence and says nothing else", "[audit]") {
  const Finding finding =
      judge(check_of(Require{value(u"A", equals(1))}), with("\"A\"=dword:00000001"));
  CHECK(finding.verdict == Verdict::compliant);
  CHECK(finding.id == "test.check");
  CHECK(finding.source == "reg:test.reg");
  CHECK(finding.reason.empty());
  CHECK(finding.remediation.empty());
  REQUIRE(finding.evidence.size() == 1);
  CHECK(finding.evidence[0].expected == "1");
  CHECK(finding.evidence[0].observed == "REG_DWORD 1");
  CHECK(finding.evidence[0].value == make_dword(1));
}

TEST_CASE("a failure gives the check's reason and remedy in the report's language", "[audit]") {
  const Check check = check_of(Require{value(u"A", equals(1))});
  const Finding english = judge(check, with("\"A\"=dword:00000000"));
  CHECK(english.verdict == Verdict::wrong_value);
  CHECK(english.title == "The title");
  CHECK(english.reason == "The reason.");
  CHECK(english.remediation == "The remedy.");
  const Finding swedish = judge(check, with(""), "sv-SE");
  CHECK(swedish.verdict == Verdict::missing);
  CHECK(swedish.title == "Rubriken");
  CHECK(swedish.reason == "Skälet.");
  CHECK(swedish.evidence.at(0).observed == "saknas");
}

TEST_CASE("of several failed leaves a wrong value wins, then a wrong type, then a missing one",
          "[audit]") {
  const Condition all_one = all({value(u"Missing", equals(1)), value(u"Text", equals(1)),
                                 value(u"Zero", equals(1)), value(u"There", Absent{})});
  CHECK(require_verdict(all_one, with("\"Text\"=\"1\"\r\n\"Zero\"=dword:00000000\r\n"
                                      "\"There\"=\"\"")) == Verdict::wrong_value);
  CHECK(require_verdict(all_one, with("\"Text\"=\"1\"\r\n\"There\"=\"\"\r\n"
                                      "\"Zero\"=dword:00000001")) == Verdict::wrong_type);
  CHECK(require_verdict(all_one, with("\"Text\"=dword:00000001\r\n\"There\"=\"\"\r\n"
                                      "\"Zero\"=dword:00000001")) == Verdict::missing);
  CHECK(require_verdict(all_one, with("\"Text\"=dword:00000001\r\n\"There\"=\"\"\r\n"
                                      "\"Zero\"=dword:00000001\r\n\"Missing\"=dword:00000001")) ==
        Verdict::present_but_forbidden);
}

TEST_CASE("what is negated must not hold: present, wrong or missing", "[audit]") {
  CHECK(require_verdict(negation(value(u"A", Exists{})), with("\"A\"=\"\"")) ==
        Verdict::present_but_forbidden);
  CHECK(require_verdict(negation(value(u"A", equals(1))), with("\"A\"=dword:00000001")) ==
        Verdict::wrong_value);
  CHECK(require_verdict(negation(value(u"A", Absent{})), with("")) == Verdict::missing);
  CHECK(require_verdict(negation(value(u"A", equals(1))), with("")) == Verdict::compliant);
}

TEST_CASE("a value of a wrong type is never compliant, required or forbidden", "[audit]") {
  const Observation text = with("\"A\"=\"1\"");
  CHECK(require_verdict(value(u"A", equals(1)), text) == Verdict::wrong_type);
  CHECK(forbid_verdict(value(u"A", equals(1)), text) == Verdict::wrong_type);
  CHECK(require_verdict(negation(value(u"A", equals(1))), text) == Verdict::wrong_type);
  CHECK(forbid_verdict(negation(value(u"A", equals(1))), text) == Verdict::wrong_type);
  const Finding finding = judge(check_of(Forbid{value(u"A", equals(1))}), text);
  CHECK(finding.reason ==
        "HKLM\\SOFTWARE\\Contoso\\A holds REG_SZ \"1\", expected a number (REG_DWORD or "
        "REG_QWORD). How Windows reads a value of another type is not documented. The reason.");
  CHECK(finding.evidence.at(0).expected == "not 1");
}

TEST_CASE("a wrong type that cannot change the outcome does not decide it", "[audit]") {
  const Observation both = with("\"A\"=\"1\"\r\n\"B\"=dword:00000000");
  CHECK(forbid_verdict(all({value(u"A", equals(1)), value(u"B", equals(1))}), both) ==
        Verdict::compliant);
  CHECK(require_verdict(any({value(u"A", equals(1)), value(u"B", equals(0))}), both) ==
        Verdict::compliant);
  CHECK(forbid_verdict(any({value(u"A", equals(1)), value(u"B", equals(1))}), both) ==
        Verdict::wrong_type);
}

TEST_CASE("an error names the key that the source lacks and how to export it", "[audit]") {
  const Condition condition{
      ValueCondition{u"SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System",
                     u"EnableLUA",
                     {},
                     equals(1)}};
  const Finding english = judge(check_of(Require{condition}), with(""));
  CHECK(english.verdict == Verdict::error);
  CHECK(english.reason ==
        "The source does not tell about HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\"
        "Policies\\System\\EnableLUA.");
  CHECK(english.remediation ==
        "Add the file that this command writes on the machine: reg export "
        "\"HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\" windows-policies.reg");
  const Finding swedish = judge(check_of(Require{condition}), with(""), "sv");
  CHECK(swedish.reason ==
        "Källan innehåller inga uppgifter om HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\"
        "Policies\\System\\EnableLUA.");
}

TEST_CASE("a check for other builds is not applicable and says why", "[audit]") {
  Check check = check_of(Require{value(u"A", equals(1))});
  check.applies_to = Condition{BuildCondition{{}, 9600}};
  Observation observation = with("");
  observation.build = 22631;
  const Finding english = judge(check, observation);
  CHECK(english.verdict == Verdict::not_applicable);
  CHECK(english.reason == "Windows build 22631 is outside what this check is for (at most 9600).");
  CHECK(english.remediation.empty());
  CHECK(judge(check, observation, "sv-SE").reason ==
        "Windows-build 22631 omfattas inte av kontrollen (högst 9600).");
  observation.build = 9600;
  CHECK(judge(check, observation).verdict == Verdict::missing);
}

TEST_CASE("a check for other editions or machines is not applicable and says why", "[audit]") {
  Check check = check_of(Require{value(u"A", equals(1))});
  check.applies_to = Condition{EditionCondition{"Core.*"}};
  Observation observation = with("\"Role\"=\"kiosk\"");
  observation.edition = "Enterprise";
  CHECK(judge(check, observation).reason ==
        "The Windows edition Enterprise is not one that this check is for (matching \"Core.*\").");
  check.applies_to = value(u"Role", equals(u"office"));
  CHECK(judge(check, observation).reason ==
        "This check is only for machines where HKLM\\SOFTWARE\\Contoso\\Role is: \"office\". "
        "Found: REG_SZ \"kiosk\".");
}

TEST_CASE("what is bad is reported even where the source does not tell whether its check applies",
          "[audit]") {
  const Condition from_1803{BuildCondition{17134, {}}};
  Check forbidden = check_of(Forbid{value(u"A", equals(1), Type::dword)});
  forbidden.applies_to = from_1803;
  const Finding finding = judge(forbidden, with("\"A\"=dword:00000001"));
  CHECK(finding.verdict == Verdict::present_but_forbidden);
  CHECK(finding.reason ==
        "The reason. It is not certain that the check is for this machine: The source does not "
        "tell the Windows build.");
  CHECK(finding.remediation == "The remedy.");
  CHECK(judge(forbidden, with("\"A\"=\"1\"")).verdict == Verdict::wrong_type);
  CHECK(judge(forbidden, with("\"A\"=dword:00000000")).verdict == Verdict::compliant);
  Check required = check_of(Require{value(u"A", equals(1))});
  required.applies_to = from_1803;
  CHECK(judge(required, with("\"A\"=dword:00000000")).verdict == Verdict::wrong_value);
  CHECK(judge(required, with("\"A\"=dword:00000001")).verdict == Verdict::compliant);
}

TEST_CASE("a check by hand stays one where the source does not tell whether it applies",
          "[audit]") {
  Check check = check_of(NotAuditable{{{"en-US", "Look there."}, {"sv-SE", "Titta där."}}});
  check.applies_to = Condition{BuildCondition{17134, {}}};
  CHECK(judge(check, with("")).verdict == Verdict::not_auditable);
}

TEST_CASE("what is missing is an error where the source does not tell whether its check applies",
          "[audit]") {
  Check check = check_of(Require{value(u"A", equals(1))});
  check.applies_to = Condition{BuildCondition{17134, {}}};
  const Finding finding = judge(check, with(""));
  CHECK(finding.verdict == Verdict::error);
  CHECK(finding.reason == "The source does not tell the Windows build.");
  CHECK(finding.remediation ==
        "Give the Windows build with --build N, or add the file that this command writes on the "
        "machine: reg export \"HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\" "
        "windows-nt.reg");
  check.applies_to = Condition{EditionCondition{"Enterprise"}};
  CHECK(judge(check, with("")).reason == "The source does not tell the Windows edition.");
}

TEST_CASE("a check by hand gives its reason in the report's language", "[audit]") {
  const Check check = check_of(NotAuditable{{{"en-US", "Look there."}, {"sv-SE", "Titta där."}}});
  const Finding finding = judge(check, with(""), "sv-SE");
  CHECK(finding.verdict == Verdict::not_auditable);
  CHECK(finding.reason == "Titta där.");
  CHECK(finding.remediation == "Åtgärden.");
}

TEST_CASE("a subkey that is not allowed is named with its title", "[audit]") {
  const Condition condition{SubkeysCondition{u"SOFTWARE\\Contoso", {u"{a}", u"{b}"}}};
  CHECK(require_verdict(condition, with("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso\\{A}]")) ==
        Verdict::compliant);
  CHECK(require_verdict(condition, observe("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Other]")) ==
        Verdict::error);
  const Finding finding = judge(check_of(Require{condition}),
                                with("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso\\{A}]\r\n"
                                     "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso\\{C}]\r\n@=\"Duo\"\r\n"
                                     "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso\\{D}]\r\n"));
  CHECK(finding.verdict == Verdict::present_but_forbidden);
  CHECK(finding.evidence.at(0).observed == "{C} (Duo), {D}");
  CHECK_FALSE(finding.evidence.at(0).name.has_value());
}

TEST_CASE("a subkey that is not allowed decides even where only it is shown", "[audit]") {
  const Condition condition{SubkeysCondition{u"SOFTWARE\\Contoso", {u"{a}"}}};
  CHECK(require_verdict(condition, observe("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso\\{C}]")) ==
        Verdict::present_but_forbidden);
  CHECK(require_verdict(condition, observe("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso\\{A}]")) ==
        Verdict::error);
}

TEST_CASE("one subkey with the value is enough for any_subkey_of", "[audit]") {
  const Condition condition{AnySubkeyCondition{u"SOFTWARE\\Contoso", u"DisplayName", equals(u"x")}};
  const std::string other =
      "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso\\1]\r\n\"DisplayName\"=\"other\"\r\n";
  const std::string right =
      "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso\\2]\r\n\"DisplayName\"=\"X\"\r\n";
  const std::string number =
      "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso\\3]\r\n\"DisplayName\"=dword:00000001\r\n";
  CHECK(require_verdict(condition, with(other + right)) == Verdict::compliant);
  CHECK(require_verdict(condition, with(other)) == Verdict::missing);
  CHECK(require_verdict(condition, with(other + number)) == Verdict::wrong_type);
  CHECK(require_verdict(condition, with(other + number + right)) == Verdict::compliant);
  CHECK(require_verdict(condition, observe(other)) == Verdict::error);
  CHECK(require_verdict(condition, observe(right)) == Verdict::compliant);
  CHECK(forbid_verdict(condition, with(other)) == Verdict::compliant);
  CHECK(forbid_verdict(condition, with(right)) == Verdict::present_but_forbidden);
  CHECK(forbid_verdict(condition, with(number)) == Verdict::wrong_type);
}

TEST_CASE("a key is missing, present, or not told about", "[audit]") {
  const Condition exists{KeyCondition{u"SOFTWARE\\Contoso\\A", true}};
  const Condition absent{KeyCondition{u"SOFTWARE\\Contoso\\A", false}};
  const Observation without = with("");
  const Observation shown = observe("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso\\A\\B]");
  CHECK(require_verdict(exists, without) == Verdict::missing);
  CHECK(require_verdict(absent, without) == Verdict::compliant);
  CHECK(require_verdict(exists, shown) == Verdict::compliant);
  CHECK(require_verdict(absent, shown) == Verdict::present_but_forbidden);
  CHECK(require_verdict(exists, observe("[HKEY_LOCAL_MACHINE\\SOFTWARE\\B]")) == Verdict::error);
}

TEST_CASE("builds are compared with their bounds included, and a foreign build is a wrong value",
          "[audit]") {
  const auto verdict = [](std::uint32_t build) {
    Observation observation;
    observation.build = build;
    return require_verdict({BuildCondition{17134, 17763}}, observation);
  };
  CHECK(verdict(17133) == Verdict::wrong_value);
  CHECK(verdict(17134) == Verdict::compliant);
  CHECK(verdict(17763) == Verdict::compliant);
  CHECK(verdict(17764) == Verdict::wrong_value);
}

TEST_CASE("what must not be is told in words that need no second thought", "[audit]") {
  const auto expected = [](ValueTest test) {
    return judge(check_of(Forbid{value(u"A", std::move(test), {})}), with("\"A\"=dword:00000005"))
        .evidence.at(0)
        .expected;
  };
  CHECK(expected(equals(1)) == "not 1");
  CHECK(expected(AtLeast{1}) == "below 1 or missing");
  CHECK(expected(AtMost{1}) == "above 1 or missing");
  CHECK(expected(Exists{}) == "absent");
  CHECK(expected(Absent{}) == "present");
  CHECK(expected(OneOf{{Scalar(std::uint64_t{1}), Scalar(std::u16string(u"x"))}}) ==
        "not one of 1, \"x\"");
  CHECK(expected(Matches{"x.*"}) == "not matching \"x.*\"");
}

TEST_CASE("what a subkey has to hold is told in one phrase", "[audit]") {
  const auto expected = [](ValueTest test, const std::string& language) {
    const Condition condition{AnySubkeyCondition{u"SOFTWARE\\Contoso", u"Id", std::move(test)}};
    return judge(check_of(Require{condition}), with(""), language).evidence.at(0).expected;
  };
  CHECK(expected(Exists{}, "en-US") == "a subkey with the value Id");
  CHECK(expected(Exists{}, "sv-SE") == "en undernyckel med värdet Id");
  CHECK(expected(Absent{}, "en-US") == "a subkey without the value Id");
  CHECK(expected(Absent{}, "sv-SE") == "en undernyckel utan värdet Id");
  CHECK(expected(equals(5), "en-US") == "a subkey in which Id is 5");
  CHECK(expected(equals(5), "sv-SE") == "en undernyckel där Id är 5");
}

TEST_CASE("alternatives for one value are one evidence", "[audit]") {
  const Condition condition =
      any({value(u"A", Absent{}),
           value(u"A", OneOf{{Scalar(std::u16string(u"x")), Scalar(std::u16string(u"y"))}})});
  const Finding finding = judge(check_of(Require{condition}), with("\"A\"=\"z\""));
  CHECK(finding.verdict == Verdict::wrong_value);
  REQUIRE(finding.evidence.size() == 1);
  CHECK(finding.evidence[0].expected == "missing, or one of \"x\", \"y\"");
  CHECK(finding.evidence[0].observed == "REG_SZ \"z\"");
  CHECK(judge(check_of(Require{condition}), with("\"A\"=\"z\""), "sv-SE").evidence.at(0).expected ==
        "saknas, eller något av \"x\", \"y\"");
  const Finding number = judge(check_of(Require{condition}), with("\"A\"=dword:00000001"));
  CHECK(number.verdict == Verdict::wrong_type);
  CHECK(number.evidence.size() == 1);
}

TEST_CASE("alternatives for several values stay apart", "[audit]") {
  const Condition condition = any({value(u"A", equals(1)), value(u"B", equals(1))});
  CHECK(judge(check_of(Require{condition}), with("")).evidence.size() == 2);
}

TEST_CASE("what to provide names the build and the edition in one line", "[audit]") {
  Check check = check_of(Require{value(u"A", equals(1))});
  check.applies_to = all({{BuildCondition{17134, {}}}, {EditionCondition{"Enterprise"}}});
  CHECK(judge(check, with("")).remediation ==
        "Give the Windows build and edition with --build N and --edition ID, or add the file that "
        "this command writes on the machine: reg export \"HKLM\\SOFTWARE\\Microsoft\\Windows "
        "NT\\CurrentVersion\" windows-nt.reg");
  CHECK(judge(check, with(""), "sv-SE").remediation ==
        "Ange Windows-build och Windows-utgåva med --build N och --edition ID, eller lägg till "
        "filen som det här kommandot skapar på datorn: reg export "
        "\"HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\" windows-nt.reg");
}

TEST_CASE("what to provide names no export that lies within another", "[audit]") {
  const auto at = [](std::u16string key) {
    return Condition{ValueCondition{std::move(key), u"A", {}, Exists{}}};
  };
  Check check = check_of(Require{all({at(u"SOFTWARE\\Policies\\X"), at(u"SOFTWARE\\Y"),
                                      at(u"SOFTWARE\\Microsoft\\Z"), at(u"SYSTEM\\Q")})});
  check.applies_to = Condition{BuildCondition{17134, {}}};
  CHECK(judge(check, {}).remediation ==
        "Add the file that this command writes on the machine: reg export \"HKLM\\SOFTWARE\" "
        "software.reg\n"
        "Add the file that this command writes on the machine: reg export \"HKLM\\SYSTEM\" "
        "system.reg");
  // The version can be given by hand: its export does not stand for what lies within it.
  check = check_of(Require{at(u"SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon")});
  check.applies_to = Condition{BuildCondition{17134, {}}};
  CHECK(judge(check, {}).remediation ==
        "Give the Windows build with --build N, or add the file that this command writes on the "
        "machine: reg export \"HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\" "
        "windows-nt.reg\n"
        "Add the file that this command writes on the machine: reg export "
        "\"HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon\" winlogon.reg");
}

TEST_CASE("the document behind a rule is named in the report's language", "[audit]") {
  Check check = check_of(Require{value(u"A", equals(1))});
  check.source = {{"en-US", "Manual"}, {"sv-SE", "Handbok"}};
  CHECK(judge(check, with("")).rule_source == "Manual");
  CHECK(judge(check, with(""), "sv-SE").rule_source == "Handbok");
}

TEST_CASE("a report tells the language that its texts are in", "[audit]") {
  const auto language = [](std::vector<std::string> known, const std::string& wanted) {
    Baseline baseline = baseline_of({});
    baseline.languages = std::move(known);
    return audit::run(baseline, {}, {}, {.language = wanted}).language;
  };
  CHECK(language({"en-US", "sv-SE"}, "sv") == "sv-SE");
  CHECK(language({"en-US", "sv-SE"}, "SV-fi") == "sv-SE");
  CHECK(language({"sv-SE", "en-US"}, "") == "en-US");
  CHECK(language({"sv-SE", "de-DE"}, "") == "sv-SE");
  CHECK(language({"sv-SE", "en-GB"}, "fr") == "en-GB");
}

TEST_CASE("every sentence of the engine exists in Swedish", "[audit]") {
  const auto reason = [](Check check, const Observation& observation) {
    return judge(std::move(check), observation, "sv-SE").reason;
  };
  const Observation text = with("\"A\"=\"1\"");
  CHECK(reason(check_of(Require{value(u"A", equals(1))}), text) ==
        "HKLM\\SOFTWARE\\Contoso\\A innehåller REG_SZ \"1\", men här förväntas ett tal (REG_DWORD "
        "eller REG_QWORD). Det är inte dokumenterat hur Windows tolkar ett värde av en annan typ. "
        "Skälet.");
  CHECK(reason(check_of(Require{value(u"A", Matches{"a*"})}),
               with("\"A\"=\"" + std::string(limits::kMatchedTextUnits + 1, 'a') + "\"")) ==
        "HKLM\\SOFTWARE\\Contoso\\A är längre än de 32768 tecken som jämförs med ett mönster.");
  Check check = check_of(Require{value(u"B", Exists{})});
  check.applies_to =
      value(u"A", OneOf{{Scalar(std::u16string(u"2")), Scalar(std::u16string(u"3"))}});
  CHECK(reason(check, text) ==
        "Kontrollen gäller bara datorer där följande stämmer för HKLM\\SOFTWARE\\Contoso\\A: något "
        "av \"2\", \"3\". Här: REG_SZ \"1\".");
  check.applies_to = Condition{EditionCondition{"Core.*"}};
  CHECK(reason(check, text) == "Källan visar inte vilken Windows-utgåva datorn har.");
  Observation known = text;
  known.edition = "Enterprise";
  known.build = 22631;
  CHECK(reason(check, known) ==
        "Windows-utgåvan Enterprise omfattas inte av kontrollen (text som matchar \"Core.*\").");
  check.applies_to = Condition{BuildCondition{17134, 17762}};
  CHECK(reason(check, known) ==
        "Windows-build 22631 omfattas inte av kontrollen (17134 till 17762).");
  CHECK(reason(check, text) == "Källan visar inte vilken Windows-build datorn har.");
  check.rule = Forbid{value(u"A", Exists{})};
  CHECK(reason(check, text) ==
        "Skälet. Det är inte säkert att kontrollen gäller den här datorn: Källan visar inte vilken "
        "Windows-build datorn har.");
}

TEST_CASE("the conclusion follows from the blockers", "[audit]") {
  const auto conclusion = [](CheckSeverity severity, const std::string& lines) {
    Check check = check_of(Require{value(u"A", equals(1))});
    check.severity = severity;
    return audit::run(baseline_of({check}), {}, observe(lines)).conclusion;
  };
  const std::string key = "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso]\r\n";
  CHECK(conclusion(CheckSeverity::blocker, key + "\"A\"=dword:00000001") == "Ready.");
  CHECK(conclusion(CheckSeverity::blocker, key) == "Blocked.");
  CHECK(conclusion(CheckSeverity::blocker, "") == "Unknown.");
  CHECK(conclusion(CheckSeverity::warning, key) == "Ready.");
  CHECK(conclusion(CheckSeverity::warning, "") == "Ready.");
}

}  // namespace
}  // namespace regpolicy
