// plan, apply and undo of the target `registry`, on a registry in memory.
#include <catch2/catch.hpp>

#include "support/fake_registry.hpp"
#include "target/apply_builders.hpp"

using namespace regpolicy;
using tests::dword;
using tests::wanted;

namespace {

constexpr std::u16string_view kPolicies = u"HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies";

std::u16string in_policies(std::u16string_view key) {
  return std::u16string(kPolicies) + u'\\' + std::u16string(key);
}

// A machine: a folder for the state and a registry.
class Machine {
 public:
  explicit Machine(const std::string& name) : folder_(name) {
    content.state.create_key(kPolicies);
    content.state.create_key(u"HKEY_USERS\\" + std::u16string(tests::kRegistryUser) +
                             u"\\Software");
    folder_.write("GroupPolicy/gpt.ini", as_bytes("[General]\r\nVersion=0\r\n"));
  }

  OpenTarget open(bool to_change = true) {
    auto result = try_open(to_change);
    if (!result) FAIL(to_string(result.error()));
    return *std::move(result);
  }
  Result<OpenTarget> try_open(bool to_change = true) {
    auto files = open_folder(folder_.path());
    REQUIRE(files);
    return open_target({TargetKind::registry, {}},
                       std::make_unique<tests::FaultyFolder>(*std::move(files), faults),
                       {.to_change = to_change},
                       std::make_unique<tests::FakeRegistry>(content, faults));
  }
  Plan plan(const std::vector<WantedSide>& sides, const std::string& name = {},
            Intent intent = Intent::merge) {
    auto target = open(false);
    auto made = make_plan(target, sides, intent, {name});
    if (!made) FAIL(to_string(made.error()));
    return *std::move(made);
  }
  Plan apply_to(const std::vector<WantedSide>& sides, const std::string& name = {},
                Intent intent = Intent::merge) {
    auto target = open();
    auto made = make_plan(target, sides, intent, {name});
    if (!made) FAIL(to_string(made.error()));
    const auto done = apply(target, *made);
    if (!done) FAIL(to_string(done.error()));
    REQUIRE_FALSE(done->unfinished);
    return *std::move(made);
  }
  Result<Plan> undo(bool force = false) {
    auto target = open();
    auto made = make_undo_plan(target, {.force = force});
    if (!made) return made;
    const auto done = apply(target, *made);
    if (!done) return std::unexpected(done.error());
    REQUIRE_FALSE(done->unfinished);
    return made;
  }
  [[nodiscard]] bool has_state_file(const std::string& name) const {
    return std::filesystem::exists(folder_.path("GroupPolicy/.regpolicy/registry/" + name));
  }

  tests::FakeRegistryContent content;
  tests::Faults faults;

 private:
  tests::TemporaryFolder folder_;
};

Record policy(std::u16string_view name, std::uint32_t number) {
  return dword(u"SOFTWARE\\Policies\\A", std::u16string(name), number);
}

}  // namespace

TEST_CASE("a plan for the registry tells what is there and what will be, and changes nothing") {
  Machine machine("registry-plan");
  machine.content.state.set(in_policies(u"A"), u"old", make_dword(1));
  const State before = machine.content.state;
  const Plan plan = machine.plan({wanted(Side::machine, {policy(u"OLD", 2), policy(u"new", 3)}),
                                  wanted(Side::user, {dword(u"Software\\B", u"x", 4)})});
  CHECK(machine.content.state == before);
  const std::string text = to_text(plan);
  CAPTURE(text);
  CHECK_THAT(text, Catch::Contains("SOFTWARE\\Policies\\A\n  + new: absent -> REG_DWORD 3\n"
                                   "      the test\n  ~ old: REG_DWORD 1 -> REG_DWORD 2\n"));
  CHECK_THAT(text, Catch::Contains("S-1-5-21-1-2-3-1001"));
  CHECK_THAT(text, Catch::Contains("Software\\B\n  + x: absent -> REG_DWORD 4\n"));
  CHECK_THAT(text, Catch::Contains("warning: the next refresh of the machine policy may undo"));
  CHECK_THAT(text, !Catch::Contains("refresh of the user policy"));
  CHECK(read_plan(as_bytes(to_json(plan))).value() == plan);
}

