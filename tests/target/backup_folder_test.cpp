#include <algorithm>

#include <catch2/catch.hpp>

#include <regpolicy/backup_folder.hpp>
#include <regpolicy/pol.hpp>

#include "support/backup_files.hpp"
#include "support/files.hpp"

using namespace regpolicy;

namespace {

constexpr const char* kId = "{02BF61B9-4ECA-4D86-B20B-323CF53B1E9F}";

Records one_record() { return {{u"Software\\Policies\\A", u"N", make_dword(1)}}; }

GpoBackup sample_backup() { return make_backup("Sample", one_record(), {}, {.id = kId}); }

tests::MemoryFileSystem sample_files(const GpoBackup& backup = sample_backup()) {
  return tests::with_files(backup_files({backup}, "in").value());
}

std::string path_of(std::string_view name) {
  return std::string("in/") + kId + '/' + std::string(name);
}

// The rules of what is found but notes, in order of finding.
std::vector<std::string> rules_in(tests::MemoryFileSystem& files,
                                  const std::string& folder = "in") {
  std::vector<std::string> rules;
  const auto read = read_backups(files, folder);
  REQUIRE(read);
  for (const Diagnostic& item : read->findings.items) {
    if (item.severity != Severity::note) rules.push_back(item.rule);
  }
  return rules;
}

void replace_in(tests::MemoryFileSystem& files, std::string_view name, std::string_view from,
                std::string_view to) {
  std::string text(as_chars(files.files.at(path_of(name))));
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
  tests::put_text(files, path_of(name), text);
}

using Rules = std::vector<std::string>;

}  // namespace

TEST_CASE("a backup that this library makes has nothing to find") {
  tests::MemoryFileSystem files = sample_files();
  const auto read = read_backups(files, "in");
  REQUIRE(read);
  CHECK(read->findings.items.empty());
  REQUIRE(read->backups.size() == 1);
  CHECK(read->backups[0] == FoundBackup{join_path("in", kId), sample_backup()});
}

TEST_CASE("made backups have GUIDs by their content, the object's by its name") {
  const GpoBackup one = make_backup("A", one_record(), {});
  CHECK(make_backup("A", one_record(), {}) == one);
  const GpoBackup other = make_backup("A", {}, one_record());
  CHECK(other.gpo_guid == one.gpo_guid);
  CHECK(other.id != one.id);
  CHECK(make_backup("B", one_record(), {}).gpo_guid != one.gpo_guid);
  // The same as Python's uuid.uuid5.
  CHECK(guid_of_content(as_bytes("regpolicy")) == "{F53BA3B8-3B89-5920-B29E-CB6192C9DDBB}");
  CHECK(one.user == BackupSide{});
  CHECK(one.machine.versions == gpo_backup::Versions{1, 1});
}

TEST_CASE("backups are read whatever the case of their names, hidden files or not") {
  tests::MemoryFileSystem files;
  const auto outputs = backup_files({sample_backup()}, "in").value();
  for (const OutputFile& output : outputs) {
    std::string path = output.path;
    for (const auto& [from, to] :
         {std::pair("DomainSysvol/GPO/Machine/registry.pol",
                    "domainsysvol/Gpo/MACHINE/Registry.POL"),
          std::pair("Backup.xml", "BACKUP.XML"), std::pair("bkupInfo.xml", "Bkupinfo.xml")}) {
      if (const std::size_t at = path.find(from); at != std::string::npos) {
        path.replace(at, std::string_view(from).size(), to);
      }
    }
    if (!path.ends_with("manifest.xml")) tests::put_file(files, path, output.content);
  }
  const auto read = read_backups(files, "in");
  REQUIRE(read);
  REQUIRE(read->backups.size() == 1);
  CHECK(read->backups[0].backup == sample_backup());
  REQUIRE(read->findings.items.size() == 1);
  CHECK(read->findings.items[0].rule == "gpo-backup.no-manifest");
  // The backup's own folder is as good.
  CHECK(read_backups(files, std::string("in/") + kId)->backups[0].backup == sample_backup());
  CHECK(backup_folders_below(files, "in") == Rules{"in"});
}

TEST_CASE("without bkupInfo.xml the folder's name tells the ID") {
  tests::MemoryFileSystem files = sample_files();
  files.files.erase(path_of("bkupInfo.xml"));
  CHECK(rules_in(files) == Rules{"gpo-backup.no-bkup-info"});
  const GpoBackup backup = read_backups(files, "in").value().backups.at(0).backup;
  CHECK(backup.id == kId);
  CHECK(backup.display_name == "Sample");
}

TEST_CASE("paths that lead out of the backup are found and never opened") {
  for (const char* const place :
       {"..\\..\\secret", "DomainSysvol\\GPO\\..\\..\\..\\secret", "C:\\secret", "\\\\host\\c\\x",
        "/secret", "DomainSysvol\\GPO\\Machine\\a.txt:stream", "DomainSysvol\\GPO\\Machine\\NUL"}) {
    INFO(place);
    GpoBackup backup = sample_backup();
    backup.files = {{"DomainSysvol/GPO/Machine/comment.cmtx", {}}};
    tests::MemoryFileSystem files = sample_files(backup);
    tests::put_text(files, "secret", "secret");
    replace_in(files, "Backup.xml", "Location=\"DomainSysvol\\GPO\\Machine\\comment.cmtx\"",
               std::string("Location=\"") + place + '"');
    const Rules expected{"gpo-backup.unsafe-path", "gpo-backup.unlisted-file"};
    CHECK(rules_in(files) == expected);
    CHECK(read_backups(files, "in").value().backups.at(0).backup == backup);
  }
}

