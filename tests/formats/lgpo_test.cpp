#include <regpolicy/lgpo.hpp>

#include <catch2/catch.hpp>

#include "support/files.hpp"
#include "support/listing.hpp"
#include "support/random_records.hpp"

using namespace regpolicy;
using lgpo::Action;
using lgpo::Entry;

namespace {

std::string written(const Entry& entry) {
  const Bytes bytes = lgpo::write({{entry}}).value();
  REQUIRE(as_chars(bytes).starts_with("\xff\xfe"));
  return to_utf8(from_utf16le(ByteView(bytes).subspan(2)));
}

Entry set(Value value, std::u16string name = u"n") {
  return {.scope = "Computer", .key = u"A", .name = std::move(name), .value = std::move(value)};
}

// The fourth line.
std::string action_of(Value value) {
  const std::string text = written(set(std::move(value)));
  constexpr std::string_view kHead = "Computer\r\nA\r\nn\r\n";
  REQUIRE(text.starts_with(kHead));
  REQUIRE(text.ends_with("\r\n\r\n"));
  return text.substr(kHead.size(), text.size() - kHead.size() - 4);
}

std::string refusal(const Entry& entry) {
  const auto bytes = lgpo::write({{set(make_dword(1)), entry}});
  REQUIRE_FALSE(bytes);
  CHECK(bytes.error().code == ErrorCode::not_representable);
  CHECK(bytes.error().location.record == 2);
  return to_string(bytes.error());
}

Bytes zeros(std::size_t count) { return Bytes(count); }

std::vector<Entry> without_lines(std::vector<Entry> entries) {
  for (Entry& entry : entries) entry.line = 0;
  return entries;
}

}  // namespace

TEST_CASE("every good LGPO text is understood as recorded") {
  for (const auto& path : tests::fixtures("lgpo", "ok-", ".txt")) {
    CAPTURE(path.filename());
    const auto file = lgpo::read(tests::read_bytes(path));
    REQUIRE(file);
    CHECK(tests::listing(*file) == tests::expected_of(path));
  }
}

TEST_CASE("every broken LGPO text is refused with its line and reason") {
  for (const auto& path : tests::fixtures("lgpo", "bad-", ".txt")) {
    if (path.filename().string().starts_with("bad-record-")) continue;  // exchange_test.cpp
    CAPTURE(path.filename());
    const auto file = lgpo::read(tests::read_bytes(path), "x.txt");
    REQUIRE_FALSE(file);
    CHECK(file.error().code == ErrorCode::malformed);
    CHECK(to_string(file.error()) == tests::expected_of(path));
  }
}

TEST_CASE("every good LGPO text is written and read back the same, and writing is stable") {
  for (const auto& path : tests::fixtures("lgpo", "ok-", ".txt")) {
    CAPTURE(path.filename());
    const auto file = lgpo::read(tests::read_bytes(path));
    const auto bytes = lgpo::write(file.value());
    REQUIRE(bytes);
    const auto back = lgpo::read(*bytes);
    REQUIRE(back);
    CHECK(without_lines(back->entries) == without_lines(file->entries));
    CHECK(lgpo::write(*back) == bytes);
  }
}

TEST_CASE("every prefix of a good LGPO text is read or refused, never more") {
  for (const auto& path : tests::fixtures("lgpo", "ok-", ".txt")) {
    const Bytes bytes = tests::read_bytes(path);
    const std::size_t entries = lgpo::read(bytes)->entries.size();
    for (std::size_t length = 0; length < bytes.size(); ++length) {
      CAPTURE(path.filename(), length);
      const Bytes prefix(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length));
      const auto file = lgpo::read(prefix);
      if (file) {
        CHECK(file->entries.size() <= entries);
      } else {
        CHECK_FALSE(file.error().message.empty());
      }
    }
  }
}

