#include <regpolicy/findings.hpp>
#include <regpolicy/version.hpp>

#include <catch2/catch.hpp>

using namespace regpolicy;

namespace {

Diagnostics one_finding(Location location, std::string message = "found") {
  Diagnostics findings;
  findings.warning("x.rule", std::move(message), std::move(location));
  return findings;
}

const std::vector<Rule> kRules = {{"x.other", Severity::error, "Other", "Why."},
                                  {"x.rule", Severity::warning, "Title", "Because."}};

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::string uri_of(const std::string& source) {
  const std::string text = sarif(one_finding({.source = source}), kRules);
  const std::string mark = "\"uri\": \"";
  const std::size_t start = text.find(mark) + mark.size();
  return text.substr(start, text.find('"', start) - start);
}

}  // namespace

TEST_CASE("findings as JSON: what is known, null for the rest, and the counts") {
  Diagnostics findings;
  findings.error("x.rule", "found \"it\"", {.source = "a.toml", .line = 12, .column = 3}, "a hint");
  findings.warning("", "no rule", {});
  findings.items.push_back({"x.other",
                            Severity::note,
                            "bytes",
                            {.source = "a.pol", .offset = 8, .record = 1, .path = "K\\N"},
                            ""});
  CHECK(findings_json(findings) == R"({
  "schema": "regpolicy/findings/1",
  "findings": [
    {
      "rule": "x.rule",
      "severity": "error",
      "file": "a.toml",
      "line": 12,
      "column": 3,
      "offset": null,
      "record": null,
      "path": null,
      "message": "found \"it\"",
      "hint": "a hint"
    },
    {
      "rule": null,
      "severity": "warning",
      "file": null,
      "line": null,
      "column": null,
      "offset": null,
      "record": null,
      "path": null,
      "message": "no rule",
      "hint": null
    },
    {
      "rule": "x.other",
      "severity": "note",
      "file": "a.pol",
      "line": null,
      "column": null,
      "offset": 8,
      "record": 1,
      "path": "K\\N",
      "message": "bytes",
      "hint": null
    }
  ],
  "errors": 1,
  "warnings": 1,
  "notes": 1
}
)");
}

TEST_CASE("no findings as JSON are an empty list") {
  CHECK(findings_json({}) ==
        "{\n  \"schema\": \"regpolicy/findings/1\",\n  \"findings\": [],\n  \"errors\": 0,\n"
        "  \"warnings\": 0,\n  \"notes\": 0\n}\n");
}

TEST_CASE("findings as SARIF: the tool, all its rules, and each finding with its place") {
  Diagnostics findings;
  findings.warning(
      "x.rule", "found",
      {.source = "Machine/a.pol", .offset = 8, .record = 1, .path = "K\\N", .length = 2}, "a hint");
  findings.error("x.unlisted", "text", {.source = "a.toml", .line = 12, .column = 3});
  CHECK(sarif(findings, {kRules[1]}) == R"json({
  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
  "version": "2.1.0",
  "runs": [
    {
      "tool": {
        "driver": {
          "name": "regpolicy",
          "version": ")json" + std::string(kVersion) +
                                            R"json(",
          "rules": [
            {
              "id": "x.rule",
              "shortDescription": {
                "text": "Title"
              },
              "fullDescription": {
                "text": "Because."
              },
              "help": {
                "text": "Because."
              },
              "defaultConfiguration": {
                "level": "warning"
              }
            }
          ]
        }
      },
      "columnKind": "unicodeCodePoints",
      "results": [
        {
          "ruleId": "x.rule",
          "ruleIndex": 0,
          "level": "warning",
          "message": {
            "text": "found (a hint)"
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "Machine/a.pol"
                },
                "region": {
                  "byteOffset": 8,
                  "byteLength": 2
                }
              },
              "logicalLocations": [
                {
                  "fullyQualifiedName": "K\\N"
                }
              ]
            }
          ],
          "properties": {
            "record": 1
          }
        },
        {
          "ruleId": "x.unlisted",
          "level": "error",
          "message": {
            "text": "text"
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "a.toml"
                },
                "region": {
                  "startLine": 12,
                  "startColumn": 3
                }
              }
            }
          ]
        }
      ]
    }
  ]
}
)json");
}

TEST_CASE("a finding without a place has no location in SARIF") {
  CHECK_FALSE(contains(sarif(one_finding({}), kRules), "locations"));
}

TEST_CASE("braces are doubled in the messages of SARIF, where single ones are placeholders") {
  CHECK(contains(sarif(one_finding({}, "found \\u{0009}"), kRules), "found \\\\u{{0009}}"));
}

TEST_CASE("file names become URI references in SARIF") {
  CHECK(uri_of("a.pol") == "a.pol");
  CHECK(uri_of("My GPO/50%.pol") == "My%20GPO/50%25.pol");
  CHECK(uri_of("Å.pol") == "%C3%85.pol");
  CHECK(uri_of("a:b.pol") == "a%3Ab.pol");
  CHECK(uri_of("a?b#c.pol") == "a%3Fb%23c.pol");
  CHECK(uri_of("{31B2F340}/a.pol") == "%7B31B2F340%7D/a.pol");
  CHECK(uri_of("/srv/a b.pol") == "file:///srv/a%20b.pol");
  CHECK(uri_of("C:\\Temp\\a.pol") == "file:///C:/Temp/a.pol");
  CHECK(uri_of("Machine\\Registry.pol") == "Machine/Registry.pol");
  CHECK(uri_of("\\\\server\\share\\a.pol") == "file://server/share/a.pol");
  CHECK(uri_of("\xFF\n.pol") == "%FF%0A.pol");
}

TEST_CASE("bytes that are no UTF-8 become U+FFFD") {
  const Diagnostics findings = one_finding({.source = "\xFF.pol"}, "half \xED\xA0\x80 pair");
  CHECK(contains(findings_json(findings), "\"file\": \"\xEF\xBF\xBD.pol\""));
  CHECK(contains(findings_json(findings), "half \xEF\xBF\xBD"));
  CHECK_FALSE(contains(findings_json(findings), "\xED\xA0"));
  CHECK(contains(sarif(findings, kRules), "half \xEF\xBF\xBD"));
  CHECK_FALSE(contains(sarif(findings, kRules), "\xED\xA0"));
}
