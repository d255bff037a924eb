// What the source `registry` tells of users who are not signed in, and of the files of policy, with
// a registry and a disk in memory. Hives are made by formats/hive/make_hive.py.
#include <catch2/catch.hpp>

#include <regpolicy/audit_source.hpp>
#include <regpolicy/machine_snapshot.hpp>
#include <regpolicy/pol.hpp>
#include <regpolicy/text.hpp>

#include "audit/builders.hpp"
#include "support/backup_files.hpp"
#include "support/fake_registry.hpp"
#include "support/hives.hpp"

using namespace regpolicy;
using audit::Finding;
using audit::Verdict;

namespace {

constexpr std::string_view kAnna = "S-1-5-21-1-2-3-1105";
const std::u16string kUserKey = u"Software\\Policies\\Contoso";
const std::string kAnnasHive = "/c/Users/anna/NTUSER.DAT";

std::u16string wide(std::string_view text) { return *to_utf16(text); }

// A Windows at /c/Windows, with nobody but the user who runs the audit.
struct LiveMachine {
  tests::FakeRegistryContent content;
  tests::Faults faults;
  tests::FakeRegistry registry{content, faults};
  tests::MemoryFileSystem files;
  audit::KeysOfInterest keys{{u"SOFTWARE\\Policies\\Contoso", std::u16string(kAppliedObjectsKey)},
                             {kUserKey, std::u16string(kAppliedObjectsKey)}};

  LiveMachine() {
    content.state.create_key(u"HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies");
    content.state.create_key(u"HKEY_USERS\\" + std::u16string(tests::kRegistryUser) +
                             u"\\Software");
    content.state.set(u"HKEY_LOCAL_MACHINE\\" + std::u16string(kProfileListKey), u"ProgramData",
                      make_string(Type::expand_sz, u"%SystemDrive%/ProgramData"));
  }

  void add_profile(std::string_view sid, std::u16string_view folder) {
    content.state.set(u"HKEY_LOCAL_MACHINE\\" + std::u16string(kProfileListKey) + u'\\' + wide(sid),
                      u"ProfileImagePath", make_string(Type::expand_sz, folder));
  }
  void put_hive(const std::string& path, const std::string& made) {
    tests::put_file(files, path, test::hive_files(made).content);
  }
  void put_pol(const std::string& path, std::u16string_view key, std::uint32_t level) {
    tests::put_file(files, path,
                    pol::write({{std::u16string(key), u"Level", make_dword(level)}}).value());
  }
  Observation observe(const audit::SourceOptions& options = {}) {
    Observation observation;
    const auto done =
        audit::observe_registry(files, {registry, "/c/Windows"}, keys, options, observation);
    if (!done) FAIL(to_string(done.error()));
    return observation;
  }
};

Check level_of(Side side) {
  Check check = test::check_of(Require{
      {ValueCondition{u"Software\\Policies\\Contoso", u"Level", Type::dword, test::equals(1)}}});
  check.side = side;
  return check;
}

// Level must be 1 for every user; the finding of one of them.
Finding finding_of(std::string_view user, const Observation& observation,
                   const std::string& language = "en-US") {
  for (Finding& finding : test::judge_all(level_of(Side::user), observation, language)) {
    if (finding.user == user) return std::move(finding);
  }
  FAIL("no finding of " << user);
  return {};
}

}  // namespace

TEST_CASE("a user who is not signed in is read from the profile") {
  LiveMachine machine;
  machine.add_profile(kAnna, u"%SystemDrive%/Users/anna");
  machine.put_hive(kAnnasHive, "user-1.hive");
  const Observation observation = machine.observe();
  const Finding finding = finding_of(kAnna, observation);
  CHECK(finding.verdict == Verdict::compliant);
  CHECK(finding.source == "hive:" + join_path("/c/Users/anna", "NTUSER.DAT"));
  REQUIRE(observation.users.size() == 2);
  CHECK(observation.users[1].profile == "anna");
  CHECK(finding_of(to_utf8(tests::kRegistryUser), observation).verdict == Verdict::missing);
}

