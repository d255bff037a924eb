#include <regpolicy/pol_recover.hpp>

#include <catch2/catch.hpp>

#include <regpolicy/pol.hpp>
#include <regpolicy/text.hpp>

#include "support/files.hpp"
#include "support/hex_text.hpp"
#include "support/random_records.hpp"

using namespace regpolicy;
using tests::Random;

namespace {

// One record of each kind that a fault can hide in: odd sizes, delimiters in names and data.
const Records kSample = {
    {u"Software\\Policies\\A", u"Level", make_dword(1)},
    {u"Software\\Policies\\A", u"a;b[c]", make_sz(u"x];[y")},
    {u"Software\\Policies\\[B]", u"raw",
     make_binary({std::byte{0x5D}, std::byte{0}, std::byte{7}})},
    {u"Software\\Policies\\B", u"", {Type::none, {}}},
    {u"Software\\Policies\\B", u"list", make_multi_string({u"one", u"two"})},
    {u"Software\\Policies\\C", u"**del.Old", make_sz(u" ")},
    {u"Software\\Policies\\D", u"short", {Type::dword, {std::byte{1}, std::byte{0}}}},
    {u"Software\\Policies\\D", u"last", make_qword(0x5B005D003B0000)},
};

Bytes written(const Records& records) { return pol::write(records).value(); }

// The offset of each record of a good file, and the end of the file.
std::vector<std::size_t> boundaries(const Bytes& file) {
  std::vector<std::size_t> offsets = {pol::kHeaderBytes};
  const auto views = pol::read_views(file).value();
  for (const pol::RecordView& view : views) {
    offsets.push_back(offsets.back() + view.bytes().size());
  }
  return offsets;
}

// Every byte is in the header, in a kept record or in one dropped range.
void check_coverage(const pol::Recovery& recovery, const Bytes& file) {
  REQUIRE(recovery.records.size() == recovery.offsets.size());
  std::size_t at = 0;
  std::size_t record = 0;
  std::size_t range = 0;
  if (recovery.dropped.empty() || recovery.dropped.front().offset != 0) at = pol::kHeaderBytes;
  while (at < file.size()) {
    if (range < recovery.dropped.size() && recovery.dropped[range].offset == at) {
      at += recovery.dropped[range++].size;
      if (recovery.dropped[range - 1].size > 0) continue;
    }
    REQUIRE(record < recovery.records.size());
    REQUIRE(recovery.offsets[record] == at);
    const Bytes bytes = written({recovery.records[record++]});
    const auto length = static_cast<std::ptrdiff_t>(bytes.size() - pol::kHeaderBytes);
    const auto start = file.begin() + static_cast<std::ptrdiff_t>(at);
    REQUIRE(file.end() - start >= length);
    REQUIRE(std::equal(start, start + length, bytes.begin() + pol::kHeaderBytes));
    at += static_cast<std::size_t>(length);
  }
  REQUIRE(at == file.size());
  REQUIRE(record == recovery.records.size());
  REQUIRE(range == recovery.dropped.size());
}

bool is_subsequence(const Records& part, const Records& whole) {
  auto at = whole.begin();
  for (const Record& record : part) {
    at = std::find(at, whole.end(), record);
    if (at == whole.end()) return false;
    ++at;
  }
  return true;
}

Records without(Records records, std::size_t index) {
  if (index < records.size()) records.erase(records.begin() + static_cast<std::ptrdiff_t>(index));
  return records;
}

// The record of kSample that `offset` lies in; one past the last for the header.
std::size_t record_at(const std::vector<std::size_t>& bounds, std::size_t offset) {
  for (std::size_t i = 0; i + 1 < bounds.size(); ++i) {
    if (offset >= bounds[i] && offset < bounds[i + 1]) return i;
  }
  return bounds.size();
}

// Checks that a damaged file keeps `expected`, unless the damage made another good file.
void check_keeps(const Bytes& damaged, const Records& expected) {
  const auto recovery = pol::recover(damaged);
  REQUIRE(recovery);
  check_coverage(*recovery, damaged);
  if (const auto good = pol::read(damaged)) {
    REQUIRE(recovery->records == *good);
    REQUIRE(recovery->dropped.empty());
    return;
  }
  REQUIRE_FALSE(recovery->dropped.empty());
  REQUIRE(is_subsequence(expected, recovery->records));
}

void append_text(Bytes& out, std::string_view text) { append(out, as_bytes(text)); }

std::vector<std::string> reasons(const pol::Recovery& recovery) {
  std::vector<std::string> lines;
  for (const pol::DroppedRange& range : recovery.dropped) {
    lines.push_back(std::to_string(range.offset) + "+" + std::to_string(range.size) + " " +
                    to_string(range.why));
  }
  return lines;
}

}  // namespace