TEST_CASE("registry settings are read from their own place only") {
  tests::MemoryFileSystem files = sample_files();
  const Bytes other = pol::write({{u"Software\\Evil", u"N", make_dword(1)}}).value();
  tests::put_file(files, path_of("DomainSysvol/GPO/Machine/other.pol"), other);
  replace_in(files, "Backup.xml", "Location=\"DomainSysvol\\GPO\\Machine\\registry.pol\"",
             "Location=\"DomainSysvol\\GPO\\Machine\\other.pol\"");
  const Rules expected{"gpo-backup.path-mismatch", "gpo-backup.unlisted-file",
                       "gpo-backup.registry-elsewhere"};
  CHECK(rules_in(files) == expected);
  CHECK(read_backups(files, "in").value().backups.at(0).backup.machine.records == one_record());
}

TEST_CASE("links in a backup are found and not followed") {
  tests::MemoryFileSystem files = sample_files();
  tests::put_text(files, path_of("DomainSysvol/GPO/Machine/link"), "secret");
  files.links = {{path_of("DomainSysvol/GPO/Machine/link"), "secret"}};
  CHECK(rules_in(files) == Rules{"gpo-backup.link"});
  CHECK(read_backups(files, "in").value().backups.at(0).backup == sample_backup());
}

TEST_CASE("what cannot be understood is refused, and the other backups are read") {
  const GpoBackup other = make_backup("Other", {}, one_record());
  for (const auto& [name, content] :
       {std::pair("Backup.xml", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///secret\">]><a>&b;</a>"),
        std::pair("bkupInfo.xml", "<Backups/>"),
        std::pair("DomainSysvol/GPO/Machine/registry.pol", "PReg"),
        std::pair("DomainSysvol/GPO/Machine/REGISTRY.POL", "")}) {
    INFO(name);
    tests::MemoryFileSystem files =
        tests::with_files(backup_files({sample_backup(), other}, "in").value());
    tests::put_text(files, path_of(name), content);
    const auto read = read_backups(files, "in").value();
    REQUIRE(read.backups.size() == 1);
    CHECK(read.backups[0].backup == other);
    CHECK(std::ranges::count(read.findings.items, "gpo-backup.malformed", &Diagnostic::rule) == 1);
  }
  tests::MemoryFileSystem files = sample_files();
  files.files.erase(path_of("Backup.xml"));
  const Rules expected{"gpo-backup.malformed", "gpo-backup.not-there"};
  CHECK(rules_in(files) == expected);
}

TEST_CASE("each defect of a backup's fields has its rule") {
  const auto found = [](auto change) {
    GpoBackup backup = sample_backup();
    change(backup);
    Diagnostics findings;
    check_backup(backup, "x", findings);
    return findings.items.size() == 1 ? findings.items[0].rule : "not one finding";
  };
  CHECK(found([](GpoBackup& b) { b.id = "../x"; }) == "gpo-backup.guid");
  CHECK(found([](GpoBackup& b) { b.gpo_guid = ""; }) == "gpo-backup.guid");
  CHECK(found([](GpoBackup& b) { b.options = 4; }) == "gpo-backup.options");
  CHECK(found([](GpoBackup& b) { b.options = 2; }) == "gpo-backup.side-off");
  CHECK(found([](GpoBackup& b) { b.backup_time = "today"; }) == "gpo-backup.time");
  CHECK(found([](GpoBackup& b) { b.machine.versions = {0, 0}; }) == "gpo-backup.version-zero");
  CHECK(found([](GpoBackup& b) { b.machine.versions = {1, 2}; }) == "gpo-backup.version-skew");
  CHECK(found([](GpoBackup& b) { b.machine.extensions = ""; }) ==
        "gpo-backup.no-registry-extension");
  CHECK(found([](GpoBackup& b) { b.machine.records.reset(); }) == "gpo-backup.no-registry-pol");
  CHECK(found([](GpoBackup& b) { b.user.extensions = "[]"; }) == "gpo-backup.extension-list");
  CHECK(found([](GpoBackup& b) { b.security_descriptor.clear(); }) ==
        "gpo-backup.security-descriptor");
  CHECK(found([](GpoBackup& b) { b.files = {{"DomainSysvol/GPO/GPO.cmt", {}}}; }) ==
        "gpo-backup.other-settings");
}

TEST_CASE("backups that no folder can hold are not written") {
  const auto error = [](const std::vector<GpoBackup>& backups) {
    const auto outputs = backup_files(backups, "out");
    return outputs ? ErrorCode::internal : outputs.error().code;
  };
  GpoBackup backup = sample_backup();
  CHECK(error({backup, backup}) == ErrorCode::invalid_argument);
  backup.id = "{..}";
  CHECK(error({backup}) == ErrorCode::invalid_argument);
  for (const char* const path :
       {"../x", "/x", "DomainSysvol/GPO/a:b", "Backup.xml", "BKUPINFO.XML", "a//b", "",
        "DomainSysvol/GPO/User/registry.pol", "domainsysvol/x", "DomainSysvol/GPO/aux"}) {
    INFO(path);
    backup = sample_backup();
    backup.files = {{path, {}}};
    CHECK(error({backup}) == ErrorCode::invalid_argument);
  }
}

TEST_CASE("every rule of backups is in the manual, in its order and words") {
  std::string expected;
  for (const Rule& rule : backup_rules()) {
    expected += fmt::format("| `{}` | {} | {} | {} |\n", rule.id, to_string(rule.severity),
                            rule.title, rule.help);
  }
  const std::string manual =
      tests::read_text(tests::source_folder() / "docs" / "formats" / "gpo-backup.md");
  CHECK(manual.contains(expected));
}
