// Settings that left the input are taken out of local policies and registries.
#include <catch2/catch.hpp>

#include "support/fake_registry.hpp"
#include "target/apply_builders.hpp"

using namespace regpolicy;
using tests::dword;
using tests::wanted;

namespace {

Record policy(std::u16string_view name, std::uint32_t number) {
  return dword(u"SOFTWARE\\Policies\\A", std::u16string(name), number);
}
Record preference(std::u16string_view name, std::uint32_t number) {
  return dword(u"SOFTWARE\\Contoso", std::u16string(name), number);
}

class Image {
 public:
  explicit Image(const std::string& name) : folder_(name) {}

  Plan apply_as(const std::string& name, const std::vector<WantedSide>& sides,
                Intent intent = Intent::merge) {
    auto target = tests::opened({TargetKind::local, folder_.path()});
    auto plan = make_plan(target, sides, intent, {name});
    if (!plan) FAIL(to_string(plan.error()));
    REQUIRE(apply(target, *plan));
    return *std::move(plan);
  }
  void undo() { (void)tests::undone({TargetKind::local, folder_.path()}); }
  [[nodiscard]] Records machine() const {
    return tests::records_in(folder_, "GroupPolicy/Machine/Registry.pol");
  }
  [[nodiscard]] bool has(const std::string& name) const {
    return std::filesystem::exists(folder_.path(name));
  }
  [[nodiscard]] Records records(const std::string& name) const {
    return tests::records_in(folder_, name);
  }
  void write(const std::string& name, const Records& records) const {
    folder_.write(name, *pol::write(records));
  }