TEST_CASE("a good file gives all its records and nothing is dropped") {
  for (const auto& path : tests::fixtures("pol", "ok-", ".hex")) {
    CAPTURE(path.filename());
    const Bytes file = tests::bytes_from_hex_text(tests::read_text(path));
    const auto recovery = pol::recover(file);
    REQUIRE(recovery);
    CHECK(recovery->records == pol::read(file));
    CHECK(recovery->dropped.empty());
    check_coverage(*recovery, file);
  }
}

TEST_CASE("random records give all of them and nothing is dropped") {
  const std::uint64_t seed = 31;
  Random random(seed);
  for (int round = 0; round < 300; ++round) {
    CAPTURE(seed, round);
    const Records records = tests::random_records(random);
    const auto recovery = pol::recover(written(records));
    REQUIRE(recovery);
    CHECK(recovery->records == records);
    CHECK(recovery->dropped.empty());
  }
}

TEST_CASE("a lost byte costs only the record that it was in") {
  const Bytes file = written(kSample);
  const auto bounds = boundaries(file);
  for (std::size_t offset = 0; offset < file.size(); ++offset) {
    CAPTURE(offset);
    Bytes damaged = file;
    damaged.erase(damaged.begin() + static_cast<std::ptrdiff_t>(offset));
    check_keeps(damaged, without(kSample, record_at(bounds, offset)));
  }
}

TEST_CASE("an inserted byte costs only the record that it is in") {
  const Bytes file = written(kSample);
  const auto bounds = boundaries(file);
  for (const int byte : {0x00, 0x01, 0x0D, 0x3B, 0x41, 0x5B, 0x5D, 0xFF}) {
    for (std::size_t offset = 0; offset <= file.size(); ++offset) {
      CAPTURE(offset, byte);
      Bytes damaged = file;
      damaged.insert(damaged.begin() + static_cast<std::ptrdiff_t>(offset),
                     static_cast<std::byte>(byte));
      const bool is_between = std::find(bounds.begin(), bounds.end(), offset) != bounds.end();
      check_keeps(damaged, is_between ? kSample : without(kSample, record_at(bounds, offset)));
    }
  }
}

TEST_CASE("an overwritten byte costs only the record that it is in") {
  const Bytes file = written(kSample);
  const auto bounds = boundaries(file);
  for (std::size_t offset = 0; offset < file.size(); ++offset) {
    for (const int byte : {0x00, 0x01, 0x02, 0x0D, 0x10, 0x3B, 0x41, 0x5B, 0x5D, 0x80, 0xFF}) {
      CAPTURE(offset, byte);
      Bytes damaged = file;
      if (damaged[offset] == static_cast<std::byte>(byte)) continue;
      damaged[offset] = static_cast<std::byte>(byte);
      if (pol::read(damaged)) continue;
      check_keeps(damaged, without(kSample, record_at(bounds, offset)));
    }
  }
}

TEST_CASE("no size, however wrong, costs another record or alters one") {
  const Bytes file = written(kSample);
  const auto bounds = boundaries(file);
  const auto views = pol::read_views(file).value();
  for (std::size_t i = 0; i < views.size(); ++i) {
    const auto size_at = static_cast<std::size_t>(views[i].data().data() - file.data()) - 2 - 4;
    for (std::uint32_t size = 0; size < 2 * file.size(); ++size) {
      CAPTURE(i, size);
      Bytes damaged = file;
      damaged[size_at] = static_cast<std::byte>(size & 0xFF);
      damaged[size_at + 1] = static_cast<std::byte>(size >> 8);
      if (damaged == file || pol::read(damaged)) continue;
      const auto recovery = pol::recover(damaged);
      REQUIRE(recovery);
      check_coverage(*recovery, damaged);
      REQUIRE(recovery->records == without(kSample, i));
    }
  }
}

TEST_CASE("a truncated file keeps every record before the cut") {
  const Bytes file = written(kSample);
  const auto bounds = boundaries(file);
  for (std::size_t length = pol::kHeaderBytes; length < file.size(); ++length) {
    CAPTURE(length);
    const Bytes cut(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(length));
    const auto recovery = pol::recover(cut);
    REQUIRE(recovery);
    check_coverage(*recovery, cut);
    std::size_t whole = 0;
    while (bounds[whole + 1] <= length) ++whole;
    REQUIRE(recovery->records ==
            Records(kSample.begin(), kSample.begin() + static_cast<std::ptrdiff_t>(whole)));
  }
}

