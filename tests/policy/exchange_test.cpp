#include <regpolicy/exchange.hpp>

#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <regpolicy/instruction.hpp>
#include <regpolicy/text.hpp>

#include "support/files.hpp"
#include "support/listing.hpp"
#include "support/random_records.hpp"

using namespace regpolicy;

namespace {

const std::u16string kKey = u"SOFTWARE\\A";

SidedRecords machine(Records records) { return {Side::machine, {}, std::move(records)}; }

// Through the bytes of the format and back.
Result<std::vector<SidedRecords>> through_reg(const SidedRecords& records) {
  const auto file = records_to_reg(records);
  if (!file) return std::unexpected(file.error());
  const auto bytes = reg::write(*file);
  REQUIRE(bytes);  // records_to_reg refuses all that cannot be written
  const auto back = reg::read(*bytes);
  REQUIRE(back);
  const auto parts = records_from_reg(*back);
  REQUIRE(parts);
  return parts;
}

Result<std::vector<SidedRecords>> through_lgpo(const SidedRecords& records) {
  const auto file = records_to_lgpo(records);
  if (!file) return std::unexpected(file.error());
  const auto bytes = lgpo::write(*file);
  if (!bytes) return std::unexpected(bytes.error());
  const auto back = lgpo::read(*bytes);
  REQUIRE(back);
  const auto parts = records_from_lgpo(*back);
  REQUIRE(parts);
  return parts;
}

// The message of a refusal, for a file whose second record is the one that cannot be said.
std::string reg_refusal(Record record) {
  const auto parts = through_reg(machine({{kKey, u"n", make_dword(1)}, std::move(record)}));
  if (parts) return "said";
  CHECK(parts.error().code == ErrorCode::not_representable);
  CHECK(parts.error().location.record == 2);
  return to_string(parts.error());
}

std::string lgpo_refusal(Record record) {
  const auto parts = through_lgpo(machine({{kKey, u"n", make_dword(1)}, std::move(record)}));
  if (parts) return "said";
  CHECK(parts.error().code == ErrorCode::not_representable);
  CHECK(parts.error().location.record == 2);
  return to_string(parts.error());
}

// Records of the kinds that the formats can say, so that many files are said as a whole.
Records usual_records(tests::Random& random) {
  Records records;
  for (std::size_t i = tests::below(random, 8); i > 0; --i) {
    const std::u16string key = tests::below(random, 2) == 0 ? u"SOFTWARE\\A" : u"SOFTWARE\\B";
    switch (tests::below(random, 5)) {
      case 0: records.push_back(encode(CreateKey{key})); break;
      case 1: records.push_back(encode(DeleteValue{key, tests::random_name(random, 3)})); break;
      case 2: records.push_back(encode(DeleteKeys{key, {u"x y"}})); break;
      default: records.push_back({key, tests::random_name(random, 3), tests::random_value(random)});
    }
  }
  return records;
}

}  // namespace

TEST_CASE("what a .reg file means is one part for every side and user, in its order") {
  const std::string text =
      "REGEDIT4\n"
      "[HKEY_LOCAL_MACHINE\\SOFTWARE\\A]\n\"n\"=dword:1\n\"gone\"=-\n"
      "[HKEY_CURRENT_USER\\B]\n"
      "[HKEY_USERS\\S-1-5-18\\C]\n@=dword:2\n"
      "[-HKEY_LOCAL_MACHINE\\SOFTWARE\\A\\B]\n"
      "[HKEY_USERS\\s-1-5-18]\n";
  const auto parts = records_from_reg(reg::read(as_bytes(text)).value());
  REQUIRE(parts);
  CHECK(*parts ==
        std::vector<SidedRecords>{
            {Side::machine,
             {},
             {{kKey, u"n", make_dword(1)},
              encode(DeleteValue{kKey, u"gone"}),
              encode(DeleteKeys{kKey, {u"B"}})}},
            {Side::user, {}, {encode(CreateKey{u"B"})}},
            {Side::user, u"S-1-5-18", {{u"C", u"", make_dword(2)}, encode(CreateKey{u""})}}});
}

