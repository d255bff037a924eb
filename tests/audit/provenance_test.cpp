// Where values come from, and the verdicts that rest on it.
#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <regpolicy/audit.hpp>
#include <regpolicy/report.hpp>
#include <regpolicy/text.hpp>

#include "audit/builders.hpp"

namespace regpolicy {
namespace {

using test::check_of;
using test::equals;

const std::u16string kPolicyKey = u"SOFTWARE\\Policies\\Contoso";

// All of HKLM\SOFTWARE, with the lines.
Observation software(const std::string& lines) {
  return test::observe("[HKEY_LOCAL_MACHINE\\SOFTWARE]\r\n" + lines);
}

std::string level(int number) {
  return fmt::format(
      "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Contoso]\r\n\"Level\"=dword:{:08x}\r\n", number);
}

constexpr std::string_view kWorkstations = "{11111111-2222-3333-4444-555555555555}";
constexpr std::string_view kServers = "{22222222-3333-4444-5555-666666666666}";

// A GPO in the list of those that were applied.
std::string applied(int place, std::string_view name, std::string_view id, unsigned version = 3) {
  return fmt::format(
      "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Group Policy\\History\\"
      "{{35378EAC-683F-11D2-A89A-00C04FBBCFA2}}\\{}]\r\n\"DisplayName\"=\"{}\"\r\n"
      "\"GPOName\"=\"{}\"\r\n\"Link\"=\"LDAP://OU=PC,DC=contoso,DC=com\"\r\n"
      "\"GPOLink\"=dword:00000004\r\n\"Version\"=dword:{:04x}{:04x}\r\n",
      place, name, id, version, version);
}

std::string applied_local(int place) {
  return fmt::format(
      "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Group Policy\\History\\"
      "{{35378EAC-683F-11D2-A89A-00C04FBBCFA2}}\\{}]\r\n\"DisplayName\"=\"Lokal grupprincip\"\r\n"
      "\"GPOName\"=\"Lokal grupprincip\"\r\n\"DSPath\"=\"LocalGPO\"\r\n\"Link\"=\"Local\"\r\n"
      "\"GPOLink\"=dword:00000001\r\n\"Version\"=dword:00010001\r\n",
      place);
}

Instructions sets_level(std::uint32_t number) {
  return {SetValue{kPolicyKey, u"Level", make_dword(number)}};
}

KeptPolicy kept(std::string_view id, Instructions instructions,
                std::optional<std::uint32_t> version = 3) {
  return {std::string(id), "a/Registry.pol", std::move(instructions), version};
}

void archive(Observation& observation, Instructions instructions) {
  observation.machine.traces.archive = std::move(instructions);
  observation.machine.traces.archive_source = "ProgramData/ntuser.pol";
}

// Level must be 1.
audit::Finding judge(const Observation& observation) {
  const Check check =
      check_of(Require{{ValueCondition{kPolicyKey, u"Level", Type::dword, equals(1)}}});
  return audit::run(test::baseline_of({check}), {}, observation).findings.at(0);
}

using audit::Verdict;
using Kind = Origin::Kind;

TEST_CASE("without any record the origin is not known and the verdict is that of the values",
          "[audit]") {
  const audit::Finding finding = judge(software(level(2)));
  CHECK(finding.verdict == Verdict::wrong_value);
  CHECK(finding.origin == Origin{});
}

TEST_CASE("the origin is the GPO of the highest precedence whose Registry.pol sets the value",
          "[audit]") {
  Observation observation = software(level(1) + applied(0, "Workstations", kWorkstations) +
                                     applied(1, "Servers", kServers, 7));
  archive(observation, sets_level(1));
  observation.machine.traces.kept = {kept(kServers, sets_level(1)),
                                     kept(kWorkstations, sets_level(1))};
  const audit::Finding finding = judge(observation);
  CHECK(finding.verdict == Verdict::compliant);
  CHECK(finding.origin == Origin{.kind = Kind::gpo,
                                 .name = "Servers",
                                 .id = std::string(kServers),
                                 .link = "LDAP://OU=PC,DC=contoso,DC=com",
                                 .version = 7,
                                 .evidence = "a/Registry.pol"});
}

TEST_CASE("the order of application counts by number, so that 10 comes after 9", "[audit]") {
  std::string lines = level(1);
  for (int place = 0; place < 10; ++place) lines += applied(place, "Other", "{other}");
  Observation observation = software(lines + applied(10, "Servers", kServers));
  archive(observation, sets_level(1));
  observation.machine.traces.kept = {kept("{other}", sets_level(1)), kept(kServers, sets_level(1))};
  CHECK(judge(observation).origin.name == "Servers");
}

TEST_CASE("what the archive holds comes from the only GPO that was applied", "[audit]") {
  Observation observation = software(level(2) + applied(0, "Workstations", kWorkstations));
  archive(observation, sets_level(2));
  const audit::Finding finding = judge(observation);
  CHECK(finding.verdict == Verdict::wrong_value);
  CHECK(finding.origin.name == "Workstations");
  CHECK(finding.origin.evidence == "ProgramData/ntuser.pol");
}

TEST_CASE("of several GPOs without a copy none is named", "[audit]") {
  Observation observation = software(level(2) + applied(0, "Workstations", kWorkstations) +
                                     applied(1, "Servers", kServers));
  archive(observation, sets_level(2));
  const Origin origin = judge(observation).origin;
  CHECK(origin.kind == Kind::gpo);
  CHECK(origin.name.empty());
}

TEST_CASE("a GPO whose copy does not set the value is not taken for its origin", "[audit]") {
  Observation observation = software(level(2) + applied(0, "Workstations", kWorkstations) +
                                     applied(1, "Servers", kServers));
  archive(observation, sets_level(2));
  observation.machine.traces.kept = {kept(kServers, {})};
  CHECK(judge(observation).origin.name == "Workstations");
}

TEST_CASE("a policy value that was not applied by any policy is left behind", "[audit]") {
  Observation observation = software(level(2) + applied(0, "Workstations", kWorkstations));
  archive(observation, {});
  const audit::Finding finding = judge(observation);
  CHECK(finding.verdict == Verdict::tattooed);
  CHECK(is_failure(finding.verdict));
  CHECK(finding.origin.kind == Kind::none);
  CHECK(finding.reason ==
        "The reason. No policy that was applied sets this value: an earlier policy left it behind, "
        "or it was set by hand.");
  CHECK(finding.remediation ==
        "The remedy. Delete the value on the machine: no policy takes it back.");
}

TEST_CASE("a value that was left behind and is as required stays compliant", "[audit]") {
  Observation observation = software(level(1));
  archive(observation, {});
  const audit::Finding finding = judge(observation);
  CHECK(finding.verdict == Verdict::compliant);
  CHECK(finding.origin.kind == Kind::none);
}

TEST_CASE("on a managed device nothing is called left behind", "[audit]") {
  Observation observation = software(
      level(2) +
      "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Enrollments\\{A}]\r\n\"ProviderID\"=\"MS DM "
      "Server\"\r\n");
  archive(observation, {});
  CHECK(judge(observation).verdict == Verdict::wrong_value);
}

TEST_CASE("outside the policy tree nothing is called left behind", "[audit]") {
  Observation observation =
      software("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso]\r\n\"Level\"=dword:2");
  archive(observation, {});
  const Check check = check_of(Require{test::value(u"Level", equals(1))});
  const audit::Finding finding =
      audit::run(test::baseline_of({check}), {}, observation).findings.at(0);
  CHECK(finding.verdict == Verdict::wrong_value);
  CHECK(finding.origin.kind == Kind::unknown);
}

TEST_CASE("what the local policy asks for and the registry lacks is pending", "[audit]") {
  Observation observation = software("");
  observation.machine.traces.kept = {kept("", sets_level(1))};
  const audit::Finding finding = judge(observation);
  CHECK(finding.verdict == Verdict::pending);
  CHECK(finding.origin.kind == Kind::local_gpo);
  CHECK(finding.reason ==
        "The reason. Asks for what is required, and is not applied yet: the local policy.");
}

TEST_CASE("what was applied and then changed in the registry is not pending", "[audit]") {
  Observation observation = software(level(2) + applied_local(0));
  archive(observation, sets_level(1));
  observation.machine.traces.kept = {kept("", sets_level(1))};
  const audit::Finding finding = judge(observation);
  CHECK(finding.verdict == Verdict::wrong_value);
  CHECK(finding.origin.kind == Kind::none);
  CHECK(finding.reason ==
        "The reason. The policy that was applied last set REG_DWORD 1: the value was changed "
        "afterwards.");
}

TEST_CASE("what one policy asks for is overridden by the one in force", "[audit]") {
  Observation observation =
      software(level(2) + applied_local(0) + applied(1, "Workstations", kWorkstations));
  archive(observation, sets_level(2));
  observation.machine.traces.kept = {kept("", sets_level(1))};
  const audit::Finding finding = judge(observation);
  CHECK(finding.verdict == Verdict::overridden);
  CHECK(finding.origin.name == "Workstations");
  CHECK(finding.reason ==
        "The reason. Asks for what is required: the local policy. In force: the GPO "
        "\"Workstations\" {11111111-2222-3333-4444-555555555555}.");
}

TEST_CASE("what one policy asks for is overridden by a policy that deletes it", "[audit]") {
  Observation observation = software(applied_local(0) + applied(1, "Workstations", kWorkstations));
  archive(observation, {DeleteValue{kPolicyKey, u"Level"}});
  observation.machine.traces.kept = {kept("", sets_level(1))};
  CHECK(judge(observation).verdict == Verdict::overridden);
}

TEST_CASE("without the archive a GPO without a copy may be in force, so nothing is pending",
          "[audit]") {
  Observation observation =
      software(level(2) + applied_local(0) + applied(1, "Workstations", kWorkstations));
  observation.machine.traces.kept = {kept("", sets_level(1))};
  CHECK(judge(observation).verdict == Verdict::wrong_value);
}

TEST_CASE("a GPO that has changed since it was applied is a skew of versions", "[audit]") {
  Observation observation = software(level(2) + applied(0, "Workstations", kWorkstations, 3));
  archive(observation, sets_level(2));
  observation.machine.traces.kept = {kept(kWorkstations, sets_level(2), 4)};
  const audit::Finding finding = judge(observation);
  CHECK(finding.verdict == Verdict::version_skew);
  CHECK(finding.reason.ends_with("in its version 3: it is at version 4 now."));
  observation.machine.traces.kept = {kept(kWorkstations, sets_level(2), 3)};
  CHECK(judge(observation).verdict == Verdict::wrong_value);
}

TEST_CASE("a value of the device management names the service that set it", "[audit]") {
  const Observation observation = software(
      "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\PolicyManager\\current\\device\\Update]\r\n"
      "\"Defer\"=dword:00000001\r\n\"Defer_WinningProvider\"=\"A-B\"\r\n"
      "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Enrollments\\A-B]\r\n\"ProviderID\"=\"MS DM "
      "Server\"\r\n");
  const Check check = check_of(Require{{ValueCondition{
      u"SOFTWARE\\Microsoft\\PolicyManager\\current\\device\\Update", u"Defer", {}, equals(1)}}});
  const Origin origin =
      audit::run(test::baseline_of({check}), {}, observation).findings.at(0).origin;
  CHECK(origin == Origin{.kind = Kind::mdm, .name = "MS DM Server", .id = "A-B"});
}

TEST_CASE("the origin tells when the machine's policy was applied last", "[audit]") {
  // 2026-11-25 16:42:48 UTC
  Observation observation = software(
      level(1) + applied(0, "Workstations", kWorkstations) +
      "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Group Policy\\State\\"
      "Machine\\Extension-List\\{35378EAC-683F-11D2-A89A-00C04FBBCFA2}]\r\n"
      "\"startTimeHi\"=dword:01dd7cfc\r\n\"startTimeLo\"=dword:00eb3400\r\n");
  archive(observation, sets_level(1));
  CHECK(judge(observation).origin.time == "2026-11-25T16:42:48Z");
}

TEST_CASE("every form of the report names the GPO that set a failed value", "[audit]") {
  Observation observation = software(level(2) + applied(0, "Workstations", kWorkstations));
  archive(observation, sets_level(2));
  const Check check =
      check_of(Require{{ValueCondition{kPolicyKey, u"Level", Type::dword, equals(1)}}});
  const audit::Report report = audit::run(test::baseline_of({check}), {}, observation);
  using audit::ReportFormat;
  for (const ReportFormat format :
       {ReportFormat::text, ReportFormat::json, ReportFormat::json_lines, ReportFormat::csv,
        ReportFormat::junit, ReportFormat::sarif, ReportFormat::html}) {
    CAPTURE(to_string(format));
    CHECK(audit::to_format(report, format).find("Workstations") != std::string::npos);
  }
}

TEST_CASE("a user's values are told by the user's own archive", "[audit]") {
  Observation observation = test::observe(
      "[HKEY_LOCAL_MACHINE\\SOFTWARE]\r\n"
      "[HKEY_USERS\\S-1-5-21-1-1001\\SOFTWARE\\Policies\\Contoso]\r\n\"Level\"=dword:00000002\r\n"
      "[HKEY_USERS\\S-1-5-21-1-1002\\SOFTWARE\\Policies\\Contoso]\r\n\"Level\"=dword:00000002\r\n");
  REQUIRE(observation.users.size() == 2);
  observation.users[0].registry.traces.archive = Instructions{};
  observation.users[1].registry.traces.archive = sets_level(2);
  Check check = check_of(Require{{ValueCondition{kPolicyKey, u"Level", {}, equals(1)}}});
  check.side = Side::user;
  const audit::Report report = audit::run(test::baseline_of({check}), {}, observation);
  REQUIRE(report.findings.size() == 2);
  CHECK(report.findings[0].verdict == Verdict::tattooed);
  CHECK(report.findings[1].verdict == Verdict::wrong_value);
  CHECK(report.findings[1].origin.kind == Kind::gpo);
}

// A local policy for some users in the list of what was applied to a user.
std::string applied_to_user(int place, std::string_view owner) {
  return fmt::format(
      "[HKEY_USERS\\S-1-5-21-1-1001\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Group "
      "Policy\\History\\{{35378EAC-683F-11D2-A89A-00C04FBBCFA2}}\\{}]\r\n\"DSPath\"="
      "\"LocalGPO\"\r\n"
      "\"FileSysPath\"=\"C:\\\\Windows\\\\System32\\\\GroupPolicyUsers\\\\{}\\\\User\"\r\n"
      "\"GPOLink\"=dword:00000001\r\n",
      place, owner);
}

audit::Finding judge_user(const Observation& observation) {
  Check check = check_of(Require{{ValueCondition{kPolicyKey, u"Level", {}, equals(1)}}});
  check.side = Side::user;
  return audit::run(test::baseline_of({check}), {}, observation).findings.at(0);
}

TEST_CASE("a local policy for a group counts for a user whose registry lists it", "[audit]") {
  const std::string value =
      "[HKEY_USERS\\S-1-5-21-1-1001\\SOFTWARE\\Policies\\Contoso]\r\n\"Level\"=dword:00000001\r\n";
  Observation listed = test::observe(value + applied_to_user(0, "S-1-5-32-544"));
  Observation unlisted = test::observe(value);
  for (Observation* const observation : {&listed, &unlisted}) {
    observation->users.at(0).registry.traces.kept = {kept("S-1-5-32-544", sets_level(1)),
                                                     kept("S-1-5-32-545", sets_level(1))};
  }
  CHECK(judge_user(listed).origin ==
        Origin{.kind = Kind::local_gpo, .id = "S-1-5-32-544", .evidence = "a/Registry.pol"});
  CHECK(judge_user(unlisted).origin == Origin{});
}

TEST_CASE("the user's own local policy wins over that for a group", "[audit]") {
  Observation observation = test::observe(
      "[HKEY_USERS\\S-1-5-21-1-1001\\SOFTWARE\\Policies\\Contoso]\r\n\"Level\"=dword:00000002\r\n" +
      applied_to_user(0, "S-1-5-32-545") + applied_to_user(1, "S-1-5-21-1-1001"));
  observation.users.at(0).registry.traces.kept = {kept("S-1-5-32-545", sets_level(1)),
                                                  kept("S-1-5-21-1-1001", sets_level(2))};
  const audit::Finding finding = judge_user(observation);
  CHECK(finding.verdict == Verdict::overridden);
  CHECK(finding.reason ==
        "The reason. Asks for what is required: the local policy for users who are not "
        "administrators. In force: the local policy of the user S-1-5-21-1-1001.");
}

TEST_CASE("where device management wins a waiting policy may not be applied at all", "[audit]") {
  const std::string wins =
      "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\PolicyManager\\current\\device\\"
      "ControlPolicyConflict]\r\n\"MDMWinsOverGP\"=dword:0000000";
  for (const std::string number : {"0", "1"}) {
    Observation observation = software(wins + number + "\r\n");
    observation.machine.traces.kept = {kept("", sets_level(1))};
    const audit::Finding finding = judge(observation);
    CHECK(finding.verdict == Verdict::pending);
    const std::string added =
        " On this machine device management wins over Group Policy (MDMWinsOverGP): where both set "
        "the same policy, that of Group Policy is not applied.";
    CHECK(finding.reason ==
          "The reason. Asks for what is required, and is not applied yet: the local policy." +
              (number == "1" ? added : ""));
  }
}

}  // namespace
}  // namespace regpolicy
