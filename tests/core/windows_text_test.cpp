#include <regpolicy/text.hpp>

#include <catch2/catch.hpp>

using namespace regpolicy;

TEST_CASE("Windows text is read as UTF-16 with a mark, as UTF-8, or else as Windows-1252") {
  const auto decoded = [](std::string_view bytes) {
    return decode_windows_text(as_bytes(bytes)).value();
  };
  using namespace std::string_view_literals;
  CHECK(decoded("\xff\xfe\xe5\x00\x3d\xd8\x11\xdd"sv) == u"å\U0001F511");
  CHECK(decoded("\xfe\xff\x00\xe5\xd8\x3d\xdd\x11"sv) == u"å\U0001F511");
  CHECK(decoded("\xef\xbb\xbf\xc3\xa5") == u"å");
  CHECK(decoded("\xc3\xa5") == u"å");
  CHECK(decoded("\xe5\x80") == u"å€");
  CHECK(decoded("") == u"");
}

TEST_CASE("UTF-16 that ends in half a code unit is refused with the offset of that byte") {
  const auto text = decode_windows_text(as_bytes("\xff\xfe\x41\x00\x42"));
  REQUIRE_FALSE(text);
  CHECK(to_string(text.error()) == "offset 2 (0x2): error: UTF-16 text ends in half a code unit");
}

TEST_CASE("every byte of Windows-1252 is another character") {
  // The first and the last of the rows that differ from Latin-1, and a hole of the table.
  CHECK(from_windows_1252(std::byte{0x7F}) == 0x7F);
  CHECK(from_windows_1252(std::byte{0x80}) == u'€');
  CHECK(from_windows_1252(std::byte{0x81}) == 0x81);
  CHECK(from_windows_1252(std::byte{0x9F}) == u'Ÿ');
  CHECK(from_windows_1252(std::byte{0xA0}) == 0xA0);
  std::u16string seen;
  for (unsigned byte = 0; byte < 256; ++byte) {
    const char16_t unit = from_windows_1252(static_cast<std::byte>(byte));
    CHECK(seen.find(unit) == std::u16string::npos);
    CHECK(to_windows_1252(unit) == static_cast<std::byte>(byte));
    seen += unit;
  }
}

TEST_CASE("a character that is not in Windows-1252 is refused and named") {
  const auto refusal = [](std::u16string_view text) {
    const auto bytes = encode_windows_1252(text);
    REQUIRE_FALSE(bytes);
    CHECK(bytes.error().code == ErrorCode::not_representable);
    return bytes.error().message;
  };
  CHECK(as_chars(encode_windows_1252(u"å€\x81").value()) == "\xe5\x80\x81");
  CHECK(refusal(u"aЖ") == "the character 'Ж' (U+0416) is not in Windows-1252");
  CHECK(refusal(u"\U0001F511") == "the character '🔑' (U+1F511) is not in Windows-1252");
  CHECK(refusal(u"\x80") == "the character U+0080 is not in Windows-1252");
  CHECK(refusal(u"\xD800") == "the character U+D800 is not in Windows-1252");
}
