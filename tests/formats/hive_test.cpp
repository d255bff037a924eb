// Offline hives. The files are made by hive/make_hive.py, which knows nothing of this library.
#include <catch2/catch.hpp>

#include <algorithm>

#include <regpolicy/hive.hpp>
#include <regpolicy/text.hpp>

#include "support/hives.hpp"

namespace regpolicy {
namespace {

using test::hive_files;
using test::message_of;

// A made hive with one byte changed.
hive::Files changed(const std::string& name, std::size_t offset, char byte) {
  hive::Files files = hive_files(name);
  REQUIRE(files.content.size() > offset);
  files.content[offset] = static_cast<std::byte>(byte);
  return files;
}

const hive::Key& root_of(const std::vector<hive::Key>& keys) {
  REQUIRE_FALSE(keys.empty());
  return keys.front();
}

Value value_of(const hive::Key& key, const std::u16string& name) {
  const auto found = std::ranges::find(key.values, name, &hive::NamedValue::name);
  REQUIRE(found != key.values.end());
  return found->value;
}

TEST_CASE("an empty hive has a root key and nothing else", "[hive]") {
  const auto keys = hive::read(hive_files("empty.hive"), {u"", u"Software", u"A\\B"});
  REQUIRE(keys);
  REQUIRE(keys->keys.size() == 1);
  CHECK(root_of(keys->keys) == hive::Key{u"", {}});
}

TEST_CASE("names are kept whatever they hold: Latin-1, Cyrillic, half a pair, NUL", "[hive]") {
  using namespace std::string_literals;
  const auto keys = hive::read(hive_files("odd.hive"), {u""});
  REQUIRE(keys);
  std::vector<std::u16string> paths;
  for (const hive::Key& key : keys->keys) paths.push_back(key.path);
  CHECK(paths ==
        std::vector<std::u16string>{u""s, u"Ångström"s, u"Ключ"s, u"lone\xD800"s, u"nul\0inside"s});
  std::vector<std::u16string> names;
  for (const hive::NamedValue& value : root_of(keys->keys).values) names.push_back(value.name);
  CHECK(names == std::vector<std::u16string>{u""s, u"å"s, u"значение"s, u"half\xDC00"s,
                                             u"nul\0inside"s, u"big endian"s, u"short dword"s,
                                             u"no such type"s});
}

TEST_CASE("types and bytes are kept whatever they are", "[hive]") {
  const auto keys = hive::read(hive_files("odd.hive"), {u""});
  REQUIRE(keys);
  const hive::Key& root = root_of(keys->keys);
  CHECK(value_of(root, u"") == make_sz(u"default"));
  CHECK(value_of(root, u"å") == make_dword(1));
  CHECK(value_of(root, u"значение") == make_qword(std::uint64_t{1} << 40));
  CHECK(value_of(root, u"half\xDC00") == make_binary({}));
  CHECK(value_of(root, u"big endian").type == Type::dword_big_endian);
  CHECK(to_hex(value_of(root, u"big endian").data) == "00000007");
  CHECK(to_hex(value_of(root, u"short dword").data) == "0102");
  CHECK(static_cast<std::uint32_t>(value_of(root, u"no such type").type) == 0x12345678U);
  CHECK(as_chars(value_of(root, u"no such type").data) == "odd bytes");
}

TEST_CASE("data that stand in several cells are joined", "[hive]") {
  const auto keys = hive::read(hive_files("big.hive"), {u""});
  REQUIRE(keys);
  const hive::Key& root = root_of(keys->keys);
  REQUIRE(root.values.size() == 3);
  for (const std::size_t size : {16344U, 16345U, 49032U}) {
    Bytes expected(size);
    for (std::size_t i = 0; i < size; ++i) expected[i] = static_cast<std::byte>(i % 251);
    const std::string digits = std::to_string(size);
    CHECK(value_of(root, {digits.begin(), digits.end()}) == make_binary(expected));
  }
}

TEST_CASE("a key is found without regard to case, by Windows' rule", "[hive]") {
  const auto keys = hive::read(hive_files("odd.hive"), {u"ÅNGSTRÖM", u"ключ", u"nul", u"lone"});
  REQUIRE(keys);
  REQUIRE(keys->keys.size() == 2);
  CHECK(keys->keys[0].path == u"ÅNGSTRÖM");
  CHECK(keys->keys[1].path == u"ключ");
}

TEST_CASE("a hive that was not closed cleanly is refused unless it is accepted", "[hive]") {
  CHECK(message_of(hive_files("dirty.hive")) ==
        "dirty.hive: offset 4 (0x4): error: the hive was not closed cleanly: its sequence numbers "
        "are 2 and 1 (its latest changes stand in its .LOG1 and .LOG2 files, which are not beside "
        "it: copy them too; or save the hive anew with 'reg save', or take it as it is with "
        "--accept-dirty)");
  CHECK(hive::read(hive_files("dirty.hive"), {u""}, {.accept_dirty = true}));
}

TEST_CASE("what is no hive is refused with what it is", "[hive]") {
  CHECK(message_of(changed("empty.hive", 0, 'R')) ==
        "empty.hive: offset 0 (0x0): error: not a registry hive: expected the signature \"regf\" "
        "and a header of 4096 bytes");
  hive::Files log = hive_files("new.hive");
  log.content = log.logs.front().content;
  log.content.resize(4096);
  CHECK(message_of(log) ==
        "new.hive: offset 28 (0x1c): error: found a transaction log of a hive, expected the hive "
        "itself");
}

TEST_CASE("a wrong checksum of the header says that the hive was not closed cleanly", "[hive]") {
  CHECK(message_of(changed("empty.hive", 508, '!')) ==
        "empty.hive: offset 508 (0x1fc): error: the hive was not closed cleanly: the checksum of "
        "its header is wrong (its latest changes stand in its .LOG1 and .LOG2 files, which are not "
        "beside it: copy them too; or save the hive anew with 'reg save', or take it as it is with "
        "--accept-dirty)");
}

// Does the library's own walk read what hivex reads? A hive that hivex refuses it may take.
void expect_alike(const hive::Files& files) {
  const std::vector<std::u16string> paths{u"", u"Ключ", u"Software\\Policies\\Contoso"};
  const auto preferred = hive::read(files, paths, {.accept_dirty = true});
  if (!preferred) return;
  const auto own = hive::read(files, paths, {.accept_dirty = true, .without_hivex = true});
  REQUIRE(own);
  CHECK(*own == *preferred);
}

TEST_CASE("hivex and the walk through the cells read a hive alike, changed bytes or not",
          "[hive]") {
  for (const std::string name : {"empty.hive", "odd.hive", "large.hive", "big.hive", "user-1.hive",
                                 "new.hive", "old.hive", "split.hive", "dirty.hive"}) {
    CAPTURE(name);
    const hive::Files whole = hive_files(name);
    REQUIRE(hive::read(whole, {u""}, {.accept_dirty = true, .without_hivex = true}));
    expect_alike(whole);
    const std::size_t end = std::min<std::size_t>(whole.content.size(), 4096 + 3000);
    for (std::size_t at = 4096 + 32; at < end; at += 3) {
      hive::Files files = whole;
      files.content[at] ^= static_cast<std::byte>(1U << (at % 8));
      expect_alike(files);
    }
  }
}

}  // namespace
}  // namespace regpolicy
