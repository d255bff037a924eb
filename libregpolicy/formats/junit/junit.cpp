#include "formats/junit/junit.hpp"

#include <algorithm>

#include <regpolicy/text.hpp>

#include "core/escape_lines.hpp"
#include "formats/xml/xml.hpp"

namespace regpolicy::junit {
namespace {

const char* element_name(Outcome outcome) {
  switch (outcome) {
    case Outcome::failure: return "failure";
    case Outcome::error: return "error";
    case Outcome::skipped: return "skipped";
    case Outcome::passed: break;
  }
  return "";
}

void set_counts(pugi::xml_node node, const TestSuite& suite) {
  const auto count = [&suite](Outcome outcome) {
    return static_cast<std::uint64_t>(std::ranges::count(suite.cases, outcome, &TestCase::outcome));
  };
  xml::set(node, "tests", static_cast<std::uint64_t>(suite.cases.size()));
  xml::set(node, "failures", count(Outcome::failure));
  xml::set(node, "errors", count(Outcome::error));
  xml::set(node, "skipped", count(Outcome::skipped));
}

void add_case(pugi::xml_node parent, const TestCase& test, const std::string& suite) {
  pugi::xml_node node = xml::add(parent, "testcase");
  xml::set(node, "classname", suite);
  xml::set(node, "name", escape_for_display(test.name));
  if (test.outcome == Outcome::passed) return;
  pugi::xml_node outcome = xml::add(node, element_name(test.outcome));
  xml::set(outcome, "message", escape_for_display(test.message));
  if (test.outcome != Outcome::skipped) xml::set(outcome, "type", test.type);
  xml::set_text(outcome, escape_lines_for_display(test.text));
}

}  // namespace

std::string write(const TestSuite& suite) {
  pugi::xml_document document;
  const std::string name = escape_for_display(suite.name);
  pugi::xml_node root = xml::add(document, "testsuites");
  xml::set(root, "name", std::string("regpolicy"));
  pugi::xml_node node = xml::add(root, "testsuite");
  xml::set(node, "name", name);
  set_counts(node, suite);
  if (!suite.timestamp.empty()) xml::set(node, "timestamp", suite.timestamp);
  for (const TestCase& test : suite.cases) add_case(node, test, name);
  return xml::to_text(document);
}

}  // namespace regpolicy::junit
