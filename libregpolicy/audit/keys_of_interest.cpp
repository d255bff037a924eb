#include <set>

#include <regpolicy/audit.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy::audit {
namespace {

using Keys = std::set<std::u16string, NameLess>;

struct KeyCollector {
  Keys& keys;

  void operator()(const ValueCondition& condition) const { keys.insert(condition.key); }
  void operator()(const SubkeysCondition& condition) const { keys.insert(condition.key); }
  void operator()(const KeyCondition& condition) const { keys.insert(condition.key); }
  void operator()(const AnySubkeyCondition& condition) const { keys.insert(condition.key); }
  void operator()(const BuildCondition&) const {}
  void operator()(const EditionCondition&) const {}
  void operator()(const AllOf& condition) const { collect_all(condition.terms); }
  void operator()(const AnyOf& condition) const { collect_all(condition.terms); }
  void operator()(const Not& condition) const { collect_all(condition.term); }

  void collect(const Condition& condition) const { std::visit(*this, condition.node); }
  void collect(const std::optional<Condition>& condition) const {
    if (condition) collect(*condition);
  }
  void collect_all(const std::vector<Condition>& terms) const {
    for (const Condition& term : terms) collect(term);
  }
};

}  // namespace

KeysOfInterest keys_of_interest(const Baseline& baseline, const CompiledBaseline& compiled) {
  Keys machine{std::u16string(kWindowsVersionKey), std::u16string(kAppliedObjectsKey),
               std::u16string(kExtensionRunsKey)};
  Keys user{std::u16string(kAppliedObjectsKey)};
  const auto of = [&](Side side) -> Keys& { return side == Side::machine ? machine : user; };
  for (const Check& check : baseline.checks) {
    const KeyCollector collector{of(check.side)};
    collector.collect(check.applies_to);
    if (const auto* const require = std::get_if<Require>(&check.rule)) {
      collector.collect(require->condition);
    } else if (const auto* const forbid = std::get_if<Forbid>(&check.rule)) {
      collector.collect(forbid->condition);
    }
  }
  for (const BaselineSetting& setting : baseline.settings) {
    KeyCollector{of(setting.setting.side)}.collect(setting.audit.applies_to);
  }
  for (const BaselineValue& value : baseline.values) {
    KeyCollector{of(value.side)}.collect(value.audit.applies_to);
  }
  for (const Instruction& i : compiled.machine) machine.insert(key_of(i));
  for (const Instruction& i : compiled.user) user.insert(key_of(i));
  return {{machine.begin(), machine.end()}, {user.begin(), user.end()}};
}

}  // namespace regpolicy::audit
