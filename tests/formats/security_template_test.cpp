#include <regpolicy/security_template.hpp>

#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <regpolicy/limits.hpp>
#include <regpolicy/text.hpp>

#include "support/files.hpp"

using namespace regpolicy;

namespace {

security_template::File template_of(std::string_view text) {
  return security_template::read(as_bytes(text), "GptTmpl.inf").value();
}

// A line for each value: its path, its value in words, its place.
std::vector<std::string> lines_of_template(const security_template::File& file) {
  std::vector<std::string> lines;
  for (const security_template::RegistryValue& value : file.registry_values) {
    lines.push_back(
        fmt::format("{} | {} | {} | {} {} | {}:{}", to_utf8(value.root), to_utf8(value.key),
                    to_utf8(value.name), to_string(value.value.type), describe(value.value),
                    value.location.line.value_or(0), value.location.column.value_or(0)));
  }
  return lines;
}

std::string error_of_template(std::string_view lines) {
  const std::string text = fmt::format("[Registry Values]\n{}", lines);
  const auto file = security_template::read(as_bytes(text), "GptTmpl.inf");
  REQUIRE_FALSE(file);
  CHECK(file.error().code == ErrorCode::malformed);
  return to_string(file.error());
}

}  // namespace

TEST_CASE(
    "a security template as Windows writes it gives its registry values and no other setting") {
  const auto path = tests::fixtures("security_template", "ok-options", ".inf").front();
  const auto file = security_template::read(tests::read_bytes(path));
  REQUIRE(file);
  const std::string system = "Software\\Microsoft\\Windows\\CurrentVersion\\Policies\\System";
  CHECK(
      lines_of_template(*file) ==
      std::vector<std::string>{
          "MACHINE | " + system + " | DontDisplayLastUserName | REG_DWORD 1 | 7:1",
          "MACHINE | " + system +
              " | LegalNoticeCaption | REG_SZ \"Åtkomst \\\"endast\\\" för behöriga\" | 8:1",
          "MACHINE | " + system +
              " | LegalNoticeText | REG_MULTI_SZ [\"First line,with a comma\", \"Second line\"] | "
              "9:1",
          "MACHINE | System\\CurrentControlSet\\Control\\Lsa | FullPrivilegeAuditing | "
          "REG_BINARY 00 | 10:1"});
}

TEST_CASE("a security template: every type, quotes, blanks and a second section of values") {
  const auto path = tests::fixtures("security_template", "ok-types", ".inf").front();
  const auto file = security_template::read(tests::read_bytes(path));
  REQUIRE(file);
  CHECK(lines_of_template(*file) ==
        std::vector<std::string>{
            "MACHINE | A | Text | REG_SZ \"plain text, with a comma\" | 3:1",
            "MACHINE | A | Empty | REG_SZ \"\" | 4:1",
            "MACHINE | A | Quoted | REG_SZ \" blanks kept \" | 5:1",
            "MACHINE | A | Expand | REG_EXPAND_SZ \"%SystemRoot%\\x\" | 6:3",
            "MACHINE | A | NoBytes | REG_BINARY (no data) | 8:1",
            "MACHINE | A | Bytes | REG_BINARY 01 1f ff | 9:1",
            "MACHINE | A | Number | REG_DWORD 4294967295 | 10:1",
            "MACHINE | A | Hex | REG_DWORD 255 | 11:1",
            "MACHINE | A | Name=with an equals sign | REG_DWORD 1 | 12:2",
            "MACHINE | A |  | REG_SZ \"default\" | 13:1",
            "MACHINE | A | NoTexts | REG_MULTI_SZ [] | 14:1",
            "MACHINE | A | Texts | REG_MULTI_SZ [\"a\", \"b,c\", \"de\\\"f\"] | 15:1",
            "USERS | .DEFAULT\\Control Panel\\Desktop | ScreenSaveActive | REG_SZ \"1\" | 16:1",
            "MACHINE | B | Later | REG_DWORD 2 | 19:1"});
}

TEST_CASE("a security template without registry values has none") {
  CHECK(template_of("").registry_values.empty());
  CHECK(template_of("[Registry Values]").registry_values.empty());
  const auto path = tests::fixtures("security_template", "ok-none", ".inf").front();
  CHECK(security_template::read(tests::read_bytes(path))->registry_values.empty());
}

TEST_CASE("a security template in ANSI is read in the code page of Windows") {
  CHECK(lines_of_template(template_of("[Registry Values]\r\nMACHINE\\A\\Name=1,\"\xE5\"\r\n")) ==
        std::vector<std::string>{"MACHINE | A | Name | REG_SZ \"å\" | 2:1"});
}

TEST_CASE("a client sets the values of a security template below MACHINE only") {
  const auto file =
      template_of("[Registry Values]\nmachine\\A\\One=4,1\nUSERS\\.DEFAULT\\A\\Two=4,2\n");
  CHECK(file.registry_values.size() == 2);
  CHECK(security_template::machine_instructions(file) ==
        Instructions{SetValue{u"A", u"One", make_dword(1)}});
}

