// Which languages are checked, and how translations are compared.
#include <catch2/catch.hpp>

#include "policy/check_templates/samples.hpp"

using namespace regpolicy;

namespace {

constexpr const char* kEnglish = "en-US/A.adml";
constexpr const char* kSwedish = "sv-SE/A.adml";
const std::string kQuestion = "<string id=\"Q\">Question</string>";

tests::TemplateFiles without_swedish_question() {
  tests::TemplateFiles files = tests::good_template();
  tests::change(files, kSwedish, kQuestion, "");
  return files;
}

// What is found where the two languages have these texts.
std::string said_of(const std::string& english, const std::string& swedish) {
  tests::TemplateFiles files = tests::good_template();
  const std::string text = "Up to 100 files in %TEMP%.";
  tests::change(files, kEnglish, text, english + '.');
  tests::change(files, kSwedish, text, swedish + ".");
  std::string said;
  for (const Diagnostic& item :
       check_store(tests::store_of(files), {.all_languages = true}).items) {
    said += item.message;
  }
  return said;
}

}  // namespace

TEST_CASE("a text that only one language lacks is missed where that language is asked for") {
  CHECK(tests::template_findings(without_swedish_question()) == "");
  CHECK(
      tests::template_findings(without_swedish_question(), {.languages = {"sv-se"}}) ==
      "A.admx:29:38: Q: error: there is no string 'Q' in 'sv-SE/A.adml' (add <string id=\"Q\"> to "
      "it) [admx.missing-string]");
  CHECK(tests::template_rules_found(without_swedish_question(), {.all_languages = true}) ==
        "admx.missing-string");
}

TEST_CASE("the fallback culture of a template is the one that is checked, and needed") {
  tests::TemplateFiles files = without_swedish_question();
  tests::change(files, "A.admx", "minRequiredRevision=\"1.0\"",
                "minRequiredRevision=\"1.0\" fallbackCulture=\"sv-SE\"");
  CHECK(tests::template_rules_found(files) == "admx.missing-string");
  files.erase(kSwedish);
  CHECK(tests::template_findings(files) ==
        "A.admx:1:1: error: there is no ADML file in sv-SE (add sv-SE/A.adml) [store.no-adml]");
}

TEST_CASE("a language without a file falls back, and only its absence is found") {
  CHECK(tests::template_findings(tests::good_template(), {.languages = {"de-DE"}}) ==
        "A.admx:1:1: warning: there is no ADML file in de-DE (the editor shows the texts of en-US) "
        "[store.no-translation]");
}

TEST_CASE("a store of several templates is checked file by file, in its order") {
  tests::TemplateFiles files = tests::good_template();
  files.merge(tests::small_template("B", "A"));
  files.merge(tests::small_template("0", "0"));
  tests::change(files, "0.admx", "$(string.C)", "$(string.D)");
  CHECK(tests::template_findings(files) ==
        "0.admx:1:195: C: error: there is no string 'D' in 'en-US/0.adml' (did you mean 'C'?) "
        "[admx.missing-string]\n"
        "en-US/0.adml:1:123: C: note: nothing uses the string 'C' [adml.unused-string]\n"
        "B.admx:1:92: error: the namespace 'A' is taken by 'A.admx' (remove one of the two files "
        "from the store, or give this one a namespace of its own) [store.namespace-taken]");
}

TEST_CASE("the findings about a store are the same on any number of threads") {
  tests::TemplateFiles files;
  for (const char* const name : {"A", "B", "C", "D", "E", "F"}) {
    files.merge(tests::small_template(name, "Same"));  // which the store's rules find
    tests::change(files, std::string(name) + ".admx", "$(string.C)", "$(string.D)");
  }
  const std::string alone = tests::template_findings(files, {.threads = 1});
  CHECK(alone.find("E.admx") != std::string::npos);
  for (const unsigned threads : {0U, 2U, 5U, 50U}) {
    CHECK(tests::template_findings(files, {.threads = threads}) == alone);
  }
}

