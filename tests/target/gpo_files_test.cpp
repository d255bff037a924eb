#include <regpolicy/gpo_files.hpp>

#include <algorithm>

#include <catch2/catch.hpp>

#include <regpolicy/backup_folder.hpp>
#include <regpolicy/pol.hpp>

#include "support/backup_files.hpp"

using namespace regpolicy;

namespace {

constexpr std::string_view kOption =
    "[Registry Values]\r\nMACHINE\\SOFTWARE\\A\\Option=4,1\r\n[Version]\r\nRevision=1\r\n";

Records gpo_records(std::u16string name) {
  return {{u"SOFTWARE\\A", std::move(name), make_dword(1)}};
}

Bytes pol_of(std::u16string name) { return pol::write(gpo_records(std::move(name))).value(); }

Instructions sets(std::u16string name) {
  return {SetValue{u"SOFTWARE\\A", std::move(name), make_dword(1)}};
}

// Both sides and a security template, as in SYSVOL.
tests::MemoryFileSystem gpo_in(const std::string& folder) {
  tests::MemoryFileSystem files;
  tests::put_text(files, folder + "/GPT.INI", "[General]\r\nVersion=65537\r\n");
  tests::put_file(files, folder + "/Machine/Registry.pol", pol_of(u"Machine"));
  tests::put_file(files, folder + "/User/Registry.pol", pol_of(u"User"));
  tests::put_text(files, folder + "/Machine/Microsoft/Windows NT/SecEdit/GptTmpl.inf", kOption);
  return files;
}

GpoBackup backup_with_option(const std::string& name, const std::string& id) {
  GpoBackup backup = make_backup(name, gpo_records(u"Machine"), gpo_records(u"User"), {.id = id});
  const ByteView option = as_bytes(kOption);
  backup.files.push_back({"DomainSysvol/GPO/Machine/microsoft/windows nt/SecEdit/GptTmpl.inf",
                          Bytes(option.begin(), option.end())});
  return backup;
}

constexpr const char* kFirst = "{02BF61B9-4ECA-4D86-B20B-323CF53B1E9F}";
constexpr const char* kSecond = "{12BF61B9-4ECA-4D86-B20B-323CF53B1E9F}";

std::string slashes(std::string path) {
  std::ranges::replace(path, '\\', '/');
  return path;
}

}  // namespace

TEST_CASE("a GPO's folder gives both sides and then its security options") {
  tests::MemoryFileSystem files = gpo_in("gpo");
  const auto gpo = read_gpo_folder(files, "gpo");
  REQUIRE(gpo);
  CHECK(gpo->display_name.empty());
  REQUIRE(gpo->files.size() == 3);
  CHECK(gpo->files[0].side == Side::machine);
  CHECK(gpo->files[0].instructions == sets(u"Machine"));
  CHECK(gpo->files[1].side == Side::user);
  CHECK(gpo->files[1].instructions == sets(u"User"));
  CHECK(gpo->files[2].extension == PolicyExtension::security);
  CHECK(gpo->files[2].side == Side::machine);
  CHECK(gpo->files[2].instructions == sets(u"Option"));
  CHECK(slashes(gpo->files[2].path) == "gpo/Machine/Microsoft/Windows NT/SecEdit/GptTmpl.inf");
}

TEST_CASE("a GPO's folder is read whatever the case of its names") {
  tests::MemoryFileSystem files;
  tests::put_file(files, "gpo/MACHINE/REGISTRY.POL", pol_of(u"Machine"));
  tests::put_text(files, "gpo/MACHINE/microsoft/windows nt/secedit/gpttmpl.inf", kOption);
  const auto gpo = read_gpo_folder(files, "gpo");
  REQUIRE(gpo);
  CHECK(gpo->files.size() == 2);
  CHECK(is_gpo_folder(files, "gpo"));
}

TEST_CASE("a GPO without settings is a GPO") {
  tests::MemoryFileSystem files;
  tests::put_text(files, "gpo/gpt.ini", "[General]\r\nVersion=0\r\n");
  const auto gpo = read_gpo_folder(files, "gpo");
  REQUIRE(gpo);
  CHECK(gpo->files.empty());
  CHECK(is_gpo_folder(files, "gpo"));
}

TEST_CASE("a folder that is no GPO's is refused, and not taken for one") {
  tests::MemoryFileSystem files;
  tests::put_text(files, "other/readme.txt", "text");
  const auto gpo = read_gpo_folder(files, "other");
  REQUIRE_FALSE(gpo);
  CHECK(to_string(gpo.error()) ==
        "other: error: found no gpt.ini, Machine or User, expected the folder of a Group Policy "
        "object (the folder is named after the object's GUID)");
  CHECK_FALSE(is_gpo_folder(files, "other"));
}

