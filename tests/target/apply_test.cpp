#include <regpolicy/apply.hpp>

#include <catch2/catch.hpp>

#include "support/random_records.hpp"
#include "target/apply_builders.hpp"

using namespace regpolicy;
using tests::dword;
using tests::wanted;

namespace {

constexpr std::string_view kPair =
    "[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}{D02B1F72-3407-48AE-BA88-E8213C6761F1}]";

}  // namespace

TEST_CASE(
    "apply writes the settings, raises the version of the side that changed, and is done once") {
  const tests::TemporaryFolder folder("apply");
  const std::vector<WantedSide> sides{wanted(Side::machine, {dword(u"A", u"n", 1)})};
  folder.write("gpt.ini", as_bytes("[General]\nVersion=131074\nA=1\n"));
  folder.write("User/Registry.pol", *pol::write({}));
  const Target target = tests::gpt_in(folder);
  const Applied first = tests::applied(target, tests::planned(target, sides));
  CHECK(first.files == std::vector<std::string>{"Machine/Registry.pol", "gpt.ini"});
  CHECK(folder.read("gpt.ini") == "[General]\nVersion=131075\nA=1\n");
  CHECK(tests::records_in(folder, "Machine/Registry.pol") == Records{dword(u"A", u"n", 1)});
  const auto contents = folder.contents();
  const Plan second = tests::planned(target, sides);
  CHECK_FALSE(has_changes(second));
  CHECK(to_text(second) == "nothing to change\n");
  CHECK(tests::applied(target, second).files.empty());
  CHECK(folder.contents() == contents);
}

TEST_CASE("apply to a Registry.pol alone keeps the records that are not named, byte for byte") {
  const tests::TemporaryFolder folder("apply-pol");
  const Target target{TargetKind::pol, folder.path("Registry.pol")};
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    tests::Random random(seed);
    Records records = tests::random_records(random);
    folder.clear();
    folder.write("Registry.pol", *pol::write(records));
    const auto sides = {wanted(Side::machine, {dword(u"Zz\\Own", u"n", 1)})};
    tests::applied(target, tests::planned(target, sides));
    Records after = tests::records_in(folder, "Registry.pol");
    CHECK(std::erase(after, dword(u"Zz\\Own", u"n", 1)) == 1);
    CHECK(after == records);
    tests::undone(target);
    CHECK(tests::records_in(folder, "Registry.pol") == records);
  }
}

TEST_CASE("apply refuses a plan when the target is no longer what the plan saw") {
  const tests::TemporaryFolder folder("apply-conflict");
  const Target target = tests::gpt_in(folder);
  const Plan plan = tests::planned(target, {wanted(Side::machine, {dword(u"A", u"n", 1)})});
  folder.write("gpt.ini", as_bytes("[General]\nVersion=1\n"));
  const auto before = folder.contents();
  auto open = tests::opened(target);
  const auto refused = apply(open, plan);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::conflict);
  CHECK(to_string(refused.error()) ==
        folder.path("gpt.ini") +
            ": error: the file has changed since the plan was made (make the plan again)");
  CHECK(folder.contents() == before);
}

TEST_CASE("local policy lists its extensions in gpt.ini, and not after its last setting went") {
  const tests::TemporaryFolder folder("apply-local");
  const Target target{TargetKind::local, folder.path()};
  const std::vector<WantedSide> sides{wanted(Side::machine, {dword(u"A", u"n", 1)})};
  tests::applied(target, tests::planned(target, sides));
  CHECK(folder.read("GroupPolicy/gpt.ini") ==
        "[General]\r\ngPCFunctionalityVersion=2\r\ngPCMachineExtensionNames=" + std::string(kPair) +
            "\r\nVersion=1\r\n");
  tests::applied(target, tests::planned(target, sides, Intent::remove));
  CHECK(folder.read("GroupPolicy/gpt.ini") ==
        "[General]\r\ngPCFunctionalityVersion=2\r\nVersion=2\r\n");
  CHECK(tests::records_in(folder, "GroupPolicy/Machine/Registry.pol").empty());
}

TEST_CASE("local policy of one user, and of administrators, has an object of its own") {
  const tests::TemporaryFolder folder("apply-users");
  const Target target{TargetKind::local, folder.path()};
  WantedSide of_user = wanted(Side::user, {dword(u"A", u"n", 1)});
  of_user.user = u"S-1-5-21-1-2-3-1001";
  WantedSide of_administrators = wanted(Side::user, {dword(u"B", u"n", 2)});
  of_administrators.user = u"Administrators";
  tests::applied(target, tests::planned(target, {of_user, of_administrators}));
  CHECK(tests::records_in(folder, "GroupPolicyUsers/S-1-5-21-1-2-3-1001/User/Registry.pol") ==
        Records{dword(u"A", u"n", 1)});
  CHECK(tests::records_in(folder, "GroupPolicyUsers/S-1-5-32-544/User/Registry.pol") ==
        Records{dword(u"B", u"n", 2)});
  CHECK(tests::version_in(folder, "GroupPolicyUsers/S-1-5-32-544/gpt.ini") ==
        gpt_ini::Version{.machine = 0, .user = 1});
}

