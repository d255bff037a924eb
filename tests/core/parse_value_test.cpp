#include <catch2/catch.hpp>

#include <regpolicy/value.hpp>

using namespace regpolicy;

namespace {

std::string message(Type type, const std::vector<std::string>& words) {
  const auto value = parse_value(type, words);
  REQUIRE_FALSE(value);
  CHECK(value.error().code == ErrorCode::invalid_argument);
  return to_string(value.error());
}

std::string hex(Type type, const std::vector<std::string>& words) {
  const auto value = parse_value(type, words);
  if (!value) return to_string(value.error());
  CHECK(value->type == type);
  return to_hex(value->data);
}

}  // namespace

TEST_CASE("a number is read in decimal and behind 0x") {
  CHECK(parse_value(Type::dword, {"1"}) == make_dword(1));
  CHECK(parse_value(Type::dword, {"0x1F"}) == make_dword(31));
  CHECK(parse_value(Type::dword, {"0XfFfFfFfF"}) == make_dword(4294967295));
  CHECK(parse_value(Type::qword, {"18446744073709551615"}) == make_qword(~std::uint64_t{0}));
  CHECK(hex(Type::dword_big_endian, {"258"}) == "00000102");
}

TEST_CASE("a number outside of its type is refused, and a negative one told as bits") {
  CHECK(message(Type::dword, {"-1"}) ==
        "error: found '-1', expected a number from 0 to 4294967295, decimal or behind 0x, as the "
        "data of a REG_DWORD (the bits of -1 are 4294967295)");
  CHECK(message(Type::dword, {"-2147483648"}) ==
        "error: found '-2147483648', expected a number from 0 to 4294967295, decimal or behind "
        "0x, as the data of a REG_DWORD (the bits of -2147483648 are 2147483648)");
  CHECK(message(Type::dword, {"-2147483649"}) ==
        "error: found '-2147483649', expected a number from 0 to 4294967295, decimal or behind "
        "0x, as the data of a REG_DWORD");
  CHECK(message(Type::dword, {"4294967296"}) ==
        "error: found '4294967296', expected a number from 0 to 4294967295, decimal or behind "
        "0x, as the data of a REG_DWORD");
  CHECK(message(Type::qword, {"-1"}) ==
        "error: found '-1', expected a number from 0 to 18446744073709551615, decimal or behind "
        "0x, as the data of a REG_QWORD (the bits of -1 are 18446744073709551615)");
  CHECK(message(Type::qword, {"18446744073709551616"}) ==
        "error: found '18446744073709551616', expected a number from 0 to 18446744073709551615, "
        "decimal or behind 0x, as the data of a REG_QWORD");
}

TEST_CASE("what is no number is refused") {
  for (const std::string word : {"", "0x", "1.5", "one", "0x1g", " 1", "+1", "0x-1", "--1"}) {
    CAPTURE(word);
    CHECK(message(Type::dword, {word}) ==
          "error: found '" + word +
              "', expected a number from 0 to 4294967295, decimal or behind 0x, as the data of a "
              "REG_DWORD");
  }
  CHECK(message(Type::dword, {"1", "2"}) ==
        "error: found 2 words, expected a number from 0 to 4294967295, decimal or behind 0x, as "
        "the data of a REG_DWORD");
  CHECK(message(Type::qword, {}) ==
        "error: found nothing, expected a number from 0 to 18446744073709551615, decimal or "
        "behind 0x, as the data of a REG_QWORD");
}

TEST_CASE("a text is one word in UTF-8") {
  CHECK(parse_value(Type::sz, {"å b"}) == make_sz(u"å b"));
  CHECK(parse_value(Type::expand_sz, {""}) == make_string(Type::expand_sz, u""));
  CHECK(message(Type::sz, {}) ==
        "error: found nothing, expected a text as the data of a REG_SZ ('' is the empty text)");
  CHECK(message(Type::sz, {"a", "b"}) ==
        "error: found 2 words, expected one text as the data of a REG_SZ (quotes make one of "
        "several words)");
  CHECK(message(Type::sz, {std::string("a\0b", 3)}) ==
        "error: found a NUL, which ends a text in the registry, expected a text without it as the "
        "data of a REG_SZ");
  CHECK_FALSE(parse_value(Type::sz, {"\xff"}));
}

TEST_CASE("a list of texts is one word each, and none is the empty list") {
  CHECK(parse_value(Type::multi_sz, {"a", "b c"}) == make_multi_string({u"a", u"b c"}));
  CHECK(parse_value(Type::multi_sz, {}) == make_multi_string({}));
  CHECK(message(Type::multi_sz, {"a", ""}) ==
        "error: found an empty text as item 2, which would end the list, expected texts as the "
        "data of a REG_MULTI_SZ (no words at all are the empty list)");
}

TEST_CASE("bytes are pairs of digits in one word or several") {
  CHECK(hex(Type::binary, {"01fF"}) == "01ff");
  CHECK(hex(Type::binary, {"01,ff"}) == "01ff");
  CHECK(hex(Type::binary, {"01", "ff"}) == "01ff");
  CHECK(hex(Type::binary, {"01 ff"}) == "01ff");
  CHECK(hex(Type::binary, {""}).empty());
  CHECK(hex(Type::none, {}).empty());
  CHECK(hex(Type::none, {"07"}) == "07");
  CHECK(hex(static_cast<Type>(4711), {"07"}) == "07");
  CHECK(message(Type::binary, {}) ==
        "error: found nothing, expected bytes such as 01ff, '01 ff' or 01,ff as the data of a "
        "REG_BINARY ('' is no bytes)");
  CHECK(message(Type::binary, {"0x01"}) ==
        "error: found '0x01' (no pair of hexadecimal digits at character 1), expected bytes such "
        "as 01ff, '01 ff' or 01,ff as the data of a REG_BINARY");
  CHECK(message(Type::link, {"01", "f"}) ==
        "error: found '01 f' (no pair of hexadecimal digits at character 4), expected bytes such "
        "as 01ff, '01 ff' or 01,ff as the data of a REG_LINK");
}
