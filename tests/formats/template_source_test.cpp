#include <regpolicy/template_source.hpp>

#include <algorithm>

#include <fmt/format.h>
#include <catch2/catch.hpp>
#include <regpolicy/limits.hpp>

#include "formats/template_files.hpp"

using namespace regpolicy;
using namespace regpolicy::template_tests;

namespace {

// A source with one policy whose `part` is put at the end of its table.
std::string source_with(const std::string& policy_part, const std::string& template_part = {}) {
  return R"([template]
name = "T"
namespace = "N"
prefix = "t"
revision = "1.0"
languages = ["en-US"]
display_name = { en-US = "T" }
)" + template_part +
         R"([[category]]
id = "C"
title = { en-US = "C" }
[[supported_on]]
id = "S"
title = { en-US = "S" }
[[policy]]
id = "P"
class = "machine"
category = "C"
supported_on = "S"
key = 'Software\Policies\T'
title = { en-US = "P" }
)" + policy_part;
}

std::string text_of_units(std::size_t count) { return std::string(count, 'x'); }

// The expected findings stand in front of a fixture, each behind "#: ".
std::vector<std::string> recorded_findings(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; text.substr(at).starts_with("#: ");) {
    const std::size_t end = text.find('\n', at);
    lines.push_back(text.substr(at + 3, end - at - 3));
    at = end + 1;
  }
  return lines;
}

}  // namespace

TEST_CASE("every bad template source gives exactly the findings recorded in front of it") {
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(template_data())) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("bad-") || !name.ends_with(".toml")) continue;
    ++files;
    INFO(name);
    const std::string text = file_text(entry.path());
    Diagnostics diagnostics;
    CHECK_FALSE(template_source::read(text, name, diagnostics));
    CHECK_FALSE(lines_of(diagnostics).empty());
    CHECK(lines_of(diagnostics) == recorded_findings(text));
  }
  CHECK(files >= 40);
}

TEST_CASE("findings of a source are in the order of the file") {
  for (const auto& entry : std::filesystem::directory_iterator(template_data())) {
    if (entry.path().extension() != ".toml") continue;
    INFO(entry.path());
    Diagnostics diagnostics;
    (void)template_source::read(file_text(entry.path()), "x", diagnostics);
    CHECK(std::ranges::is_sorted(diagnostics.items, [](const Diagnostic& a, const Diagnostic& b) {
      return std::pair(a.location.line, a.location.column) <
             std::pair(b.location.line, b.location.column);
    }));
  }
}

TEST_CASE("a source with warnings only is read, and the warnings are told") {
  const std::string text = file_text(template_data() / "ok-warnings.toml");
  Diagnostics diagnostics;
  CHECK(template_source::read(text, "ok-warnings.toml", diagnostics));
  CHECK(lines_of(diagnostics) == recorded_findings(text));
  CHECK(diagnostics.count(Severity::warning) == 4);
}

TEST_CASE("findings of an earlier source neither move nor count") {
  Diagnostics diagnostics;
  diagnostics.error("earlier", "earlier", {.source = "z", .line = 99, .column = 1});
  CHECK(template_source::read(source_with("value_name = \"V\""), "a", diagnostics));
  CHECK(diagnostics.items.size() == 1);
  CHECK(diagnostics.items.front().rule == "earlier");
}

TEST_CASE("a key that belongs to another kind of element is unknown") {
  const std::string number = R"(
[[policy.element]]
id = "E"
kind = "boolean"
value_name = "E"
label = { en-US = "E" }
required = true
)";
  CHECK(findings_in(source_with(number)) ==
        std::vector<std::string>{"bad.toml:27:1: error: unknown key 'required' in element 'E' "
                                 "[template.unknown-key]"});
}

TEST_CASE("a list may take the key of its policy where nothing else is in it") {
  const Template source = read_good(source_with(R"(
[[policy.element]]
id = "L"
kind = "list"
label = { en-US = "L" }
)"));
  const std::vector<Element>& elements = source.definitions.policies.at(0).elements;
  CHECK(elements == std::vector<Element>{{.id = "L", .detail = ListElement{}}});
}

TEST_CASE("a list that clears a key with other values in it is warned of") {
  const auto policy = [](const std::string& id, const std::string& policy_class,
                         const std::string& part) {
    return "[[policy]]\nid = \"" + id + "\"\nclass = \"" + policy_class +
           "\"\ncategory = \"C\"\nsupported_on = \"S\"\nkey = 'SOFTWARE\\Policies\\T'\n"
           "title = { en-US = \"P\" }\n" +
           part;
  };
  const std::string list = R"(
[[policy.element]]
id = "Pairs"
kind = "list"
label = { en-US = "L" }
)";
  const auto warning = [](const std::string& who) {
    return std::vector<std::string>{
        "bad.toml:22:1: warning: list 'Pairs' clears its key 'Software\\Policies\\T', in which " +
        who + " (give the list a key of its own, or additive = true) [template.list-clears-key]"};
  };
  const std::string value = "value_name = \"V\"\n";
  const std::string level = R"(
[[policy.element]]
id = "Level"
kind = "decimal"
value_name = "Level"
label = { en-US = "L" }
)";
  const std::string choice = R"(
