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
  CHECK(observation.machine.source == "reg:one.reg, reg:two.reg");
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
