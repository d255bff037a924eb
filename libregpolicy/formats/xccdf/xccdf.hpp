// XCCDF 1.2: a benchmark, which lists rules, and the result of testing a machine by it. Written
// only.
//
// Source: the schema xccdf_1.2.xsd and NIST IR 7275 revision 4 (in brackets its sections).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace regpolicy::xccdf {

enum class Severity { info, low, medium, high };

// [6.6.4.2] of those there are, the ones that an audit can come to
enum class Outcome { pass, fail, unknown, not_applicable, not_checked };

// All texts are UTF-8 and are escaped for display; those of several lines keep their line feeds.
struct Rule {
  std::string id;  // ends "xccdf_regpolicy_rule_..."
  Severity severity = Severity::medium;
  std::string title;
  std::string reference{}, rationale{}, fix_text{};  // left out where they are empty
  std::string definition{};                          // id of OVAL's; empty: there is none

  // Of the result.
  Outcome outcome = Outcome::pass;
  std::string message{};
};

struct Benchmark {
  std::string id;        // ends "xccdf_regpolicy_benchmark_..." and "..._testresult_..."
  std::string language;  // of the texts: "en-US"
  std::string title, description;
  std::string version;
  std::string comment;           // in front of all
  std::string definitions_href;  // the file of OVAL's definitions
  std::vector<Rule> rules;
  // Of the result.
  std::string target;  // the machine
  std::string test_system;
  std::string end_time;  // 2026-11-25T16:42:48Z
};

// With scores by the models of the specification [7.2.2, 7.2.4], in which what was not checked and
// what does not apply do not count.
[[nodiscard]] std::string write(const Benchmark& benchmark);

}  // namespace regpolicy::xccdf
