// plan, apply and undo of a GPMC backup.
#include <catch2/catch.hpp>

#include <regpolicy/backup_folder.hpp>

#include "target/apply_builders.hpp"

using namespace regpolicy;
using tests::dword;
using tests::wanted;

namespace {

// A folder with backups, written as GPMC does.
class Backups {
 public:
  Backups(const std::string& name, const std::vector<GpoBackup>& backups) : folder_(name) {
    REQUIRE(write_files(real_file_system(), backup_files(backups, folder_.path()).value()));
  }
  [[nodiscard]] Target target(const std::string& below = {}) const {
    return {TargetKind::backup, below.empty() ? folder_.path() : folder_.path(below)};
  }
  [[nodiscard]] GpoBackup read() const {
    auto read = read_backups(real_file_system(), folder_.path());
    REQUIRE(read);
    for (const Diagnostic& finding : read->findings.items) {
      if (finding.severity != Severity::note) FAIL_CHECK(to_string(finding));
    }
    REQUIRE(read->backups.size() == 1);
    return read->backups.front().backup;
  }
  [[nodiscard]] std::map<std::string, std::string> contents() const { return folder_.contents(); }
  [[nodiscard]] const tests::TemporaryFolder& folder() const { return folder_; }

 private:
  tests::TemporaryFolder folder_;
};

Bytes bytes_of(std::string_view text) {
  const ByteView view = as_bytes(text);
  return {view.begin(), view.end()};
}

GpoBackup with_security(GpoBackup backup) {
  backup.files.push_back({"DomainSysvol/GPO/Machine/microsoft/windows nt/SecEdit/GptTmpl.inf",
                          bytes_of("[Unicode]\r\nUnicode=yes\r\n")});
  backup.files.push_back({"gpreport.xml", bytes_of("<GPO/>")});
  return backup;
}

}  // namespace

TEST_CASE("a backup that is applied to holds the settings, with versions and extensions in step") {
  const GpoBackup made =
      with_security(make_backup("Base", Records{dword(u"A", u"n", 1)}, std::nullopt));
  const Backups backups("backup-target", {made});
  const Plan plan = tests::planned(backups.target(), {wanted(Side::machine, {dword(u"A", u"n", 2)}),
                                                      wanted(Side::user, {dword(u"B", u"x", 3)})});
  CHECK_THAT(to_text(plan), Catch::Contains("warning: gpreport.xml stays as it is"));
  tests::applied(backups.target(), plan);
  GpoBackup expected = made;
  expected.machine.records = Records{dword(u"A", u"n", 2)};
  expected.machine.versions = {2, 2};
  expected.user.records = Records{dword(u"B", u"x", 3)};
  expected.user.versions = {1, 1};
  expected.user.extensions = gpo_backup::registry_extension_list(Side::user);
  CHECK(backups.read() == expected);
}

TEST_CASE("undo gives a backup its bytes back") {
  const Backups backups(
      "backup-undo",
      {with_security(make_backup("Base", Records{dword(u"A", u"n", 1)}, std::nullopt))});
  const auto before = backups.contents();
  const std::vector<WantedSide> sides{wanted(Side::user, {dword(u"B", u"x", 3)})};
  tests::applied(backups.target(), tests::planned(backups.target(), sides));
  CHECK(backups.contents() != before);
  CHECK_FALSE(has_changes(tests::planned(backups.target(), sides)));
  tests::undone(backups.target());
  CHECK(backups.contents() == before);
}

TEST_CASE("a side of a backup whose last setting goes loses the registry extension") {
  const Backups backups("backup-empty",
                        {make_backup("Base", Records{dword(u"A", u"n", 1)}, std::nullopt)});
  const Plan plan = tests::planned(backups.target(),
                                   {wanted(Side::machine, {dword(u"A", u"n", 1)})}, Intent::remove);
  tests::applied(backups.target(), plan);
  CHECK(backups.read().machine.extensions.empty());
  CHECK(backups.read().machine.records == Records());
}

TEST_CASE("of several backups one has to be named") {
  const GpoBackup one = make_backup("One", Records{dword(u"A", u"n", 1)}, std::nullopt);
  const GpoBackup two = make_backup("Two", Records{dword(u"A", u"n", 1)}, std::nullopt);
  const Backups backups("backup-two", {one, two});
  const auto refused = open_target(backups.target());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message == "found 2 backups, expected one");
  const Target target = backups.target(two.id);
  tests::applied(target, tests::planned(target, {wanted(Side::machine, {dword(u"A", u"n", 5)})}));
  const auto read = read_backups(real_file_system(), backups.folder().path());
  for (const FoundBackup& found : read.value().backups) {
    CHECK(found.backup.machine.records ==
          Records{dword(u"A", u"n", found.backup.id == two.id ? 5 : 1)});
  }
}

TEST_CASE("a folder without a backup is no target, and the error says what makes one") {
  const tests::TemporaryFolder folder("backup-none");
  const auto refused = open_target({TargetKind::backup, folder.path()});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::not_found);
  CHECK(refused.error().hint == "'regpolicy bundle' makes one of a baseline");
}