TEST_CASE("changes in the logs of a profile's hive are replayed, and no file is written") {
  LiveMachine machine;
  machine.add_profile(kAnna, u"/c/Users/anna");
  const hive::Files logged = test::hive_files("user-logged.hive");
  tests::put_file(machine.files, kAnnasHive, logged.content);
  tests::put_file(machine.files, kAnnasHive + ".LOG1", logged.logs.at(0).content);
  const auto before = machine.files.files;
  const Finding finding = finding_of(kAnna, machine.observe());
  CHECK(finding.verdict == Verdict::compliant);
  CHECK(finding.source.ends_with("NTUSER.DAT + NTUSER.DAT.LOG1"));
  CHECK(machine.files.files == before);
  CHECK(machine.files.changes == 0);
}

TEST_CASE("of a user who is signed in the registry counts, not the file") {
  LiveMachine machine;
  machine.add_profile(kAnna, u"/c/Users/anna");
  machine.put_hive(kAnnasHive, "user-1.hive");
  machine.content.state.set(u"HKEY_USERS\\" + wide(kAnna) + u'\\' + kUserKey, u"Level",
                            make_dword(2));
  const Finding finding = finding_of(kAnna, machine.observe());
  CHECK(finding.verdict == Verdict::wrong_value);
  CHECK(finding.source == "registry");
}

TEST_CASE("a profile without its hive is an error of that user and of nobody else") {
  LiveMachine machine;
  machine.add_profile(kAnna, u"/c/Users/anna");
  machine.add_profile("S-1-12-1-7-8-9-10", u"/c/Users/bertil");
  machine.put_hive("/c/Users/bertil/NTUSER.DAT", "user-1.hive");
  const Observation observation = machine.observe();
  const Finding finding = finding_of(kAnna, observation);
  CHECK(finding.verdict == Verdict::error);
  CHECK(finding.reason == "The registry of this user cannot be read (" +
                              join_path("/c/Users/anna", "NTUSER.DAT") + ": it failed).");
  CHECK(finding.remediation == "If the profile is no longer used, delete it from the machine.");
  CHECK(finding_of("S-1-12-1-7-8-9-10", observation).verdict == Verdict::compliant);
  const Finding swedish = finding_of(kAnna, observation, "sv-SE");
  CHECK(swedish.reason == "Användarens register går inte att läsa (" +
                              join_path("/c/Users/anna", "NTUSER.DAT") + ": it failed).");
  CHECK(swedish.remediation == "Ta bort profilen från datorn om den inte längre används.");
}

TEST_CASE("a profile whose hive is damaged or not closed cleanly is an error of that user") {
  LiveMachine machine;
  machine.add_profile(kAnna, u"/c/Users/anna");
  tests::put_text(machine.files, kAnnasHive, "no hive");
  const Finding finding = finding_of(kAnna, machine.observe());
  CHECK(finding.verdict == Verdict::error);
  CHECK(finding.reason.find("not a registry hive") != std::string::npos);
  CHECK(finding.remediation == "Audit the machine again while the user is signed in.");
  machine.put_hive(kAnnasHive, "dirty.hive");
  CHECK(finding_of(kAnna, machine.observe()).verdict == Verdict::error);
  CHECK(finding_of(kAnna, machine.observe({.accept_dirty = true})).verdict == Verdict::missing);
}

TEST_CASE("a profile that may not be read is to be read elevated") {
  LiveMachine machine;
  machine.add_profile(kAnna, u"/c/Users/anna");
  Observation observation = machine.observe();
  for (ObservedUser& user : observation.users) {
    if (user.registry.unreadable) user.registry.unreadable->code = ErrorCode::access_denied;
  }
  CHECK(finding_of(kAnna, observation).remediation ==
        "Audit the machine again from an elevated prompt.");
  const Baseline baseline = test::baseline_of({level_of(Side::user)});
  const snapshot::File file =
      audit::take_snapshot(observation, audit::interests(baseline, CompiledBaseline{}));
  REQUIRE(file.users.size() == 2);
  for (const snapshot::Key& key : file.users[1].side.keys) {
    CHECK(key.state == snapshot::KeyState::denied);
  }
}

