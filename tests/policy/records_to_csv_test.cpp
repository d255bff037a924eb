#include <regpolicy/policy_file.hpp>

#include <catch2/catch.hpp>

#include <regpolicy/instruction.hpp>

using namespace regpolicy;

namespace {

// The row of one record, without what says where it stands: "side,user,record,".
std::string row(Record record, bool raw = false) {
  const std::string file = records_to_csv({{Side::machine, {}, {std::move(record)}}}, {.raw = raw});
  constexpr std::string_view kHead =
      "\xEF\xBB\xBFside,user,record,action,key,name,type,value,data\r\nmachine,,1,";
  REQUIRE(file.starts_with(kHead));
  REQUIRE(file.ends_with("\r\n"));
  return file.substr(kHead.size(), file.size() - kHead.size() - 2);
}

}  // namespace

TEST_CASE("every kind of record has its row in CSV") {
  CHECK(row({u"A", u"n", make_dword(42)}) == "set,A,n,REG_DWORD,42,2a000000");
  CHECK(row(encode(SetIfAbsent{u"A", u"n", make_dword(1)})) ==
        "set-if-absent,A,n,REG_DWORD,1,01000000");
  CHECK(row(encode(DeleteValue{u"A", u"n"})) == "delete,A,n,REG_SZ,,20000000");
  CHECK(row(encode(DeleteAllValues{u"A"})) == "delete-all-values,A,,REG_SZ,,20000000");
  CHECK(row(encode(DeleteValues{u"A", {u"a", u"b"}})) ==
        "delete-values,A,\"a;b\",REG_SZ,,61003b0062000000");
  CHECK(row(encode(DeleteKeys{u"A", {u"a"}})) == "delete-keys,A,a,REG_SZ,,61000000");
  CHECK(row(encode(SecureKey{u"A", true})) == "secure-key,A,,REG_DWORD,1,01000000");
  CHECK(row(encode(SecureKey{u"A", false})) == "secure-key,A,,REG_DWORD,0,00000000");
  CHECK(row(encode(CreateKey{u"A"})) == "create-key,A,,REG_NONE,,");
  CHECK(row({u"A", u"**Comment:x", make_sz(u"y")}) == "comment,A,**Comment:x,REG_SZ,y,79000000");
  CHECK(row({u"A", u"**odd", make_sz(u"y")}) == "unknown,A,**odd,REG_SZ,y,79000000");
}

TEST_CASE("values are decoded for people, and their bytes stand beside them") {
  CHECK(row({u"A", u"", make_qword(1)}) == "set,A,,REG_QWORD,1,0100000000000000");
  CHECK(row({u"A", u"n", make_multi_string({u"a", u"b"})}) ==
        "set,A,n,REG_MULTI_SZ,\"a\nb\",6100000062000000"
        "0000");
  CHECK(row({u"A", u"n", make_binary({std::byte{1}, std::byte{0xAB}})}) ==
        "set,A,n,REG_BINARY,01ab,01ab");
  CHECK(row({u"A", u"n", {Type::dword, {std::byte{1}}}}) == "set,A,n,REG_DWORD,01,01");
  CHECK(row({u"A", u"n", {static_cast<Type>(77), {}}}) == "set,A,n,77,,");
}

TEST_CASE("names and data that a spreadsheet would run are harmless, unless raw") {
  const Record record{u"=A", u"@n", make_sz(u"-5")};
  CHECK(row(record) == "set,'=A,'@n,REG_SZ,'-5,2d0035000000");
  CHECK(row(record, true) == "set,=A,@n,REG_SZ,-5,2d0035000000");
}

TEST_CASE("the rows of CSV say which side and user a record belongs to") {
  const Record one{u"A", u"n", {}};
  CHECK(records_to_csv({{Side::user, u"S-1-5-18", {one, one}}, {std::nullopt, {}, {one}}}) ==
        "\xEF\xBB\xBFside,user,record,action,key,name,type,value,data\r\n"
        "user,S-1-5-18,1,set,A,n,REG_NONE,,\r\n"
        "user,S-1-5-18,2,set,A,n,REG_NONE,,\r\n"
        ",,1,set,A,n,REG_NONE,,\r\n");
}