TEST_CASE("a line that opens a key creates it only where no value follows it") {
  const std::string text =
      "REGEDIT4\n"
      "[HKEY_LOCAL_MACHINE\\SOFTWARE\\A]\n"
      "[HKEY_LOCAL_MACHINE\\SOFTWARE\\A]\n\"n\"=dword:1\n"
      "[HKEY_LOCAL_MACHINE\\SOFTWARE\\A]\n";
  const auto parts = records_from_reg(reg::read(as_bytes(text)).value());
  REQUIRE(parts);
  CHECK(parts->front().records ==
        Records{encode(CreateKey{kKey}), {kKey, u"n", make_dword(1)}, encode(CreateKey{kKey})});
}

TEST_CASE("what a .reg file or LGPO text says that no record can say is refused") {
  for (const auto& path : tests::fixtures("reg", "bad-record-", ".reg")) {
    CAPTURE(path.filename());
    auto parts = records_from_reg(reg::read(tests::read_bytes(path)).value());
    REQUIRE_FALSE(parts);
    CHECK(parts.error().code == ErrorCode::not_representable);
    parts.error().location.source = "x.reg";
    CHECK(to_string(parts.error()) == tests::expected_of(path));
  }
  for (const auto& path : tests::fixtures("lgpo", "bad-record-", ".txt")) {
    CAPTURE(path.filename());
    auto parts = records_from_lgpo(lgpo::read(tests::read_bytes(path)).value());
    REQUIRE_FALSE(parts);
    CHECK(parts.error().code == ErrorCode::not_representable);
    parts.error().location.source = "x.txt";
    CHECK(to_string(parts.error()) == tests::expected_of(path));
  }
}

TEST_CASE("the sides and users of LGPO text are kept") {
  const std::string text =
      "Computer\nA\nn\nDWORD:1\n\nUser\nA\nn\nDWORD:2\n\nUser:Administrators\nA\nn\nDWORD:3\n\n"
      "computer\nA\n*\nDELETEALLVALUES\n\nUSER:administrators\nA\nB;C\nDELETEKEYS\n";
  const auto parts = records_from_lgpo(lgpo::read(as_bytes(text)).value());
  REQUIRE(parts);
  CHECK(*parts ==
        std::vector<SidedRecords>{
            {Side::machine, {}, {{u"A", u"n", make_dword(1)}, encode(DeleteAllValues{u"A"})}},
            {Side::user, {}, {{u"A", u"n", make_dword(2)}}},
            {Side::user,
             u"Administrators",
             {{u"A", u"n", make_dword(3)}, encode(DeleteKeys{u"A", {u"B", u"C"}})}}});
  for (const SidedRecords& part : *parts) CHECK(through_lgpo(part) == std::vector{part});
}

TEST_CASE("the side and the user decide the root of a .reg file") {
  const auto root_of = [](Side side, std::u16string user) {
    const auto file = records_to_reg({side, std::move(user), {encode(CreateKey{kKey})}});
    REQUIRE(file);
    return std::string(to_string(file->entries.at(0).root)) + '\\' +
           to_utf8(file->entries.at(0).key);
  };
  CHECK(root_of(Side::machine, u"") == "HKEY_LOCAL_MACHINE\\SOFTWARE\\A");
  CHECK(root_of(Side::user, u"") == "HKEY_CURRENT_USER\\SOFTWARE\\A");
  CHECK(root_of(Side::user, u"S-1-5-18") == "HKEY_USERS\\S-1-5-18\\SOFTWARE\\A");
  CHECK(root_of(Side::user, u".DEFAULT") == "HKEY_USERS\\.DEFAULT\\SOFTWARE\\A");
}

TEST_CASE("a group of users has no place in a .reg file") {
  const auto file = records_to_reg({Side::user, u"Administrators", {}});
  REQUIRE_FALSE(file);
  CHECK(to_string(file.error()) ==
        "error: .reg has no words for the user 'Administrators' (HKEY_USERS names users by their "
        "SID)");
}

