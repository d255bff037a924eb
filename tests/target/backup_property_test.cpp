#include <algorithm>

#include <catch2/catch.hpp>

#include <regpolicy/backup_folder.hpp>

#include "support/backup_files.hpp"

using namespace regpolicy;

TEST_CASE("random backups read again are equal") {
  for (unsigned seed = 1; seed <= 300; ++seed) {
    INFO("seed " << seed);
    tests::Random random(seed);
    std::vector<GpoBackup> backups;
    for (std::size_t i = tests::below(random, 4); i > 0; --i) {
      backups.push_back(tests::random_backup(random));
    }
    std::ranges::sort(backups, {}, &GpoBackup::id);
    const auto outputs = backup_files(backups, "out");
    if (!outputs) FAIL(to_string(outputs.error()));
    tests::MemoryFileSystem files = tests::with_files(*outputs);
    const auto read = read_backups(files, "out");
    if (!read) FAIL(to_string(read.error()));
    for (const Diagnostic& item : read->findings.items) {
      if (item.rule == "gpo-backup.malformed") FAIL(to_string(item));
    }
    REQUIRE(read->backups.size() == backups.size());
    for (std::size_t i = 0; i < backups.size(); ++i) CHECK(read->backups[i].backup == backups[i]);
    CHECK(backup_files(backups, "out").value().size() == outputs->size());
  }
}

TEST_CASE("the same backup gives the same bytes") {
  tests::Random random(7);
  const GpoBackup backup = tests::random_backup(random);
  const auto first = backup_files({backup}, "out").value();
  const auto second = backup_files({backup}, "out").value();
  REQUIRE(first.size() == second.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    CHECK(first[i].path == second[i].path);
    CHECK(first[i].content == second[i].content);
  }
}

TEST_CASE("every cut of a backup's XML files is a finding or an error") {
  tests::Random random(11);
  GpoBackup backup = tests::random_backup(random);
  const auto outputs = backup_files({backup}, "out").value();
  const tests::MemoryFileSystem whole = tests::with_files(outputs);
  std::size_t cuts = 0;
  for (const OutputFile& output : outputs) {
    const std::string name = output.path.substr(output.path.find_last_of("/\\") + 1);
    if (name != "Backup.xml" && name != "bkupInfo.xml" && name != "manifest.xml") continue;
    for (std::size_t size = 0; size < output.content.size(); ++size, ++cuts) {
      tests::MemoryFileSystem files = whole;
      files.files[tests::MemoryFileSystem::key(output.path)].resize(size);
      const auto read = read_backups(files, "out");
      const bool is_said =
          !read || std::ranges::any_of(read->findings.items, [](const Diagnostic& item) {
            return item.rule == "gpo-backup.malformed";
          });
      if (!is_said) FAIL(name << " cut to " << size << " bytes was read");
    }
  }
  CHECK(cuts > 1000);
}
