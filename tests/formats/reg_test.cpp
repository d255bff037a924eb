#include <regpolicy/reg.hpp>

#include <catch2/catch.hpp>

#include <regpolicy/limits.hpp>

#include "support/files.hpp"
#include "support/listing.hpp"
#include "support/random_records.hpp"

using namespace regpolicy;
using reg::Entry;
using reg::Operation;

namespace {

// What reg::write makes of the entries, without the byte order mark, as UTF-8.
std::string written(const std::vector<Entry>& entries) {
  const Bytes bytes = reg::write({entries}).value();
  REQUIRE(as_chars(bytes).starts_with("\xff\xfe"));
  return to_utf8(from_utf16le(ByteView(bytes).subspan(2)));
}

Entry set(std::u16string name, Value value) {
  return {.operation = Operation::set_value,
          .key = u"A",
          .name = std::move(name),
          .value = std::move(value)};
}

// The line that the value is written as.
std::string line_of(Value value, std::u16string name = u"n") {
  const std::string text = written({set(std::move(name), std::move(value))});
  constexpr std::string_view kHead =
      "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\A]\r\n";
  REQUIRE(text.starts_with(kHead));
  REQUIRE(text.ends_with("\r\n"));
  return text.substr(kHead.size(), text.size() - kHead.size() - 2);
}

Bytes bytes_of(std::initializer_list<int> numbers) {
  Bytes bytes;
  for (const int number : numbers) bytes.push_back(static_cast<std::byte>(number));
  return bytes;
}

std::vector<Entry> without_lines(std::vector<Entry> entries) {
  for (Entry& entry : entries) entry.line = 0;
  return entries;
}

}  // namespace

TEST_CASE("every good .reg file is understood as recorded") {
  for (const auto& path : tests::fixtures("reg", "ok-", ".reg")) {
    CAPTURE(path.filename());
    const auto file = reg::read(tests::read_bytes(path));
    REQUIRE(file);
    CHECK(tests::listing(*file) == tests::expected_of(path));
  }
}

TEST_CASE("every broken .reg file is refused with its place and reason") {
  for (const auto& path : tests::fixtures("reg", "bad-", ".reg")) {
    if (path.filename().string().starts_with("bad-record-")) continue;  // exchange_test.cpp
    CAPTURE(path.filename());
    const auto file = reg::read(tests::read_bytes(path), "x.reg");
    REQUIRE_FALSE(file);
    CHECK(file.error().code == ErrorCode::malformed);
    CHECK(to_string(file.error()) == tests::expected_of(path));
  }
}

TEST_CASE("every good .reg file is written and read back the same, and writing is stable") {
  for (const auto& path : tests::fixtures("reg", "ok-", ".reg")) {
    CAPTURE(path.filename());
    const auto file = reg::read(tests::read_bytes(path));
    const auto bytes = reg::write(file.value());
    REQUIRE(bytes);
    const auto back = reg::read(*bytes);
    REQUIRE(back);
    CHECK(without_lines(back->entries) == without_lines(file->entries));
    CHECK(reg::write(*back) == bytes);
  }
}

TEST_CASE("every prefix of a good .reg file is read or refused, never more") {
  for (const auto& path : tests::fixtures("reg", "ok-", ".reg")) {
    const Bytes bytes = tests::read_bytes(path);
    const std::size_t entries = reg::read(bytes)->entries.size();
    for (std::size_t length = 0; length < bytes.size(); ++length) {
      CAPTURE(path.filename(), length);
      const Bytes prefix(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length));
      const auto file = reg::read(prefix);
      if (file) {
        CHECK(file->entries.size() <= entries);
      } else {
        CHECK_FALSE(file.error().message.empty());
      }
    }
  }
}

