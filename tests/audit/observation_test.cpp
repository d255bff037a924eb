// What a source tells, and which part of the registry it tells about.
#include <catch2/catch.hpp>

#include "audit/builders.hpp"

namespace regpolicy {
namespace {

using namespace test;

TEST_CASE("coverage is a key with all below it, without regard to case", "[audit]") {
  const Coverage coverage{false, {u"SOFTWARE\\Policies"}};
  CHECK(coverage.covers(u"SOFTWARE\\Policies"));
  CHECK(coverage.covers(u"software\\policies\\Microsoft"));
  CHECK_FALSE(coverage.covers(u"SOFTWARE"));
  CHECK_FALSE(coverage.covers(u"SOFTWARE\\PoliciesX"));
  CHECK_FALSE(coverage.covers(u""));
  CHECK(Coverage{true, {}}.covers(u"anything"));
  CHECK_FALSE(Coverage{}.covers(u"SOFTWARE"));
}

TEST_CASE("a .reg file covers exactly the keys that it shows", "[audit]") {
  const Observation observation = observe(
      "[HKEY_LOCAL_MACHINE\\SOFTWARE\\A]\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\A\\B]\r\n"
      "[HKEY_LOCAL_MACHINE\\SYSTEM\\C\\D]\r\n[HKEY_LOCAL_MACHINE\\SYSTEM\\C]\r\n");
  CHECK_FALSE(observation.machine.coverage.whole);
  CHECK(observation.machine.coverage.roots ==
        std::vector<std::u16string>{u"SOFTWARE\\A", u"SYSTEM\\C"});
  CHECK(observation.users.empty());
}

TEST_CASE("several .reg files merge, the later one wins", "[audit]") {
  Observation observation =
      observe("[HKEY_LOCAL_MACHINE\\A]\r\n\"x\"=\"1\"\r\n\"y\"=\"1\"\r\n", "reg:one.reg");
  const auto second = reg::read(as_bytes(
      "REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE\\a]\r\n\"X\"=\"2\"\r\n[-HKEY_LOCAL_MACHINE\\B]\r\n"));
  REQUIRE(second);
  observe_reg(observation, *second, "reg:two.reg");
  CHECK(observation.machine.sources == std::vector<std::string>{"reg:one.reg", "reg:two.reg"});
  CHECK(observation.sources == observation.machine.sources);
  CHECK(observation.machine.state.find(u"A", u"x")->value == make_sz(u"2"));
  CHECK(observation.machine.state.find(u"A", u"y")->value == make_sz(u"1"));
  CHECK(observation.machine.coverage.roots == std::vector<std::u16string>{u"A", u"B"});
}

TEST_CASE("deletions in a .reg file are carried out in their order", "[audit]") {
  const Observation observation = observe(
      "[HKEY_LOCAL_MACHINE\\A]\r\n\"x\"=\"1\"\r\n\"y\"=\"1\"\r\n\"x\"=-\r\n"
      "[HKEY_LOCAL_MACHINE\\A\\B]\r\n[-HKEY_LOCAL_MACHINE\\A\\B]\r\n");
  CHECK(observation.machine.state.find(u"A", u"x") == nullptr);
  CHECK(observation.machine.state.find(u"A", u"y") != nullptr);
  CHECK(observation.machine.state.find_key(u"A\\B") == nullptr);
}

TEST_CASE("people below HKEY_USERS are users, services and class hives are not", "[audit]") {
  const Observation observation = observe(
      "[HKEY_USERS]\r\n[HKEY_USERS\\.DEFAULT\\Software]\r\n[HKEY_USERS\\S-1-5-18]\r\n"
      "[HKEY_USERS\\S-1-5-21-1-1001]\r\n[HKEY_USERS\\S-1-5-21-1-1001\\Software]\r\n\"x\"=\"1\"\r\n"
      "[HKEY_USERS\\S-1-5-21-1-1001_Classes\\CLSID]\r\n[HKEY_CLASSES_ROOT\\.txt]\r\n"
      "[HKEY_CURRENT_USER\\Software]\r\n");
  REQUIRE(observation.users.size() == 2);
  CHECK(observation.users[0].name == "S-1-5-21-1-1001");
  CHECK(observation.users[0].registry.coverage.covers(u"Anything"));
  CHECK(observation.users[0].registry.state.find(u"Software", u"x") != nullptr);
  CHECK(observation.users[1].name == "HKEY_CURRENT_USER");
  CHECK(observation.machine.state.keys().empty());
}

TEST_CASE("a Registry.pol is the whole of what an empty registry holds after it", "[audit]") {
  Observation observation;
  const Records records{
      {u"A", u"x", make_dword(1)}, {u"A", u"y", make_dword(1)}, {u"A", u"**del.x", make_sz(u" ")}};
  observe_records(observation, Side::machine, records, "pol:a.pol");
  CHECK(observation.machine.coverage.whole);
  CHECK(observation.machine.state.find(u"A", u"x") == nullptr);
  CHECK(observation.machine.state.find(u"A", u"y") != nullptr);
  CHECK_FALSE(windows_build(observation));
  observe_records(observation, Side::user, records, "pol:a.pol");
  REQUIRE(observation.users.size() == 1);
  CHECK(observation.users[0].name == kEveryUser);
}

TEST_CASE("the keys of a hive appear below the key that it is mounted at", "[audit]") {
  ObservedSide side;
  observe_hive(side, u"SOFTWARE", {{u"", {}}, {u"A\\B", {{u"x", make_dword(1)}}}}, "hive:SOFTWARE");
  CHECK(side.state.find(u"SOFTWARE\\A\\B", u"x") != nullptr);
  CHECK(side.coverage.roots == std::vector<std::u16string>{u"SOFTWARE"});
}

constexpr std::string_view kOffline =
    "[HKEY_LOCAL_MACHINE\\SYSTEM]\r\n"
    "[HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Control]\r\n\"x\"=\"1\"\r\n"
    "[HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet002\\Control]\r\n\"x\"=\"2\"\r\n";
constexpr std::string_view kSelectsTwo =
    "[HKEY_LOCAL_MACHINE\\SYSTEM\\Select]\r\n\"Current\"=dword:00000002\r\n";

TEST_CASE("CurrentControlSet is the set that Select names where a .reg file lacks it", "[audit]") {
  const Observation observation = observe(std::string(kOffline) + std::string(kSelectsTwo));
  const ObservedSide& machine = observation.machine;
  REQUIRE(machine.state.find(u"SYSTEM\\CurrentControlSet\\Control", u"x") != nullptr);
  CHECK(machine.state.find(u"SYSTEM\\CurrentControlSet\\Control", u"x")->value == make_sz(u"2"));
  CHECK(machine.state.find(u"SYSTEM\\ControlSet001\\Control", u"x")->value == make_sz(u"1"));
  CHECK(machine.coverage.covers(u"SYSTEM\\CurrentControlSet\\Services"));
  const Condition missing{
      ValueCondition{u"SYSTEM\\CurrentControlSet\\Control", u"y", {}, Exists{}}};
  CHECK(require_verdict(missing, observation) == audit::Verdict::missing);
}

TEST_CASE("Select may stand in another .reg file than its control set", "[audit]") {
  Observation observation = observe(kSelectsTwo, "reg:select.reg");
  const auto second = reg::read(
      as_bytes("REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet002\\Control\\A]\r\n"));
  REQUIRE(second);
  observe_reg(observation, *second, "reg:set.reg");
  CHECK(observation.machine.state.find_key(u"SYSTEM\\CurrentControlSet\\Control\\A") != nullptr);
  CHECK(observation.machine.coverage.covers(u"SYSTEM\\CurrentControlSet\\Control\\A\\B"));
  CHECK_FALSE(observation.machine.coverage.covers(u"SYSTEM\\CurrentControlSet\\Control"));
}

TEST_CASE("a .reg file with numbered control sets alone does not tell about the current one",
          "[audit]") {
  for (const std::string_view select :
       {"", "[HKEY_LOCAL_MACHINE\\SYSTEM\\Select]\r\n\"Current\"=dword:00000003\r\n",
        "[HKEY_LOCAL_MACHINE\\SYSTEM\\Select]\r\n\"Current\"=\"2\"\r\n"}) {
    const Observation observation = observe(std::string(kOffline) + std::string(select));
    CHECK(observation.machine.coverage.covers(u"SYSTEM\\Setup"));
    CHECK_FALSE(observation.machine.coverage.covers(u"SYSTEM\\CurrentControlSet"));
    const Condition value{
        ValueCondition{u"SYSTEM\\CurrentControlSet\\Control", u"x", {}, Exists{}}};
    CHECK(require_verdict(value, observation) == audit::Verdict::error);
    CHECK(forbid_verdict(value, observation) == audit::Verdict::error);
    const Condition key{KeyCondition{u"SYSTEM\\CurrentControlSet\\Control\\A", true}};
    CHECK(require_verdict(key, observation) == audit::Verdict::error);
  }
}

TEST_CASE("a .reg file that shows CurrentControlSet is taken by its word", "[audit]") {
  const Observation observation = observe(
      "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet]\r\n"
      "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control]\r\n" +
      std::string(kOffline) + std::string(kSelectsTwo));
  CHECK(observation.machine.coverage.covers(u"SYSTEM\\CurrentControlSet\\Services"));
  CHECK(observation.machine.coverage.covers(u"SYSTEM\\Select"));
  CHECK(observation.machine.state.find(u"SYSTEM\\CurrentControlSet\\Control", u"x") == nullptr);
}

TEST_CASE("a user's key of the name CurrentControlSet is a key like others", "[audit]") {
  const Observation observation = observe("[HKEY_CURRENT_USER\\System]\r\n");
  CHECK(observation.users.at(0).registry.coverage.covers(u"System\\CurrentControlSet\\Control"));
}

TEST_CASE("sources are told in the order given, each once", "[audit]") {
  Observation observation = observe("[HKEY_CURRENT_USER\\A]\r\n", "reg:user.reg");
  const auto machine = reg::read(as_bytes("REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE\\A]\r\n"));
  REQUIRE(machine);
  for (const char* const name : {"reg:one.reg", "reg:two.reg", "reg:one.reg"}) {
    observe_reg(observation, *machine, name);
  }
  const std::vector<std::string> expected{"reg:user.reg", "reg:one.reg", "reg:two.reg"};
  CHECK(observation.sources == expected);
  CHECK(audit::run(baseline_of({}), {}, observation).sources == expected);
  const auto finding = judge(check_of(Require{value(u"A", Exists{})}), observation);
  CHECK(finding.source == "reg:one.reg, reg:two.reg");
}

TEST_CASE("the Windows version comes from the registry unless it is given", "[audit]") {
  const std::string key =
      "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion]\r\n";
  Observation observation = observe(key +
                                    "\"CurrentBuildNumber\"=\"19045\"\r\n\"CurrentBuild\"=\"1\"\r\n"
                                    "\"EditionID\"=\"Enterprise\"\r\n");
  CHECK(windows_build(observation) == 19045U);
  CHECK(windows_edition(observation) == "Enterprise");
  observation.build = 22631;
  observation.edition = "Core";
  CHECK(windows_build(observation) == 22631U);
  CHECK(windows_edition(observation) == "Core");
  CHECK(windows_build(observe(key + "\"CurrentBuild\"=\"7601\"\r\n")) == 7601U);
  CHECK_FALSE(windows_build(observe(key + "\"CurrentBuildNumber\"=\"\"\r\n")));
  CHECK_FALSE(windows_build(observe(key + "\"CurrentBuildNumber\"=\"19045x\"\r\n")));
  CHECK_FALSE(windows_build(observe(key + "\"CurrentBuildNumber\"=dword:00004a65\r\n")));
  CHECK_FALSE(windows_edition(observe(key)));
}

}  // namespace
}  // namespace regpolicy
