#include <regpolicy/value.hpp>

#include <catch2/catch.hpp>

using namespace regpolicy;

TEST_CASE("types have the names of the specification, others their number") {
  CHECK(to_string(Type::multi_sz) == "REG_MULTI_SZ");
  CHECK(to_string(static_cast<Type>(0x12345678)) == "305419896");
  CHECK(parse_type("REG_DWORD") == Type::dword);
  CHECK(parse_type("expand_sz") == Type::expand_sz);
  CHECK(parse_type("305419896") == static_cast<Type>(0x12345678));
  CHECK(parse_type("0xB") == Type::qword);
  CHECK(to_string(parse_type("dwrod").error()) ==
        "error: unknown value type 'dwrod' (did you mean 'dword'?)");
  CHECK(to_string(parse_type("").error()) ==
        "error: unknown value type '' (expected a name such as REG_DWORD or dword, or a number)");
  for (unsigned number = 0; number < 20; ++number) {
    const Type type = static_cast<Type>(number);
    CHECK(parse_type(to_string(type)) == type);
  }
}

TEST_CASE("numbers are read in their byte order and refused in any other size") {
  CHECK(get_dword(make_dword(0xFFFFFFFF)) == 0xFFFFFFFFu);
  CHECK(get_dword(Value{Type::dword_big_endian, make_dword(0x01020304).data}) == 0x04030201u);
  CHECK(get_qword(make_qword(0x0102030405060708)) == 0x0102030405060708u);
  CHECK(get_dword(Value{Type::dword, Bytes(2)}).error().message ==
        "found a REG_DWORD of 2 bytes, expected 4");
  CHECK(get_dword(make_sz(u"1")).error().message == "found REG_SZ, expected REG_DWORD");
  CHECK(get_qword(Value{Type::qword, Bytes(4)}).error().message ==
        "found a REG_QWORD of 4 bytes, expected 8");
}

TEST_CASE("strings lose only their final NUL, and odd ones are not guessed at") {
  CHECK(get_string(make_sz(u"å")) == u"å");
  CHECK(get_string(make_string(Type::expand_sz, u"%a%")) == u"%a%");
  CHECK(get_string(Value{Type::sz, {}}) == u"");
  CHECK(get_string(Value{Type::sz, Bytes{std::byte{'a'}, std::byte{0}}}) == u"a");
  CHECK(get_string(Value{Type::sz, Bytes(3)}).error().message ==
        "found a REG_SZ of 3 bytes, expected an even number");
  CHECK(get_string(make_sz(std::u16string(u"a\0b", 3))).error().message ==
        "found a NUL inside a REG_SZ at character 1, expected one only at the end");
}

TEST_CASE("string lists are read with and without their terminators") {
  using List = std::vector<std::u16string>;
  CHECK(get_multi_string(make_multi_string({u"a", u"b"})) == List{u"a", u"b"});
  for (const std::size_t size : {0U, 2U, 6U}) {
    CHECK(get_multi_string(Value{Type::multi_sz, Bytes(size)}) == List{});
  }
  Value cut = make_multi_string({u"a", u"b"});
  cut.data.resize(cut.data.size() - 4);
  CHECK(get_multi_string(cut) == List{u"a", u"b"});
  CHECK(get_multi_string(make_multi_string({u"a", u"", u"b"})).error().message ==
        "found an empty string inside a REG_MULTI_SZ, expected one only at the end");
}

TEST_CASE("the editor's bytes are written: one NUL for an empty list") {
  CHECK(to_hex(make_multi_string({}).data) == "0000");
  CHECK(to_hex(make_multi_string({u"a"}).data) == "610000000000");
  CHECK(to_hex(make_sz(u"").data) == "0000");
}

TEST_CASE("values are told in words, safely") {
  CHECK(describe(make_dword(42)) == "42");
  CHECK(describe(make_sz(u"a\"b\n")) == "\"a\\\"b\\u{000A}\"");
  CHECK(describe(make_multi_string({u"a", u"b"})) == "[\"a\", \"b\"]");
  CHECK(describe(Value{Type::dword, Bytes(2)}) == "00 00");
  CHECK(describe(Value{Type::binary, {}}) == "(no data)");
  CHECK(describe(make_binary(Bytes(33))).ends_with("00 ... (33 bytes)"));
}