TEST_CASE("a .reg file is written as regedit writes it") {
  CHECK(
      written({{.key = u"SOFTWARE\\A"},
               {.operation = Operation::set_value,
                .key = u"SOFTWARE\\A",
                .name = u"a\"b\\c",
                .value = make_sz(u"C:\\\"x\"")},
               {.operation = Operation::set_value, .key = u"SOFTWARE\\A", .value = make_dword(42)},
               {.operation = Operation::delete_value, .key = u"SOFTWARE\\A", .name = u"gone"},
               {.operation = Operation::delete_key, .root = RootKey::current_user, .key = u"B"},
               {.root = RootKey::users, .key = u""}}) ==
      "Windows Registry Editor Version 5.00\r\n"
      "\r\n"
      "[HKEY_LOCAL_MACHINE\\SOFTWARE\\A]\r\n"
      "\"a\\\"b\\\\c\"=\"C:\\\\\\\"x\\\"\"\r\n"
      "@=dword:0000002a\r\n"
      "\"gone\"=-\r\n"
      "\r\n"
      "[-HKEY_CURRENT_USER\\B]\r\n"
      "\r\n"
      "[HKEY_USERS]\r\n");
}

TEST_CASE("every type has its words in .reg") {
  CHECK(line_of(make_sz(u"")) == "\"n\"=\"\"");
  CHECK(line_of({Type::none, {}}) == "\"n\"=hex(0):");
  CHECK(line_of(make_binary(bytes_of({1, 0xff}))) == "\"n\"=hex:01,ff");
  CHECK(line_of(make_string(Type::expand_sz, u"%")) == "\"n\"=hex(2):25,00,00,00");
  CHECK(line_of(make_qword(42)) == "\"n\"=hex(b):2a,00,00,00,00,00,00,00");
  CHECK(line_of({static_cast<Type>(0xFFFF0012), {}}) == "\"n\"=hex(ffff0012):");
  CHECK(line_of({Type::dword_big_endian, bytes_of({0, 0, 0, 1})}) == "\"n\"=hex(5):00,00,00,01");
}

TEST_CASE("a value that the usual words would change is written as hex with its type") {
  CHECK(line_of({Type::dword, bytes_of({1, 0})}) == "\"n\"=hex(4):01,00");
  CHECK(line_of({Type::sz, {}}) == "\"n\"=hex(1):");
  CHECK(line_of({Type::sz, bytes_of({0x41, 0})}) == "\"n\"=hex(1):41,00");        // no NUL
  CHECK(line_of({Type::sz, bytes_of({0x41, 0, 0})}) == "\"n\"=hex(1):41,00,00");  // an odd size
  CHECK(line_of({Type::sz, bytes_of({0, 0, 0, 0})}) == "\"n\"=hex(1):00,00,00,00");
  CHECK(line_of(make_sz(u"\n")) == "\"n\"=hex(1):0a,00,00,00");
}

TEST_CASE("hex data is wrapped at 80 columns, as regedit does it") {
  const std::string text = line_of(make_binary(Bytes(60, std::byte{0xAB})));
  CHECK(text ==
        "\"n\"=hex:ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,\\\r\n"
        "  ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,\\\r\n"
        "  ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,ab,ab");
}

TEST_CASE("a value below another key than the line above gets a line with its key") {
  const std::string text = written(
      {set(u"a", make_dword(1)),
       {.operation = Operation::set_value, .key = u"B", .name = u"b", .value = make_dword(1)}});
  CHECK(text.find("[HKEY_LOCAL_MACHINE\\A]\r\n\"a\"=dword:00000001\r\n\r\n"
                  "[HKEY_LOCAL_MACHINE\\B]\r\n\"b\"=dword:00000001\r\n") != std::string::npos);
}