TEST_CASE("undo restores every byte but the versions, which only go up") {
  const tests::TemporaryFolder folder("undo");
  const Target target = tests::gpt_in(folder);
  folder.write("Machine/registry.pol", *pol::write({dword(u"A", u"n", 1)}));
  folder.write("gpt.ini", as_bytes("[General]\nVersion=5\nX=1"));
  const auto original = folder.contents();
  tests::applied(target, tests::planned(target, {wanted(Side::machine, {dword(u"A", u"n", 2)})}));
  const auto after_first = folder.contents();
  tests::applied(target, tests::planned(target, {wanted(Side::user, {dword(u"B", u"n", 3)})}));
  CHECK(tests::version_in(folder) == gpt_ini::Version{.machine = 6, .user = 1});

  const Plan second = tests::undone(target);
  CHECK(second.deed == "undo");
  CHECK(tests::version_in(folder) == gpt_ini::Version{.machine = 6, .user = 2});
  CHECK_FALSE(std::filesystem::exists(folder.path("User/Registry.pol")));
  CHECK(folder.read("Machine/registry.pol") == after_first.at("Machine/registry.pol"));

  // gpt.ini is not what the first apply left, but for the version it is.
  tests::undone(target);
  auto open = tests::opened(target);
  CHECK(folder.read("Machine/registry.pol") == original.at("Machine/registry.pol"));
  CHECK(folder.read("gpt.ini") == "[General]\nVersion=131079\nX=1");
  const auto nothing = make_undo_plan(open);
  REQUIRE_FALSE(nothing);
  CHECK(nothing.error().code == ErrorCode::not_found);
}

TEST_CASE("undo refuses where the target has changed since, unless it is forced") {
  const tests::TemporaryFolder folder("undo-conflict");
  const Target target = tests::gpt_in(folder);
  tests::applied(target, tests::planned(target, {wanted(Side::machine, {dword(u"A", u"n", 2)})}));
  folder.write("Machine/Registry.pol", *pol::write({dword(u"A", u"n", 3)}));
  auto open = tests::opened(target);
  const auto refused = make_undo_plan(open);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::conflict);
  const auto forced = make_undo_plan(open, {.force = true});
  REQUIRE(forced);
  REQUIRE(apply(open, *forced));
  CHECK_FALSE(std::filesystem::exists(folder.path("Machine/Registry.pol")));
}

TEST_CASE("a target that another run works on is locked, for as long as that run has it") {
  const tests::TemporaryFolder folder("lock");
  const Target target = tests::gpt_in(folder);
  {
    const OpenTarget first = tests::opened(target);
    const auto second = open_target(target, {.lock_milliseconds = 40});
    REQUIRE_FALSE(second);
    CHECK(second.error().code == ErrorCode::conflict);
    CHECK_THAT(to_string(second.error()),
               Catch::Contains("another program is changing the target"));
  }
  CHECK(open_target(target, {.lock_milliseconds = 40}));
}

TEST_CASE("a history keeps the newest entries and the contents that they need") {
  const tests::TemporaryFolder folder("history");
  const Target target{TargetKind::pol, folder.path("Registry.pol")};
  constexpr std::uint32_t kRuns = 55;
  for (std::uint32_t i = 1; i <= kRuns; ++i) {
    tests::applied(target, tests::planned(target, {wanted(Side::user, {dword(u"A", u"n", i)})}));
  }
  std::size_t undos = 0;
  auto open = tests::opened(target);
  for (auto plan = make_undo_plan(open); plan; plan = make_undo_plan(open)) {
    REQUIRE(apply(open, *plan));
    ++undos;
  }
  CHECK(undos == 50);
  CHECK(tests::records_in(folder, "Registry.pol") == Records{dword(u"A", u"n", kRuns - 50)});
  CHECK(std::filesystem::is_empty(folder.path("Registry.pol.regpolicy/contents")));
}

#ifndef _WIN32
TEST_CASE("what is written and what is stored keep the permissions of the file that is replaced") {
  namespace fs = std::filesystem;
  const tests::TemporaryFolder folder("permissions");
  const Target target{TargetKind::pol, folder.path("Registry.pol")};
  folder.write("Registry.pol", *pol::write({}));
  constexpr fs::perms kOwnOnly = fs::perms::owner_read | fs::perms::owner_write;
  fs::permissions(folder.path("Registry.pol"), kOwnOnly);
  tests::applied(target, tests::planned(target, {wanted(Side::user, {dword(u"A", u"n", 1)})}));
  CHECK(fs::status(folder.path("Registry.pol")).permissions() == kOwnOnly);
  std::size_t stored = 0;
  for (const auto& entry : fs::directory_iterator(folder.path("Registry.pol.regpolicy/contents"))) {
    CHECK(entry.status().permissions() == kOwnOnly);
    ++stored;
  }
  CHECK(stored == 2);
}
#endif
