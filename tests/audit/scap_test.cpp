// The report for SCAP tools. That OpenSCAP reaches the same verdicts from it is shown by
// check_oscap.py.
#include <catch2/catch.hpp>

#include <regpolicy/scap.hpp>
#include <regpolicy/version.hpp>

#include "audit/builders.hpp"

namespace regpolicy {
namespace {

using namespace test;
using audit::ScapDocuments;

ScapDocuments scap_of(Check check, const Observation& observation,
                      const std::string& time = "2026-11-25T16:42:48Z") {
  const Baseline baseline = baseline_of({std::move(check)});
  audit::Report report = audit::run(baseline, {}, observation);
  report.time = time;
  return audit::to_scap(baseline, {}, observation, report, "r.xml");
}

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// The lines between two, without the ends of lines.
std::string lines_between(std::string_view text, std::string_view first, std::string_view last) {
  const std::size_t from = text.find(first);
  const std::size_t to = text.find(last, from);
  REQUIRE(from != std::string_view::npos);
  REQUIRE(to != std::string_view::npos);
  std::string lines;
  for (const char c : text.substr(from, to + last.size() - from)) {
    if (c != '\r') lines += c;
  }
  return lines;
}

}  // namespace

TEST_CASE("a check as OVAL is a test of the value with a state for each type", "[audit][scap]") {
  const ScapDocuments made = scap_of(check_of(Require{value(u"Level", equals(1))}),
                                     observe("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso]\r\n"
                                             "\"Level\"=dword:00000001"));
  CHECK(made.not_in_oval.empty());
  CHECK(lines_between(made.definitions, "<definition ", "</definition>") ==
        R"(<definition id="oval:regpolicy:def:1" version="1" class="compliance">
      <metadata>
        <title>The title</title>
        <affected family="windows" />
        <description>The reason.</description>
      </metadata>
      <criteria>
        <criterion test_ref="oval:regpolicy:tst:1" />
      </criteria>
    </definition>)");
  CHECK(lines_between(made.definitions, "<tests>", "</states>") ==
        R"(<tests>
    <win:registry_test id="oval:regpolicy:tst:1" version="1" check="at least one" check_existence="at_least_one_exists" state_operator="OR" comment="HKLM\SOFTWARE\Contoso\Level: 1">
      <win:object object_ref="oval:regpolicy:obj:1" />
      <win:state state_ref="oval:regpolicy:ste:1" />
      <win:state state_ref="oval:regpolicy:ste:2" />
    </win:registry_test>
  </tests>
  <objects>
    <win:registry_object id="oval:regpolicy:obj:1" version="1">
      <win:behaviors windows_view="64_bit" />
      <win:hive>HKEY_LOCAL_MACHINE</win:hive>
      <win:key>SOFTWARE\Contoso</win:key>
      <win:name>Level</win:name>
    </win:registry_object>
  </objects>
  <states>
    <win:registry_state id="oval:regpolicy:ste:1" version="1">
      <win:type>reg_dword</win:type>
      <win:value datatype="int">1</win:value>
    </win:registry_state>
    <win:registry_state id="oval:regpolicy:ste:2" version="1">
      <win:type>reg_qword</win:type>
      <win:value datatype="int">1</win:value>
    </win:registry_state>
  </states>)");
}

TEST_CASE("the characteristics hold what was observed", "[audit][scap]") {
  const ScapDocuments made = scap_of(check_of(Require{value(u"Level", equals(1))}),
                                     observe("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso]\r\n"
                                             "\"level\"=\"one\""));
  CHECK(lines_between(made.characteristics, "<collected_objects>", "</system_data>") ==
        R"(<collected_objects>
    <object id="oval:regpolicy:obj:1" version="1" flag="complete">
      <reference item_ref="1" />
    </object>
  </collected_objects>
  <system_data>
    <win:registry_item id="1">
      <win:hive>HKEY_LOCAL_MACHINE</win:hive>
      <win:key>SOFTWARE\Contoso</win:key>
      <win:name>level</win:name>
      <win:type>reg_sz</win:type>
      <win:value datatype="string">one</win:value>
      <win:windows_view>64_bit</win:windows_view>
    </win:registry_item>
  </system_data>)");
}

TEST_CASE("what is missing does not exist, and what is not told was not collected",
          "[audit][scap]") {
  const Check check = check_of(Require{value(u"Level", equals(1))});
  CHECK(has(scap_of(check, observe("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso]")).characteristics,
            R"(flag="does not exist")"));
  CHECK(has(scap_of(check, observe("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Other]")).characteristics,
            R"(flag="not collected")"));
}

TEST_CASE("an item stands for the subkeys that are not told", "[audit][scap]") {
  const ScapDocuments made = scap_of(check_of(Forbid{{AnySubkeyCondition{kKey, u"v", Exists{}}}}),
                                     observe("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso\\A]"));
  CHECK(has(made.characteristics, R"(flag="incomplete")"));
  CHECK(has(made.characteristics, R"(<win:registry_item id="1" status="not collected">)"));
}

TEST_CASE("the benchmark refers to the definitions and holds the audit's verdict",
          "[audit][scap]") {
  const ScapDocuments made =
      scap_of(check_of(Require{value(u"Level", equals(1))}, "contoso:level/1"),
              observe("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso]"));
  CHECK(lines_between(made.benchmark, "<Rule ", "</Rule>") ==
        R"(<Rule id="xccdf_regpolicy_rule_contoso_level_1" selected="true" severity="high">
    <title>The title</title>
    <reference>A document</reference>
    <rationale>The reason.</rationale>
    <fixtext>The remedy.</fixtext>
    <check system="http://oval.mitre.org/XMLSchema/oval-definitions-5">
      <check-content-ref href="r.xml" name="oval:regpolicy:def:1" />
    </check>
  </Rule>)");
  CHECK(has(made.benchmark, "<result>fail</result>"));
  CHECK(has(made.benchmark, R"(end-time="2026-11-25T16:42:48Z")"));
  CHECK(has(made.benchmark,
            R"(<score system="urn:xccdf:scoring:flat-unweighted" maximum="1">0</score>)"));
}

TEST_CASE("a report for SCAP tools says that its time is not told", "[audit][scap]") {
  const ScapDocuments made =
      scap_of(check_of(Require{value(u"Level", equals(1))}), observe(""), "");
  const std::string_view sentence =
      "The time of the run is not told; 1970-01-01T00:00:00Z stands for it.";
  CHECK(has(made.definitions, sentence));
  CHECK(has(made.benchmark, sentence));
  CHECK(has(made.characteristics, "<oval:timestamp>1970-01-01T00:00:00Z</oval:timestamp>"));
}

TEST_CASE("what OVAL cannot express is listed and neither true nor false", "[audit][scap]") {
  const ScapDocuments made =
      scap_of(check_of(Require{value(u"Name", Matches{"\\u0061"})}), observe(""));
  REQUIRE(made.not_in_oval.size() == 1);
  CHECK(made.not_in_oval.front().id == "test.check");
  CHECK(made.not_in_oval.front().reason ==
        "The pattern \"\\u0061\" is not written as OVAL's patterns are.");
  CHECK(has(made.definitions, "<ind:unknown_test "));
  CHECK(has(made.definitions, "<note>" + made.not_in_oval.front().reason + "</note>"));
  CHECK(has(made.benchmark, "Not expressed in OVAL: " + made.not_in_oval.front().reason));
}

TEST_CASE("a secret stands in none of the three documents", "[audit][scap]") {
  const ScapDocuments made = scap_of(check_of(Require{value(u"DefaultPassword", Exists{})}),
                                     observe("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso]\r\n"
                                             "\"DefaultPassword\"=\"hunter2\""));
  for (const std::string& document : {made.definitions, made.characteristics, made.benchmark}) {
    CHECK_FALSE(has(document, "hunter2"));
  }
  CHECK(has(made.characteristics, R"(flag="not collected")"));
  CHECK(has(made.characteristics, "is a secret, which no report shows."));
}

TEST_CASE("a check by hand has no definition", "[audit][scap]") {
  const ScapDocuments made =
      scap_of(check_of(NotAuditable{{{"en-US", "Look at it -- by hand."}}}), observe(""));
  CHECK_FALSE(has(made.definitions, "<definition "));
  CHECK(has(made.definitions, "test.check: Look at it - - by hand."));
  CHECK(has(made.benchmark, "<result>notchecked</result>"));
  CHECK_FALSE(has(made.benchmark, "<check "));
}

}  // namespace regpolicy