TEST_CASE("a profile list that names no folder is an error of that user") {
  LiveMachine machine;
  machine.content.state.create_key(u"HKEY_LOCAL_MACHINE\\" + std::u16string(kProfileListKey) +
                                   u'\\' + wide(kAnna));
  const Finding finding = finding_of(kAnna, machine.observe());
  CHECK(finding.verdict == Verdict::error);
  CHECK(finding.reason.find("ProfileList\\S-1-5-21-1-2-3-1105: ProfileImagePath does not name a "
                            "folder") != std::string::npos);
  CHECK(finding.source == "registry");
}

TEST_CASE("services, profiles put aside and the model of new profiles are no users") {
  LiveMachine machine;
  for (const std::string_view sid :
       {"S-1-5-18", "S-1-5-80-1-2-3-4-5", "S-1-5-82-1", "S-1-5-21-1-2-3-1105.bak", "Default"}) {
    machine.add_profile(sid, u"/c/Users/Default");
  }
  machine.put_hive("/c/Users/Default/NTUSER.DAT", "user-1.hive");
  const Observation observation = machine.observe();
  REQUIRE(observation.users.size() == 1);
  CHECK(observation.users[0].name == to_utf8(tests::kRegistryUser));
}

TEST_CASE("accounts that Windows makes for itself are left out by their profiles") {
  LiveMachine machine;
  machine.add_profile(to_utf8(tests::kRegistryUser), u"/c/Users/defaultuser0");
  CHECK(test::judge(level_of(Side::user), machine.observe()).verdict == Verdict::not_auditable);
}

TEST_CASE("profiles are not looked into where nothing is asked of users") {
  LiveMachine machine;
  machine.keys.user.clear();
  machine.add_profile(kAnna, u"/c/Users/anna");
  CHECK(machine.observe().users.empty());
}

TEST_CASE("a registry that fails at any step is told as far as it can be read, or refused") {
  LiveMachine machine;
  machine.add_profile(kAnna, u"/c/Users/anna");
  machine.put_hive(kAnnasHive, "user-1.hive");
  (void)machine.observe();
  const int operations = machine.faults.operations;
  REQUIRE(operations > 5);
  for (int at = 1; at <= operations; ++at) {
    machine.faults = {.fail_at = at};
    Observation observation;
    const auto done = audit::observe_registry(machine.files, {machine.registry, "/c/Windows"},
                                              machine.keys, {}, observation);
    if (!done) continue;
    CHECK(observation.users.size() == 2);  // nobody is left out in silence
    for (const Finding& finding : test::judge_all(level_of(Side::user), observation)) {
      if (finding.user == kAnna) {
        CHECK((finding.verdict == Verdict::compliant || finding.verdict == Verdict::error));
      } else {
        CHECK((finding.verdict == Verdict::missing || finding.verdict == Verdict::error));
      }
    }
  }
}