 private:
  tests::TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("a setting that left the baseline leaves the local policy, and others stay") {
  Image image("archive-left");
  image.write("GroupPolicy/Machine/Registry.pol", {policy(u"theirs", 7)});
  image.apply_as("Base", {wanted(Side::machine, {policy(u"a", 1), policy(u"b", 2)})});
  const Plan plan = image.apply_as("base", {wanted(Side::machine, {policy(u"b", 2)})});
  CHECK(image.machine() == Records{policy(u"theirs", 7), policy(u"b", 2)});
  CHECK_THAT(to_text(plan), Catch::Contains("- a: REG_DWORD 1 -> untouched\n"
                                            "      no longer in 'base'\n"));
  image.undo();
  CHECK(image.machine() == Records{policy(u"theirs", 7), policy(u"a", 1), policy(u"b", 2)});
}

TEST_CASE("a baseline of another name takes nothing out, and keeps what both want") {
  Image image("archive-two");
  image.apply_as("One", {wanted(Side::machine, {policy(u"a", 1), policy(u"b", 2)})});
  image.apply_as("Two", {wanted(Side::machine, {policy(u"b", 2), policy(u"c", 3)})});
  CHECK(image.machine() == Records{policy(u"a", 1), policy(u"b", 2), policy(u"c", 3)});
  image.apply_as("One", {wanted(Side::machine, {policy(u"a", 1)})});
  CHECK(image.machine() == Records{policy(u"a", 1), policy(u"b", 2), policy(u"c", 3)});
}

TEST_CASE("an input without a name takes nothing out") {
  Image image("archive-nameless");
  image.apply_as({}, {wanted(Side::machine, {policy(u"a", 1)})});
  image.apply_as({}, {wanted(Side::machine, {policy(u"b", 2)})});
  CHECK(image.machine() == Records{policy(u"a", 1), policy(u"b", 2)});
  CHECK_FALSE(image.has("GroupPolicy/.regpolicy/archive"));
}

TEST_CASE("a record that somebody changed since is theirs and stays") {
  Image image("archive-changed");
  image.apply_as("Base", {wanted(Side::machine, {policy(u"a", 1), policy(u"b", 2)})});
  image.write("GroupPolicy/Machine/Registry.pol", {policy(u"a", 5), policy(u"b", 2)});
  image.apply_as("Base", {wanted(Side::machine, {policy(u"b", 2)})});
  CHECK(image.machine() == Records{policy(u"a", 5), policy(u"b", 2)});
}

TEST_CASE("outside the policy trees Windows is told to delete what we had put there") {
  Image image("archive-tattoo");
  image.write("GroupPolicy/Machine/Registry.pol", {preference(u"theirs", 7)});
  image.apply_as(
      "Base",
      {wanted(Side::machine, {preference(u"theirs", 7), preference(u"ours", 1), policy(u"a", 1)})});
  image.apply_as("Base", {wanted(Side::machine, {policy(u"a", 1)})});
  const Records now = image.machine();
  CHECK(now == Records{preference(u"theirs", 7), encode(DeleteValue{u"SOFTWARE\\Contoso", u"ours"}),
                       policy(u"a", 1)});
  image.apply_as("Base", {wanted(Side::machine, {policy(u"a", 1)})});
  CHECK(image.machine() == now);
}

TEST_CASE("a side that left the baseline is taken out with it, whose ever it is") {
  Image image("archive-side");
  WantedSide administrators = wanted(Side::user, {policy(u"u", 1)});
  administrators.user = u"Administrators";
  image.apply_as("Base", {wanted(Side::machine, {policy(u"a", 1)}), administrators});
  const std::string theirs = "GroupPolicyUsers/S-1-5-32-544/User/Registry.pol";
  CHECK(image.records(theirs) == Records{policy(u"u", 1)});
  image.apply_as("Base", {wanted(Side::machine, {policy(u"a", 1)})});
  CHECK(image.records(theirs).empty());
  CHECK_FALSE(image.has("GroupPolicy/.regpolicy/archive/user+S-1-5-32-544+base.pol"));
}

TEST_CASE("the intent remove forgets what it takes out") {
  Image image("archive-remove");
  image.apply_as("Base", {wanted(Side::machine, {policy(u"a", 1), policy(u"b", 2)})});
  image.apply_as("Base", {wanted(Side::machine, {policy(u"a", 1)})}, Intent::remove);
  CHECK(image.machine() == Records{policy(u"b", 2)});
  CHECK(image.records("GroupPolicy/.regpolicy/archive/machine+base.pol") ==
        Records{policy(u"b", 2)});
}

TEST_CASE("the archive of a name with any letters is a file that every system can hold") {
  Image image("archive-names");
  for (const std::string& name :
       {std::string("CON"), std::string("Lösenord: åter/ställ?"), std::string(400, 'x')}) {
    image.apply_as(name, {wanted(Side::machine, {policy(u"a", 1)})});
  }
  CHECK(image.has("GroupPolicy/.regpolicy/archive/machine+con.pol"));
  CHECK(
      image.has("GroupPolicy/.regpolicy/archive/"
                "machine+l%c3%b6senord%3a%20%c3%a5ter%2fst%c3%a4ll%3f.pol"));
}

TEST_CASE("a GPO's folder has no archive: what is in it belongs to others too") {
  const tests::TemporaryFolder folder("archive-gpt");
  auto target = tests::opened(tests::gpt_in(folder));
  const auto plan =
      make_plan(target, {wanted(Side::machine, {policy(u"a", 1)})}, Intent::merge, {"Base"});
  REQUIRE(plan);
  REQUIRE(apply(target, *plan));
  CHECK_FALSE(std::filesystem::exists(folder.path(".regpolicy/archive")));
}

TEST_CASE(
    "values that left the baseline leave the registry, but not those that were there before") {
  const tests::TemporaryFolder folder("archive-registry");
  tests::FakeRegistryContent content;
  tests::Faults faults;
  const std::u16string machine = u"HKEY_LOCAL_MACHINE\\";
  content.state.create_key(machine + u"SOFTWARE\\Policies");
  content.state.set(machine + u"SOFTWARE\\Contoso", u"before", make_dword(1));
  content.state.set(machine + u"SOFTWARE\\Policies\\A", u"before", make_dword(1));
  const auto apply_as = [&](const Records& records) {
    auto files = open_folder(folder.path());
    REQUIRE(files);
    auto target = open_target({TargetKind::registry, {}}, *std::move(files), {},
                              std::make_unique<tests::FakeRegistry>(content, faults));
    REQUIRE(target);
    const auto plan = make_plan(*target, {wanted(Side::machine, records)}, Intent::merge, {"Base"});
    if (!plan) FAIL(to_string(plan.error()));
    REQUIRE(apply(*target, *plan));
  };
  apply_as({policy(u"before", 1), policy(u"ours", 2), preference(u"before", 1),
            preference(u"ours", 2), preference(u"changed", 3), policy(u"changed", 3)});
  content.state.set(machine + u"SOFTWARE\\Contoso", u"changed", make_dword(9));
  content.state.set(machine + u"SOFTWARE\\Policies\\A", u"changed", make_dword(9));
  apply_as({policy(u"other", 1)});
  const auto has = [&](std::u16string_view key, std::u16string_view name) {
    return content.state.find(machine + std::u16string(key), name) != nullptr;
  };
  // A policy tree belongs to policy: what left goes, whoever wrote it last.
  CHECK_FALSE(has(u"SOFTWARE\\Policies\\A", u"before"));
  CHECK_FALSE(has(u"SOFTWARE\\Policies\\A", u"ours"));
  CHECK_FALSE(has(u"SOFTWARE\\Policies\\A", u"changed"));
  CHECK(has(u"SOFTWARE\\Policies\\A", u"other"));
  // Elsewhere only what we wrote and nobody has changed.
  CHECK(has(u"SOFTWARE\\Contoso", u"before"));
  CHECK_FALSE(has(u"SOFTWARE\\Contoso", u"ours"));
  CHECK(has(u"SOFTWARE\\Contoso", u"changed"));
}
