#include <regpolicy/file_system.hpp>

#include <catch2/catch.hpp>

#include <filesystem>

#include "support/files.hpp"
#include "support/memory_file_system.hpp"

using namespace regpolicy;
using tests::MemoryFileSystem;

namespace {

Bytes text(std::string_view characters) {
  const ByteView bytes = as_bytes(characters);
  return {bytes.begin(), bytes.end()};
}

const std::vector<OutputFile> kThree = {
    {"out/a", text("new a")}, {"out/b", text("new b")}, {"out/c", text("new c")}};

}  // namespace

TEST_CASE("outputs are written, their folders made, and no temporary file stays") {
  MemoryFileSystem disk;
  REQUIRE(write_files(disk, kThree));
  CHECK(disk.files == std::map<std::string, Bytes>{{"out/a", text("new a")},
                                                   {"out/b", text("new b")},
                                                   {"out/c", text("new c")}});
  CHECK(disk.folders.contains("out"));
}

TEST_CASE("an output that exists is not replaced without leave, and nothing else is written") {
  MemoryFileSystem disk;
  disk.files["out/b"] = text("old b");
  const auto before = disk.files;
  const auto written = write_files(disk, kThree);
  REQUIRE_FALSE(written);
  CHECK(to_string(written.error()) == "out/b: error: cannot write: it exists already");
  CHECK(disk.files == before);
}

TEST_CASE("a folder is never replaced by a file") {
  MemoryFileSystem disk;
  disk.folders = {"out/b"};
  const auto written = write_files(disk, kThree, {.overwrite = true});
  REQUIRE_FALSE(written);
  CHECK(to_string(written.error()) == "out/b: error: cannot write: a folder of that name exists");
  CHECK(disk.files.empty());
}

TEST_CASE("a failure at any operation leaves every file as it was") {
  for (const bool with_old : {false, true}) {
    for (int fail_at = 1;; ++fail_at) {
      CAPTURE(with_old, fail_at);
      MemoryFileSystem disk;
      if (with_old) disk.files = {{"out/a", text("old a")}, {"out/c", text("old c")}};
      const auto before = disk.files;
      disk.fail_at = fail_at;
      const auto written = write_files(disk, kThree, {.overwrite = true});
      if (written) {
        CHECK(fail_at > 6);  // three folders and files were staged, three renamed
        break;
      }
      CHECK(disk.files == before);
    }
  }
}

TEST_CASE("what cannot be restored is named, with the place of the old content") {
  for (int fail_from = 1;; ++fail_from) {
    CAPTURE(fail_from);
    MemoryFileSystem disk;
    disk.files = {{"out/a", text("old a")}, {"out/b", text("old b")}};
    disk.fail_from = fail_from;
    const auto written = write_files(disk, kThree, {.overwrite = true});
    if (written) break;
    for (const std::string name : {"a", "b"}) {
      if (disk.files.at("out/" + name) == text("old " + name)) continue;
      const std::string place = "out/" + name + ".old0";
      CHECK(disk.files.at(place) == text("old " + name));
      CHECK_THAT(written.error().message,
                 Catch::Contains("; the old content of out/" + name + " is in " + place));
    }
  }
}

TEST_CASE("a file that is already right is left alone") {
  MemoryFileSystem disk;
  REQUIRE(write_files(disk, kThree));
  disk.changes = 0;
  REQUIRE(write_files(disk, kThree, {.overwrite = true}));
  CHECK(disk.changes == 0);
}

TEST_CASE("a temporary file left by a killed run is stepped around") {
  MemoryFileSystem disk;
  disk.files["out/a.new0"] = text("left over");
  REQUIRE(write_files(disk, {{"out/a", text("a")}}));
  CHECK(disk.files.at("out/a") == text("a"));
  CHECK(disk.files.at("out/a.new0") == text("left over"));
}

TEST_CASE("the real disk: written, refused, replaced, listed, and errors name the file") {
  namespace fs = std::filesystem;
  const fs::path root = fs::temp_directory_path() / "regpolicy-write-files-test-åäö";
  fs::remove_all(root);
  FileSystem& disk = real_file_system();
  const std::string a = (root / "sub" / "a.txt").string();
  REQUIRE(write_files(disk, {{a, text("one")}}));
  CHECK(disk.read(a) == text("one"));
  CHECK(write_files(disk, {{a, text("two")}}).error().code == ErrorCode::already_exists);
  CHECK(disk.read(a) == text("one"));
  REQUIRE(write_files(disk, {{a, text("two")}}, {.overwrite = true}));
  CHECK(disk.read(a) == text("two"));
  CHECK(disk.list((root / "sub").string()) == std::vector<std::string>{"a.txt"});
  CHECK(disk.is_folder((root / "sub").string()));
  const std::string missing = (root / "none").string();
  CHECK(to_string(disk.read(missing).error()) ==
        missing + ": error: cannot read: it does not exist");
  CHECK(disk.read(root.string()).error().code == ErrorCode::io);
  for (const std::string& folder : {a, a + "/b/c"}) {
    CHECK(to_string(disk.create_folders(folder).error()) ==
          a + ": error: cannot create the folder: a file of that name exists");
  }
  CHECK(disk.rename(a, a + "2", false).has_value());
  CHECK(disk.create_file(a + "2", {}).error().code == ErrorCode::already_exists);
  fs::remove_all(root);
}

TEST_CASE("the paths that were written are told, not those that were right already") {
  MemoryFileSystem disk;
  disk.files["out/b"] = text("new b");
  CHECK(write_files(disk, kThree, {.overwrite = true}) ==
        std::vector<std::string>{"out/a", "out/c"});
}

#ifndef _WIN32
TEST_CASE("the real disk: links stay links, permissions stay, devices are not replaced") {
  namespace fs = std::filesystem;
  const fs::path root = fs::temp_directory_path() / "regpolicy-write-links-test";
  fs::remove_all(root);
  fs::create_directories(root);
  FileSystem& disk = real_file_system();
  const std::string file = (root / "file").string();
  const std::string link = (root / "link").string();
  REQUIRE(write_files(disk, {{file, text("one")}}));
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink("file", link);
  REQUIRE(write_files(disk, {{link, text("two")}}, {.overwrite = true}));
  CHECK(fs::is_symlink(link));
  CHECK(disk.read(file) == text("two"));
  CHECK(fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  fs::create_symlink("/dev/null", root / "device");
  const auto device =
      write_files(disk, {{(root / "device").string(), text("x")}}, {.overwrite = true});
  REQUIRE_FALSE(device);
  CHECK(device.error().message == "cannot write: what has that name is not a file");
  fs::create_symlink("nowhere", root / "dangling");
  CHECK(write_files(disk, {{(root / "dangling").string(), text("x")}}, {.overwrite = true})
            .error()
            .code == ErrorCode::io);
  fs::remove_all(root);
}
#endif

TEST_CASE("paths are joined and taken apart") {
  CHECK(join_path("a", "b") == (std::filesystem::path("a") / "b").string());
  CHECK(folder_of("a/b") == "a");
  CHECK(folder_of("b") == ".");
}
