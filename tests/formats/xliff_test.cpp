#include <regpolicy/xliff.hpp>

#include <random>

#include <catch2/catch.hpp>

#include "support/files.hpp"

using namespace regpolicy;

namespace {

std::string error_of(const std::string& text) {
  const auto file = xliff::read(as_bytes(text), "a.xlf");
  return file ? "" : to_string(file.error());
}

std::string with_body(const std::string& body) {
  return "<xliff version=\"1.2\">\n<file>\n<body>\n" + body + "\n</body></file></xliff>";
}

xliff::File random_file(std::mt19937& random) {
  const auto below = [&random](std::size_t end) {
    return static_cast<std::size_t>(random()) % end;
  };
  const auto text = [&] {
    constexpr const char* kParts[] = {"a",   " ", "\n", "\r",  "\t",
                                      "<b>", "&", "\"", "]]>", "\u00e5"};
    std::string result;
    for (std::size_t i = below(6); i > 0; --i) result += kParts[below(std::size(kParts))];
    return result;
  };
  xliff::File file{text(), text(), below(2) == 0 ? "" : "sv-SE" + text(), {}};
  for (std::size_t i = below(5); i > 0; --i) {
    xliff::Unit unit{.id = "id" + std::to_string(i) + text(), .source = text()};
    if (below(2) == 0) {
      unit.target = text();
      unit.state = text();
    }
    for (std::size_t k = below(3); k > 0; --k) unit.notes.push_back(text());
    if (below(2) == 0) unit.width = static_cast<std::uint32_t>(random());
    file.units.push_back(std::move(unit));
  }
  return file;
}

}  // namespace

TEST_CASE("an XLIFF file has what the specification asks for") {
  const xliff::File file{"T",
                         "en-US",
                         "sv-SE",
                         {{.id = "a",
                           .source = "x < y\n",
                           .target = " ja",
                           .state = "translated",
                           .notes = {"One line"},
                           .width = 12},
                          {.id = "b", .source = "z"}}};
  CHECK(xliff::write(file) ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n"
        "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">\r\n"
        "  <file original=\"T\" source-language=\"en-US\" target-language=\"sv-SE\" "
        "datatype=\"plaintext\">\r\n"
        "    <body>\r\n"
        "      <trans-unit id=\"a\" xml:space=\"preserve\" maxwidth=\"12\" size-unit=\"char\">\r\n"
        "        <source>x &lt; y\r\n</source>\r\n"
        "        <target state=\"translated\"> ja</target>\r\n"
        "        <note>One line</note>\r\n"
        "      </trans-unit>\r\n"
        "      <trans-unit id=\"b\" xml:space=\"preserve\">\r\n"
        "        <source>z</source>\r\n"
        "      </trans-unit>\r\n"
        "    </body>\r\n"
        "  </file>\r\n"
        "</xliff>\r\n");
}

TEST_CASE("what other programs write into an XLIFF file is passed over, but for the texts") {
  const auto bytes = tests::read_bytes(tests::data_folder() / "xliff" / "ok-other-program.xlf");
  const auto file = xliff::read(bytes, "a.xlf");
  REQUIRE(file);
  CHECK(file->original == "Contoso");
  CHECK(file->source_language == "en-US");
  CHECK(file->target_language == "sv-SE");
  const std::vector<xliff::Unit> expected = {
      {.id = "string:A",
       .source = "Choose \"A\" & B",
       .target = "V\u00e4lj \"A\" & B",
       .state = "final",
       .notes = {"One line", ""},
       .width = 12},
      {.id = "string:B", .source = "Line\nbreak"},
      {.id = "string:C", .source = "", .target = " c ", .state = "needs-review-translation"}};
  CHECK(file->units == expected);
  CHECK(file->units[0].line == 7);
}

TEST_CASE("what is no XLIFF 1 is refused with its place") {
  CHECK(error_of("<tmx version=\"1.4\"/>") == "a.xlf:1:1: error: found <tmx>, expected <xliff>");
  CHECK(error_of("<xliff version=\"2.0\"/>") ==
        "a.xlf:1:1: error: found XLIFF version '2.0', expected 1.2 (let the program save it as "
        "XLIFF 1.2)");
  CHECK(error_of("<xliff version=\"1.2\"/>") == "a.xlf:1:1: error: found no <file>");
  CHECK(error_of("<xliff version=\"1.2\"><file/>\n<file/></xliff>") ==
        "a.xlf:2:1: error: found a second <file>, expected one");
  CHECK(error_of(with_body("<trans-unit><source/></trans-unit>")) ==
        "a.xlf:4:1: error: found a <trans-unit> without an id, which it needs");
  CHECK(error_of(with_body("<trans-unit id=\"a\"/>")) ==
        "a.xlf:4:1: error: found a <trans-unit> without a <source>, which it needs");
  CHECK(error_of(with_body("<trans-unit id=\"a\"><source/></trans-unit>\n"
                           "<trans-unit id=\"a\"><source/></trans-unit>")) ==
        "a.xlf:5:1: error: found the id 'a' twice");
  CHECK(error_of(
            with_body("<trans-unit id=\"a\"><source>b <g id=\"1\">c</g></source></trans-unit>")) ==
        "a.xlf:4:30: error: found <g> inside <source>, expected text");
  CHECK(error_of(with_body("<trans-unit id=\"a\" maxwidth=\"x\" size-unit=\"char\"><source/>"
                           "</trans-unit>")) ==
        "a.xlf:4:1: error: found maxwidth=\"x\", expected a number of characters");
}

TEST_CASE("an XLIFF file that was written reads the same", "[property]") {
  for (std::uint32_t seed = 0; seed < 2000; ++seed) {
    std::mt19937 random(seed);
    const xliff::File file = random_file(random);
    const std::string text = xliff::write(file);
    const auto again = xliff::read(as_bytes(text));
    INFO("seed " << seed << '\n' << text);
    REQUIRE(again);
    CHECK(*again == file);
  }
}

TEST_CASE("no part of an XLIFF file is taken for the whole", "[truncation]") {
  const auto bytes = tests::read_bytes(tests::data_folder() / "xliff" / "ok-other-program.xlf");
  for (std::size_t size = 0; size + 2 < bytes.size(); ++size) {
    INFO(size << " bytes");
    CHECK_FALSE(xliff::read(ByteView(bytes).first(size)));
  }
}

TEST_CASE("XLIFF is told from PO by its first character") {
  CHECK(xliff::looks_like_xml(as_bytes(" \n<xliff")));
  CHECK(xliff::looks_like_xml(as_bytes("\xEF\xBB\xBF<")));
  CHECK(xliff::looks_like_xml(as_bytes("\xFF\xFE<")));
  CHECK_FALSE(xliff::looks_like_xml(as_bytes("msgid \"<\"")));
  CHECK_FALSE(xliff::looks_like_xml({}));
}
