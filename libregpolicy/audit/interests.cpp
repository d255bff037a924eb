#include <regpolicy/interests.hpp>

#include <map>
#include <utility>

#include <regpolicy/provenance.hpp>
#include <regpolicy/registry_path.hpp>

namespace regpolicy::audit {
namespace {

using InterestMap = std::map<std::u16string, KeyInterest, NameLess>;

KeyInterest& interest_in(InterestMap& map, const std::u16string& key) {
  KeyInterest& interest = map[key];
  if (interest.key.empty()) interest.key = key;
  return interest;
}

// With the name of the enrolment that won, which device management keeps beside the value.
void add_value(InterestMap& map, const std::u16string& key, const std::u16string& name) {
  KeyInterest& interest = interest_in(map, key);
  interest.values.insert(name);
  if (is_within(key, kManagedKey)) interest.values.insert(name + std::u16string(kWinnerSuffix));
}

struct ConditionInterests {
  InterestMap& map;

  void operator()(const ValueCondition& condition) const {
    add_value(map, condition.key, condition.name);
  }
  void operator()(const SubkeysCondition& condition) const {
    KeyInterest& interest = interest_in(map, condition.key);
    interest.subkeys = true;
    interest.subkey_values.insert(u"");  // what a subkey is about often stands there
  }
  void operator()(const KeyCondition& condition) const { interest_in(map, condition.key); }
  void operator()(const AnySubkeyCondition& condition) const {
    KeyInterest& interest = interest_in(map, condition.key);
    interest.subkeys = true;
    interest.subkey_values.insert(condition.name);
  }
  void operator()(const BuildCondition&) const {}
  void operator()(const EditionCondition&) const {}
  void operator()(const AllOf& condition) const { add_all(condition.terms); }
  void operator()(const AnyOf& condition) const { add_all(condition.terms); }
  void operator()(const Not& condition) const { add_all(condition.term); }

  void add(const Condition& condition) const { std::visit(*this, condition.node); }
  void add(const std::optional<Condition>& condition) const {
    if (condition) add(*condition);
  }
  void add_all(const std::vector<Condition>& terms) const {
    for (const Condition& term : terms) add(term);
  }
};

struct InstructionInterests {
  InterestMap& map;

  void operator()(const SetValue& i) const { add_value(map, i.key, i.name); }
  void operator()(const SetIfAbsent& i) const { add_value(map, i.key, i.name); }
  void operator()(const DeleteValue& i) const { add_value(map, i.key, i.name); }
  void operator()(const DeleteAllValues& i) const { interest_in(map, i.key).all_values = true; }
  void operator()(const DeleteValues& i) const {
    interest_in(map, i.key).values.insert(i.names.begin(), i.names.end());
  }
  void operator()(const DeleteKeys& i) const {
    for (const std::u16string& name : i.names) interest_in(map, i.key + u"\\" + name);
  }
  void operator()(const CreateKey& i) const { interest_in(map, i.key); }
  void operator()(const SecureKey&) const {}
  void operator()(const Comment&) const {}
  void operator()(const Unknown&) const {}
};

// What provenance_of() reads of the list of applied objects.
void add_applied_objects(InterestMap& map, Side side) {
  KeyInterest& objects = interest_in(map, std::u16string(kAppliedObjectsKey));
  objects.subkeys = true;
  objects.subkey_values.insert(
      {u"DisplayName", u"GPOName", u"Link", u"GPOLink", u"DSPath", u"Version"});
  // By it the local policies for some users are told apart.
  if (side == Side::user) objects.subkey_values.insert(u"FileSysPath");
}

void add_extension_runs(InterestMap& map) {
  KeyInterest& runs = interest_in(map, std::u16string(kExtensionRunsKey));
  runs.subkeys = true;
  runs.subkey_values.insert({u"startTimeHi", u"startTimeLo"});
}

std::vector<KeyInterest> in_order(InterestMap& map) {
  std::vector<KeyInterest> list;
  list.reserve(map.size());
  for (auto& [key, interest] : map) list.push_back(std::move(interest));
  return list;
}

}  // namespace

Interests interests(const Baseline& baseline, const CompiledBaseline& compiled) {
  InterestMap machine;
  InterestMap user;
  interest_in(machine, std::u16string(kWindowsVersionKey)).values = {
      u"CurrentBuild", u"CurrentBuildNumber", u"EditionID"};
  add_applied_objects(machine, Side::machine);
  interest_in(machine, std::u16string(kConflictKey)).values.emplace(kManagementWinsValue);
  add_extension_runs(machine);
  const auto of = [&](Side side) -> InterestMap& { return side == Side::machine ? machine : user; };
  for (const Check& check : baseline.checks) {
    const ConditionInterests collector{of(check.side)};
    collector.add(check.applies_to);
    if (const auto* const require = std::get_if<Require>(&check.rule)) {
      collector.add(require->condition);
    } else if (const auto* const forbid = std::get_if<Forbid>(&check.rule)) {
      collector.add(forbid->condition);
    }
  }
  for (const BaselineSetting& setting : baseline.settings) {
    ConditionInterests{of(setting.setting.side)}.add(setting.audit.applies_to);
  }
  for (const BaselineValue& value : baseline.values) {
    ConditionInterests{of(value.side)}.add(value.audit.applies_to);
  }
  for (const Instruction& i : compiled.machine) std::visit(InstructionInterests{machine}, i);
  for (const Instruction& i : compiled.user) std::visit(InstructionInterests{user}, i);
  if (!user.empty()) add_applied_objects(user, Side::user);  // else no user is looked at
  return {in_order(machine), in_order(user)};
}

KeysOfInterest keys_of_interest(const Baseline& baseline, const CompiledBaseline& compiled) {
  const Interests all = interests(baseline, compiled);
  KeysOfInterest keys;
  for (const KeyInterest& interest : all.machine) keys.machine.push_back(interest.key);
  for (const KeyInterest& interest : all.user) keys.user.push_back(interest.key);
  return keys;
}

}  // namespace regpolicy::audit