TEST_CASE("a GPO's folder with two names that differ in case only is refused") {
  tests::MemoryFileSystem files = gpo_in("gpo");
  tests::put_file(files, "gpo/Machine/REGISTRY.POL", pol_of(u"Other"));
  const auto gpo = read_gpo_folder(files, "gpo");
  REQUIRE_FALSE(gpo);
  CHECK(gpo.error().code == ErrorCode::malformed);
  CHECK(gpo.error().message == "found another name that differs in case only");
}

TEST_CASE("no link in a GPO's folder is followed") {
  tests::MemoryFileSystem files = gpo_in("gpo");
  files.links["gpo/User"] = "elsewhere";
  const auto gpo = read_gpo_folder(files, "gpo");
  REQUIRE_FALSE(gpo);
  CHECK(slashes(to_string(gpo.error())) ==
        "gpo/User: error: found a link, which is not followed (put the file itself in its place)");
}

TEST_CASE("a file of a GPO that cannot be read ends the reading of it") {
  tests::MemoryFileSystem files = gpo_in("gpo");
  const auto refused = [&files] { return !read_gpo_folder(files, "gpo"); };
  CHECK_FALSE(refused());
  tests::put_text(files, "gpo/User/Registry.pol", "PReg");
  CHECK(refused());
  files = gpo_in("gpo");
  tests::put_text(files, "gpo/Machine/Microsoft/Windows NT/SecEdit/GptTmpl.inf",
                  "[Registry Values]\nMACHINE\\A\\B=4,x\n");
  CHECK(refused());
  files = gpo_in("gpo");
  files.unlistable.insert("gpo/Machine");
  CHECK(refused());
}

TEST_CASE("a backup gives the GPO's name, both sides and its security options") {
  tests::MemoryFileSystem files =
      tests::with_files(backup_files({backup_with_option("Kiosk", kFirst)}, "in").value());
  const auto gpo = read_backup_of_gpo(files, std::string("in/") + kFirst);
  REQUIRE(gpo);
  CHECK(gpo->display_name == "Kiosk");
  REQUIRE(gpo->files.size() == 3);
  CHECK(gpo->files[0].instructions == sets(u"Machine"));
  CHECK(gpo->files[1].instructions == sets(u"User"));
  CHECK(gpo->files[2].instructions == sets(u"Option"));
  CHECK(gpo->files[2].extension == PolicyExtension::security);
}

TEST_CASE("a folder with one backup stands for the backup") {
  tests::MemoryFileSystem files =
      tests::with_files(backup_files({backup_with_option("Kiosk", kFirst)}, "in").value());
  const auto gpo = read_backup_of_gpo(files, "in");
  REQUIRE(gpo);
  CHECK(gpo->display_name == "Kiosk");
  CHECK(gpo->files.size() == 3);
}

TEST_CASE("a folder with several backups is refused, naming them") {
  tests::MemoryFileSystem files = tests::with_files(
      backup_files({backup_with_option("Kiosk", kFirst), backup_with_option("Office", kSecond)},
                   "in")
          .value());
  const auto gpo = read_backup_of_gpo(files, "in");
  REQUIRE_FALSE(gpo);
  CHECK(gpo.error().code == ErrorCode::invalid_argument);
  CHECK(slashes(to_string(gpo.error())) ==
        std::string("in: error: found 2 backups, expected one (name one of in/") + kFirst +
            " (Kiosk), in/" + kSecond + " (Office))");
}

TEST_CASE("a backup of which a part cannot be read gives nothing") {
  const auto outputs = backup_files({backup_with_option("Kiosk", kFirst)}, "in").value();
  const std::string folder = std::string("in/") + kFirst;
  const auto error_of = [&folder](tests::MemoryFileSystem files) {
    const auto gpo = read_backup_of_gpo(files, folder);
    REQUIRE_FALSE(gpo);
    return slashes(to_string(gpo.error()));
  };
  tests::MemoryFileSystem files = tests::with_files(outputs);
  files.links[folder + "/DomainSysvol/GPO/Machine/registry.pol"] = "elsewhere";
  CHECK(error_of(files) == folder +
                               "/DomainSysvol/GPO/Machine/registry.pol: error: found a link, which "
                               "is not followed (put the file itself in its place)");
  files = tests::with_files(outputs);
  tests::put_text(files, folder + "/DomainSysvol/GPO/User/registry.pol", "PReg");
  CHECK(error_of(files).find("registry.pol") != std::string::npos);
  files = tests::with_files(outputs);
  tests::put_text(files, folder + "/Backup.xml", "<no");
  CHECK(error_of(files).find("Backup.xml") != std::string::npos);
}