TEST_CASE("records that .reg has no words for are refused and named") {
  const std::string words = "error: .reg has no words for this: ";
  CHECK(reg_refusal(encode(DeleteAllValues{kKey})) ==
        "record 2: SOFTWARE\\A\\**delvals.: " + words + "delete all values of SOFTWARE\\A");
  CHECK(reg_refusal(encode(DeleteValues{kKey, {u"a", u"b"}})) ==
        "record 2: SOFTWARE\\A\\**DeleteValues: " + words +
            "delete the values a, b of SOFTWARE\\A");
  CHECK(reg_refusal(encode(DeleteKeys{kKey, {u"a", u"b"}})) ==
        "record 2: SOFTWARE\\A\\**DeleteKeys: " + words + "delete the subkeys a, b of SOFTWARE\\A");
  CHECK(reg_refusal(encode(SecureKey{kKey, true})) ==
        "record 2: SOFTWARE\\A\\**SecureKey: " + words + "secure the key SOFTWARE\\A");
  CHECK(reg_refusal(encode(SetIfAbsent{kKey, u"n", make_dword(1)})) ==
        "record 2: SOFTWARE\\A\\**soft.n: " + words +
            "set SOFTWARE\\A\\n = REG_DWORD 1 where it does not exist");
  CHECK(reg_refusal({kKey, u"**Comment: x", make_sz(u"")}) ==
        "record 2: SOFTWARE\\A\\**Comment: x: " + words + "comment SOFTWARE\\A\\**Comment: x");
  CHECK(reg_refusal({kKey, u"**what", make_sz(u"")}) ==
        "record 2: SOFTWARE\\A\\**what: " + words +
            "unknown directive SOFTWARE\\A\\**what = REG_SZ \"\"");
  CHECK(reg_refusal({u"A\nB", u"n", make_dword(1)}) ==
        "record 2: A\\u{000A}B\\n: " + words +
            "set A\\u{000A}B\\n = REG_DWORD 1 (its key holds a line break)");
  CHECK(reg_refusal({kKey, u"n\r", make_dword(1)}) ==
        "record 2: SOFTWARE\\A\\n\\u{000D}: " + words +
            "set SOFTWARE\\A\\n\\u{000D} = REG_DWORD 1 (its value name holds a line break)");
  // A root's own subkey, and a subkey that is a path.
  CHECK(reg_refusal(encode(DeleteKeys{u"", {u"SOFTWARE"}})) ==
        "record 2: \\**DeleteKeys: " + words + "delete the subkeys SOFTWARE of ");
  CHECK(reg_refusal(encode(DeleteKeys{kKey, {u"B\\C"}})) ==
        "record 2: SOFTWARE\\A\\**DeleteKeys: " + words + "delete the subkeys B\\C of SOFTWARE\\A");
}

TEST_CASE("a delete that is spelled in another way is refused, since its spelling would be lost") {
  const std::string hint = " (its spelling or data is not the usual one, which would be lost)";
  const std::string words = "no words for this: delete SOFTWARE\\A\\n" + hint;
  const Record rows[] = {
      {kKey, u"**Del.n", make_sz(u" ")},
      {kKey, u"**del.n", make_sz(u"")},
      {kKey, u"**del.n", make_dword(0)},
      {kKey, u"**del.n", {Type::sz, {}}},
  };
  for (const Record& row : rows) {
    CAPTURE(to_utf8(row.name), describe(row.value));
    const std::string place = "record 2: SOFTWARE\\A\\" + to_utf8(row.name) + ": error: ";
    CHECK(reg_refusal(row) == place + ".reg has " + words);
    CHECK(lgpo_refusal(row) == place + "LGPO text has " + words);
  }
  CHECK(reg_refusal(encode(DeleteValue{kKey, u"n"})) == "said");
  CHECK(lgpo_refusal(encode(DeleteValue{kKey, u"n"})) == "said");
}

