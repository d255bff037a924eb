#include <regpolicy/admx.hpp>

#include <catch2/catch.hpp>

#include "formats/template_files.hpp"

using namespace regpolicy;
using namespace regpolicy::template_tests;

namespace {

PolicyDefinitions smallest() {
  PolicyDefinitions definitions;
  definitions.revision = "1.0";
  definitions.min_required_revision = "1.0";
  definitions.target = {"p", "N"};
  return definitions;
}

bool has_bare_line_feed(const std::string& text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r')) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("the ADMX of the source that uses everything is the recorded one, byte for byte") {
  const Template everything = read_good(file_text(template_data() / "ok-everything.toml"));
  CHECK(admx::write(everything.definitions) ==
        file_text(template_data() / "everything" / "Everything.admx"));
}

TEST_CASE("definitions without anything are the smallest valid ADMX") {
  CHECK(admx::write(smallest()) ==
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n"
        "<policyDefinitions "
        "xmlns=\"http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions\" "
        "revision=\"1.0\" schemaVersion=\"1.0\">\r\n"
        "  <policyNamespaces>\r\n"
        "    <target prefix=\"p\" namespace=\"N\" />\r\n"
        "  </policyNamespaces>\r\n"
        "  <resources minRequiredRevision=\"1.0\" />\r\n"
        "</policyDefinitions>\r\n");
}

TEST_CASE("ADMX is UTF-8 without byte order mark and ends its lines with CRLF") {
  const std::string text = file_text(template_data() / "everything" / "Everything.admx");
  CHECK(text.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n"));
  CHECK(text.ends_with("</policyDefinitions>\r\n"));
  CHECK_FALSE(has_bare_line_feed(text));
}

TEST_CASE("what attributes cannot hold as it is, is escaped") {
  PolicyDefinitions definitions = smallest();
  definitions.target.uri = "a\"b<c>&'\t\r\nd ";
  CHECK(admx::write(definitions).find("namespace=\"a&quot;b&lt;c>&amp;'&#09;&#13;&#10;d \"") !=
        std::string::npos);
}

TEST_CASE("a carriage return in a value survives an XML reader") {
  PolicyDefinitions definitions = smallest();
  Policy policy;
  policy.enabled_value = "a\r\nb\rc\nd]]>";
  definitions.policies.push_back(policy);
  CHECK(admx::write(definitions).find("<string>a&#13;\r\nb&#13;c\r\nd]]&gt;</string>") !=
        std::string::npos);
}

TEST_CASE("writing twice gives the same bytes") {
  const std::string source = file_text(template_data() / "ok-everything.toml");
  CHECK(admx::write(read_good(source).definitions) == admx::write(read_good(source).definitions));
}