TEST_CASE("two broken records are two ranges, each with its place and reason") {
  Bytes file = written(kSample);
  const auto bounds = boundaries(file);
  file[bounds[1]] = std::byte{'x'};      // '['
  file[bounds[5] - 2] = std::byte{'x'};  // ']'
  const auto recovery = pol::recover(file, "x.pol");
  REQUIRE(recovery);
  CHECK(recovery->records == without(without(kSample, 4), 1));
  CHECK(reasons(*recovery) ==
        std::vector<std::string>{
            "84+86 x.pol: record 2, offset 84 (0x54): error: expected '[' at the start of the "
            "record, found U+0078",
            "307+88 x.pol: record 5, offset 393 (0x189): error: expected ']' after the data, "
            "found U+0078",
        });
  check_coverage(*recovery, file);
}

TEST_CASE("records within the data of a broken record are not taken for records of the file") {
  const Bytes inner = written({kSample[0], kSample[1]});
  const Record outer = {u"Software\\Outer", u"nested",
                        make_binary(Bytes(inner.begin() + pol::kHeaderBytes, inner.end()))};
  Bytes file = written({kSample[3], outer, kSample[4]});
  const auto bounds = boundaries(file);
  const auto views = pol::read_views(file).value();
  SECTION("its size is wrong") {
    file[static_cast<std::size_t>(views[1].data().data() - file.data()) - 4] = std::byte{0x7F};
  }
  SECTION("its size is right, its end is missing") { file[bounds[2] - 2] = std::byte{'x'}; }
  const auto recovery = pol::recover(file);
  REQUIRE(recovery);
  CHECK(recovery->records == Records{kSample[3], kSample[4]});
  REQUIRE(recovery->dropped.size() == 1);
  CHECK(recovery->dropped[0].offset == bounds[1]);
  CHECK(recovery->dropped[0].size == bounds[2] - bounds[1]);
}

TEST_CASE("a bracket within the key of a broken record begins no record") {
  Bytes file = written({kSample[0], {u"Software\\Pol[icies\\X", u"", make_dword(3)}, kSample[1]});
  file[boundaries(file)[1]] = std::byte{'x'};
  const auto recovery = pol::recover(file);
  REQUIRE(recovery);
  CHECK(recovery->records == Records{kSample[0], kSample[1]});
}

TEST_CASE("two files in one are read through, the second header is dropped") {
  Bytes file = written(kSample);
  const std::size_t middle = file.size();
  append(file, written(kSample));
  const auto recovery = pol::recover(file);
  REQUIRE(recovery);
  CHECK(recovery->records.size() == 2 * kSample.size());
  REQUIRE(recovery->dropped.size() == 1);
  CHECK(recovery->dropped[0].offset == middle);
  CHECK(recovery->dropped[0].size == pol::kHeaderBytes);
}

TEST_CASE("line ends that were converted cost the records that hold them") {
  Records records = kSample;
  records[1].value = make_sz(u"one\ntwo");
  records[4].value = make_dword(10);
  Bytes file = written(records);
  for (std::size_t i = 0; i < file.size(); ++i) {
    if (file[i] == std::byte{'\n'})
      file.insert(file.begin() + static_cast<std::ptrdiff_t>(i++), std::byte{'\r'});
  }
  const auto recovery = pol::recover(file);
  REQUIRE(recovery);
  CHECK(recovery->records == without(without(records, 4), 1));
  CHECK(recovery->dropped.size() == 2);
}

TEST_CASE("a broken or missing header is a dropped range") {
  const Bytes good = written(kSample);
  SECTION("another version") {
    Bytes file = good;
    file[4] = std::byte{2};
    const auto recovery = pol::recover(file, "x.pol");
    REQUIRE(recovery);
    CHECK(recovery->records == kSample);
    CHECK(
        reasons(*recovery) ==
        std::vector<std::string>{"0+8 x.pol: offset 4 (0x4): error: found version 2, expected 1"});
  }
  SECTION("no header") {
    const Bytes file(good.begin() + pol::kHeaderBytes, good.end());
    const auto recovery = pol::recover(file, "x.pol");
    REQUIRE(recovery);
    CHECK(recovery->records == kSample);
    CHECK(reasons(*recovery) ==
          std::vector<std::string>{"0+0 x.pol: offset 0 (0x0): error: found 5b005300, expected the "
                                   "signature PReg (50526567)"});
  }
  SECTION("a byte order mark before it") {
    Bytes file = {std::byte{0xFF}, std::byte{0xFE}};
    append(file, good);
    const auto recovery = pol::recover(file, "x.pol");
    REQUIRE(recovery);
    CHECK(recovery->records == kSample);
    CHECK(reasons(*recovery) ==
          std::vector<std::string>{
              "0+10 x.pol: offset 0 (0x0): error: found a byte order mark, expected the signature "
              "PReg (what follows it is a whole Registry.pol)"});
  }
}

