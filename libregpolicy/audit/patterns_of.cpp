#include "audit/patterns_of.hpp"

namespace regpolicy::audit {
namespace {

struct PatternCollector {
  PatternSet& patterns;

  void operator()(const ValueCondition& condition) const { add(condition.test); }
  void operator()(const AnySubkeyCondition& condition) const { add(condition.test); }
  void operator()(const EditionCondition& condition) const { patterns.add(condition.pattern); }
  void operator()(const SubkeysCondition&) const {}
  void operator()(const KeyCondition&) const {}
  void operator()(const BuildCondition&) const {}
  void operator()(const AllOf& condition) const { add_all(condition.terms); }
  void operator()(const AnyOf& condition) const { add_all(condition.terms); }
  void operator()(const Not& condition) const { add_all(condition.term); }

  void add(const ValueTest& test) const {
    if (const auto* const pattern = std::get_if<Matches>(&test)) patterns.add(pattern->pattern);
  }
  void add_all(const std::vector<Condition>& terms) const {
    for (const Condition& term : terms) std::visit(*this, term.node);
  }
  void add_if_any(const std::optional<Condition>& condition) const {
    if (condition) std::visit(*this, condition->node);
  }
};

}  // namespace

PatternSet patterns_of(const Baseline& baseline) {
  PatternSet patterns;
  const PatternCollector collector{patterns};
  for (const Check& check : baseline.checks) {
    collector.add_if_any(check.applies_to);
    if (const auto* const require = std::get_if<Require>(&check.rule)) {
      std::visit(collector, require->condition.node);
    } else if (const auto* const forbid = std::get_if<Forbid>(&check.rule)) {
      std::visit(collector, forbid->condition.node);
    }
  }
  for (const BaselineSetting& setting : baseline.settings) {
    collector.add_if_any(setting.audit.applies_to);
  }
  for (const BaselineValue& value : baseline.values) collector.add_if_any(value.audit.applies_to);
  return patterns;
}

}  // namespace regpolicy::audit
