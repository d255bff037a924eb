#include <regpolicy/gpt_ini.hpp>

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <regex>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "support/files.hpp"
#include "support/random_records.hpp"

using namespace regpolicy;

namespace {

const std::string kRegistry = std::string(gpt_ini::kRegistryExtension);
const std::string kMachineTool = std::string(gpt_ini::registry_tool(Side::machine));
const std::string kZero = "{00000000-0000-0000-0000-000000000000}";
const std::string kSecurity = "{827D319E-6EAC-11D2-A4EA-00C04F79F83A}";
const std::string kFirewall = "{B05566AC-FE9C-4368-BE01-7A4CBB6CBA11}";

gpt_ini::File file_of(std::string_view text) { return gpt_ini::read(as_bytes(text)).value(); }

std::string text_of(const gpt_ini::File& file) {
  return std::string(as_chars(gpt_ini::write(file)));
}

std::string with_version(std::string_view text, gpt_ini::Version version) {
  gpt_ini::File file = file_of(text);
  REQUIRE(gpt_ini::set_version(file, version));
  return text_of(file);
}

std::string error_of_version(std::string_view text) {
  const auto version = gpt_ini::version_of(file_of(text), "gpt.ini");
  REQUIRE_FALSE(version);
  return to_string(version.error());
}

Bytes utf16(std::u16string_view text, bool big_endian) {
  Bytes bytes;
  append_utf16le(bytes, u"\uFEFF");
  append_utf16le(bytes, text);
  for (std::size_t i = 0; big_endian && i < bytes.size(); i += 2) {
    std::swap(bytes[i], bytes[i + 1]);
  }
  return bytes;
}

}  // namespace

TEST_CASE("A gpt.ini holds the user version above the machine version, in lines ended by CR LF") {
  CHECK(as_chars(gpt_ini::write({.machine = 1, .user = 0})) == "[General]\r\nVersion=1\r\n");
  CHECK(as_chars(gpt_ini::write({.machine = 0, .user = 1})) == "[General]\r\nVersion=65536\r\n");
  CHECK(as_chars(gpt_ini::write({.machine = 1, .user = 1})) == "[General]\r\nVersion=65537\r\n");
  CHECK(as_chars(gpt_ini::write({.machine = 0xFFFF, .user = 0xFFFF})) ==
        "[General]\r\nVersion=4294967295\r\n");
}

TEST_CASE("gpt.ini: raising a version changes one half, and after 65535 comes 1") {
  CHECK(gpt_ini::raised({.machine = 4, .user = 9}, Side::machine) ==
        gpt_ini::Version{.machine = 5, .user = 9});
  CHECK(gpt_ini::raised({.machine = 4, .user = 9}, Side::user) ==
        gpt_ini::Version{.machine = 4, .user = 10});
  CHECK(gpt_ini::raised({.machine = 0xFFFF, .user = 9}, Side::machine) ==
        gpt_ini::Version{.machine = 1, .user = 9});
  CHECK(gpt_ini::raised({.machine = 4, .user = 0xFFFF}, Side::user) ==
        gpt_ini::Version{.machine = 4, .user = 1});
}

TEST_CASE("gpt.ini: the version is read whatever the case, the blanks and the line ends") {
  for (const std::string_view text :
       {"[General]\r\nVersion=131075\r\n", "[GENERAL]\nVERSION=131075", "[general]\rversion=131075",
        " [ General ] \n\n Version = 131075 \t\n", ";c\n[A]\nVersion=1\n[General]\nVersion=131075",
        "\xEF\xBB\xBF[General]\nVersion=131075\n", "[General]\n;Version=1\nVersion=131075\n"}) {
    CAPTURE(text);
    CHECK(gpt_ini::version_of(file_of(text)).value() ==
          std::optional(gpt_ini::Version{.machine = 3, .user = 2}));
  }
  for (const std::string_view text : {"", "[General]\n", "Version=3\n", "[A]\nVersion=3\n"}) {
    CAPTURE(text);
    CHECK(gpt_ini::version_of(file_of(text)).value() == std::optional<gpt_ini::Version>());
  }
}

TEST_CASE("gpt.ini: UTF-16 of either byte order is read, edited and written as it was") {
  for (const bool big_endian : {false, true}) {
    const auto bytes = utf16(u"[General]\r\nVersion=1\r\ndisplayName=\u00C5\xD800\r\n", big_endian);
    auto file = gpt_ini::read(bytes);
    REQUIRE(file);
    CHECK(gpt_ini::write(*file) == bytes);
    REQUIRE(gpt_ini::set_version(*file, {.machine = 2, .user = 0}));
    CHECK(gpt_ini::write(*file) ==
          utf16(u"[General]\r\nVersion=2\r\ndisplayName=\u00C5\xD800\r\n", big_endian));
  }
}