TEST_CASE("records that LGPO text has no words for are refused and named") {
  const std::string words = "error: LGPO text has no words for this: ";
  CHECK(lgpo_refusal(encode(DeleteAllValues{kKey})) == "said");
  CHECK(lgpo_refusal(encode(DeleteKeys{kKey, {u"a", u"b"}})) == "said");
  CHECK(lgpo_refusal(encode(DeleteValues{kKey, {u"a"}})) ==
        "record 2: SOFTWARE\\A\\**DeleteValues: " + words + "delete the values a of SOFTWARE\\A");
  CHECK(lgpo_refusal(encode(SecureKey{kKey, false})) ==
        "record 2: SOFTWARE\\A\\**SecureKey: " + words +
            "reset the permissions of the key SOFTWARE\\A");
  CHECK(lgpo_refusal(encode(SetIfAbsent{kKey, u"n", make_dword(1)})) ==
        "record 2: SOFTWARE\\A\\**soft.n: " + words +
            "set SOFTWARE\\A\\n = REG_DWORD 1 where it does not exist");
  CHECK(lgpo_refusal({kKey, u"**what", make_sz(u"")}) ==
        "record 2: SOFTWARE\\A\\**what: " + words +
            "unknown directive SOFTWARE\\A\\**what = REG_SZ \"\"");
  CHECK(lgpo_refusal({kKey, u"n", {Type::none, {}}}) ==
        "record 2: SOFTWARE\\A\\n: error: LGPO text has no words for the value type REG_NONE");
}

TEST_CASE("the machine side has no user in LGPO text") {
  const auto file = records_to_lgpo({Side::machine, u"Administrators", {}});
  REQUIRE_FALSE(file);
  CHECK(to_string(file.error()) == "error: the machine side belongs to no user");
}

TEST_CASE("law: records that .reg says are read back the same, and all others are refused") {
  const std::uint64_t seed = 20261122;
  tests::Random random(seed);
  std::size_t said = 0, refused = 0;
  for (int round = 0; round < 6000; ++round) {
    CAPTURE(seed, round);
    SidedRecords records{tests::below(random, 2) == 0 ? Side::machine : Side::user, {}, {}};
    if (records.side == Side::user && tests::below(random, 2) == 0) records.user = u"S-1-5-18";
    records.records =
        tests::below(random, 2) == 0 ? usual_records(random) : tests::random_records(random, 3);
    const auto parts = through_reg(records);
    if (!parts) {
      ++refused;
      CHECK(parts.error().code == ErrorCode::not_representable);
      CHECK(parts.error().location.record.value() <= records.records.size());
      continue;
    }
    ++said;
    if (records.records.empty()) {
      CHECK(parts->empty());
    } else {
      CHECK(*parts == std::vector{records});
    }
  }
  CHECK(said > 1000);
  CHECK(refused > 1000);
}

TEST_CASE("law: records that LGPO text says are read back the same, and all others are refused") {
  const std::uint64_t seed = 7;
  tests::Random random(seed);
  std::size_t said = 0, refused = 0;
  for (int round = 0; round < 6000; ++round) {
    CAPTURE(seed, round);
    SidedRecords records{tests::below(random, 2) == 0 ? Side::machine : Side::user, {}, {}};
    if (records.side == Side::user && tests::below(random, 2) == 0) records.user = u"Ängla Öst";
    records.records =
        tests::below(random, 2) == 0 ? usual_records(random) : tests::random_records(random, 3);
    const auto parts = through_lgpo(records);
    if (!parts) {
      ++refused;
      CHECK(parts.error().code == ErrorCode::not_representable);
      CHECK(parts.error().location.record.value() <= records.records.size());
      continue;
    }
    ++said;
    if (records.records.empty()) {
      CHECK(parts->empty());
    } else {
      CHECK(*parts == std::vector{records});
    }
  }
  CHECK(said > 1000);
  CHECK(refused > 1000);
}

TEST_CASE("the parts of many users are found in time that grows with their number only") {
  reg::File file;
  for (int i = 0; i < 100'000; ++i) {
    file.entries.push_back(
        {.root = RootKey::users, .key = to_utf16(fmt::format("s-{}\\A", i)).value()});
  }
  file.entries.push_back({.root = RootKey::users, .key = u"S-77\\B"});
  const auto parts = records_from_reg(file);
  REQUIRE(parts);
  REQUIRE(parts->size() == 100'000);
  CHECK((*parts)[77].user == u"s-77");
  CHECK((*parts)[77].records.size() == 2);
}
