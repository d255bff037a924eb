#include <regpolicy/po.hpp>

#include <catch2/catch.hpp>

using namespace regpolicy;

namespace {

std::vector<std::string> findings_of(const std::string& text) {
  Diagnostics diagnostics;
  const auto file = po::read(text, "a.po", diagnostics);
  CHECK(file.has_value() == diagnostics.items.empty());
  std::vector<std::string> lines;
  for (const Diagnostic& row : diagnostics.items) lines.push_back(to_string(row));
  return lines;
}

po::File read(const std::string& text) {
  Diagnostics diagnostics;
  auto file = po::read(text, "a.po", diagnostics);
  for (const Diagnostic& row : diagnostics.items) UNSCOPED_INFO(to_string(row));
  REQUIRE(file);
  return *std::move(file);
}

using Findings = std::vector<std::string>;

}  // namespace

TEST_CASE("a PO file is written as gettext writes it") {
  const po::File file{{{.texts = {"Language: sv\n"}},
                       {.translator_comments = {"by hand", ""},
                        .extracted_comments = {"note"},
                        .references = {"a.c:1"},
                        .flags = {"fuzzy", "c-format"},
                        .previous = {"msgid \"old\""},
                        .context = "ctx",
                        .id = "one\n\"two\"\t\\",
                        .texts = {"ett\ntv\xC3\xA5\n"}},
                       {.id = "gone", .texts = {"borta"}, .is_obsolete = true}}};
  const std::string text = R"(msgid ""
msgstr "Language: sv\n"

# by hand
#
#. note
#: a.c:1
#, fuzzy, c-format
#| msgid "old"
msgctxt "ctx"
msgid ""
"one\n"
"\"two\"\t\\"
msgstr ""
"ett\n"
"två\n"

#~ msgid "gone"
#~ msgstr "borta"
)";
  CHECK(po::write(file) == text);
  CHECK((read(text) == file));
}

TEST_CASE("plural forms of a PO file are kept") {
  const std::string text = R"(msgid "file"
msgid_plural "files"
msgstr[0] "fil"
msgstr[1] "filer"
)";
  CHECK(po::write(read(text)) == text);
}

TEST_CASE("entries of a PO file need no empty line between them, and lines may end in CRLF") {
  const po::File file = read("msgid \"a\"\r\nmsgstr \"b\"\r\nmsgid \"c\"\r\nmsgstr \"d\"\r\n");
  REQUIRE(file.entries.size() == 2);
  CHECK(file.entries[1].id == "c");
  CHECK(file.entries[1].line == 3);
}

TEST_CASE("escapes of a PO file are those of C") {
  CHECK(read(R"(msgid "\x41\101\a\"\\"
msgstr "")")
            .entries[0]
            .id == "AA\a\"\\");
}

TEST_CASE("the header's fields are found") {
  const po::File file = read("msgid \"\"\nmsgstr \"\"\n\"A: b\\n\"\n\"Language:  sv_SE\\n\"\n");
  CHECK(po::header_field(file, "Language") == "sv_SE");
  CHECK(po::header_field(file, "Lang").empty());
}

TEST_CASE("what is no PO is refused with its place") {
  CHECK(findings_of("msgid \"a\nmsgstr \"b\"\n") ==
        Findings{"a.po:1:9: error: the string is not closed (write \\n for a line break) "
                 "[po.open-string]"});
  CHECK(findings_of("msgid \"\\q\"\nmsgstr \"\"\n") ==
        Findings{"a.po:1:8: error: found a backslash that begins no escape (write \\\\ for a "
                 "backslash) [po.bad-escape]"});
  CHECK(findings_of("msgid \"a\"\nmsgstr \"b\" x\n") ==
        Findings{"a.po:2:11: error: found more behind the string [po.after-string]"});
  CHECK(findings_of("mgsid \"a\"\n") ==
        Findings{"a.po:1:1: error: found 'mgsid', expected msgctxt, msgid, msgstr or a comment "
                 "[po.unknown-keyword]"});
  CHECK(findings_of("msgid \"a\"\n") ==
        Findings{"a.po:1:1: error: the entry of line 1 has no msgstr [po.missing-msgstr]"});
  CHECK(findings_of("msgid \"a\"\nmsgid \"b\"\nmsgstr \"\"\n") ==
        Findings{"a.po:2:1: error: found msgid, expected msgstr [po.unexpected]"});
  CHECK(findings_of("\"a\"\n") ==
        Findings{"a.po:1:1: error: found a string that continues nothing [po.unexpected]"});
  CHECK(findings_of("msgid \"a\xE5\"\nmsgstr \"\"\n") ==
        Findings{"a.po: error: the file is not UTF-8 (save it as UTF-8) [po.not-utf8]"});
}

TEST_CASE("an entry of a PO file comes once, and with another context it is another one") {
  CHECK(findings_of("msgid \"a\"\nmsgstr \"\"\n\nmsgid \"a\"\nmsgstr \"\"\n") ==
        Findings{"a.po:4:1: error: the entry comes twice, first in line 1 [po.duplicate-entry]"});
  CHECK(findings_of("msgid \"a\"\nmsgstr \"\"\n\nmsgctxt \"\"\nmsgid \"a\"\nmsgstr \"\"\n") ==
        Findings{});
  CHECK(findings_of("msgid \"a\"\nmsgstr \"\"\n\n#~ msgid \"a\"\n#~ msgstr \"\"\n") == Findings{});
}
