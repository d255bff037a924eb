#include "formats/xccdf/xccdf.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "core/escape_lines.hpp"
#include "formats/xml/xml.hpp"

namespace regpolicy::xccdf {
namespace {

constexpr const char* kNamespace = "http://checklists.nist.gov/xccdf/1.2";
constexpr const char* kOvalSystem = "http://oval.mitre.org/XMLSchema/oval-definitions-5";

std::string severity_name(Severity severity) {
  switch (severity) {
    case Severity::info: return "info";
    case Severity::low: return "low";
    case Severity::medium: return "medium";
    case Severity::high: return "high";
  }
  return "";
}

std::string outcome_name(Outcome outcome) {
  switch (outcome) {
    case Outcome::pass: return "pass";
    case Outcome::fail: return "fail";
    case Outcome::unknown: return "unknown";
    case Outcome::not_applicable: return "notapplicable";
    case Outcome::not_checked: return "notchecked";
  }
  return "";
}

class BenchmarkWriter {
 public:
  explicit BenchmarkWriter(const Benchmark& source) : source_(source) {}

  [[nodiscard]] std::string write() {
    pugi::xml_document document;
    xml::add_declaration(document);
    if (!source_.comment.empty()) {
      document.append_child(pugi::node_comment)
          .set_value(fmt::format(" {} ", source_.comment).c_str());
    }
    pugi::xml_node root = xml::add(document, "Benchmark");
    xml::set(root, "xmlns", std::string(kNamespace));
    xml::set(root, "id", "xccdf_regpolicy_benchmark_" + source_.id);
    xml::set_bool(root, "resolved", true);
    xml::set(root, "xml:lang", source_.language);
    xml::add_text(root, "status", "accepted");
    xml::add_text(root, "title", escape_for_display(source_.title));
    xml::add_text(root, "description", escape_lines_for_display(source_.description));
    xml::set(xml::add(root, "platform"), "idref", std::string("cpe:/o:microsoft:windows"));
    xml::add_text(root, "version", escape_for_display(source_.version));
    pugi::xml_node metadata = xml::add(root, "metadata");
    xml::set(metadata, "xmlns:dc", std::string("http://purl.org/dc/elements/1.1/"));
    xml::add_text(metadata, "dc:title", escape_for_display(source_.title));
    xml::add_text(metadata, "dc:creator", source_.test_system);
    for (const Rule& rule : source_.rules) add_rule(root, rule);
    add_result(root);
    return xml::to_text(document);
  }

 private:
  static void add_if_any(pugi::xml_node parent, const char* name, const std::string& text) {
    if (!text.empty()) xml::add_text(parent, name, escape_lines_for_display(text));
  }

  void add_check(pugi::xml_node parent, const Rule& rule) const {
    if (rule.definition.empty()) return;
    pugi::xml_node check = xml::add(parent, "check");
    xml::set(check, "system", std::string(kOvalSystem));
    pugi::xml_node content = xml::add(check, "check-content-ref");
    xml::set(content, "href", source_.definitions_href);
    xml::set(content, "name", rule.definition);
  }

  void add_rule(pugi::xml_node parent, const Rule& rule) const {
    pugi::xml_node node = xml::add(parent, "Rule");
    xml::set(node, "id", "xccdf_regpolicy_rule_" + rule.id);
    xml::set_bool(node, "selected", true);
    xml::set(node, "severity", severity_name(rule.severity));
    xml::add_text(node, "title", escape_for_display(rule.title));
    add_if_any(node, "reference", rule.reference);
    add_if_any(node, "rationale", rule.rationale);
    add_if_any(node, "fixtext", rule.fix_text);
    add_check(node, rule);
  }

  void add_result(pugi::xml_node parent) const {
    pugi::xml_node result = xml::add(parent, "TestResult");
    xml::set(result, "id", "xccdf_regpolicy_testresult_" + source_.id);
    xml::set(result, "end-time", source_.end_time);
    xml::set(result, "test-system", source_.test_system);
    xml::set(result, "version", escape_for_display(source_.version));
    xml::add_text(result, "title", escape_for_display(source_.title));
    xml::add_text(result, "target", escape_for_display(source_.target));
    for (const Rule& rule : source_.rules) {
      pugi::xml_node node = xml::add(result, "rule-result");
      xml::set(node, "idref", "xccdf_regpolicy_rule_" + rule.id);
      xml::set(node, "severity", severity_name(rule.severity));
      xml::add_text(node, "result", outcome_name(rule.outcome));
      if (!rule.message.empty()) {
        pugi::xml_node message =
            xml::add_text(node, "message", escape_lines_for_display(rule.message));
        xml::set(message, "severity", std::string("info"));
      }
      add_check(node, rule);
    }
    add_scores(result);
  }

  void add_scores(pugi::xml_node result) const {
    const auto count = [this](Outcome outcome) {
      return static_cast<std::uint64_t>(std::ranges::count(source_.rules, outcome, &Rule::outcome));
    };
    const std::uint64_t passed = count(Outcome::pass);
    const std::uint64_t scored = passed + count(Outcome::fail) + count(Outcome::unknown);
    // In hundredths, rounded down: 100 is only all of them.
    const std::uint64_t percent = scored == 0 ? 0 : passed * 10000 / scored;
    add_score(result, "urn:xccdf:scoring:default", "100",
              fmt::format("{}.{:02}", percent / 100, percent % 100));
    add_score(result, "urn:xccdf:scoring:flat-unweighted", std::to_string(scored),
              std::to_string(passed));
  }

  static void add_score(pugi::xml_node result, const char* system, const std::string& maximum,
                        const std::string& score) {
    pugi::xml_node node = xml::add_text(result, "score", score);
    xml::set(node, "system", std::string(system));
    xml::set(node, "maximum", maximum);
  }

  const Benchmark& source_;
};

}  // namespace

std::string write(const Benchmark& benchmark) { return BenchmarkWriter(benchmark).write(); }

}  // namespace regpolicy::xccdf