TEST_CASE("an applied registry holds what was wanted, and undo leaves nothing behind") {
  Machine machine("registry-apply");
  machine.content.state.set(in_policies(u"A"), u"old", make_sz(u"before"));
  const State before = machine.content.state;
  Instructions deeds{SetValue{u"SOFTWARE\\Policies\\A", u"old", make_dword(2)},
                     SetIfAbsent{u"SOFTWARE\\Policies\\A", u"OLD", make_dword(9)},
                     SetValue{u"SOFTWARE\\Policies\\B\\C", u"deep", make_dword(3)},
                     CreateKey{u"SOFTWARE\\Policies\\D"}};
  machine.apply_to({wanted(Side::machine, encode(deeds))});
  CHECK(machine.content.state.find(in_policies(u"A"), u"old")->value == make_dword(2));
  CHECK(machine.content.state.find(in_policies(u"B\\C"), u"deep")->value == make_dword(3));
  CHECK(machine.content.state.find_key(in_policies(u"D")) != nullptr);
  REQUIRE(machine.undo());
  CHECK(machine.content.state == before);
  CHECK(machine.undo().error().message == "there is nothing to undo");
}

TEST_CASE("what is deleted from a registry comes back with undo, subkeys and all") {
  Machine machine("registry-delete");
  machine.content.state.set(in_policies(u"A"), u"one", make_dword(1));
  machine.content.state.set(in_policies(u"A"), u"two", make_dword(2));
  machine.content.state.set(in_policies(u"B\\C\\D"), u"deep", make_sz(u"x"));
  const State before = machine.content.state;
  const Instructions deeds{DeleteAllValues{u"SOFTWARE\\Policies\\A"},
                           DeleteKeys{u"SOFTWARE\\Policies", {u"b", u"none"}}};
  machine.apply_to({wanted(Side::machine, encode(deeds))});
  CHECK(machine.content.state.find_key(in_policies(u"A"))->values.empty());
  CHECK(machine.content.state.find_key(in_policies(u"B")) == nullptr);
  REQUIRE(machine.undo());
  CHECK(machine.content.state == before);
}

TEST_CASE("a second apply to a registry changes nothing and adds nothing to undo") {
  Machine machine("registry-twice");
  const std::vector<WantedSide> sides{wanted(Side::machine, {policy(u"n", 1)})};
  machine.apply_to(sides, "Base");
  const Plan again = machine.plan(sides, "Base");
  CHECK_FALSE(has_changes(again));
  CHECK(again.changes.empty());
  machine.apply_to(sides, "Base");
  REQUIRE(machine.undo());
  CHECK_FALSE(machine.undo());
}

TEST_CASE("a registry that has changed since the plan is left alone") {
  Machine machine("registry-conflict");
  const Plan plan = machine.plan({wanted(Side::machine, {policy(u"n", 1)})});
  machine.content.state.set(in_policies(u"A"), u"n", make_dword(7));
  auto target = machine.open();
  const auto done = apply(target, plan);
  REQUIRE_FALSE(done);
  CHECK(done.error().code == ErrorCode::conflict);
  CHECK(to_string(done.error()) ==
        "HKEY_LOCAL_MACHINE: error: the registry has changed since the plan was made (make the "
        "plan again)");
  CHECK(machine.content.state.find(in_policies(u"A"), u"n")->value == make_dword(7));
}

TEST_CASE("a value that somebody changed after the apply is not undone, but by force") {
  Machine machine("registry-undo-conflict");
  machine.apply_to({wanted(Side::machine, {policy(u"n", 1)})});
  machine.content.state.set(in_policies(u"A"), u"n", make_dword(7));
  const auto refused = machine.undo();
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::conflict);
  REQUIRE(machine.undo(true));
  CHECK(machine.content.state.find_key(in_policies(u"A")) == nullptr);
}