TEST_CASE("the files of policy tell a live registry's origins as they tell an image's") {
  LiveMachine machine;
  const std::u16string key = u"SOFTWARE\\Policies\\Contoso";
  machine.content.state.set(u"HKEY_LOCAL_MACHINE\\" + key, u"Level", make_dword(2));
  const auto judged = [&machine] {
    return test::judge(level_of(Side::machine), machine.observe());
  };
  CHECK(judged().verdict == Verdict::wrong_value);
  machine.put_pol("/c/ProgramData/ntuser.pol", u"SOFTWARE\\Policies\\Other", 1);
  const Finding left = judged();
  CHECK(left.verdict == Verdict::tattooed);
  CHECK(left.origin == Origin{.kind = Origin::Kind::none, .evidence = "ProgramData/ntuser.pol"});
  machine.put_pol("/c/Windows/System32/GroupPolicy/Machine/Registry.pol", key, 1);
  const Finding waiting = judged();
  CHECK(waiting.verdict == Verdict::pending);
  machine.content.state.set(u"HKEY_LOCAL_MACHINE\\" + key, u"Level", make_dword(1));
  machine.put_pol("/c/ProgramData/ntuser.pol", key, 1);
  CHECK(judged().origin == Origin{.kind = Origin::Kind::local_gpo,
                                  .evidence = "Windows/System32/GroupPolicy/Machine/Registry.pol"});
}

TEST_CASE("on a device that is managed nothing of the live registry is called left behind") {
  LiveMachine machine;
  machine.content.state.set(u"HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Contoso", u"Level",
                            make_dword(2));
  machine.put_pol("/c/ProgramData/ntuser.pol", u"SOFTWARE\\Policies\\Other", 1);
  machine.content.state.set(u"HKEY_LOCAL_MACHINE\\" + std::u16string(kEnrollmentsKey) + u"\\{A}",
                            u"ProviderID", make_sz(u"MS DM Server"));
  CHECK(test::judge(level_of(Side::machine), machine.observe()).verdict == Verdict::wrong_value);
}

TEST_CASE("a user's archive and local policies are those of the user's own SID") {
  LiveMachine machine;
  machine.add_profile(kAnna, u"D:/Profiles/anna");
  machine.put_hive("D:/Profiles/anna/NTUSER.DAT", "user-2.hive");
  const std::string system = "/c/Windows/System32/";
  machine.put_pol(system + "GroupPolicyUsers/S-1-5-21-9-9-9-9/User/Registry.pol", kUserKey, 1);
  machine.put_pol(system + "GroupPolicyUsers/S-1-5-32-545/User/Registry.pol", kUserKey, 1);
  CHECK(finding_of(kAnna, machine.observe()).verdict == Verdict::wrong_value);
  machine.put_pol(system + "GroupPolicyUsers/" + std::string(kAnna) + "/User/Registry.pol",
                  kUserKey, 1);
  const Finding waiting = finding_of(kAnna, machine.observe());
  CHECK(waiting.verdict == Verdict::pending);
  CHECK(waiting.reason ==
        "The reason. Asks for what is required, and is not applied yet: the local policy of the "
        "user S-1-5-21-1-2-3-1105.");
  machine.put_pol("D:/Profiles/anna/ntuser.pol", kUserKey, 2);
  const Finding set = finding_of(kAnna, machine.observe());
  CHECK(set.verdict == Verdict::overridden);
  CHECK(set.origin == Origin{.kind = Origin::Kind::gpo, .evidence = "D:/Profiles/anna/ntuser.pol"});
}

TEST_CASE("copies of domain policies count for the user that they were made for") {
  LiveMachine machine;
  machine.add_profile(kAnna, u"/c/Users/anna");
  machine.put_hive(kAnnasHive, "user-2.hive");
  machine.put_pol("/c/Users/anna/ntuser.pol", kUserKey, 2);
  const std::string guid = "{11111111-2222-3333-4444-555555555555}";
  const auto put_copy = [&](std::string_view owner, std::uint32_t level) {
    machine.put_pol("/c/Windows/System32/GroupPolicy/DataStore/" + std::string(owner) +
                        "/sysvol/contoso.com/Policies/" + guid + "/User/Registry.pol",
                    kUserKey, level);
  };
  put_copy("S-1-5-21-9-9-9-9", 2);
  CHECK(machine.observe().users.at(1).registry.traces.kept.empty());
  put_copy(kAnna, 2);
  const auto kept = machine.observe().users.at(1).registry.traces.kept;
  REQUIRE(kept.size() == 1);
  CHECK(kept[0].id == guid);
}
