#include <regpolicy/against.hpp>

#include <catch2/catch.hpp>

#include <regpolicy/report.hpp>
#include <regpolicy/template_source.hpp>

#include "audit/builders.hpp"

using namespace regpolicy;
using test::kKey;

namespace {

// One setting with a name, and nothing else.
constexpr std::string_view kTemplateText = R"(
[template]
name = "Contoso"
namespace = "Contoso.Policies"
prefix = "contoso"
revision = "1.0"
languages = ["en-US", "sv-SE"]
display_name = { en-US = "Contoso", sv-SE = "Contoso" }

[[supported_on]]
id = "Any"
title = { en-US = "All", sv-SE = "Alla" }

[[category]]
id = "Contoso"
title = { en-US = "Contoso", sv-SE = "Contoso" }

[[policy]]
id = "Level"
class = "machine"
category = "Contoso"
supported_on = "Any"
key = 'SOFTWARE\Contoso'
value_name = "Level"
enabled = { dword = 1 }
disabled = { dword = 0 }
title = { en-US = "Set the level", sv-SE = "Ange nivån" }
explain = { en-US = "Text.", sv-SE = "Text." }
)";

Catalog contoso_catalog() {
  Catalog catalog;
  Diagnostics diagnostics;
  auto read = template_source::read(kTemplateText, "contoso.toml", diagnostics);
  for (const Diagnostic& item : diagnostics.items) UNSCOPED_INFO(to_string(item));
  REQUIRE(read);
  catalog.add(*std::move(read), diagnostics);
  return catalog;
}

SetValue sets_number(std::u16string name, std::uint32_t number) {
  return {kKey, std::move(name), make_dword(number)};
}

audit::PolicyToJudge policy_of(Instructions instructions, Side side = Side::machine) {
  return {{"gpt:gpo"}, {{"Registry.pol", side, std::move(instructions)}}, {}, {}};
}

audit::Report against(std::vector<Check> checks, const audit::PolicyToJudge& policy,
                      const std::string& language = "en-US") {
  return audit::run_against(test::baseline_of(std::move(checks)), {}, policy, contoso_catalog(),
                            {.language = language});
}

Check forbids_one(std::u16string name = u"Level") {
  return test::check_of(Forbid{test::value(std::move(name), test::equals(1))});
}
Check requires_one(std::u16string name = u"Level") {
  return test::check_of(Require{test::value(std::move(name), test::equals(1))});
}

// The verdict on the only check; nothing where the policy does not decide it.
std::optional<audit::Verdict> verdict_against(Check check, Instructions instructions) {
  const auto report = against({std::move(check)}, policy_of(std::move(instructions)));
  if (report.findings.empty()) return std::nullopt;
  return report.findings.front().verdict;
}

}  // namespace

TEST_CASE("against: a policy that sets what is forbidden breaks the check") {
  const auto report = against({forbids_one()}, policy_of({sets_number(u"Level", 1)}));
  REQUIRE(report.findings.size() == 1);
  CHECK(report.findings[0].verdict == audit::Verdict::present_but_forbidden);
  CHECK(report.findings[0].reason == "The reason.");
  CHECK(report.conclusion == "Checks that the policy decides: 1. It breaks 1 of them. Blocked.");
  CHECK(report.sources == std::vector<std::string>{"gpt:gpo"});
}

TEST_CASE("against: a policy that sets a value as it should be fulfils the check") {
  const auto report = against({forbids_one()}, policy_of({sets_number(u"Level", 0)}));
  REQUIRE(report.findings.size() == 1);
  CHECK(report.findings[0].verdict == audit::Verdict::compliant);
  CHECK(report.conclusion == "Checks that the policy decides: 1. It breaks 0 of them.");
}

TEST_CASE("against: what a policy does not speak of is not reported, required or forbidden") {
  const auto report =
      against({forbids_one(), requires_one()}, policy_of({sets_number(u"Other", 1)}));
  CHECK(report.findings.empty());
  CHECK(report.conclusion == "The policy decides none of the checks.");
  CHECK(against({forbids_one(), requires_one()}, policy_of({})).findings.empty());
}

TEST_CASE("against: a policy that deletes what is required breaks the check") {
  CHECK(verdict_against(requires_one(), {DeleteValue{kKey, u"Level"}}) == audit::Verdict::missing);
  CHECK(verdict_against(requires_one(), {DeleteAllValues{kKey}}) == audit::Verdict::missing);
  CHECK(verdict_against(requires_one(), {DeleteKeys{u"SOFTWARE", {u"Contoso"}}}) ==
        audit::Verdict::missing);
  CHECK(verdict_against(forbids_one(), {DeleteValue{kKey, u"Level"}}) == audit::Verdict::compliant);
}

TEST_CASE("against: the last instruction about a value counts") {
  CHECK(verdict_against(forbids_one(), {sets_number(u"Level", 1), sets_number(u"LEVEL", 0)}) ==
        audit::Verdict::compliant);
}

TEST_CASE("against: a soft value breaks a check, and never fulfils one") {
  const auto soft = [](std::uint32_t number) {
    return Instructions{SetIfAbsent{kKey, u"Level", make_dword(number)}};
  };
  CHECK(verdict_against(forbids_one(), soft(1)) == audit::Verdict::present_but_forbidden);
  CHECK(verdict_against(requires_one(), soft(1)) == std::nullopt);
}