TEST_CASE("gpt.ini: setting the version changes its digits and nothing else") {
  const gpt_ini::Version two{.machine = 2, .user = 0};
  CHECK(with_version("[General]\r\nA=1\r\nversion = 1 \r\nB\r\n\r\n[X]\r\nVersion=9", two) ==
        "[General]\r\nA=1\r\nversion = 2 \r\nB\r\n\r\n[X]\r\nVersion=9");
  CHECK(with_version("[General]\nVersion=\nA=\xC5\n", two) == "[General]\nVersion=2\nA=\xC5\n");
}

TEST_CASE(
    "gpt.ini: a version that is missing is put where readers look, with the file's line end") {
  const gpt_ini::Version two{.machine = 2, .user = 0};
  CHECK(with_version("", two) == "[General]\r\nVersion=2\r\n");
  CHECK(with_version("[General]", two) == "[General]\r\nVersion=2\r\n");
  CHECK(with_version("[General]\nA=1\n\n[X]\nB=1\n", two) ==
        "[General]\nA=1\nVersion=2\n\n[X]\nB=1\n");
  CHECK(with_version("[X]\nB=1", two) == "[X]\nB=1\n[General]\nVersion=2\n");
}

TEST_CASE("gpt.ini: what readers would understand differently is refused with its place") {
  CHECK(error_of_version("[General]\nVersion=1\n version=2\n") ==
        "gpt.ini:3:2: error: found 'Version' a second time, the first is in line 2 (readers differ "
        "in which one counts; take one of them out)");
  CHECK(error_of_version("[General]\n[X]\n [general]\nVersion=1") ==
        "gpt.ini:3:2: error: found a second section [General], the first is in line 1 (readers "
        "differ in which one counts; make one of them)");
  for (const std::string number : {"x", "-1", "4294967296", "99999999999", "1 2", "0x10"}) {
    CHECK(error_of_version("[General]\n Version = " + number) ==
          fmt::format("gpt.ini:2:12: error: found the version '{}', expected a number from 0 to "
                      "4294967295",
                      number));
  }
}

TEST_CASE("gpt.ini: bytes that are no text are refused with their place") {
  const std::string_view nul("[General]\nVer\0sion=1", 20);
  CHECK(to_string(gpt_ini::read(as_bytes(nul), "gpt.ini").error()) ==
        "gpt.ini:2:4: error: found a NUL, expected text (UTF-16 needs a byte order mark at the "
        "start of the file)");
  Bytes half = utf16(u"[G]\nab", false);
  half.pop_back();
  CHECK(to_string(gpt_ini::read(half, "gpt.ini").error()) ==
        "gpt.ini:2:2: error: found half a code unit at the end, expected UTF-16");
}

TEST_CASE("gpt.ini: lists of extensions are taken apart, and what is none has its place") {
  const std::string text = "[" + kRegistry + kMachineTool + kFirewall + "][" + kSecurity + "]";
  const auto list = gpt_ini::parse_extensions(text);
  CHECK(list == gpt_ini::Extensions{{kRegistry, {kMachineTool, kFirewall}}, {kSecurity, {}}});
  CHECK(gpt_ini::to_string(*list) == text);
  CHECK(gpt_ini::parse_extensions("") == gpt_ini::Extensions());
  const auto error_of = [](const std::string& value) {
    const auto found = gpt_ini::extensions_of(
        file_of("[General]\ngPCUserExtensionNames = " + value), Side::user, "gpt.ini");
    REQUIRE_FALSE(found);
    return to_string(found.error());
  };
  const std::string guid = "a GUID such as " + kRegistry;
  CHECK(error_of("x") == "gpt.ini:2:25: error: found 'x', expected '[' before a group of GUIDs");
  CHECK(error_of("[]") == "gpt.ini:2:26: error: found ']', expected " + guid);
  CHECK(error_of("[{1}]") == "gpt.ini:2:26: error: found '{', expected " + guid);
  CHECK(error_of("[" + kZero) == "gpt.ini:2:64: error: found the end, expected " + guid);
}

TEST_CASE("gpt.ini: an extension is merged into its group, all in the order of their GUIDs") {
  const gpt_ini::Extension pair{kRegistry, {kMachineTool}};
  CHECK(gpt_ini::with({}, pair) == gpt_ini::Extensions{pair});
  const gpt_ini::Extensions unsorted{
      {kSecurity, {}}, {kRegistry, {kFirewall}}, {kZero, {kMachineTool}}};
  CHECK(gpt_ini::with(unsorted, pair) == gpt_ini::Extensions{{kZero, {kMachineTool}},
                                                             {kRegistry, {kFirewall, kMachineTool}},
                                                             {kSecurity, {}}});
  SECTION("where it is there already, in any case of letters, nothing is touched") {
    const gpt_ini::Extensions there{
        {kSecurity, {}}, {ascii_lower(kRegistry), {ascii_lower(kMachineTool), kFirewall}}};
    CHECK(gpt_ini::with(there, pair) == there);
  }
  SECTION("taken out, the others stay in their order") {
    CHECK(gpt_ini::without(unsorted, ascii_lower(kRegistry)) ==
          gpt_ini::Extensions{{kSecurity, {}}, {kZero, {kMachineTool}}});
  }
}

