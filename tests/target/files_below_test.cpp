#include <regpolicy/file_system.hpp>

#include <catch2/catch.hpp>

#include "support/memory_file_system.hpp"

using namespace regpolicy;

namespace {

// As the file system in memory has them.
std::vector<std::string> paths_of(const FoundFiles& found) {
  std::vector<std::string> paths;
  for (const std::string& path : found.paths) paths.push_back(tests::MemoryFileSystem::key(path));
  return paths;
}

}  // namespace

TEST_CASE("files below a folder are found by their suffix in any case, folder by folder") {
  tests::MemoryFileSystem files;
  files.folders = {"root", "root/Machine", "root/User", "root/empty", "other"};
  files.files = {{"root/User/Registry.pol", {}},
                 {"root/Machine/registry.POL", {}},
                 {"root/Machine/comment.cmtx", {}},
                 {"root/b.pol", {}},
                 {"root/pol", {}},
                 {"other/a.pol", {}}};
  const FoundFiles found = files_below(files, "root", ".pol");
  CHECK(paths_of(found) == std::vector<std::string>{"root/Machine/registry.POL",
                                                    "root/User/Registry.pol", "root/b.pol"});
  CHECK(found.errors.empty());
}

TEST_CASE("a folder that cannot be listed is said, and the others are searched") {
  tests::MemoryFileSystem files;
  files.folders = {"root", "root/closed", "root/open"};
  files.unlistable = {"root/closed"};
  files.files = {{"root/open/a.pol", {}}};
  const FoundFiles found = files_below(files, "root", ".pol");
  CHECK(paths_of(found) == std::vector<std::string>{"root/open/a.pol"});
  REQUIRE(found.errors.size() == 1);
  CHECK(to_string(found.errors.front()) == "root/closed: error: it failed");
}

TEST_CASE("links to folders are not followed") {
  tests::MemoryFileSystem files;
  files.folders = {"root", "root/up"};
  files.links = {{"root/up", "root"}};
  files.files = {{"root/a.pol", {}}, {"root/up/a.pol", {}}};
  CHECK(paths_of(files_below(files, "root", ".pol")) == std::vector<std::string>{"root/a.pol"});
}