[[policy.element]]
id = "Choice"
kind = "enum"
key = 'Other'
value_name = "Choice"
label = { en-US = "L" }

[[policy.element.item]]
id = "One"
title = { en-US = "One" }
value = { dword = 1 }

[policy.element.item.value_list]
default_key = 'software\policies\t'
item = [{ value_name = "V", value = { dword = 1 } }]
)";
  const std::string states =
      "enabled_list = { item = [{ value_name = \"V\", value = { dword = 1 } }] }\n";
  const std::string own_key = "key = 'Other'\n";
  struct {
    std::string part;
    std::vector<std::string> findings;
  } const rows[] = {
      {list + level, warning("element 'Level' of policy 'P' has a value")},
      {list + level + own_key, {}},
      {list + choice, warning("element 'Choice' of policy 'P' has values")},
      {list + policy("Plain", "machine", value), warning("policy 'Plain' has a value")},
      {list + policy("Plain", "both", states), warning("policy 'Plain' has values")},
      {list + policy("Plain", "user", value), {}},
      {list + policy("Plain", "machine", list + "additive = true\n"),
       warning("element 'Pairs' of policy 'Plain' has values")},
      {list + "additive = true\n" + policy("Plain", "machine", value), {}},
  };
  for (const auto& row : rows) {
    INFO(row.part);
    CHECK(findings_in(source_with(row.part)) == row.findings);
  }
  std::string own_value = source_with(value + list);
  CHECK(findings_in(source_with(value + list)) ==
        std::vector<std::string>{"bad.toml:23:1: warning: list 'Pairs' clears its key "
                                 "'Software\\Policies\\T', in which policy 'P' has a value (give "
                                 "the list a key of its own, or additive = true) "
                                 "[template.list-clears-key]"});
}

TEST_CASE("a table that stands at the root in place of below another is told where it belongs") {
  CHECK(findings_in(source_with("value_name = \"V\"\n\n[[element]]\nid = \"E\"\n\n[mdm]\n")) ==
        std::vector<std::string>{
            "bad.toml:23:3: error: unknown key 'element' in the source (did you mean "
            "[[policy.element]]?) [template.unknown-key]",
            "bad.toml:26:2: error: unknown key 'mdm' in the source (did you mean [policy.mdm]?) "
            "[template.unknown-key]"});
}

TEST_CASE("columns count code points, not bytes") {
  CHECK(findings_in(source_with("explain = { en-US = \"åäö 🔑\", sv = \"x\" }\n"
                                "value_name = \"V\"")) ==
        std::vector<std::string>{
            "bad.toml:21:30: error: 'explain' has a text in 'sv', which is not among the languages "
            "(expected en-US) [template.unknown-language]"});
}

TEST_CASE("texts may be as long as the editor shows them and no longer") {
  struct {
    std::string key;
    std::size_t max;
  } const rows[] = {{"title", limits::kAdmxPolicyTitleUnits},
                    {"explain", limits::kAdmxPolicyExplainUnits}};
  for (const auto& row : rows) {
    INFO(row.key);
    const auto with_text = [&row](std::size_t units) {
      std::string source = source_with("value_name = \"V\"\n");
      const std::string text =
          fmt::format("{} = {{ en-US = \"{}\" }}\n", row.key, text_of_units(units));
      if (row.key != "title") return source + text;
      return source.replace(source.find("title = { en-US = \"P\" }"), 23, text);
    };
    (void)read_good(with_text(row.max));
    const auto findings = findings_in(with_text(row.max + 1));
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].ends_with(
        fmt::format("error: '{}' in en-US has {} characters; the Group Policy editor takes {} "
                    "[template.text-too-long]",
                    row.key, row.max + 1, row.max)));
  }
}

