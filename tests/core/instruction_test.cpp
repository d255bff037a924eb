#include <regpolicy/instruction.hpp>

#include <catch2/catch.hpp>

#include "support/random_records.hpp"

using namespace regpolicy;

namespace {

const Value kSpace = make_sz(u" ");

Instruction decoded(std::u16string name, Value value = kSpace) {
  return decode(Record{u"K", std::move(name), std::move(value)});
}

}  // namespace

TEST_CASE("directives are recognised in every spelling and case") {
  CHECK(decoded(u"**del.Old") == Instruction(DeleteValue{u"K", u"Old"}));
  CHECK(decoded(u"**Del.Old") == Instruction(DeleteValue{u"K", u"Old"}));
  CHECK(decoded(u"**DELVALS.") == Instruction(DeleteAllValues{u"K"}));
  CHECK(decoded(u"**DelVals") == Instruction(DeleteAllValues{u"K"}));
  CHECK(decoded(u"**deletevalues", make_sz(u"a;b")) ==
        Instruction(DeleteValues{u"K", {u"a", u"b"}}));
  CHECK(decoded(u"**DeleteKeys", make_sz(u"c;;d;")) == Instruction(DeleteKeys{u"K", {u"c", u"d"}}));
  CHECK(decoded(u"**securekey", make_dword(1)) == Instruction(SecureKey{u"K", true}));
  CHECK(decoded(u"**SecureKey", make_dword(0)) == Instruction(SecureKey{u"K", false}));
  CHECK(decoded(u"**SecureKey=1") == Instruction(SecureKey{u"K", true}));
  CHECK(decoded(u"**SecureKey=0") == Instruction(SecureKey{u"K", false}));
  CHECK(decoded(u"**Soft.New", make_dword(7)) ==
        Instruction(SetIfAbsent{u"K", u"New", make_dword(7)}));
  CHECK(std::holds_alternative<Comment>(decoded(u"**comment:why")));
}

TEST_CASE("a value that deletes itself by the name delvals is not taken for all values") {
  CHECK(decoded(u"**del.vals.") == Instruction(DeleteValue{u"K", u"vals."}));
}

TEST_CASE("an unknown directive, or one whose data makes no sense, is kept and does nothing") {
  for (const auto& [name, value] :
       std::vector<std::pair<std::u16string, Value>>{{u"**Future", kSpace},
                                                     {u"**delvals.more", kSpace},
                                                     {u"**DeleteKeys", make_dword(1)},
                                                     {u"**SecureKey", make_sz(u"1")},
                                                     {u"**SecureKey", {Type::dword, Bytes(2)}}}) {
    const Record record{u"K", name, value};
    const Instruction instruction = decode(record);
    CHECK(std::holds_alternative<Unknown>(instruction));
    CHECK(encode(instruction) == record);
  }
}

TEST_CASE("an empty name with REG_NONE and no data creates the key, and with data it is a value") {
  CHECK(decoded(u"", {Type::none, {}}) == Instruction(CreateKey{u"K"}));
  CHECK(decoded(u"", {Type::none, Bytes(1)}) ==
        Instruction(SetValue{u"K", u"", {Type::none, Bytes(1)}}));
  CHECK(decoded(u"", make_sz(u"x")) == Instruction(SetValue{u"K", u"", make_sz(u"x")}));
}

TEST_CASE("deletes are written as Windows writes them: REG_SZ with one space") {
  const Record one = encode(DeleteValue{u"K", u"Old"});
  CHECK(one.name == u"**del.Old");
  CHECK(one.value.type == Type::sz);
  CHECK(to_hex(one.value.data) == "20000000");
  const Record all = encode(DeleteAllValues{u"K"});
  CHECK(all.name == u"**delvals.");
  CHECK(to_hex(all.value.data) == "20000000");
}

TEST_CASE("what cannot be said is recognised before it is written") {
  CHECK_FALSE(can_encode(DeleteValues{u"K", {u"a;b"}}));
  CHECK_FALSE(can_encode(DeleteKeys{u"K", {u""}}));
  CHECK_FALSE(can_encode(SetValue{u"K", u"**del.x", make_dword(1)}));
  CHECK_FALSE(can_encode(SetValue{u"K", u"", {Type::none, {}}}));
  CHECK_FALSE(can_encode(SetValue{u"K", std::u16string(1, u'\0'), make_dword(1)}));
  CHECK(can_encode(SetValue{u"K", u"a;b", make_dword(1)}));
}

TEST_CASE("decode(encode(i)) == i for every instruction that can be encoded") {
  const std::uint64_t seed = 3;
  tests::Random random(seed);
  int encodable = 0;
  for (int round = 0; round < 2000; ++round) {
    CAPTURE(seed, round);
    const Instruction instruction = tests::random_instruction(random);
    if (!can_encode(instruction)) continue;
    ++encodable;
    CHECK(decode(encode(instruction)) == instruction);
  }
  CHECK(encodable > 1000);
}

TEST_CASE("instructions are told in words") {
  CHECK(describe(Instruction(SetValue{u"A\\B", u"", make_sz(u"x")})) ==
        "set A\\B\\(Default) = REG_SZ \"x\"");
  CHECK(describe(Instruction(DeleteAllValues{u"A"})) == "delete all values of A");
  CHECK(describe(Instruction(DeleteKeys{u"A", {u"b", u"c"}})) == "delete the subkeys b, c of A");
  CHECK(describe(Instruction(SecureKey{u"A", false})) == "reset the permissions of the key A");
  CHECK(describe(decoded(u"**Future", make_dword(1))) ==
        "unknown directive K\\**Future = REG_DWORD 1");
}