TEST_CASE("keys and names with a line break or a NUL are refused") {
  const auto message = [](Entry entry) {
    const auto bytes = reg::write({{{.key = u"A"}, std::move(entry)}});
    REQUIRE_FALSE(bytes);
    CHECK(bytes.error().code == ErrorCode::not_representable);
    return to_string(bytes.error());
  };
  CHECK(message({.key = u"A\nB"}) ==
        "record 2: A\\u{000A}B\\: error: the key holds a line break, for which .reg has no words");
  CHECK(message(set(u"a\rb", {})) ==
        "record 2: A\\a\\u{000D}b: error: the value name holds a line break, for which .reg has no "
        "words");
  CHECK(message(set(std::u16string(1, u'\0'), {})) ==
        "record 2: A\\\\u{0000}: error: the value name holds a NUL, for which .reg has no words");
}

TEST_CASE("random entries come back the same from a .reg file, or are refused") {
  const std::uint64_t seed = 20261122;
  tests::Random random(seed);
  std::size_t written_files = 0;
  for (int round = 0; round < 2000; ++round) {
    CAPTURE(seed, round);
    std::vector<Entry> entries{{.key = tests::random_name(random)}};
    for (std::size_t i = tests::below(random, 3); i > 0; --i) {
      entries.push_back({.operation = Operation::set_value,
                         .key = entries.front().key,
                         .name = tests::random_name(random),
                         .value = tests::random_value(random)});
    }
    const auto bytes = reg::write({entries});
    if (!bytes) continue;
    ++written_files;
    const auto back = reg::read(*bytes);
    REQUIRE(back);
    CHECK(without_lines(back->entries) == entries);
  }
  CHECK(written_files > 500);
}

