// Transaction logs of hives. Hives and logs are made by hive/make_hive.py and hive/make_log.py:
// each NAME.hive is "empty.hive" on the way to "large.hive", with its changed pages garbled.
#include <catch2/catch.hpp>

#include <algorithm>
#include <utility>

#include <regpolicy/hive.hpp>

#include "support/hives.hpp"

namespace regpolicy {
namespace {

using test::hive_files;
using test::message_of;

std::vector<hive::Key> keys_of(const hive::Files& files, const hive::ReadOptions& options = {}) {
  const auto contents = hive::read(files, {u""}, options);
  if (!contents) FAIL(to_string(contents.error()));
  return contents->keys;
}

// What the logged changes lead to.
std::vector<hive::Key> wanted_keys() { return keys_of(hive_files("large.hive")); }

std::vector<std::string> replayed_of(const hive::Files& files) {
  const auto contents = hive::read(files, {u""});
  if (!contents) FAIL(to_string(contents.error()));
  return contents->replayed;
}

using Names = std::vector<std::string>;

TEST_CASE("changes are taken from a log of the format of Windows 8.1 and later", "[hive]") {
  CHECK(keys_of(hive_files("new.hive")) == wanted_keys());
  CHECK(replayed_of(hive_files("new.hive")) == Names{"new.hive.LOG1"});
}

TEST_CASE("changes are taken from a log of the old format", "[hive]") {
  CHECK(keys_of(hive_files("old.hive")) == wanted_keys());
  CHECK(replayed_of(hive_files("old.hive")) == Names{"old.hive.LOG1"});
}

TEST_CASE("changes in two logs are carried out in the order of their numbers", "[hive]") {
  CHECK(keys_of(hive_files("split.hive")) == wanted_keys());
  CHECK(replayed_of(hive_files("split.hive")) == Names{"split.hive.LOG2", "split.hive.LOG1"});
}

TEST_CASE("a header that was lost is taken from the log", "[hive]") {
  CHECK(keys_of(hive_files("new-lost.hive")) == wanted_keys());
  CHECK(keys_of(hive_files("old-lost.hive")) == wanted_keys());
}

TEST_CASE("a change that was announced and never logged takes nothing away", "[hive]") {
  CHECK(keys_of(hive_files("announced.hive")) == wanted_keys());
}

TEST_CASE("logs that lack the change that did not end are refused", "[hive]") {
  CHECK(message_of(hive_files("gap.hive")) ==
        "gap.hive: offset 4 (0x4): error: the hive was not closed cleanly: its sequence numbers "
        "are 2 and 1 (its transaction logs (gap.hive.LOG1) hold changes 3 to 3 and lack 2, which "
        "was not finished; or save the hive anew with 'reg save', or take it as it is with "
        "--accept-dirty)");
}

TEST_CASE("an old log that belongs to another state of the hive is refused", "[hive]") {
  hive::Files files = hive_files("old.hive");
  // The time of the last write, with the checksum that covers it.
  for (const std::size_t at : {std::size_t{12}, std::size_t{508}}) {
    files.logs.front().content[at] ^= std::byte{1};
  }
  CHECK(message_of(files) ==
        "old.hive: offset 4 (0x4): error: the hive was not closed cleanly: its sequence numbers "
        "are 2 and 1 (its transaction logs (old.hive.LOG1) belong to another state of it; or save "
        "the hive anew with 'reg save', or take it as it is with --accept-dirty)");
}

TEST_CASE("a log that was not written whole is refused", "[hive]") {
  for (const std::string name : {"new.hive", "old.hive"}) {
    hive::Files files = hive_files(name);
    Bytes& log = files.logs.front().content;
    log.resize(log.size() - 512);
    CHECK(message_of(files).find("hold no change that was written whole") != std::string::npos);
  }
}

TEST_CASE("the changes of a log up to the one that was not written whole are carried out",
          "[hive]") {
  hive::Files files = hive_files("split.hive");
  // Both changes in one log, the second torn.
  const auto first = std::ranges::find(files.logs, "split.hive.LOG2", &hive::Log::name);
  const auto second = std::ranges::find(files.logs, "split.hive.LOG1", &hive::Log::name);
  REQUIRE((first != files.logs.end() && second != files.logs.end()));
  const ByteView entry = ByteView(second->content).subspan(512);
  hive::Log both = *first;
  append(both.content, entry);
  files.logs = {both};
  CHECK(keys_of(files) == wanted_keys());
  files.logs.front().content.back() ^= std::byte{1};
  // The hive is then as the first change left it, with the pages of the second still garbled.
  CHECK(message_of(files).find("the hive is damaged") != std::string::npos);
}

TEST_CASE("one changed byte of a log is found by its hashes", "[hive]") {
  const hive::Files files = hive_files("new.hive");
  const std::size_t entry = 512;
  for (std::size_t at = entry; at < files.logs.front().content.size(); at += 61) {
    hive::Files changed = files;
    changed.logs.front().content[at] ^= std::byte{0x10};
    CHECK_FALSE(hive::read(changed, {u""}));
  }
}

TEST_CASE("a hive that was closed cleanly leaves its logs alone", "[hive]") {
  hive::Files files = hive_files("empty.hive");
  files.logs = hive_files("new.hive").logs;
  CHECK(keys_of(files) == keys_of(hive_files("empty.hive")));
  CHECK(replayed_of(files).empty());
}

TEST_CASE("logs that fit are replayed although the hive is taken as it is", "[hive]") {
  CHECK(keys_of(hive_files("new.hive"), {.accept_dirty = true}) == wanted_keys());
}

TEST_CASE("a hive is taken as it is although no log fits", "[hive]") {
  hive::Files files = hive_files("dirty.hive");
  files.logs = hive_files("gap.hive").logs;
  CHECK(keys_of(files, {.accept_dirty = true}) == keys_of(hive_files("empty.hive")));
}

TEST_CASE("a log cannot make a hive larger than what it holds", "[hive]") {
  hive::Files files = hive_files("old.hive");
  Bytes& log = files.logs.front().content;
  // Bytes of bins: 2 GiB - 1 MiB, with a checksum that fits.
  const std::uint32_t before = load_le32(log.data() + 40);
  const std::uint32_t claimed = 0x7FF00000;
  for (unsigned i = 0; i < 4; ++i) {
    log[40 + i] = static_cast<std::byte>(claimed >> (8 * i));
    log[508 + i] ^= static_cast<std::byte>((before ^ claimed) >> (8 * i));
  }
  CHECK_FALSE(hive::read(files, {u""}));
}

}  // namespace
}  // namespace regpolicy
