#include <regpolicy/text.hpp>

#include <catch2/catch.hpp>

using namespace regpolicy;

TEST_CASE("UTF-16 with pairs and unpaired surrogates survives UTF-8 and back") {
  const std::u16string samples[] = {u"",
                                    u"Programvara åäö",
                                    u"\U0001F511 key",
                                    std::u16string(1, char16_t(0xD800)),
                                    std::u16string{char16_t(0xDC00), char16_t(0xD800), u'x'},
                                    std::u16string(1, u'\0')};
  for (const std::u16string& sample : samples) {
    const auto back = to_utf16(to_utf8(sample));
    REQUIRE(back);
    CHECK(*back == sample);
  }
}

TEST_CASE("every single UTF-16 code unit survives UTF-8 and back") {
  for (unsigned unit = 0; unit <= 0xFFFF; ++unit) {
    const std::u16string text(1, static_cast<char16_t>(unit));
    const auto back = to_utf16(to_utf8(text));
    if (!back || *back != text) FAIL("U+" << std::hex << unit);
  }
}

// Long texts are looked through in blocks, so a byte may stand anywhere in one.
TEST_CASE("a byte that is not UTF-8 is found wherever it stands in a text file") {
  for (const std::string around : {"a", "\u00E5", "\u20AC"}) {
    std::string good;
    while (good.size() < 100) good += around;
    CHECK(decode_text_file(as_bytes(good)) == good);
    for (std::size_t at = 0; at <= good.size(); at += around.size()) {
      std::string bad = good;
      bad.insert(at, 1, '\xFF');
      const auto decoded = decode_text_file(as_bytes(bad));
      REQUIRE_FALSE(decoded);
      CHECK(decoded.error().location.offset == at);
    }
  }
}

TEST_CASE("letters of any script become capital wherever they stand in a name") {
  for (std::size_t at = 0; at < 40; ++at) {
    std::u16string name(40, u'z');
    std::u16string upper(40, u'Z');
    CHECK(upcase(name) == upper);
    name[at] = u'\u00E5';
    upper[at] = u'\u00C5';
    CHECK(upcase(name) == upper);
  }
}

TEST_CASE("UTF-8 that is broken is refused with the offset of the sequence") {
  struct {
    std::string text;
    std::uint64_t offset;
    std::string message;
  } const rows[] = {
      {"ab\xff", 2, "found byte 0xff, which is not UTF-8 here"},
      {"\xc0\x80", 0, "found byte 0xc0, which is not UTF-8 here"},          // overlong
      {"x\xe2\x82", 1, "found byte 0xe2, which is not UTF-8 here"},         // cut
      {"\xf4\x90\x80\x80", 0, "found byte 0xf4, which is not UTF-8 here"},  // above U+10FFFF
      {"\x80", 0, "found byte 0x80, which is not UTF-8 here"},
  };
  for (const auto& row : rows) {
    const auto result = to_utf16(row.text);
    REQUIRE_FALSE(result);
    CHECK(result.error().location.offset == row.offset);
    CHECK(result.error().message == row.message);
  }
}

TEST_CASE("an unpaired surrogate is not well-formed and not valid UTF-8") {
  const std::u16string lone(1, char16_t(0xD800));
  CHECK_FALSE(is_well_formed(lone));
  CHECK_FALSE(is_valid_utf8(to_utf8(lone)));
  CHECK(is_well_formed(u"\U0001F511"));
  CHECK(is_valid_utf8(to_utf8(u"\U0001F511")));
}

TEST_CASE("text files are read as UTF-8 or UTF-16 by their byte order mark") {
  const auto decoded = [](std::string_view bytes) {
    return decode_text_file(as_bytes(bytes)).value();
  };
  CHECK(decoded("\xEF\xBB\xBF"
                "a\xC3\xA5") == "a\xC3\xA5");
  CHECK(decoded("a\xC3\xA5") == "a\xC3\xA5");
  CHECK(decoded(std::string_view("\xFF\xFE"
                                 "a\0\xE5\0",
                                 6)) == "a\xC3\xA5");
  CHECK(decoded(std::string_view("\xFE\xFF"
                                 "\0a\0\xE5",
                                 6)) == "a\xC3\xA5");
  CHECK(decode_text_file(as_bytes("\xEF\xBB\xBF"
                                  "a\xE5"))
            .error()
            .location.offset == 4u);
  CHECK(decode_text_file(as_bytes("\xFF\xFE"
                                  "a"))
            .error()
            .location.offset == 2u);
}

TEST_CASE("text for a terminal shows what would hide or reorder") {
  CHECK(escape_for_display(std::u16string_view(u"A\\B å")) == "A\\B å");
  CHECK(escape_for_display(std::u16string_view(u"a\u202Ec\u0007")) == "a\\u{202E}c\\u{0007}");
  CHECK(escape_for_display(std::u16string(1, char16_t(0xD83D))) == "\\u{D83D}");
  CHECK(escape_for_display(std::string_view("a\xff")) == "a\\xFF");
}

TEST_CASE("a line break on a terminal is not mistaken for a path with a backslash") {
  CHECK(escape_for_display(std::u16string_view(u"A\nB\rC\tD")) ==
        "A\\u{000A}B\\u{000D}C\\u{0009}D");
  CHECK(escape_for_display(std::string_view("A\\nB")) == "A\\nB");
}

TEST_CASE("the nearest word is offered only where it is near") {
  const std::vector<std::string> words = {"class", "key", "value_name", "explain"};
  CHECK(nearest_word("clas", words) == "class");
  CHECK(nearest_word("Value-Name", words) == "value_name");
  CHECK(nearest_word("zzzzz", words).empty());
  CHECK(nearest_word("xplai", words).empty());  // two of five letters differ
  CHECK(nearest_word("xplain", words) == "explain");
}

TEST_CASE("no word is guessed for a text that is no mistyped name") {
  const std::string longest(255, 'a');
  CHECK(nearest_word(longest, {longest + "b"}) == longest + "b");
  CHECK(nearest_word(longest + "a", {longest}).empty());
}
