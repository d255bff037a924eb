// Many machines: what is counted, and what the forms of the report say.
#include <regpolicy/fleet_report.hpp>

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "audit/builders.hpp"

namespace regpolicy {
namespace {

using namespace test;
using audit::FleetTally;
using audit::Machine;
using audit::Outcome;
using audit::Readiness;
using audit::ReportFormat;

Machine machine_with(const std::string& name, const std::string& lines) {
  Check user = check_of(Require{value(u"Shell", Absent{})}, "test.user");
  user.side = Side::user;
  user.severity = CheckSeverity::warning;
  const Check level = check_of(Require{value(u"Level", equals(1))}, "test.level");
  return {.name = name,
          .source = "snapshot:" + name,
          .time = {},
          .baseline_sha256 = {},
          .report = audit::run(baseline_of({level, user}), {}, observe(lines))};
}

const std::string kGood = "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso]\r\n\"Level\"=dword:1\r\n";
const std::string kBad = "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso]\r\n\"Level\"=dword:2\r\n";
const std::string kTwoUsers =
    "[HKEY_USERS\\S-1-5-21-1\\SOFTWARE\\Contoso]\r\n"
    "[HKEY_USERS\\S-1-5-21-2\\SOFTWARE\\Contoso]\r\n\"Shell\"=\"x\"\r\n";

TEST_CASE("a machine is as ready as its blockers", "[audit][fleet]") {
  CHECK(audit::readiness_of(machine_with("a", kGood).report) == Readiness::ready);
  CHECK(audit::readiness_of(machine_with("a", kBad).report) == Readiness::blocked);
  CHECK(audit::readiness_of(machine_with("a", "").report) == Readiness::unknown);
}

TEST_CASE("of a check of the user side the worst user counts, once", "[audit][fleet]") {
  const Machine machine = machine_with("a", kGood + kTwoUsers);
  REQUIRE(machine.report.findings.size() == 3);
  const auto outcomes = audit::outcomes_of(machine.report);
  REQUIRE(outcomes.size() == 2);
  CHECK(outcomes[0].outcome == Outcome::compliant);
  CHECK(outcomes[1].outcome == Outcome::failed);
  CHECK(outcomes[1].finding->user == "S-1-5-21-2");
}

TEST_CASE("machines are counted by check and by what their blockers amount to", "[audit][fleet]") {
  FleetTally tally;
  audit::add_machine(tally, machine_with("a", kGood));
  audit::add_machine(tally, machine_with("b", kBad + kTwoUsers));
  audit::add_machine(tally, machine_with("c", ""));
  CHECK(tally.machines() == 3);
  CHECK((tally.ready == 1 && tally.blocked == 1 && tally.unknown == 1));
  REQUIRE(tally.checks.size() == 2);
  CHECK(tally.checks[0].id == "test.level");
  CHECK(tally.checks[0].of(Outcome::failed) == 1);
  CHECK(tally.checks[0].of(Outcome::not_judged) == 1);
  CHECK(tally.checks[0].failed_on == std::vector<std::string>{"b"});
  CHECK(tally.checks[1].of(Outcome::failed) == 1);
  CHECK(tally.checks[1].of(Outcome::by_hand) == 2);
}

TEST_CASE("only the first machines are named where a check failed", "[audit][fleet]") {
  FleetTally tally;
  for (std::size_t i = 0; i < audit::kNamedMachines + 5; ++i) {
    audit::add_machine(tally, machine_with("m" + std::to_string(i), kBad));
  }
  CHECK(tally.checks[0].of(Outcome::failed) == audit::kNamedMachines + 5);
  CHECK(tally.checks[0].failed_on.size() == audit::kNamedMachines);
  const std::string text = audit::fleet_tail({.language = "en-US"}, tally, ReportFormat::text);
  CHECK(text.find("m19 and 5 more") != std::string::npos);
}

TEST_CASE("the text leaves machines out that are in order, unless it is to be long",
          "[audit][fleet]") {
  const Machine good = machine_with("good", kGood);
  CHECK(audit::fleet_part(good, ReportFormat::text).empty());
  CHECK(audit::fleet_part(good, ReportFormat::text, {.verbose = true}) ==
        "  ready    good  Passed: 1 of 2 (50 %); 1 could not be judged and count as not passed.\n");
  CHECK(audit::fleet_part(machine_with("bad", kBad), ReportFormat::text) ==
        "  blocked  bad  Passed: 0 of 2 (0 %); 1 could not be judged and count as not passed.\n"
        "           Failed: test.level\n");
}

TEST_CASE("a hostile name of a machine does no harm", "[audit][fleet]") {
  const std::string text = audit::fleet_part(machine_with("x\x1b[2J\n", kBad), ReportFormat::text);
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find("x\\u{001B}[2J\\u{000A}") != std::string::npos);
  CHECK(audit::fleet_part(machine_with("=1+1", kBad), ReportFormat::csv).starts_with("'=1+1,"));
}

TEST_CASE("a snapshot that cannot be read stands in every form", "[audit][fleet]") {
  const audit::UnreadableMachine bad{"snapshot:x",
                                     {ErrorCode::malformed, "it was cut off", {.source = "x"}, {}}};
  CHECK(audit::fleet_part(bad, ReportFormat::text, "sv-SE") ==
        "  ej läst  x: error: it was cut off\n");
  CHECK(
      audit::fleet_part(bad, ReportFormat::json, "en-US") ==
      R"({"name":null,"source":"snapshot:x","state":"unreadable","error":"x: error: it was cut off"})");
  CHECK(audit::fleet_part(bad, ReportFormat::csv, "en-US")
            .starts_with(",snapshot:x,,unreadable,,,,,"));
}

}  // namespace
}  // namespace regpolicy