TEST_CASE("a name of a security template that looks like a directive is a name all the same") {
  CHECK(security_template::machine_instructions(
            template_of("[Registry Values]\nMACHINE\\A\\**del.One=4,1\n")) ==
        Instructions{SetValue{u"A", u"**del.One", make_dword(1)}});
}

TEST_CASE("what is wrong in a security template is refused with its place and reason") {
  const struct {
    std::string_view lines;
    std::string_view error;
  } kCases[] = {
      {"MACHINE\\A\\Name", "2:15: error: found the end, expected '=' behind the name"},
      {"\"MACHINE\\A\\Name=4,1", "2:20: error: found the end, expected '\"' behind the name"},
      {"\"MACHINE\\A\\Name\" 4,1", "2:18: error: found '4', expected '='"},
      {"MACHINE\\A\\Name=4", "2:17: error: found the end, expected the type, ',' and the value"},
      {"MACHINE\\A\\Name=x,1", "2:16: error: found 'x', expected a number"},
      {"MACHINE\\A\\Name=,1", "2:16: error: found the end, expected a number"},
      {"MACHINE\\A\\Name=11,1",
       "2:16: error: found the type 11, expected 1, 2, 3, 4 or 7 (a security template knows no "
       "other types of values)"},
      {"MACHINE\\A\\Name=4,", "2:18: error: found the end, expected a number"},
      {"MACHINE\\A\\Name=4,1 2", "2:19: error: found ' ', expected a number"},
      {"MACHINE\\A\\Name=4,-1", "2:18: error: found '-', expected a number"},
      {"MACHINE\\A\\Name=4,0x", "2:20: error: found the end, expected a number"},
      {"MACHINE\\A\\Name=4,4294967296",
       "2:18: error: found 4294967296, expected a number of at most 4294967295"},
      {"MACHINE\\A\\Name=3,1,256", "2:20: error: found 256, expected a number of at most 255"},
      {"MACHINE\\A\\Name=3,1,", "2:20: error: found the end, expected a number"},
      {"MACHINE\\A\\Name=1,\"text", "2:18: error: found no '\"' that ends the text, expected one"},
      {"MACHINE\\A\\Name=1,\"a\"b",
       "2:21: error: found 'b', expected nothing behind the quoted text"},
      {"MACHINE\\A\\Name=7,a\",b", "2:19: error: found no '\"' that ends the text, expected one"},
      {"MACHINE\\Name=4,1",
       "2:1: error: found the name 'MACHINE\\Name', expected one such as "
       "MACHINE\\SOFTWARE\\A\\Name"},
      {"Name=4,1",
       "2:1: error: found the name 'Name', expected one such as MACHINE\\SOFTWARE\\A\\Name"},
      {"MACHINE\\A\\Name=4,1\nmachine\\a\\NAME=4,2",
       "3:1: error: found 'machine\\a\\NAME' a second time, with other data than in line 2 (take "
       "one of the lines out: which one counts is not documented)"},
      {"[Registry Values",
       "2:17: error: found the end, expected ']' at the end of the section's name"},
      {"\xC3\xA5\\A\\\xF0\x9F\x94\x91=4,x", "2:9: error: found 'x', expected a number"},
  };
  for (const auto& [lines, error] : kCases) {
    CAPTURE(lines);
    CHECK(error_of_template(lines) == fmt::format("GptTmpl.inf:{}", error));
  }
}

TEST_CASE("a security template with a NUL is refused, also outside of the registry values") {
  const auto file = security_template::read(as_bytes(std::string_view("[A]\na\0b\n", 8)), "x.inf");
  REQUIRE_FALSE(file);
  CHECK(to_string(file.error()) ==
        "x.inf:2:2: error: found a NUL, expected text (UTF-16 needs a byte order mark at the start "
        "of the file)");
}

TEST_CASE("a security template larger than its limit is refused") {
  const std::string text(limits::kSourceFileBytes + 1, ' ');
  const auto file = security_template::read(as_bytes(text), "x.inf");
  REQUIRE_FALSE(file);
  CHECK(file.error().code == ErrorCode::limit_exceeded);
}

TEST_CASE("every prefix of a security template is read or refused, and no value is made up") {
  for (const auto& path : tests::fixtures("security_template", "ok-", ".inf")) {
    const Bytes bytes = tests::read_bytes(path);
    const auto whole = security_template::read(bytes);
    REQUIRE(whole);
    for (std::size_t length = 0; length < bytes.size(); ++length) {
      CAPTURE(path.filename(), length);
      const auto file = security_template::read(ByteView(bytes).first(length));
      if (!file) {
        CHECK_FALSE(file.error().message.empty());
        continue;
      }
      // The last value may be cut; those before it are the whole file's.
      const std::size_t count = file->registry_values.size();
      REQUIRE(count <= whole->registry_values.size());
      for (std::size_t i = 0; i + 1 < count; ++i) {
        CHECK(file->registry_values[i] == whole->registry_values[i]);
      }
    }
  }
}