TEST_CASE("long values are read in time that grows with their length only") {
  // Whoever looks at the rest of the text again for every byte or line does not come to an end.
  std::string text = "Windows Registry Editor Version 5.00\n[HKEY_LOCAL_MACHINE\\A]\n\"a\"=\"";
  for (int i = 0; i < 500'000; ++i) text += "\\\\\n";
  text += "\"\n\"b\"=hex:";
  for (int i = 0; i < 500'000; ++i) text += "00,\\\n ";
  text += "00\n";
  const auto file = reg::read(as_bytes(text));
  REQUIRE(file);
  REQUIRE(file->entries.size() == 3);
  CHECK(file->entries[1].value.data.size() == 2'000'002);
  CHECK(file->entries[2].value.data.size() == 500'001);
}

TEST_CASE("a key longer than any call of the registry takes is refused with its place") {
  const auto read_key = [](std::size_t units) {
    return reg::read(as_bytes("Windows Registry Editor Version 5.00\n[" +
                              ("HKEY_USERS\\" + std::string(units - 11, 'a')) + "]\n"),
                     "a.reg");
  };
  CHECK(read_key(limits::kRegKeyUnits));
  const auto refused = read_key(limits::kRegKeyUnits + 1);
  REQUIRE_FALSE(refused);
  CHECK(to_string(refused.error()) ==
        "a.reg:2:2: error: the key has 32768 characters, expected at most 32767");
}

TEST_CASE("many short values of a long key are refused before they fill the memory") {
  const auto read_values = [](std::size_t key_units, int count) {
    std::string text = "Windows Registry Editor Version 5.00\n[HKEY_LOCAL_MACHINE\\" +
                       std::string(key_units, 'a') + "]\n";
    for (int i = 0; i < count; ++i) text += "@=-\n";
    return reg::read(as_bytes(text), "a.reg");
  };
  CHECK(read_values(255, 100'000));
  CHECK(read_values(30'000, 100));
  const auto refused = read_values(30'000, 1'000);
  REQUIRE_FALSE(refused);
  CHECK(to_string(refused.error()) ==
        "a.reg:215:1: error: found too many values for keys as long as these (split the file)");
}

TEST_CASE("REGEDIT4 is written in Windows-1252, its texts in hex too") {
  const auto bytes = reg::write(
      {{{.key = u"Å"},
        {.operation = Operation::set_value, .key = u"Å", .name = u"€", .value = make_sz(u"å\\")},
        {.operation = Operation::set_value, .key = u"Å", .value = make_sz(u"å\n")},
        {.operation = Operation::set_value,
         .key = u"Å",
         .name = u"e",
         .value = make_string(Type::expand_sz, u"%å%")},
        {.operation = Operation::set_value,
         .key = u"Å",
         .name = u"m",
         .value = make_multi_string({u"a", u"€"})},
        {.operation = Operation::set_value, .key = u"Å", .name = u"b", .value = make_binary({})},
        {.operation = Operation::set_value, .key = u"Å", .name = u"q", .value = make_qword(1)}}},
      {.version = reg::Version::regedit4});
  REQUIRE(bytes);
  CHECK(as_chars(*bytes) ==
        "REGEDIT4\r\n"
        "\r\n"
        "[HKEY_LOCAL_MACHINE\\\xC5]\r\n"
        "\"\x80\"=\"\xE5\\\\\"\r\n"
        "@=hex(1):e5,0a,00\r\n"
        "\"e\"=hex(2):25,e5,25,00\r\n"
        "\"m\"=hex(7):61,00,80,00,00\r\n"
        "\"b\"=hex:\r\n"
        "\"q\"=hex(b):01,00,00,00,00,00,00,00\r\n");
}

TEST_CASE("what REGEDIT4 cannot hold is refused and named") {
  const auto message = [](Entry entry) {
    const auto bytes =
        reg::write({{{.key = u"A"}, std::move(entry)}}, {.version = reg::Version::regedit4});
    REQUIRE_FALSE(bytes);
    CHECK(bytes.error().code == ErrorCode::not_representable);
    return to_string(bytes.error());
  };
  const std::string tail =
      "the character 'Ж' (U+0416) is not in Windows-1252 (version 5.00 has words for it)";
  CHECK(message({.key = u"Ж"}) == "record 2: Ж\\: error: " + tail);
  CHECK(message(set(u"Ж", {})) == "record 2: A\\Ж: error: " + tail);
  CHECK(message(set(u"n", make_sz(u"Ж"))) == "record 2: A\\n: error: " + tail);
  CHECK(message(set(u"n", make_multi_string({u"Ж"}))) == "record 2: A\\n: error: " + tail);
  CHECK(message(set(u"n", {Type::expand_sz, bytes_of({0x41, 0, 0})})) ==
        "record 2: A\\n: error: REGEDIT4 has no words for a REG_EXPAND_SZ of 3 bytes, an odd size "
        "(version 5.00 has words for it)");
  CHECK(message(set(u"a\rb", {})) ==
        "record 2: A\\a\\u{000D}b: error: the value name holds a line break, for which .reg has no "
        "words");
}

TEST_CASE("REGEDIT4 without a mark is Windows-1252 even where its bytes are UTF-8 as well") {
  const std::vector<Entry> entries{{.key = u"Ã¥"}};
  const auto bytes = reg::write({entries}, {.version = reg::Version::regedit4});
  REQUIRE(bytes);
  CHECK(without_lines(reg::read(*bytes)->entries) == entries);
  const auto marked = reg::read(as_bytes("\xEF\xBB\xBFREGEDIT4\n[HKEY_LOCAL_MACHINE\\\xC3\xA5]\n"));
  REQUIRE(marked);
  CHECK(marked->entries.front().key == u"å");
}

TEST_CASE("random entries come back the same from REGEDIT4, or are refused") {
  const std::uint64_t seed = 20261122;
  tests::Random random(seed);
  std::size_t written_files = 0;
  for (int round = 0; round < 8000; ++round) {
    CAPTURE(seed, round);
    const std::vector<Entry> entries{
        {.key = u"A"}, set(tests::random_name(random, 3), tests::random_value(random))};
    const auto bytes = reg::write({entries}, {.version = reg::Version::regedit4});
    if (!bytes) continue;
    ++written_files;
    const auto back = reg::read(*bytes);
    REQUIRE(back);
    CHECK(without_lines(back->entries) == entries);
  }
  CHECK(written_files > 1000);
}