TEST_CASE("gpt.ini: the list of a side goes in front of the version and out with its line") {
  const std::string text = "[General]\ngPCFunctionalityVersion=2\nVersion=1\n";
  gpt_ini::File file = file_of(text);
  REQUIRE(gpt_ini::set_extensions(file, Side::machine, {{kRegistry, {kMachineTool}}}));
  CHECK(text_of(file) == "[General]\ngPCFunctionalityVersion=2\ngPCMachineExtensionNames=[" +
                             kRegistry + kMachineTool + "]\nVersion=1\n");
  CHECK(gpt_ini::extensions_of(file, Side::machine).value() ==
        std::optional(gpt_ini::Extensions{{kRegistry, {kMachineTool}}}));
  CHECK(gpt_ini::extensions_of(file, Side::user).value() == std::optional<gpt_ini::Extensions>());
  REQUIRE(gpt_ini::set_extensions(file, Side::machine, {}));
  CHECK(text_of(file) == text);
}

TEST_CASE("gpt.ini: whatever is read is written back, with every line but the edited one") {
  static constexpr std::string_view kParts[] = {"[General]",
                                                "[general ]",
                                                "[X]",
                                                "Version=1",
                                                "version = 70000",
                                                "A=\xC3\x85",
                                                "=",
                                                "gPCMachineExtensionNames=",
                                                ";Version=2",
                                                " ",
                                                "\r\n",
                                                "\n",
                                                "\r",
                                                "\t",
                                                "]",
                                                "["};
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    CAPTURE(seed);
    tests::Random random(seed);
    std::string text = tests::below(random, 8) == 0 ? "\xEF\xBB\xBF" : "";
    for (std::size_t i = tests::below(random, 14); i > 0; --i) {
      text += kParts[tests::below(random, std::size(kParts))];
    }
    gpt_ini::File file = file_of(text);
    REQUIRE(text_of(file) == text);
    const gpt_ini::File before = file;
    if (!gpt_ini::set_version(file, {.machine = 12, .user = 34})) continue;
    CHECK(gpt_ini::version_of(file_of(text_of(file))).value() ==
          std::optional(gpt_ini::Version{.machine = 12, .user = 34}));
    std::size_t at = 0;  // lines of the old file are found in the new one in their order
    std::size_t kept = 0;
    for (const gpt_ini::Line& line : before.lines) {
      for (std::size_t i = at; i < file.lines.size(); ++i) {
        if (file.lines[i].text != line.text) continue;
        at = i + 1;
        ++kept;
        break;
      }
    }
    CHECK(kept + 1 >= before.lines.size());
  }
}

TEST_CASE("gpt.ini: every truncation of a good file is written back or refused") {
  for (const auto& path : tests::fixtures("gpt_ini", "", ".ini")) {
    const Bytes whole = tests::read_bytes(path);
    for (std::size_t size = 0; size <= whole.size(); ++size) {
      CAPTURE(path, size);
      const ByteView part = ByteView(whole).first(size);
      const auto file = gpt_ini::read(part);
      if (!file) {
        CHECK(file.error().code == ErrorCode::malformed);
        continue;
      }
      const Bytes written = gpt_ini::write(*file);
      CHECK(std::equal(written.begin(), written.end(), part.begin(), part.end()));
    }
  }
}

TEST_CASE("gpt.ini: merging gives the lists of extensions that Windows wrote in real backups") {
  const char* const corpus = std::getenv("REGPOLICY_CORPUS");
  if (corpus == nullptr) return;
  static const std::regex kList("ExtensionGuids[^>]*>(?:<!\\[CDATA\\[)?(\\[\\{[^<]*\\}\\])");
  std::size_t lists = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(corpus)) {
    if (entry.path().filename() != "Backup.xml") continue;
    const std::string text = tests::read_text(entry.path());
    for (std::sregex_iterator match(text.begin(), text.end(), kList), end; match != end; ++match) {
      CAPTURE(entry.path(), (*match)[1].str());
      const auto native = gpt_ini::parse_extensions((*match)[1].str());
      REQUIRE(native);
      CHECK(gpt_ini::to_string(*native) == (*match)[1].str());
      gpt_ini::Extensions merged;
      for (auto extension = native->rbegin(); extension != native->rend(); ++extension) {
        merged = gpt_ini::with(merged, {extension->guid, {}});
        for (auto tool = extension->tools.rbegin(); tool != extension->tools.rend(); ++tool) {
          merged = gpt_ini::with(merged, {extension->guid, {*tool}});
        }
      }
      CHECK(gpt_ini::to_string(merged) == (*match)[1].str());
      ++lists;
    }
  }
  CHECK(lists > 0);
}