TEST_CASE("titles of categories, definitions and enum items have limits of their own") {
  const auto with = [](const std::string& category, const std::string& explain,
                       const std::string& definition, const std::string& item) {
    std::string source = source_with(fmt::format(R"(
[[policy.element]]
id = "E"
kind = "enum"
value_name = "E"
label = {{ en-US = "E" }}
item = [{{ id = "I", title = {{ en-US = "{}" }}, value = {{ dword = 1 }} }}]
)",
                                                 item));
    source.replace(
        source.find("{ en-US = \"C\" }"), 15,
        fmt::format("{{ en-US = \"{}\" }}\nexplain = {{ en-US = \"{}\" }}", category, explain));
    source.replace(source.find("{ en-US = \"S\" }"), 15,
                   fmt::format("{{ en-US = \"{}\" }}", definition));
    return source;
  };
  const auto units = text_of_units;
  (void)read_good(with(units(83), units(2039), units(204), units(497)));
  const auto findings = findings_in(with(units(84), units(2040), units(205), units(498)));
  REQUIRE(findings.size() == 4);
  CHECK(findings[0].find("has 84 characters; the Group Policy editor takes 83 ") !=
        std::string::npos);
  CHECK(findings[1].find("has 2040 characters; the Group Policy editor takes 2039 ") !=
        std::string::npos);
  CHECK(findings[2].find("has 205 characters; the Group Policy editor takes 204 ") !=
        std::string::npos);
  CHECK(findings[3].find("has 498 characters; the Group Policy editor takes 497 ") !=
        std::string::npos);
}

TEST_CASE("a length is counted in UTF-16 code units") {
  std::string keys;
  for (int i = 0; i < 41; ++i) keys += "🔑";
  std::string source = source_with("value_name = \"V\"\n");
  source.replace(source.find("\"C\" }"), 3, "\"" + keys + "y\"");  // 83 units
  (void)read_good(source);
  source.replace(source.find("y\" }"), 2, "yy\"");
  CHECK(findings_in(source).size() == 1);
}

TEST_CASE("CRLF and LF sources give the same template") {
  const std::string text = file_text(template_data() / "ok-everything.toml");
  std::string windows;
  for (const char c : text) {
    if (c == '\n') windows += '\r';
    windows += c;
  }
  CHECK(read_good(windows) == read_good(text));
}

TEST_CASE("a source with a byte order mark is read") {
  CHECK(read_good("\xEF\xBB\xBF" + source_with("value_name = \"V\"")) ==
        read_good(source_with("value_name = \"V\"")));
}

TEST_CASE("a source that is not UTF-8 is refused with the place of the first bad byte") {
  using namespace std::literals;
  const auto finding = [](std::string_view byte, std::string_view place) {
    return std::vector<std::string>{
        fmt::format("bad.toml:{}: error: found byte {}, which is not UTF-8 here (save the file as "
                    "UTF-8) [template.syntax]",
                    place, byte)};
  };
  CHECK(findings_in("[template]\n# \xC3\xA5 \xE5") == finding("0xe5", "2:5"));
  CHECK(findings_in("\xEF\xBB\xBF# \xE5") == finding("0xe5", "1:3"));
  CHECK(findings_in("\xFF\xFE[\0t\0"s) == finding("0xff", "1:1"));
  CHECK(findings_in("[\0t\0"s) == finding("0x00", "1:2"));
}

TEST_CASE("an escape that TOML does not know gets the advice for registry keys") {
  const auto finding = [](std::string_view what) {
    return std::vector<std::string>{
        fmt::format("bad.toml:1:{} (write keys in single quotes: 'SOFTWARE\\Policies') "
                    "[template.syntax]",
                    what)};
  };
  CHECK(findings_in(R"(key = "SOFTWARE\Policies")") ==
        finding("17: error: Error while parsing string: unknown escape sequence '\\P'"));
  CHECK(findings_in(R"(key = "SOFTWARE\Users")") ==
        finding(
            "18: error: Error while parsing unicode scalar sequence: expected hex digit, saw 's'"));
  CHECK(findings_in(R"(key = "SOFTWARE\extra")") ==
        finding("17: error: Error while parsing string: escape sequence '\\e' is not supported in "
                "TOML 1.0.0 and earlier"));
}

TEST_CASE("sections may stand in any order") {
  const std::string header = source_with("").substr(0, source_with("").find("[[category]]"));
  const std::string rest = source_with("value_name = \"V\"\n").substr(header.size());
  CHECK(read_good(rest + header) == read_good(header + rest));
}