TEST_CASE("what a file is full of is found once, and the rest is counted") {
  tests::TemplateFiles files = tests::good_template();
  tests::change(files, kEnglish, "</stringTable>",
                "<string id=\"X\">x</string><string id=\"Y\">y</string></stringTable>");
  CHECK(tests::template_findings(files) ==
        "en-US/A.adml:14:13: X: note: nothing uses the string 'X'; so is 1 more "
        "[adml.unused-string]");
}

TEST_CASE("a folder 'sv' is fine beside 'sv-SE'") {
  tests::TemplateFiles files = tests::good_template();
  files["sv/A.adml"] = files[kSwedish];
  CHECK(tests::template_findings(files, {.all_languages = true}) == "");
}

TEST_CASE("categories of Windows are known without its file") {
  const auto with_parent = [](const std::string& name) {
    tests::TemplateFiles files = tests::good_template();
    tests::change(files, "A.admx", "</policyNamespaces>",
                  "<using prefix=\"windows\" namespace=\"Microsoft.Policies.Windows\"/>"
                  "</policyNamespaces>");
    tests::change(
        files, "A.admx", "explainText=\"$(string.CX)\"/>",
        "explainText=\"$(string.CX)\"><parentCategory ref=\"windows:" + name + "\"/></category>");
    return tests::template_rules_found(files);
  };
  CHECK(with_parent("WindowsComponents") == "");
  CHECK(with_parent("WindowsComponent") == "admx.unknown-category");
}

TEST_CASE("placeholders are names between percent signs, numbered marks and those of printf") {
  CHECK(said_of("in %TEMP% and %windir%, %TEMP%", "") ==
        "found the placeholders none, and en-US has %TEMP% %windir%");
  CHECK(said_of("{0} of {1}, {x} {}", "{0}") ==
        "found the placeholders {0}, and en-US has {0} {1}");
  CHECK(said_of("%1 %2, %s: %lu", "%2") == "found the placeholders %2, and en-US has %1 %2 %lu %s");
  CHECK(said_of("50% of it, 5 %, 100%s", "50 % of it, 5 %, 100%") == "");
  CHECK(said_of("a % b % c", "") == "");
}

TEST_CASE("numbers are compared without what groups their digits") {
  CHECK(said_of("from 10 to 1,000,000", "1 000 000 and 10") == "");
  CHECK(said_of("1,000 kB",
                "1\xC2\xA0"
                "000 kB") == "");
  CHECK(said_of("version 10.0.17763, 5 files", "10 17763, five") == "");
  CHECK(said_of("1,000 kB", "1000 kB or 20") ==
        "the number 20 stands in one of the texts only, this one or that of en-US");
}

TEST_CASE("the table of translations counts what a language lacks and what differs") {
  tests::TemplateFiles files = without_swedish_question();
  tests::change(files, kSwedish, "</stringTable>",
                "<string id=\"X\">x</string><string id=\"S\">s</string></stringTable>");
  tests::change(files, kSwedish, "%TEMP%", "TEMP");
  const auto rows = translation_table(tests::store_of(files), {.all_languages = true});
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].name == "A");
  CHECK(rows[0].language == "sv-SE");
  CHECK(rows[0].texts == 9);
  CHECK(rows[0].missing == 1);
  CHECK(rows[0].extra == 1);
  CHECK(rows[0].duplicate == 1);
  CHECK(rows[0].untranslated == 0);
  CHECK(rows[0].differing == 1);
}

TEST_CASE("a language without a file lacks every text") {
  const auto rows =
      translation_table(tests::store_of(tests::good_template()), {.languages = {"de-DE"}});
  REQUIRE(rows.size() == 1);
  CHECK_FALSE(rows[0].has_file);
  CHECK(rows[0].missing == 9);
}
