// A snapshot holds what a baseline asks for, no more and no less.
#include <regpolicy/machine_snapshot.hpp>

#include <algorithm>

#include <catch2/catch.hpp>

#include <regpolicy/report.hpp>

#include "audit/random_checks.hpp"

namespace regpolicy {
namespace {

using namespace test;
using audit::Verdict;
using snapshot::KeyState;

constexpr const char* kVersionLines =
    "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion]\r\n"
    "\"CurrentBuildNumber\"=\"22631\"\r\n\"EditionID\"=\"Enterprise\"\r\n\"ProductId\"="
    "\"secret\"\r\n";

// What is read from the file that is written of the observation.
Observation through_a_file(const Observation& observation, const audit::Interests& interests) {
  const snapshot::File file = audit::take_snapshot(observation, interests);
  const auto read = snapshot::read(as_bytes(snapshot::write(file)));
  REQUIRE(read);
  CHECK(*read == file);
  Observation again;
  audit::observe_snapshot(again, *read, "S");
  return again;
}

snapshot::Key key_in(const snapshot::File& file, std::u16string_view path) {
  const auto found = std::ranges::find(file.machine.keys, path, &snapshot::Key::path);
  REQUIRE(found != file.machine.keys.end());
  return *found;
}

snapshot::File taken(const Check& check, const Observation& observation) {
  return audit::take_snapshot(observation, audit::interests(baseline_of({check}), {}));
}

TEST_CASE("a snapshot leaves out the values that no check asks for", "[audit][snapshot]") {
  const auto file = taken(
      check_of(Require{value(u"Level", Exists{})}),
      observe(
          std::string(kVersionLines) +
          "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso]\r\n\"level\"=dword:1\r\n\"Other\"=\"x\"\r\n"));
  const snapshot::Key key = key_in(file, kKey);
  CHECK(key.state == KeyState::present);
  CHECK(key.values.present == std::vector<snapshot::NamedValue>{{u"level", make_dword(1)}});
  CHECK(key.values.missing.empty());
  CHECK_FALSE(key.all_values);
  CHECK(snapshot::write(file).find("secret") == std::string::npos);
  CHECK(snapshot::write(file).find("Other") == std::string::npos);
}

TEST_CASE("a snapshot tells an absent key from one that is not told", "[audit][snapshot]") {
  const auto file =
      taken(check_of(Require{all({{KeyCondition{u"A\\B", true}}, {KeyCondition{u"C", true}}})}),
            observe("[HKEY_LOCAL_MACHINE\\A]\r\n"));
  CHECK(key_in(file, u"A\\B").state == KeyState::absent);
  CHECK(key_in(file, u"C").state == KeyState::not_told);
}

TEST_CASE("a snapshot says which keys may not be read", "[audit][snapshot]") {
  Observation observation;
  observation.machine.denied = {u"software\\contoso"};
  CHECK(key_in(taken(check_of(Require{value(u"x", Exists{})}), observation), kKey).state ==
        KeyState::denied);
}

TEST_CASE("a snapshot names the computer where the registry tells its name", "[audit][snapshot]") {
  const Observation observation = observe(
      "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ComputerName]\r\n"
      "\"ComputerName\"=\"PC-17\"\r\n");
  const auto file = taken(check_of(Require{value(u"x", Exists{})}), observation);
  CHECK(file.computer == "PC-17");
  Observation again;
  audit::observe_snapshot(again, file, "S");
  CHECK(computer_name(again) == "PC-17");
  CHECK(again.machine.state.find_key(kComputerNameKey) == nullptr);
}

TEST_CASE("a snapshot keeps a user's profile, by which accounts of Windows are left out",
          "[audit][snapshot]") {
  Check check = check_of(Require{value(u"x", Absent{})});
  check.side = Side::user;
  const Observation observation = observe(
      "[HKEY_USERS\\S-1-5-21-7]\r\n"
      "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows "
      "NT\\CurrentVersion\\ProfileList\\S-1-5-21-7]"
      "\r\n\"ProfileImagePath\"=\"C:\\\\Users\\\\defaultuser0\"\r\n");
  const auto interests = audit::interests(baseline_of({check}), {});
  const Observation again = through_a_file(observation, interests);
  REQUIRE(again.users.size() == 1);
  CHECK(again.users[0].profile == "defaultuser0");
  CHECK(judge(check, observation).verdict == Verdict::not_auditable);
  CHECK(judge(check, again).verdict == Verdict::not_auditable);
}

TEST_CASE("a source is asked for the computer's name and the profiles besides the baseline's keys",
          "[audit][snapshot]") {
  Check user = check_of(Require{value(u"x", Exists{})});
  user.side = Side::user;
  const Check machine = check_of(Require{value(u"x", Exists{})});
  const auto keys_of = [](const Check& check) {
    return audit::keys_of_snapshot(audit::interests(baseline_of({check}), {}));
  };
  const auto asks = [](const std::vector<std::u16string>& keys, std::u16string_view key) {
    return std::ranges::find(keys, key) != keys.end();
  };
  CHECK(asks(keys_of(user).user, kKey));
  CHECK_FALSE(asks(keys_of(user).machine, kKey));
  CHECK(asks(keys_of(machine).machine, kKey));
  for (const Check& check : {user, machine}) {
    CHECK(asks(keys_of(check).machine, kWindowsVersionKey));
    CHECK(asks(keys_of(check).machine, kComputerNameKey));
  }
  // Only whose users are judged has to tell who they are.
  CHECK(asks(keys_of(user).machine, kProfileListKey));
  CHECK_FALSE(asks(keys_of(machine).machine, kProfileListKey));
}

// --- laws ---

Instruction random_instruction(Random& random) {
  const std::u16string& key = kKeys[below(random, kKeys.size())];
  const std::u16string& name = kNames[below(random, kNames.size())];
  switch (below(random, 8)) {
    case 0: return SetValue{key, name, make_dword(1)};
    case 1: return SetIfAbsent{key, name, make_dword(1)};
    case 2: return DeleteValue{key, name};
    case 3: return DeleteAllValues{key};
    case 4: return DeleteValues{key, {u"x", u"y"}};
    case 5: return DeleteKeys{u"A", {u"B", u"X"}};
    case 6: return SecureKey{key, true};
    default: return CreateKey{key};
  }
}

struct RandomBaseline {
  Baseline baseline;
  CompiledBaseline compiled;
};

RandomBaseline random_baseline(Random& random) {
  RandomBaseline made;
  std::vector<Check> checks;
  for (int i = 0; i < 4; ++i) {
    Check& check = checks.emplace_back(random_check(random));
    check.side = below(random, 3) == 0 ? Side::user : Side::machine;
    if (below(random, 3) == 0) check.applies_to = random_condition(random, 2);
  }
  made.baseline = baseline_of(std::move(checks));
  for (int i = 0; i < 4; ++i) {
    BaselineValue value;
    value.side = below(random, 3) == 0 ? Side::user : Side::machine;
    value.instruction = random_instruction(random);
    (value.side == Side::machine ? made.compiled.machine : made.compiled.user)
        .push_back(value.instruction);
    made.baseline.values.push_back(std::move(value));
  }
  return made;
}

// Of a random machine what a source tells that covers some of the keys, and some with gaps.
ObservedSide random_side(Random& random) {
  ObservedSide side = random_machine(random).machine;
  side.sources = {"S"};
  if (below(random, 4) == 0) return side;
  side.coverage.whole = false;
  for (const std::u16string& key : kKeys) {
    if (below(random, 3) == 0) side.coverage.roots.push_back(key);
  }
  return side;
}

Observation random_observation(Random& random) {
  Observation observation;
  observation.sources = {"S"};
  observation.machine = random_side(random);
  const std::size_t users = below(random, 3);
  for (std::size_t i = 0; i < users; ++i) {
    observation.users.push_back({"user" + std::to_string(i), random_side(random), {}});
  }
  return observation;
}

TEST_CASE("a snapshot is judged as the source that it was taken from",
          "[audit][snapshot][property]") {
  const std::uint64_t seed = GENERATE(range(std::uint64_t{1}, std::uint64_t{2001}));
  CAPTURE(seed);
  Random random(seed);
  const RandomBaseline made = random_baseline(random);
  const Observation observation = random_observation(random);
  const Observation again =
      through_a_file(observation, audit::interests(made.baseline, made.compiled));
  CHECK(audit::to_json(audit::run(made.baseline, made.compiled, again)) ==
        audit::to_json(audit::run(made.baseline, made.compiled, observation)));
}

TEST_CASE("a snapshot of a snapshot is the same", "[audit][snapshot][property]") {
  const std::uint64_t seed = GENERATE(range(std::uint64_t{1}, std::uint64_t{301}));
  CAPTURE(seed);
  Random random(seed);
  const RandomBaseline made = random_baseline(random);
  const auto interests = audit::interests(made.baseline, made.compiled);
  const Observation observation = random_observation(random);
  const Observation again = through_a_file(observation, interests);
  CHECK(audit::take_snapshot(again, interests) == audit::take_snapshot(observation, interests));
}

TEST_CASE("a snapshot for another baseline never makes a failure compliant or the reverse",
          "[audit][snapshot][property]") {
  const std::uint64_t seed = GENERATE(range(std::uint64_t{1}, std::uint64_t{2001}));
  CAPTURE(seed);
  Random random(seed);
  const RandomBaseline asked = random_baseline(random);
  RandomBaseline judged = random_baseline(random);
  // Where it is not told whether a check is for the machine, it is judged all the same.
  for (Check& check : judged.baseline.checks) check.applies_to.reset();
  const Observation observation = random_observation(random);
  const Observation again =
      through_a_file(observation, audit::interests(asked.baseline, asked.compiled));
  const auto full = audit::run(judged.baseline, judged.compiled, observation).findings;
  const auto partial = audit::run(judged.baseline, judged.compiled, again).findings;
  REQUIRE(full.size() == partial.size());
  for (std::size_t i = 0; i < full.size(); ++i) {
    CAPTURE(full[i].id);
    if (partial[i].verdict == Verdict::compliant) CHECK(full[i].verdict == Verdict::compliant);
    if (is_failure(partial[i].verdict)) CHECK(is_failure(full[i].verdict));
  }
}

}  // namespace
}  // namespace regpolicy