TEST_CASE("undo leaves a key in place that holds somebody else's values by now") {
  Machine machine("registry-shared-key");
  machine.apply_to({wanted(Side::machine, {policy(u"n", 1)})});
  machine.content.state.set(in_policies(u"A\\Theirs"), u"x", make_dword(7));
  REQUIRE(machine.undo());
  CHECK(machine.content.state.find(in_policies(u"A"), u"n") == nullptr);
  CHECK(machine.content.state.find(in_policies(u"A\\Theirs"), u"x") != nullptr);
}

TEST_CASE("a key that may not be changed is named before anything is written") {
  Machine machine("registry-rights");
  machine.content.read_only = in_policies(u"Locked");
  auto target = machine.open();
  const auto plan = make_plan(
      target,
      {wanted(Side::machine, {policy(u"n", 1), dword(u"SOFTWARE\\Policies\\Locked", u"x", 1)})},
      Intent::merge);
  REQUIRE(plan);
  const State before = machine.content.state;
  const auto done = apply(target, *plan);
  REQUIRE_FALSE(done);
  CHECK(done.error().code == ErrorCode::access_denied);
  CHECK(done.error().location.source == "HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Locked");
  CHECK(machine.content.state == before);
  CHECK_FALSE(machine.has_state_file("journal.json"));
}

TEST_CASE("a key that stays as it is need not be open to changes") {
  Machine machine("registry-rights-unused");
  machine.content.state.set(in_policies(u"Locked"), u"x", make_dword(1));
  machine.content.read_only = in_policies(u"Locked");
  machine.apply_to(
      {wanted(Side::machine, {policy(u"n", 1), dword(u"SOFTWARE\\Policies\\Locked", u"x", 1)})});
  CHECK(machine.content.state.find(in_policies(u"A"), u"n") != nullptr);
}

TEST_CASE("a key that is made is told by what comes below it") {
  Machine machine("registry-told-keys");
  auto target = machine.open();
  const auto plan =
      make_plan(target,
                {wanted(Side::machine,
                        encode(Instructions{SetValue{u"Software\\Made\\Deep", u"n", make_dword(1)},
                                            CreateKey{u"Software\\Made\\Empty"}}))},
                Intent::merge);
  REQUIRE(plan);
  REQUIRE(plan->changes.size() == 2);
  CHECK(plan->changes[0].key == u"Software\\Made\\Deep");
  CHECK(plan->changes[0].name == u"n");
  CHECK(plan->changes[1].key == u"Software\\Made\\Empty");
}

TEST_CASE("what a registry cannot take is refused with the reason") {
  Machine machine("registry-refused");
  const auto error_of = [&](const Instruction& instruction, Intent intent = Intent::merge) {
    auto target = machine.open(false);
    const auto plan =
        make_plan(target, {wanted(Side::machine, encode(Instructions{instruction}))}, intent);
    return plan ? "no error" : to_string(plan.error());
  };
  CHECK(error_of(SecureKey{u"SOFTWARE\\Policies\\A", true}) ==
        "the test: error: the target registry cannot set permissions (a GPO or the local policy "
        "(--target local) can)");
  CHECK(error_of(SetValue{u"SOFTWARE\\Policies\\A", u"n", make_dword(1)}, Intent::replace) ==
        "registry: error: a registry cannot be replaced as a whole (--intent merge or remove)");
  auto target = machine.open(false);
  WantedSide user = wanted(Side::user, {dword(u"Software\\A", u"n", 1)});
  user.user = u"S-1-5-21-9";
  CHECK(to_string(make_plan(target, {user}, Intent::merge).error()) ==
        "HKEY_USERS/S-1-5-21-9: error: the user's part of the registry is not loaded (it is while "
        "the user is signed in)");
  user.user = u"Administrators";
  CHECK(to_string(make_plan(target, {user}, Intent::merge).error()) ==
        "error: found the user 'Administrators', expected the SID of one who is signed in");
}

