#include <regpolicy/csv.hpp>

#include <catch2/catch.hpp>

using namespace regpolicy;

namespace {

// One row of one cell beside an ordinary one, without the byte order mark and the line end.
std::string cell(const std::string& text, bool raw = false) {
  const std::string file = csv::write({{text, "x"}}, {.raw = raw});
  REQUIRE(file.starts_with("\xEF\xBB\xBF"));
  REQUIRE(file.ends_with(",x\r\n"));
  return file.substr(3, file.size() - 3 - 4);
}

}  // namespace

TEST_CASE("CSV is UTF-8 with a byte order mark, a comma between cells and CRLF behind rows") {
  CHECK(csv::write({{"a", "b"}, {"å", ""}}) ==
        "\xEF\xBB\xBF"
        "a,b\r\nå,\r\n");
  CHECK(csv::write({}) == "\xEF\xBB\xBF");
  CHECK(csv::write({{""}, {}}) == "\xEF\xBB\xBF\"\"\r\n\r\n");
}

TEST_CASE("cells with separators, quotes, line breaks or blanks at an end are quoted") {
  CHECK(cell("a,b") == "\"a,b\"");
  CHECK(cell("a\"b") == "\"a\"\"b\"");
  CHECK(cell("a\r\nb") == "\"a\r\nb\"");
  CHECK(cell(" a") == "\" a\"");
  CHECK(cell("a ") == "\"a \"");
  CHECK(cell("a b") == "a b");
  // A list separator of Windows in many languages, and what pasting takes for one.
  CHECK(cell("a;=b") == "\"a;=b\"");
  CHECK(cell("a\tb") == "\"a\tb\"");
}

TEST_CASE("cells that a spreadsheet would run get an apostrophe in front") {
  CHECK(cell("=cmd|' /C calc'!A0") == "'=cmd|' /C calc'!A0");
  CHECK(cell("+1") == "'+1");
  CHECK(cell("-5") == "'-5");
  CHECK(cell("@SUM(A1)") == "'@SUM(A1)");
  CHECK(cell("\t=1") == "\"'\t=1\"");
  CHECK(cell("\r=1") == "\"'\r=1\"");
  CHECK(cell("\n=1") == "\"'\n=1\"");
  CHECK(cell("  =1") == "'  =1");
  CHECK(cell("＝1") == "'＝1");
  CHECK(cell("＋1") == "'＋1");
  CHECK(cell("－1") == "'－1");
  CHECK(cell("＠a") == "'＠a");
  CHECK(cell("a=1") == "a=1");
  CHECK(cell("") == "");
}

TEST_CASE("control and invisible characters of a cell are shown by their numbers") {
  CHECK(cell(std::string("a\0b\x1b", 4)) == "a\\u{0000}b\\u{001B}");
  CHECK(cell("a\u202Eb") == "a\\u{202E}b");
  CHECK(cell("\xED\xA0\x80") == "\\u{D800}");
}

TEST_CASE("raw cells are as they are but for unpaired surrogates, which no UTF-8 holds") {
  CHECK(cell("=1", true) == "=1");
  CHECK(cell("\t=1", true) == "\"\t=1\"");
  CHECK(cell("a\u202Eb\x1b", true) == "a\u202Eb\x1b");
  CHECK(cell("\xED\xA0\x80\u1234\xED\xBF\xBF힣", true) == "\\u{D800}\u1234\\u{DFFF}힣");
}
