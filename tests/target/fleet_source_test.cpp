// Many snapshots from a disk, and outputs that are longer than the memory.
#include <regpolicy/fleet_source.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <regpolicy/machine_snapshot.hpp>
#include <regpolicy/streamed_file.hpp>

#include "audit/builders.hpp"
#include "support/memory_file_system.hpp"

namespace regpolicy {
namespace {

using tests::MemoryFileSystem;

const std::vector<audit::Source> kFolder = {{audit::SourceKind::snapshot, "f"}};

Baseline level_baseline() {
  return test::baseline_of({test::check_of(Require{test::value(u"Level", test::equals(1))})});
}

void add_text(MemoryFileSystem& files, const std::string& path, const std::string& text) {
  const ByteView bytes = as_bytes(text);
  files.files[path] = Bytes(bytes.begin(), bytes.end());
}

void add_snapshot(MemoryFileSystem& files, const std::string& path, std::uint32_t level) {
  Observation observation;
  observation.machine.state.set(test::kKey, u"Level", make_dword(level));
  observation.machine.coverage.whole = true;
  observation.machine.sources = {"s"};
  add_text(
      files, path,
      snapshot::write(audit::take_snapshot(observation, audit::interests(level_baseline(), {}))));
}

// What is taken of all snapshots of the folder "f", in its order.
std::vector<std::string> judge_all_files(MemoryFileSystem& files, unsigned threads,
                                         std::size_t stop_after = 0) {
  const Baseline baseline = level_baseline();
  const CompiledBaseline compiled;
  const audit::PreparedAudit audit(baseline, compiled);
  const auto machines = audit::machines_of(files, kFolder);
  REQUIRE(machines);
  std::vector<std::string> taken;
  audit::judge_machines(
      files, *machines, audit, {.threads = threads},
      {.render =
           [](const audit::FleetItem& item) {
             return std::vector<std::string>{
                 item.machine ? std::string(to_string(audit::readiness_of(item.machine->report)))
                              : std::string("unreadable")};
           },
       .take =
           [&](const audit::FleetItem& item, const std::vector<std::string>& rendered) {
             taken.push_back(item.source + " " + rendered.front());
             return taken.size() != stop_after;
           }});
  return taken;
}

TEST_CASE("snapshots are judged on several threads and taken in the order of their names",
          "[audit][fleet]") {
  MemoryFileSystem files;
  files.folders = {"f"};
  std::vector<std::string> expected;
  for (int i = 100; i < 400; ++i) {
    const std::string path = "f/pc-" + std::to_string(i) + ".snapshot";
    add_snapshot(files, path, i % 3 == 0 ? 1 : 2);
    expected.push_back("snapshot:" + path + (i % 3 == 0 ? " ready" : " blocked"));
  }
  CHECK(judge_all_files(files, 1) == expected);
  CHECK(judge_all_files(files, 4) == expected);
}

TEST_CASE("a snapshot that cannot be read does not hold up the others", "[audit][fleet]") {
  MemoryFileSystem files;
  files.folders = {"f", "f/b"};
  add_snapshot(files, "f/a.snapshot", 1);
  add_text(files, "f/b/cut.SNAPSHOT", "{\"schema\":\"regpolicy/snapshot/1\"");
  add_text(files, "f/other.txt", "no snapshot");
  add_snapshot(files, "f/c.snapshot", 2);
  CHECK(judge_all_files(files, 2) ==
        std::vector<std::string>{"snapshot:f/a.snapshot ready",
                                 "snapshot:f/b/cut.SNAPSHOT unreadable",
                                 "snapshot:f/c.snapshot blocked"});
}

TEST_CASE("a run that is ended takes nothing further", "[audit][fleet]") {
  MemoryFileSystem files;
  files.folders = {"f"};
  for (int i = 100; i < 200; ++i) {
    add_snapshot(files, "f/" + std::to_string(i) + ".snapshot", 1);
  }
  CHECK(judge_all_files(files, 3, 5).size() == 5);
}

TEST_CASE("a folder without a snapshot is an error", "[audit][fleet]") {
  MemoryFileSystem files;
  files.folders = {"f"};
  const auto machines = audit::machines_of(files, kFolder);
  REQUIRE_FALSE(machines);
  CHECK(to_string(machines.error()) ==
        "f: error: the folder holds no snapshot (expected files whose names end in .snapshot)");
}

std::string with_slashes(std::string path) {
  std::ranges::replace(path, '\\', '/');  // what Windows puts between names
  return path;
}

TEST_CASE("several Windows volumes, or a folder of them, are machines", "[audit][fleet]") {
  using enum audit::SourceKind;
  MemoryFileSystem files;
  for (const char* const pc : {"images/b", "images/a"}) {
    const std::string root = pc;
    files.folders.insert(
        {root, root + "/Windows", root + "/Windows/System32", root + "/Windows/System32/config"});
  }
  files.folders.insert({"images", "images/notes", "config"});
  add_text(files, "config/SOFTWARE", "regf");
  CHECK_FALSE(audit::is_fleet(files, {{hive, "images/a"}}));
  CHECK_FALSE(audit::is_fleet(files, {{hive, "images/a"}, {hive, "config"}}));
  CHECK(audit::is_fleet(files, {{hive, "images/a"}, {hive, "images/b"}}));
  CHECK(audit::is_fleet(files, {{hive, "images"}}));
  const auto machines = audit::machines_of(files, {{hive, "images/b"}, {hive, "images"}});
  REQUIRE(machines);
  REQUIRE(machines->size() == 2);
  CHECK(with_slashes((*machines)[0].path) == "images/a");
  CHECK(with_slashes((*machines)[1].path) == "images/b");
  const auto refused = audit::machines_of(files, {{hive, "images"}, {hive, "config"}});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::invalid_argument);
}

// --- outputs in parts ---

std::string text_at(MemoryFileSystem& files, const std::string& path) {
  return std::string(as_chars(files.files.at(path)));
}

TEST_CASE("an output in parts is in its place only when it is whole") {
  MemoryFileSystem files;
  auto output = StreamedFile::create(files, "out.txt");
  REQUIRE(output);
  const std::string large(9U << 20, 'x');  // more than is kept in memory
  REQUIRE(output->write(large));
  REQUIRE(output->write("end"));
  CHECK_FALSE(files.files.contains("out.txt"));
  REQUIRE(output->finish());
  CHECK(text_at(files, "out.txt") == large + "end");
  CHECK(files.files.size() == 1);
  CHECK(output->bytes() == large.size() + 3);
}

TEST_CASE("an output in parts that is given up leaves what was there") {
  MemoryFileSystem files;
  add_text(files, "out.txt", "old");
  {
    auto output = StreamedFile::create(files, "out.txt", {.overwrite = true});
    REQUIRE(output);
    REQUIRE(output->write("new"));
  }
  CHECK(text_at(files, "out.txt") == "old");
  CHECK(files.files.size() == 1);
}

TEST_CASE("an output in parts replaces nothing without leave") {
  MemoryFileSystem files;
  add_text(files, "out.txt", "old");
  const auto output = StreamedFile::create(files, "out.txt");
  REQUIRE_FALSE(output);
  CHECK(output.error().code == ErrorCode::already_exists);
}

TEST_CASE("a failure at any operation of an output in parts leaves what was there") {
  for (int operation = 1;; ++operation) {
    CAPTURE(operation);
    MemoryFileSystem files;
    add_text(files, "out.txt", "old");
    files.fail_at = operation;
    bool done = false;
    if (auto output = StreamedFile::create(files, "out.txt", {.overwrite = true})) {
      done = output->write("new") && output->finish();
    }
    CHECK(text_at(files, "out.txt") == (done ? "new" : "old"));
    CHECK(files.files.size() == 1);
    if (done) {
      CHECK(operation > 3);
      break;
    }
  }
}

}  // namespace
}  // namespace regpolicy