TEST_CASE("the intent remove deletes what the input names from a registry") {
  Machine machine("registry-remove");
  machine.content.state.set(in_policies(u"A"), u"n", make_dword(1));
  machine.content.state.set(in_policies(u"A"), u"other", make_dword(2));
  machine.apply_to({wanted(Side::machine, {policy(u"n", 5)})}, {}, Intent::remove);
  CHECK(machine.content.state.find(in_policies(u"A"), u"n") == nullptr);
  CHECK(machine.content.state.find(in_policies(u"A"), u"other") != nullptr);
}

TEST_CASE("a failure at any operation on a registry leaves it wholly old or wholly new") {
  const std::vector<WantedSide> sides{
      wanted(Side::machine,
             {policy(u"n", 1), policy(u"m", 2), dword(u"SOFTWARE\\Policies\\B\\C", u"deep", 3)}),
      wanted(Side::user, {dword(u"Software\\U", u"x", 4)})};
  const auto prepare = [](Machine& machine) {
    machine.content.state.set(in_policies(u"A"), u"n", make_dword(9));
  };
  const auto deed = [&](Machine& machine) {
    auto target = machine.try_open();
    if (!target) return false;
    const auto plan = make_plan(*target, sides, Intent::merge, {"Base"});
    if (!plan) return false;
    const auto done = apply(*target, *plan);
    return done && !done->unfinished;
  };
  State old_state;
  State new_state;
  int operations = 0;
  {
    Machine machine("registry-faults");
    prepare(machine);
    old_state = machine.content.state;
    REQUIRE(deed(machine));
    new_state = machine.content.state;
    operations = machine.faults.operations;
  }
  REQUIRE(operations > 50);
  int old_ones = 0;
  int new_ones = 0;
  for (const bool and_after : {false, true}) {
    for (const bool done_first : {false, true}) {
      for (int fail_at = 1; fail_at <= operations; ++fail_at) {
        CAPTURE(fail_at, and_after, done_first);
        Machine machine("registry-faults");
        prepare(machine);
        machine.faults = {fail_at, and_after, done_first, 0};
        const bool told_success = deed(machine);
        machine.faults = {};
        {
          const OpenTarget next_start = machine.open();
        }
        const bool is_new = machine.content.state == new_state;
        CHECK((is_new || machine.content.state == old_state));
        if (told_success) CHECK(is_new);
        ++(is_new ? new_ones : old_ones);
      }
    }
  }
  CHECK(old_ones > 50);
  CHECK(new_ones > 20);
}

TEST_CASE("a value that somebody changed while a run was interrupted is not overwritten") {
  Machine machine("registry-foreign");
  const std::vector<WantedSide> sides{
      wanted(Side::machine, {policy(u"m", 1), policy(u"n", 2), policy(u"o", 3)})};
  {
    auto target = machine.open();
    const auto plan = make_plan(target, sides, Intent::merge);
    REQUIRE(plan);
    // The second write fails, and all after it, as where the process ends there.
    int writes = 0;
    machine.content.before_write = [&] {
      if (++writes == 3)
        machine.faults = {machine.faults.operations + 1, true, false, machine.faults.operations};
    };
    const auto done = apply(target, *plan);
    CHECK((!done || done->unfinished));
  }
  machine.content.before_write = {};
  machine.faults = {};
  REQUIRE(machine.has_state_file("journal.json"));
  machine.content.state.set(in_policies(u"A"), u"n", make_dword(77));
  const auto open = machine.try_open();
  REQUIRE_FALSE(open);
  CHECK(open.error().code == ErrorCode::conflict);
  CHECK(machine.content.state.find(in_policies(u"A"), u"n")->value == make_dword(77));
}
