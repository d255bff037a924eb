// Baselines and observations for the tests of the audit, in few words.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include <regpolicy/audit.hpp>
#include <regpolicy/reg.hpp>

namespace regpolicy::test {

inline const std::u16string kKey = u"SOFTWARE\\Contoso";

// The test of the value `name` of kKey.
inline Condition value(std::u16string name, ValueTest test, std::optional<Type> type = {}) {
  return {ValueCondition{kKey, std::move(name), type, std::move(test)}};
}
inline Condition all(std::vector<Condition> terms) { return {AllOf{std::move(terms)}}; }
inline Condition any(std::vector<Condition> terms) { return {AnyOf{std::move(terms)}}; }
inline Condition negation(Condition term) {
  Not node;
  node.term.push_back(std::move(term));
  return {std::move(node)};
}
inline Equals equals(std::uint64_t number) { return {Scalar(number)}; }
inline Equals equals(std::u16string text) { return {Scalar(std::move(text))}; }

// What the lines below the header of a .reg file show.
inline Observation observe(std::string_view lines, const std::string& source = "reg:test.reg") {
  const auto file = reg::read(
      as_bytes("Windows Registry Editor Version 5.00\r\n\r\n" + std::string(lines) + "\r\n"));
  REQUIRE(file);
  Observation observation;
  observe_reg(observation, *file, source);
  return observation;
}

using Rule = std::variant<Require, Forbid, NotAuditable>;

inline Check check_of(Rule rule, std::string id = "test.check") {
  Check check;
  check.id = std::move(id);
  check.severity = CheckSeverity::blocker;
  check.as_of = "2025-06-01";
  check.source = {{"en-US", "A document"}, {"sv-SE", "A document"}};
  check.title = {{"en-US", "The title"}, {"sv-SE", "Rubriken"}};
  check.reason = {{"en-US", "The reason."}, {"sv-SE", "Skälet."}};
  check.remediation = {{"en-US", "The remedy."}, {"sv-SE", "Åtgärden."}};
  check.rule = std::move(rule);
  return check;
}

inline Baseline baseline_of(std::vector<Check> checks) {
  Baseline baseline;
  baseline.name = "Test";
  baseline.languages = {"en-US", "sv-SE"};
  baseline.conclusion = Conclusion{.ready = {{"en-US", "Ready."}, {"sv-SE", "Klar."}},
                                   .blocked = {{"en-US", "Blocked."}, {"sv-SE", "Hindrad."}},
                                   .unknown = {{"en-US", "Unknown."}, {"sv-SE", "Okänd."}}};
  baseline.checks = std::move(checks);
  return baseline;
}

// The findings of one check.
inline std::vector<audit::Finding> judge_all(Check check, const Observation& observation,
                                             const std::string& language = "en-US") {
  return audit::run(baseline_of({std::move(check)}), {}, observation, {.language = language})
      .findings;
}

inline audit::Finding judge(Check check, const Observation& observation,
                            const std::string& language = "en-US") {
  const auto findings = judge_all(std::move(check), observation, language);
  REQUIRE(findings.size() == 1);
  return findings.front();
}

inline audit::Verdict require_verdict(Condition condition, const Observation& observation) {
  return judge(check_of(Require{std::move(condition)}), observation).verdict;
}
inline audit::Verdict forbid_verdict(Condition condition, const Observation& observation) {
  return judge(check_of(Forbid{std::move(condition)}), observation).verdict;
}

}  // namespace regpolicy::test

namespace Catch {
template <>
struct StringMaker<regpolicy::audit::Verdict> {
  static std::string convert(regpolicy::audit::Verdict verdict) {
    return std::string(regpolicy::audit::to_string(verdict));
  }
};
}  // namespace Catch