TEST_CASE("LGPO text has four lines an entry and an empty one behind it") {
  CHECK(written({.scope = "User:Administrators",
                 .key = u"SOFTWARE\\A",
                 .name = u"\\\\*\\SYSVOL",
                 .value = make_sz(u"C:\\x\r\n")}) ==
        "User:Administrators\r\nSOFTWARE\\A\r\n\\\\*\\SYSVOL\r\nSZ:C:\\\\x\\r\\n\r\n\r\n");
  CHECK(written({.scope = "User", .key = u"A", .action = Action::remove}) ==
        "User\r\nA\r\n(Default)\r\nDELETE\r\n\r\n");
  CHECK(written({.scope = "User", .key = u"A", .action = Action::create_key}) ==
        "User\r\nA\r\n*\r\nCREATEKEY\r\n\r\n");
  CHECK(written({.scope = "User", .key = u"A", .action = Action::delete_all_values}) ==
        "User\r\nA\r\n*\r\nDELETEALLVALUES\r\n\r\n");
  CHECK(written({.scope = "User", .key = u"A", .name = u"B;C", .action = Action::delete_keys}) ==
        "User\r\nA\r\nB;C\r\nDELETEKEYS\r\n\r\n");
  CHECK(written({.scope = "User", .key = u"A", .action = Action::clear}) ==
        "User\r\nA\r\n*\r\nCLEAR\r\n\r\n");
}

TEST_CASE("every type of LGPO text has its word") {
  CHECK(action_of(make_dword(4294967295)) == "DWORD:4294967295");
  CHECK(action_of(make_qword(18446744073709551615U)) == "QWORD:18446744073709551615");
  CHECK(action_of(make_string(Type::expand_sz, u"%x%")) == "EXSZ:%x%");
  CHECK(action_of(make_multi_string({u"a", u"b\\0"})) == "MULTISZ:a\\0b\\\\0");
  CHECK(action_of({Type::multi_sz, zeros(6)}) == "MULTISZ:\\0");
  CHECK(action_of(make_binary({std::byte{0}, std::byte{0xFF}})) == "BINARY:00,ff");
  CHECK(action_of(make_binary({})) == "BINARY:");
}

TEST_CASE("values that LGPO text has no words for are refused and named") {
  const std::string head = "record 2: A\\n: error: LGPO text has no words for ";
  CHECK(refusal(set({Type::none, zeros(1)})) == head + "the value type REG_NONE");
  CHECK(refusal(set({Type::dword_big_endian, zeros(4)})) ==
        head + "the value type REG_DWORD_BIG_ENDIAN");
  CHECK(refusal(set({Type::link, zeros(2)})) == head + "the value type REG_LINK");
  CHECK(refusal(set({static_cast<Type>(77), {}})) == head + "the value type 77");
  CHECK(refusal(set({Type::dword, zeros(2)})) == head + "a REG_DWORD of 2 bytes");
  CHECK(refusal(set({Type::qword, zeros(9)})) == head + "a REG_QWORD of 9 bytes");
  CHECK(refusal(set({Type::sz, {}})) == head + "a REG_SZ that does not end in a NUL");
  CHECK(refusal(set({Type::sz, zeros(3)})) == head + "a REG_SZ of 3 bytes, an odd size");
  CHECK(refusal(set({Type::expand_sz, zeros(4)})) == head + "a REG_EXPAND_SZ with a NUL inside");
  CHECK(refusal(set(make_multi_string({}))) ==
        head + "an empty REG_MULTI_SZ of 2 bytes (LGPO.exe makes 6 zero bytes of an empty list)");
  CHECK(refusal(set({Type::multi_sz, {}})) ==
        head + "a REG_MULTI_SZ that does not end in two NULs");
  Value one_terminator = make_sz(u"a");
  one_terminator.type = Type::multi_sz;
  CHECK(refusal(set(one_terminator)) == head + "a REG_MULTI_SZ that does not end in two NULs");
}

TEST_CASE("lines that LGPO text would read as something else are refused") {
  const std::string words = "error: LGPO text has no words for ";
  CHECK(refusal(set(make_dword(1), u"(default)")) ==
        "record 2: A\\(default): " + words +
            "a value that is really named '(Default)' (those words stand for the default value)");
  CHECK(refusal(set(make_dword(1), u" \t")) ==
        "record 2: A\\ \\u{0009}: " + words + "an empty value name");
  CHECK(refusal(set(make_dword(1), u";x")) ==
        "record 2: A\\;x: " + words + "a value name that begins with ';'");
  CHECK(refusal(set(make_dword(1), u"x\ny")) ==
        "record 2: A\\x\\u{000A}y: " + words + "a value name with a line break");
  CHECK(refusal(set(make_dword(1), std::u16string(u"x\0", 2))) ==
        "record 2: A\\x\\u{0000}: " + words + "a value name with a NUL");
  CHECK(refusal({.scope = "User", .key = u"", .action = Action::create_key}) ==
        "record 2: \\: " + words + "an empty key");
  CHECK(refusal({.scope = "User", .key = u"A", .action = Action::delete_keys}) ==
        "record 2: A\\: " + words + "an empty value name");
  CHECK(refusal({.scope = "Machine", .key = u"A", .action = Action::create_key}) ==
        "record 2: A\\: " + words + "the scope 'Machine' (a scope is Computer, User or User:NAME)");
  CHECK(refusal({.scope = "User:x\n", .key = u"A", .action = Action::create_key}) ==
        "record 2: A\\: " + words + "a user with a line break");
}