TEST_CASE("what holds no record and no header is refused") {
  for (const std::string_view text : {"", "x", "Software", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["}) {
    CAPTURE(text);
    CHECK_FALSE(pol::recover(as_bytes(text)));
  }
  CHECK(pol::recover(as_bytes(std::string_view("PReg\1\0\0\0", 8)))->records.empty());
}

TEST_CASE("a file that was saved as text is named as such") {
  const auto message = [](ByteView bytes) {
    const auto recovery = pol::recover(bytes, "x.pol");
    REQUIRE_FALSE(recovery);
    return to_string(recovery.error());
  };
  const Bytes good = written({kSample[0]});
  const std::string text = to_utf8(from_utf16le(good));
  const std::string destroyed =
      "x.pol: offset 0 (0x0): error: this Registry.pol was saved as UTF-8 text, which destroys it ";
  const std::string backup = "(restore it from a backup; an editor or a script converted it)";
  SECTION("UTF-8 that can be turned back says so") {
    CHECK(message(as_bytes(text)) ==
          destroyed + "(turned back by iconv -f UTF-8 -t UTF-16LE it is a whole Registry.pol)");
  }
  SECTION("UTF-8 that cannot") {
    CHECK(message(as_bytes(text.substr(0, text.size() - 1))) == destroyed + backup);
  }
  SECTION("UTF-8 with a byte order mark") {
    CHECK(message(as_bytes("\xEF\xBB\xBF" + text)) == destroyed + backup);
  }
  const std::string one_byte =
      "this Registry.pol was saved as text of one byte a character, which destroys it ";
  SECTION("one byte a character behind a good header") {
    Bytes bytes(good.begin(), good.begin() + pol::kHeaderBytes);
    append_text(bytes, std::string_view("[Software\0;Level\0;", 18));
    CHECK(message(bytes) == "x.pol: offset 8 (0x8): error: " + one_byte + backup);
  }
  SECTION("one byte a character, without the NULs") {
    CHECK(message(as_bytes("PReg\x01[Software;Level;")) ==
          "x.pol: offset 5 (0x5): error: " + one_byte + backup);
  }
}

TEST_CASE("hostile files take linear time") {
  // Each of these took minutes where a search began anew for every '['.
  constexpr std::size_t kSize = std::size_t{1} << 20;
  const auto repeated = [](const Bytes& part) {
    Bytes file = written({});
    while (file.size() < kSize) append(file, part);
    return file;
  };
  Bytes brackets;
  append_utf16le(brackets, u"[");
  Bytes pairs;
  append_utf16le(pairs, u"][");
  Bytes head;
  append_utf16le(head, u"][k");
  append_le16(head, 0);
  append_utf16le(head, u";");
  Bytes record = written({kSample[2]});
  record.erase(record.begin(), record.begin() + pol::kHeaderBytes);
  record.push_back(std::byte{'x'});
  for (const Bytes& part : {brackets, pairs, head, record}) {
    const Bytes file = repeated(part);
    const auto recovery = pol::recover(file);
    REQUIRE(recovery);
    check_coverage(*recovery, file);
  }
}

TEST_CASE("random damage never invents, alters or overlooks a byte") {
  const std::uint64_t seed = 77;
  Random random(seed);
  for (int round = 0; round < 3000; ++round) {
    CAPTURE(seed, round);
    Bytes file = written(tests::random_records(random, 8));
    for (std::size_t i = 0; i < 1 + tests::below(random, 4); ++i) {
      const auto at = static_cast<std::ptrdiff_t>(tests::below(random, file.size()));
      switch (tests::below(random, 3)) {
        case 0: file[static_cast<std::size_t>(at)] = static_cast<std::byte>(random()); break;
        case 1: file.erase(file.begin() + at); break;
        default: file.insert(file.begin() + at, static_cast<std::byte>(random())); break;
      }
    }
    const auto recovery = pol::recover(file);
    if (!recovery) continue;
    check_coverage(*recovery, file);
    CHECK(recovery->dropped.empty() == pol::read(file).has_value());
  }
}