TEST_CASE("the fallback culture is written where it is not en-US, or where it is asked for") {
  const std::string english = source_with("value_name = \"V\"");
  CHECK_FALSE(read_good(english).definitions.fallback_culture);
  CHECK(read_good(source_with("value_name = \"V\"", "fallback_culture = \"en-US\"\n"))
            .definitions.fallback_culture == "en-US");
  std::string german = english;
  for (std::size_t at = 0; (at = german.find("en-US", at)) != std::string::npos;) {
    german.replace(at, 5, "de-DE");
  }
  CHECK(read_good(german).definitions.fallback_culture == "de-DE");
}

TEST_CASE("the required revision is the template's own where none is given") {
  CHECK(read_good(source_with("value_name = \"V\"")).definitions.min_required_revision == "1.0");
  CHECK(read_good(source_with("value_name = \"V\"", "min_required_revision = \"1.0\"\n")) ==
        read_good(source_with("value_name = \"V\"")));
}

TEST_CASE("MDM equivalents are kept as text, in the order of the policies") {
  const Template everything = read_good(file_text(template_data() / "ok-everything.toml"));
  CHECK(everything.mdm ==
        std::vector<MdmEquivalent>{
            {"States", "./User/Vendor/MSFT/Policy/Config/Contoso/States", "int", "-1", "0"},
            {"OnlyText", "./Device/Contoso/OnlyText", "bool", "true", "false"},
            {"Plain", "./Device/Contoso/Plain", "chr", "<enabled/>", ""}});
}

TEST_CASE("all languages have the same string ids in the same order") {
  const Template everything = read_good(file_text(template_data() / "ok-everything.toml"));
  REQUIRE(everything.resources.size() == 2);
  const auto ids = [](const PolicyResources& resources) {
    std::vector<std::string> result;
    for (const ResourceString& row : resources.strings) result.push_back(row.id);
    for (const Presentation& row : resources.presentations) result.push_back(row.id);
    return result;
  };
  CHECK(everything.resources[0].language == "sv-SE");
  CHECK(everything.resources[1].language == "en-US");
  CHECK(ids(everything.resources[0]) == ids(everything.resources[1]));
  CHECK(ids(everything.resources[0]).size() == 29);
}

TEST_CASE("every prefix of a good source is refused or read, never worse") {
  const std::string text = file_text(template_data() / "ok-everything.toml");
  for (std::size_t size = 0; size < text.size(); size += 7) {
    Diagnostics diagnostics;
    const auto result = template_source::read(text.substr(0, size), "prefix", diagnostics);
    CAPTURE(size);
    CHECK(result.has_value() == !diagnostics.has_errors());
  }
}

TEST_CASE("the example of the documentation is a good source") {
  const std::string page =
      file_text(::tests::source_folder() / "docs" / "formats" / "template-source.md");
  const std::size_t begin = page.find("```toml\n") + 8;
  const Template example = read_good(page.substr(begin, page.find("```", begin) - begin));
  CHECK(example.definitions.policies.size() == 1);
}

TEST_CASE("a source above the limit is refused by its size alone") {
  Diagnostics diagnostics;
  const std::string huge(limits::kSourceFileBytes + 1, '\n');
  CHECK_FALSE(template_source::read(huge, "huge.toml", diagnostics));
  CHECK(lines_of(diagnostics) ==
        std::vector<std::string>{"huge.toml: error: found a text of 16777217 bytes, expected at "
                                 "most 16777216 [template.syntax]"});
}

TEST_CASE("a long chain of categories is followed once, and the reference that closes it is told") {
  constexpr int kCount = 10'000;
  std::string chain;
  for (int i = 0; i < kCount; ++i) {
    chain +=
        fmt::format("[[category]]\nid = \"C{}\"\ntitle = {{ en-US = \"C\" }}\nparent = \"C{}\"\n",
                    i, (i + kCount - 1) % kCount);
  }
  const auto findings = findings_in(source_with("value_name = \"V\"", chain));
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].ends_with(
      ": error: the category 'C1' leads back to itself through 'C0' [template.cycle]"));
}

TEST_CASE("a likely id is told for the first unknown references only") {
  std::string categories;
  for (int i = 0; i < 25; ++i) {
    categories += fmt::format(
        "[[category]]\nid = \"Category{}\"\ntitle = {{ en-US = \"C\" }}\nparent = \"Categorx{}\"\n",
        i, i);
  }
  const auto findings = findings_in(source_with("value_name = \"V\"", categories));
  REQUIRE(findings.size() == 25);
  CHECK(std::ranges::count_if(findings, [](const std::string& line) {
          return line.find("did you mean 'Category") != std::string::npos;
        }) == 20);
}
