#include <regpolicy/pol.hpp>

#include <catch2/catch.hpp>

#include "support/files.hpp"
#include "support/hex_text.hpp"
#include "support/random_records.hpp"

using namespace regpolicy;
using tests::Random;

namespace {

Bytes load_hex(const std::filesystem::path& path) {
  return tests::bytes_from_hex_text(tests::read_text(path));
}

}  // namespace

TEST_CASE("every good Registry.pol is written back byte for byte") {
  for (const auto& path : tests::fixtures("pol", "ok-", ".hex")) {
    CAPTURE(path.filename());
    const Bytes bytes = load_hex(path);
    const auto records = pol::read(bytes);
    REQUIRE(records);
    CHECK(pol::write(*records) == bytes);
  }
}

TEST_CASE("every broken Registry.pol is refused with its place and reason") {
  for (const auto& path : tests::fixtures("pol", "bad-", ".hex")) {
    CAPTURE(path.filename());
    const std::string text = tests::read_text(path);
    const auto records = pol::read(tests::bytes_from_hex_text(text), "x.pol");
    REQUIRE_FALSE(records);
    CHECK(records.error().code == ErrorCode::malformed);
    CHECK(to_string(records.error()) == tests::expected_message(text));
  }
}

TEST_CASE("every prefix of every good file is refused, or ends between two records") {
  for (const auto& path : tests::fixtures("pol", "ok-", ".hex")) {
    const Bytes bytes = load_hex(path);
    for (std::size_t length = 0; length < bytes.size(); ++length) {
      CAPTURE(path.filename(), length);
      // A copy of exactly this length, so that a read past the end is a read past the memory.
      const Bytes prefix(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length));
      const auto records = pol::read(prefix);
      if (records) {
        CHECK(pol::write(*records) == prefix);
        CHECK(pol::read(bytes)->size() > records->size());
      } else {
        CHECK(records.error().location.offset.value() <= length);
      }
    }
  }
}

TEST_CASE("law 1: what is accepted is written back, for random records") {
  const std::uint64_t seed = 20261122;
  Random random(seed);
  for (int round = 0; round < 500; ++round) {
    CAPTURE(seed, round);
    const Records records = tests::random_records(random);
    const auto bytes = pol::write(records);
    REQUIRE(bytes);
    CHECK(pol::read(*bytes) == records);
    CHECK(pol::write(records) == bytes);  // law 6: the same again
  }
}

TEST_CASE("law 1: what is accepted is written back, for files with changed bytes") {
  const std::uint64_t seed = 7;
  Random random(seed);
  std::size_t accepted = 0;
  for (int round = 0; round < 4000; ++round) {
    CAPTURE(seed, round);
    Bytes bytes = pol::write(tests::random_records(random, 4)).value();
    const std::size_t changes = 1 + tests::below(random, 3);
    for (std::size_t i = 0; i < changes; ++i) {
      bytes[tests::below(random, bytes.size())] = static_cast<std::byte>(random() & 0x7F);
    }
    if (const auto records = pol::read(bytes)) {
      ++accepted;
      if (pol::write(*records) != bytes) FAIL("written back differently");
    }
  }
  CHECK(accepted > 100);  // the changes leave many files readable
}

TEST_CASE("views show the same records as the owning model") {
  for (const auto& path : tests::fixtures("pol", "ok-", ".hex")) {
    CAPTURE(path.filename());
    const Bytes bytes = load_hex(path);
    const auto views = pol::read_views(bytes);
    const auto records = pol::read(bytes);
    REQUIRE(views);
    REQUIRE(views->size() == records->size());
    std::size_t size = pol::kHeaderBytes;
    for (std::size_t i = 0; i < views->size(); ++i) {
      CHECK((*views)[i].to_record() == (*records)[i]);
      size += (*views)[i].bytes().size();
    }
    CHECK(size == bytes.size());
  }
}

TEST_CASE("a view is small: 24 bytes a record") { CHECK(sizeof(pol::RecordView) <= 24); }

TEST_CASE("a key or name with a NUL cannot be written, and the record is named") {
  const Records records = {{u"K", u"n", make_dword(1)},
                           {u"K", std::u16string(u"a\0b", 3), make_dword(1)}};
  const auto bytes = pol::write(records);
  REQUIRE_FALSE(bytes);
  CHECK(to_string(bytes.error()) ==
        "record 2: K\\a\\u{0000}b: error: a Registry.pol cannot hold this: the value name holds a "
        "NUL");
}

TEST_CASE("a dump names every byte of a good file") {
  const Bytes bytes = load_hex(tests::data_folder() / "pol" / "ok-dword.hex");
  const pol::Dump dump = pol::dump(bytes);
  CHECK_FALSE(dump.fault);
  CHECK(dump.text == R"(00000000  50 52 65 67                                       signature "PReg"
00000004  01 00 00 00                                       version 1
-- record 1
00000008  5b 00                                             '['
0000000a  53 00 6f 00 66 00 74 00 77 00 61 00 72 00 65 00   key "Software\Policies\Contoso"
0000001a  5c 00 50 00 6f 00 6c 00 69 00 63 00 69 00 65 00
0000002a  73 00 5c 00 43 00 6f 00 6e 00 74 00 6f 00 73 00
0000003a  6f 00
0000003c  00 00                                             NUL
0000003e  3b 00                                             ';'
00000040  4c 00 65 00 76 00 65 00 6c 00                     value name "Level"
0000004a  00 00                                             NUL
0000004c  3b 00                                             ';'
0000004e  04 00 00 00                                       type REG_DWORD
00000052  3b 00                                             ';'
00000054  04 00 00 00                                       size 4
00000058  3b 00                                             ';'
0000005a  2a 00 00 00                                       data 42
0000005e  5d 00                                             ']'
)");
}

TEST_CASE("a dump of a broken file goes up to the fault and shows the rest") {
  const Bytes bytes = load_hex(tests::data_folder() / "pol" / "bad-no-bracket.hex");
  const pol::Dump dump = pol::dump(bytes, "x.pol");
  REQUIRE(dump.fault);
  CHECK(dump.fault->location.source == "x.pol");
  CHECK(dump.text == R"(00000000  50 52 65 67                                       signature "PReg"
00000004  01 00 00 00                                       version 1
-- not understood
00000008  53 00 6f 00 66 00 74 00 77 00 61 00 72 00 65 00
)");
}

TEST_CASE("a dump holds every byte of the file once, in order") {
  const auto every_byte = [](const std::string& dump) {
    std::string hex;
    for (std::size_t start = 0; start < dump.size(); start = dump.find('\n', start) + 1) {
      if (dump.compare(start, 2, "--") == 0) continue;
      const std::string columns =
          dump.substr(start + 10, std::min<std::size_t>(dump.find('\n', start) - start - 10, 48));
      for (const char c : columns) {
        if (c != ' ') hex += c;
      }
    }
    return hex;
  };
  for (const std::string_view kind : {"ok-", "bad-"}) {
    for (const auto& path : tests::fixtures("pol", kind, ".hex")) {
      CAPTURE(path.filename());
      const Bytes bytes = load_hex(path);
      CHECK(every_byte(pol::dump(bytes).text) == to_hex(bytes));
    }
  }
}