TEST_CASE(
    "against: a check of which the policy decides a part fails with that doubt, or is left out") {
  const Check both = test::check_of(Require{
      test::any({test::value(u"Level", test::equals(1)), test::value(u"Other", test::equals(1))})});
  const auto report = against({both}, policy_of({sets_number(u"Level", 0)}));
  REQUIRE(report.findings.size() == 1);
  CHECK(audit::is_failure(report.findings[0].verdict));
  CHECK(report.findings[0].reason ==
        "The reason. The policy leaves other values that count here as they are; they were taken "
        "as missing.");
  // One is enough, so the other does not matter.
  CHECK(verdict_against(both, {sets_number(u"Other", 1)}) == audit::Verdict::compliant);
  const Check all = test::check_of(Require{
      test::all({test::value(u"Level", test::equals(1)), test::value(u"Other", test::equals(1))})});
  CHECK(verdict_against(all, {sets_number(u"Level", 1)}) == std::nullopt);
  CHECK(verdict_against(all, {sets_number(u"Level", 0)}) == audit::Verdict::wrong_value);
}

TEST_CASE("against: a check for some builds only is judged, and the reason says for which") {
  Check check = forbids_one();
  check.applies_to = Condition{BuildCondition{17134, 17762}};
  audit::PolicyToJudge policy = policy_of({sets_number(u"Level", 1)});
  const auto report = against({check}, policy);
  REQUIRE(report.findings.size() == 1);
  CHECK(report.findings[0].reason ==
        "The reason. This is about machines with Windows build 17134 to 17762.");
  policy.build = 17134;
  CHECK(against({check}, policy).findings.at(0).reason == "The reason.");
  policy.build = 22631;
  CHECK(against({check}, policy).findings.empty());
}

TEST_CASE(
    "against: a value is called by the setting of the templates that sets it, and by its file") {
  const auto english = against({forbids_one()}, policy_of({sets_number(u"Level", 1)}));
  CHECK(english.findings.at(0).evidence.at(0).set_by == "Set the level (Enabled), Registry.pol");
  const auto swedish = against({forbids_one()}, policy_of({sets_number(u"Level", 1)}), "sv-SE");
  CHECK(swedish.findings.at(0).evidence.at(0).set_by == "Ange nivån (Aktiverad), Registry.pol");
  CHECK(swedish.conclusion ==
        "Kontroller som principen avgör: 1. Den bryter mot 1 av dem. Hindrad.");
  // The template knows the values 0 and 1 only.
  const Check forbids_two = test::check_of(Forbid{test::value(u"Level", test::equals(2))});
  const auto raw = against({forbids_two}, policy_of({sets_number(u"Level", 2)}));
  CHECK(raw.findings.at(0).evidence.at(0).set_by == "Registry.pol");
}

TEST_CASE("against: a value is called by the file that has the last word") {
  const audit::PolicyToJudge policy{{"gpt:gpo"},
                                    {{"Registry.pol", Side::machine, {sets_number(u"Other", 0)}},
                                     {"GptTmpl.inf", Side::machine, {sets_number(u"Other", 1)}}},
                                    {},
                                    {}};
  const auto report = against({forbids_one(u"Other")}, policy);
  CHECK(report.findings.at(0).evidence.at(0).set_by == "GptTmpl.inf");
}

TEST_CASE(
    "against: a check of the user side is judged for every user by what the policy sets there") {
  Check check = forbids_one();
  check.side = Side::user;
  CHECK(against({check}, policy_of({sets_number(u"Level", 1)})).findings.empty());
  const auto report = against({check}, policy_of({sets_number(u"Level", 1)}, Side::user));
  REQUIRE(report.findings.size() == 1);
  CHECK(report.findings[0].user == kEveryUser);
  CHECK(report.findings[0].verdict == audit::Verdict::present_but_forbidden);
}

TEST_CASE(
    "against: a value of the baseline that the policy sets otherwise is to be changed there") {
  Baseline baseline = test::baseline_of({});
  baseline.values.push_back({Side::machine, sets_number(u"Level", 1), {}, {}});
  Diagnostics diagnostics;
  const auto compiled = compile(baseline, Catalog{}, diagnostics);
  REQUIRE(compiled);
  const auto findings = [&](std::uint32_t number) {
    return audit::run_against(baseline, *compiled, policy_of({sets_number(u"Level", number)}),
                              contoso_catalog())
        .findings;
  };
  REQUIRE(findings(2).size() == 1);
  CHECK(findings(2)[0].verdict == audit::Verdict::wrong_value);
  CHECK(findings(2)[0].reason == "The policy sets something else than the baseline.");
  CHECK(findings(2)[0].remediation ==
        "Change the setting in the policy, or take it out of the policy.");
  REQUIRE(findings(1).size() == 1);
  CHECK(findings(1)[0].verdict == audit::Verdict::compliant);
}

TEST_CASE("against: what the Windows build alone decides is left out") {
  audit::PolicyToJudge policy = policy_of({sets_number(u"Level", 1)});
  policy.build = 10240;
  CHECK(against({test::check_of(Require{Condition{BuildCondition{17134, {}}}})}, policy)
            .findings.empty());
}

TEST_CASE("against: checks by hand are left out") {
  CHECK(against({test::check_of(NotAuditable{{{"en-US", "By hand."}, {"sv-SE", "För hand."}}})},
                policy_of({sets_number(u"Level", 1)}))
            .findings.empty());
}

TEST_CASE("against: the text report says what sets a value") {
  const auto report = against({forbids_one()}, policy_of({sets_number(u"Level", 1)}));
  CHECK(audit::to_text(report).find("      observed: REG_DWORD 1\n"
                                    "      set by: Set the level (Enabled), Registry.pol\n") !=
        std::string::npos);
}
