#include <regpolicy/instructions_json.hpp>

#include <catch2/catch.hpp>

#include "support/files.hpp"
#include "support/listing.hpp"
#include "support/random_records.hpp"

using namespace regpolicy;
using instructions_json::File;

TEST_CASE("every good JSON of instructions is understood as recorded") {
  for (const auto& path : tests::fixtures("json", "ok-", ".json")) {
    CAPTURE(path.filename());
    const auto file = instructions_json::read(tests::read_bytes(path));
    REQUIRE(file);
    CHECK(tests::listing(*file) == tests::expected_of(path));
  }
}

TEST_CASE("every broken JSON of instructions is refused with its place and reason") {
  for (const auto& path : tests::fixtures("json", "bad-", ".json")) {
    CAPTURE(path.filename());
    const auto file = instructions_json::read(tests::read_bytes(path), "x.json");
    REQUIRE_FALSE(file);
    CHECK(file.error().code == ErrorCode::malformed);
    CHECK(to_string(file.error()) == tests::expected_of(path));
  }
}

TEST_CASE("every prefix of a JSON of instructions is refused") {
  for (const auto& path : tests::fixtures("json", "ok-", ".json")) {
    std::string text = tests::read_text(path);
    if (text.starts_with("\xff\xfe")) continue;  // cut in half a unit or not: the same text
    text.resize(text.rfind('}') + 1);
    for (std::size_t length = 0; length < text.size(); ++length) {
      CAPTURE(path.filename(), length);
      CHECK_FALSE(instructions_json::read(as_bytes(text.substr(0, length))));
    }
  }
}

TEST_CASE("JSON of instructions is written in the documented shape") {
  File file{.side = Side::machine, .user = {}, .records = {}};
  file.records.push_back({u"SOFTWARE\\A", u"Level", make_dword(1)});
  file.records.push_back({u"SOFTWARE\\A", u"", make_sz(u"\"å\n")});
  file.records.push_back({u"SOFTWARE\\A", u"list", make_multi_string({u"a", u"b"})});
  file.records.push_back({u"SOFTWARE\\A", u"big", make_qword(18446744073709551615U)});
  file.records.push_back({u"SOFTWARE\\A", u"bytes", make_binary({std::byte{0xAB}})});
  file.records.push_back({u"SOFTWARE\\A", u"odd", {Type::dword, {std::byte{1}}}});
  file.records.push_back({u"SOFTWARE\\A", u"other", {static_cast<Type>(77), {}}});
  CHECK(instructions_json::write(file) == R"({
  "schema": "regpolicy/instructions/1",
  "side": "machine",
  "instructions": [
    {
      "key": "SOFTWARE\\A",
      "name": "Level",
      "type": "REG_DWORD",
      "data": "01000000",
      "value": 1
    },
    {
      "key": "SOFTWARE\\A",
      "name": "",
      "type": "REG_SZ",
      "data": "2200e5000a000000",
      "value": "\"å\n"
    },
    {
      "key": "SOFTWARE\\A",
      "name": "list",
      "type": "REG_MULTI_SZ",
      "data": "61000000620000000000",
      "value": [
        "a",
        "b"
      ]
    },
    {
      "key": "SOFTWARE\\A",
      "name": "big",
      "type": "REG_QWORD",
      "data": "ffffffffffffffff",
      "value": 18446744073709551615
    },
    {
      "key": "SOFTWARE\\A",
      "name": "bytes",
      "type": "REG_BINARY",
      "data": "ab"
    },
    {
      "key": "SOFTWARE\\A",
      "name": "odd",
      "type": "REG_DWORD",
      "data": "01"
    },
    {
      "key": "SOFTWARE\\A",
      "name": "other",
      "type": 77,
      "data": ""
    }
  ]
}
)");
}

TEST_CASE("text that is no valid UTF-16 travels as bytes") {
  const std::u16string lone{u'a', char16_t(0xD800)};
  const File file{.side = Side::user, .user = lone, .records = {{lone, lone, make_sz(lone)}}};
  CHECK(instructions_json::write(file) == R"({
  "schema": "regpolicy/instructions/1",
  "side": "user",
  "user": {
    "utf16le": "610000d8"
  },
  "instructions": [
    {
      "key": {
        "utf16le": "610000d8"
      },
      "name": {
        "utf16le": "610000d8"
      },
      "type": "REG_SZ",
      "data": "610000d80000"
    }
  ]
}
)");
  CHECK(instructions_json::read(as_bytes(instructions_json::write(file))) == file);
}

TEST_CASE("random records come back the same from JSON, which is valid UTF-8 always") {
  const std::uint64_t seed = 20261122;
  tests::Random random(seed);
  for (int round = 0; round < 500; ++round) {
    CAPTURE(seed, round);
    File file{.side = {}, .user = {}, .records = tests::random_records(random)};
    if (tests::below(random, 2) == 0) file.side = Side::machine;
    const std::string text = instructions_json::write(file);
    CHECK(is_valid_utf8(text));
    CHECK(instructions_json::read(as_bytes(text)) == file);
  }
}