TEST_CASE("random entries come back the same from LGPO text, or are refused") {
  const std::uint64_t seed = 20261122;
  tests::Random random(seed);
  std::size_t written_files = 0;
  for (int round = 0; round < 4000; ++round) {
    CAPTURE(seed, round);
    const Entry entry{.scope = "User:" + to_utf8(tests::random_name(random)),
                      .key = tests::random_name(random),
                      .name = tests::random_name(random),
                      .value = tests::random_value(random)};
    const auto bytes = lgpo::write({{entry, entry}});
    if (!bytes) continue;
    ++written_files;
    const auto back = lgpo::read(*bytes);
    REQUIRE(back);
    CHECK(without_lines(back->entries) == std::vector{entry, entry});
  }
  CHECK(written_files > 200);
}

TEST_CASE("LGPO text is written in UTF-16, in UTF-8 with a mark or in Windows-1252") {
  const lgpo::File file{{set(make_sz(u"å€"))}};
  const auto text = [&file](lgpo::Encoding encoding) {
    return std::string(as_chars(lgpo::write(file, {.encoding = encoding}).value()));
  };
  CHECK(text(lgpo::Encoding::utf8) ==
        "\xEF\xBB\xBF"
        "Computer\r\nA\r\nn\r\nSZ:å€\r\n\r\n");
  CHECK(text(lgpo::Encoding::ansi) == "Computer\r\nA\r\nn\r\nSZ:\xE5\x80\r\n\r\n");
  CHECK(text(lgpo::Encoding::utf16) == as_chars(lgpo::write(file).value()));
  CHECK(text(lgpo::Encoding::utf16)
            .starts_with(std::string_view("\xFF\xFE"
                                          "C\0o\0",
                                          6)));
}

TEST_CASE("what an encoding of LGPO text cannot hold is refused and named") {
  const auto message = [](std::u16string text, lgpo::Encoding encoding) {
    const auto bytes = lgpo::write({{set(make_sz(u"a")), set(make_sz(text))}}, {encoding});
    REQUIRE_FALSE(bytes);
    CHECK(bytes.error().code == ErrorCode::not_representable);
    return to_string(bytes.error());
  };
  CHECK(
      message(u"Ж", lgpo::Encoding::ansi) ==
      "record 2: A\\n: error: the character 'Ж' (U+0416) is not in Windows-1252 (UTF-16 has words "
      "for it)");
  CHECK(
      message(u"Ã¥", lgpo::Encoding::ansi) ==
      "record 2: A\\n: error: LGPO text has no words for this in Windows-1252: its bytes are UTF-8 "
      "as well (UTF-16 has words for it)");
  CHECK(message(u"\xD800", lgpo::Encoding::utf8) ==
        "record 2: A\\n: error: LGPO text has no words for an unpaired surrogate in UTF-8 (UTF-16 "
        "has words for it)");
}

TEST_CASE("random entries come back the same from LGPO text in every encoding, or are refused") {
  const std::uint64_t seed = 20261122;
  tests::Random random(seed);
  for (const auto encoding : {lgpo::Encoding::utf8, lgpo::Encoding::ansi}) {
    std::size_t written_files = 0;
    for (int round = 0; round < 8000; ++round) {
      CAPTURE(seed, round);
      const std::vector<Entry> entries{{.scope = "User",
                                        .key = tests::random_name(random, 3),
                                        .name = tests::random_name(random, 3),
                                        .value = tests::random_value(random)}};
      const auto bytes = lgpo::write({entries}, {encoding});
      if (!bytes) continue;
      ++written_files;
      const auto back = lgpo::read(*bytes);
      REQUIRE(back);
      CHECK(without_lines(back->entries) == entries);
    }
    CHECK(written_files > 200);
  }
}
