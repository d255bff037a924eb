// Offline hives. The files are made by hive/make_hive.py, which knows nothing of this library.
#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>

#include <regpolicy/hive.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

std::string made(const std::string& name) { return std::string(REGPOLICY_MADE_HIVES) + "/" + name; }

std::string message_of(const std::string& file) {
  const auto keys = hive::read(file, {u""});
  REQUIRE_FALSE(keys);
  std::string text = to_string(keys.error());
  const std::string folder = std::string(REGPOLICY_MADE_HIVES) + "/";
  const std::size_t at = text.find(folder);
  return at == std::string::npos ? text : text.erase(at, folder.size());
}

// A copy of a made hive with one byte changed.
std::string damaged(const std::string& name, std::size_t offset, char byte) {
  std::ifstream in(made("empty.hive"), std::ios::binary);
  std::string content((std::istreambuf_iterator<char>(in)), {});
  REQUIRE(content.size() > offset);
  content[offset] = byte;
  const std::string path = made(name);
  std::ofstream(path, std::ios::binary) << content;
  return path;
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
  const auto keys = hive::read(made("empty.hive"), {u"", u"Software", u"A\\B"});
  REQUIRE(keys);
  REQUIRE(keys->size() == 1);
  CHECK(root_of(*keys) == hive::Key{u"", {}});
}

TEST_CASE("names are kept whatever they hold: Latin-1, Cyrillic, half a pair, NUL", "[hive]") {
  using namespace std::string_literals;
  const auto keys = hive::read(made("odd.hive"), {u""});
  REQUIRE(keys);
  std::vector<std::u16string> paths;
  for (const hive::Key& key : *keys) paths.push_back(key.path);
  CHECK(paths ==
        std::vector<std::u16string>{u""s, u"Ångström"s, u"Ключ"s, u"lone\xD800"s, u"nul\0inside"s});
  std::vector<std::u16string> names;
  for (const hive::NamedValue& value : root_of(*keys).values) names.push_back(value.name);
  CHECK(names == std::vector<std::u16string>{u""s, u"å"s, u"значение"s, u"half\xDC00"s,
                                             u"nul\0inside"s, u"big endian"s, u"short dword"s,
                                             u"no such type"s});
}

TEST_CASE("types and bytes are kept whatever they are", "[hive]") {
  const auto keys = hive::read(made("odd.hive"), {u""});
  REQUIRE(keys);
  const hive::Key& root = root_of(*keys);
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

TEST_CASE("a key is found without regard to case, by Windows' rule", "[hive]") {
  const auto keys = hive::read(made("odd.hive"), {u"ÅNGSTRÖM", u"ключ", u"nul", u"lone"});
  REQUIRE(keys);
  REQUIRE(keys->size() == 2);
  CHECK((*keys)[0].path == u"ÅNGSTRÖM");
  CHECK((*keys)[1].path == u"ключ");
}

TEST_CASE("a hive that was not closed cleanly is refused unless it is accepted", "[hive]") {
  CHECK(message_of(made("dirty.hive")) ==
        "dirty.hive: offset 4 (0x4): error: the hive was not closed cleanly: its sequence numbers "
        "are "
        "2 and 1 (the latest changes may stand in its .LOG1 and .LOG2 files, which are not read; "
        "save the hive anew with 'reg save', or take it as it is with --accept-dirty)");
  CHECK(hive::read(made("dirty.hive"), {u""}, {.accept_dirty = true}));
}

TEST_CASE("what is no hive is refused with what it is", "[hive]") {
  CHECK(message_of(made("missing.hive")) == "missing.hive: error: cannot read: it does not exist");
  CHECK(message_of(REGPOLICY_MADE_HIVES).ends_with("error: cannot read: it is not a file"));
  CHECK(message_of("/dev/null").ends_with("error: cannot read: it is not a file"));
  CHECK(
      message_of(damaged("not-regf.hive", 0, 'R')) ==
      "not-regf.hive: offset 0 (0x0): error: not a registry hive: expected the signature \"regf\" "
      "and a header of 4096 bytes");
  CHECK(message_of(damaged("log.hive", 28, 1)) ==
        "log.hive: offset 28 (0x1c): error: found a transaction log of a hive, expected the hive "
        "itself");
}

TEST_CASE("a damaged hive is refused", "[hive]") {
  // The checksum of the header, and the signature of the first bin.
  for (const std::size_t offset : {std::size_t{508}, std::size_t{4096}}) {
    CHECK(message_of(damaged("damaged.hive", offset, '!')) ==
          "damaged.hive: error: the hive is damaged: its header, its bins or its root key are not "
          "valid (save the hive anew with 'reg save')");
  }
}

}  // namespace
}  // namespace regpolicy
