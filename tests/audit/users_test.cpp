// The user side: every user by itself, Windows' own accounts never.
#include <catch2/catch.hpp>

#include "audit/builders.hpp"

namespace regpolicy {
namespace {

using audit::Finding;
using audit::Verdict;
using namespace test;

Check user_check() {
  Check check =
      check_of(Require{{ValueCondition{u"Software\\Contoso", u"A", {}, equals(std::uint64_t{1})}}});
  check.side = Side::user;
  return check;
}

TEST_CASE("a user check is judged for every user of the source", "[audit]") {
  const auto findings =
      judge_all(user_check(), observe("[HKEY_USERS\\S-1-5-21-1-1001\\Software\\Contoso]\r\n"
                                      "\"A\"=dword:00000001\r\n"
                                      "[HKEY_USERS\\S-1-5-21-1-1002\\Software\\Contoso]\r\n"
                                      "[HKEY_USERS\\S-1-5-21-1-1003\\Software\\Other]\r\n"
                                      "[HKEY_CURRENT_USER\\Software]\r\n"));
  REQUIRE(findings.size() == 4);
  CHECK(findings[0].user == "S-1-5-21-1-1001");
  CHECK(findings[0].verdict == Verdict::compliant);
  CHECK(findings[1].user == "S-1-5-21-1-1002");
  CHECK(findings[1].verdict == Verdict::missing);
  CHECK(findings[2].user == "S-1-5-21-1-1003");
  CHECK(findings[2].verdict == Verdict::error);
  CHECK(findings[2].remediation ==
        "Add the file that this command writes on the machine: reg export \"HKCU\\Software\" "
        "user-software.reg");
  CHECK(findings[3].user == "HKEY_CURRENT_USER");
  CHECK(findings[3].verdict == Verdict::missing);
  CHECK(findings[3].id == "test.check");
}

TEST_CASE("a user check without a user in the source cannot be audited, which is no error",
          "[audit]") {
  const Finding finding = judge(user_check(), observe("[HKEY_LOCAL_MACHINE\\SOFTWARE]"));
  CHECK(finding.verdict == Verdict::not_auditable);
  CHECK(finding.user.empty());
  CHECK(finding.reason ==
        "The source holds the registry of no user. Add the user's NTUSER.DAT, or what 'reg export "
        "HKCU user.reg' writes for the user.");
}

TEST_CASE("accounts named defaultuser and a number are never reported", "[audit]") {
  Observation observation;
  for (const std::string_view name :
       {"defaultuser0", "defaultuser", "DefaultUser1", "Default", "defaultuserx", "anna"}) {
    user_of(observation, name).coverage.whole = true;
  }
  std::vector<std::string> reported;
  for (const Finding& finding : judge_all(user_check(), observation)) {
    reported.push_back(finding.user);
  }
  CHECK(reported == std::vector<std::string>{"Default", "defaultuserx", "anna"});
}

TEST_CASE("a SID whose profile is a defaultuser's is not reported", "[audit]") {
  const auto findings = judge_all(
      user_check(),
      observe("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList\\"
              "S-1-5-21-1-1001]\r\n\"ProfileImagePath\"=\"C:\\\\Users\\\\defaultuser1\"\r\n"
              "[HKEY_USERS\\S-1-5-21-1-1001\\Software]\r\n"
              "[HKEY_USERS\\S-1-5-21-1-1002\\Software]\r\n"));
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].user == "S-1-5-21-1-1002");
}

TEST_CASE("only Windows' own accounts in the source is as no user", "[audit]") {
  Observation observation;
  user_of(observation, "defaultuser1").coverage.whole = true;
  CHECK(judge(user_check(), observation).verdict == Verdict::not_auditable);
}

TEST_CASE("a user check may depend on the machine's Windows version", "[audit]") {
  Check check = user_check();
  check.applies_to = Condition{BuildCondition{{}, 17762}};
  Observation observation = observe("[HKEY_CURRENT_USER\\Software]");
  observation.build = 22631;
  const Finding finding = judge(check, observation);
  CHECK(finding.verdict == Verdict::not_applicable);
  CHECK(finding.evidence.at(0).side == Side::machine);
}

TEST_CASE("without a user a check for other machines is still not applicable", "[audit]") {
  Check check = user_check();
  check.applies_to = Condition{BuildCondition{{}, 17762}};
  Observation observation;
  CHECK(judge(check, observation).verdict == Verdict::not_auditable);
  observation.build = 22631;
  CHECK(judge(check, observation).verdict == Verdict::not_applicable);
  observation.build = 17134;
  CHECK(judge(check, observation).verdict == Verdict::not_auditable);
}

}  // namespace
}  // namespace regpolicy
