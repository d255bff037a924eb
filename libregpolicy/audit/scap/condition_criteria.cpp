#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "audit/evaluate.hpp"
#include "audit/evidence.hpp"
#include "audit/scap/criteria.hpp"

namespace regpolicy::audit {
namespace {

using oval::Comparison;
using oval::Criteria;
using oval::Datatype;
using oval::Operation;

// A test of a value, in states.
struct StatesOfTest {
  OvalStates comparable{};          // one of these: the test can look at the value
  std::vector<OvalStates> holds{};  // one of these: the test holds
  std::string cannot_say{};         // why there are none
};

oval::State oval_state(Type type, Comparison value) {
  return {.type = oval_type(type), .value = std::move(value)};
}

Comparison any_text() { return {Operation::pattern_match, Datatype::string, {".*"}}; }
// No number has so many digits that its reader could count no further.
Comparison decimal_text() {
  return {Operation::pattern_match, Datatype::string, {"^[0-9]{1,18}$"}};
}
Comparison number(Operation operation, std::uint64_t bound) {
  return {operation, Datatype::integer, {std::to_string(bound)}};
}

struct StatesMaker {
  const std::optional<Type>& type;
  const Words& words;

  [[nodiscard]] std::vector<Type> numbers() const {
    if (!type) return {Type::dword, Type::qword};
    const bool is_number =
        *type == Type::dword || *type == Type::qword || *type == Type::dword_big_endian;
    return is_number ? std::vector<Type>{*type} : std::vector<Type>{};
  }
  [[nodiscard]] std::vector<Type> texts() const {
    if (!type) return {Type::sz, Type::expand_sz};
    const bool is_text = *type == Type::sz || *type == Type::expand_sz;
    return is_text ? std::vector<Type>{*type} : std::vector<Type>{};
  }

  StatesOfTest operator()(const Equals& test) const { return one_of({test.operand}); }
  StatesOfTest operator()(const OneOf& test) const { return one_of(test.operands); }
  StatesOfTest operator()(const AtLeast& test) const {
    return bound(number(Operation::at_least, test.operand));
  }
  StatesOfTest operator()(const AtMost& test) const {
    return bound(number(Operation::at_most, test.operand));
  }
  StatesOfTest operator()(const Matches& test) const;
  // Of these only the existence counts.
  StatesOfTest operator()(const Exists&) const { return {}; }
  StatesOfTest operator()(const Absent&) const { return {}; }

 private:
  [[nodiscard]] StatesOfTest one_of(const std::vector<Scalar>& operands) const;
  [[nodiscard]] StatesOfTest bound(const Comparison& comparison) const;
};

StatesOfTest StatesMaker::one_of(const std::vector<Scalar>& operands) const {
  Comparison same_number{Operation::equals, Datatype::integer, {}};
  Comparison same_text{Operation::case_insensitive_equals, Datatype::string, {}};
  for (const Scalar& operand : operands) {
    if (const auto* const n = std::get_if<std::uint64_t>(&operand)) {
      same_number.operands.push_back(std::to_string(*n));
    } else {
      same_text.operands.push_back(to_utf8(std::get<std::u16string>(operand)));
      if (!oval::is_xml_text(same_text.operands.back())) {
        return {.cannot_say = std::string(words.not_in_xml)};
      }
    }
  }
  StatesOfTest states;
  OvalStates holds;
  const auto add = [&](const std::vector<Type>& types, const Comparison& any,
                       const Comparison& same) {
    if (same.operands.empty()) return;
    for (const Type each : types) {
      states.comparable.list.push_back(oval_state(each, any));
      holds.list.push_back(oval_state(each, same));
    }
  };
  add(numbers(), number(Operation::at_least, 0), same_number);
  add(texts(), any_text(), same_text);
  states.holds.push_back(std::move(holds));
  return states;
}

// A text is compared where it is a decimal number. Two states say so, since another text compared
// with a number is an error.
StatesOfTest StatesMaker::bound(const Comparison& comparison) const {
  StatesOfTest states;
  OvalStates of_numbers;
  for (const Type each : numbers()) {
    states.comparable.list.push_back(oval_state(each, number(Operation::at_least, 0)));
    of_numbers.list.push_back(oval_state(each, comparison));
  }
  if (!of_numbers.list.empty()) states.holds.push_back(std::move(of_numbers));
  for (const Type each : texts()) {
    states.comparable.list.push_back(oval_state(each, decimal_text()));
    states.holds.push_back(
        {{oval_state(each, decimal_text()), oval_state(each, comparison)}, true});
  }
  return states;
}

StatesOfTest StatesMaker::operator()(const Matches& test) const {
  const auto pattern = oval_pattern(test.pattern);
  if (!pattern) {
    return {.cannot_say = fill(words.not_an_oval_pattern, escape_for_display(test.pattern))};
  }
  StatesOfTest states;
  OvalStates holds;
  for (const Type each : texts()) {
    states.comparable.list.push_back(oval_state(each, any_text()));
    holds.list.push_back(
        oval_state(each, {Operation::pattern_match, Datatype::string, {*pattern}}));
  }
  states.holds.push_back(std::move(holds));
  return states;
}

// No value is of two types.
OvalStates impossible() { return {{{.type = "reg_none"}, {.type = "reg_binary"}}, true}; }

struct CriteriaMaker {
  const OvalSubject& subject;
  bool demanded;
  OvalDraft& draft;

  Criteria operator()(const ValueCondition& condition) const;
  Criteria operator()(const SubkeysCondition& condition) const;
  Criteria operator()(const KeyCondition& condition) const;
  Criteria operator()(const AnySubkeyCondition& condition) const;
  Criteria operator()(const BuildCondition& condition) const;
  Criteria operator()(const EditionCondition& condition) const;
  Criteria operator()(const AllOf& condition) const { return combine(condition.terms, demanded); }
  Criteria operator()(const AnyOf& condition) const { return combine(condition.terms, !demanded); }
  Criteria operator()(const Not& condition) const {
    return std::visit(CriteriaMaker{subject, !demanded, draft}, condition.term.front().node);
  }

 private:
  [[nodiscard]] Criteria combine(const std::vector<Condition>& terms, bool all) const {
    std::vector<Criteria> parts;
    for (const Condition& term : terms) parts.push_back(std::visit(*this, term.node));
    return all ? all_of(std::move(parts)) : any_of(std::move(parts));
  }
  // What can be only true or false: never of a wrong type.
  [[nodiscard]] Criteria two_valued(Criteria criteria) const {
    return demanded ? criteria : negated(std::move(criteria));
  }
  [[nodiscard]] Criteria of_value(const OvalSource& source, const std::optional<Type>& type,
                                  const ValueTest& test, const std::string& comment) const;

  // "HKLM\SOFTWARE\Contoso\Level: at least 2", as evidence has it.
  template <class Node>
  [[nodiscard]] std::string comment_on(const Node& node, bool is_demanded = true) const;
  [[nodiscard]] const Words& words() const { return draft.words(); }
};

template <class Node>
std::string CriteriaMaker::comment_on(const Node& node, bool is_demanded) const {
  const Observation nothing;
  const PatternSet patterns;
  const ObservedSide nobody;
  const Context context{nothing, nobody, subject.side, words(), patterns};
  const Evidence evidence = evaluate(Condition{node}, context, is_demanded).leaves.front().evidence;
  return fmt::format("{}: {}", path_for_people(evidence, words()), evidence.expected);
}

Criteria CriteriaMaker::of_value(const OvalSource& source, const std::optional<Type>& type,
                                 const ValueTest& test, const std::string& comment) const {
  const bool exists = std::holds_alternative<Exists>(test);
  if (exists || std::holds_alternative<Absent>(test)) {
    if (exists != demanded) return draft.is_absent(source, comment);
    if (!exists || !type) return draft.exists(source, comment);
    const std::string name = oval_type(*type);
    if (name.empty()) return draft.cannot_say(fill(words().not_an_oval_type, to_string(*type)));
    return draft.any_is(source, {{{.type = name}}}, comment);
  }
  const StatesOfTest states = std::visit(StatesMaker{type, words()}, test);
  if (!states.cannot_say.empty()) return draft.cannot_say(states.cannot_say);
  if (states.comparable.list.empty()) {  // no value of that type fulfils the test
    return demanded ? draft.any_is(source, impossible(), comment)
                    : draft.is_absent(source, comment);
  }
  std::vector<Criteria> holds;
  for (const OvalStates& each : states.holds) {
    holds.push_back(draft.any_is(source, each, comment));
  }
  Criteria held = any_of(std::move(holds));
  if (demanded) return held;
  std::vector<Criteria> parts;
  parts.push_back(draft.all_are(source, states.comparable, comment));
  parts.push_back(negated(std::move(held)));
  return all_of(std::move(parts));
}

Criteria CriteriaMaker::operator()(const ValueCondition& condition) const {
  return of_value({OvalSource::Kind::value, subject.user, condition.key, condition.name},
                  condition.type, condition.test, comment_on(condition, demanded));
}

Criteria CriteriaMaker::operator()(const AnySubkeyCondition& condition) const {
  const std::string comment = comment_on(condition, demanded);
  if (std::holds_alternative<Absent>(condition.test)) {
    return draft.cannot_say(fill(words().subkey_without_in_oval, comment));
  }
  return of_value({OvalSource::Kind::subkey_values, subject.user, condition.key, condition.name},
                  std::nullopt, condition.test, comment);
}

Criteria CriteriaMaker::operator()(const SubkeysCondition& condition) const {
  const OvalSource source{OvalSource::Kind::subkeys, subject.user, condition.key, {}};
  const std::string comment = comment_on(condition);
  if (condition.allowed.empty()) return two_valued(draft.is_absent(source, comment));
  std::string names;
  for (const std::u16string& name : condition.allowed) {
    names += (names.empty() ? "" : "|") + escape_for_pattern(to_utf8(name));
  }
  if (!oval::is_xml_text(names)) return draft.cannot_say(std::string(words().not_in_xml));
  const std::string parent =
      escape_for_pattern(oval_key(draft.observation(), subject.user, condition.key));
  oval::State state;
  state.key = Comparison{Operation::pattern_match,
                         Datatype::string,
                         {fmt::format("(?i)^{}\\\\(?:{})$", parent, names)}};
  return two_valued(draft.all_are(source, {{std::move(state)}}, comment));
}

Criteria CriteriaMaker::operator()(const KeyCondition& condition) const {
  const OvalSource source{OvalSource::Kind::key, subject.user, condition.key, {}};
  const std::string comment = comment_on(condition, demanded);
  return condition.exists == demanded ? draft.exists(source, comment)
                                      : draft.is_absent(source, comment);
}

Criteria CriteriaMaker::operator()(const BuildCondition& condition) const {
  OvalStates states{{}, true};
  if (condition.at_least) {
    states.list.push_back({.value = number(Operation::at_least, *condition.at_least)});
  }
  if (condition.at_most) {
    states.list.push_back({.value = number(Operation::at_most, *condition.at_most)});
  }
  return two_valued(
      draft.any_is({OvalSource::Kind::build, {}, {}, {}}, states, comment_on(condition)));
}

Criteria CriteriaMaker::operator()(const EditionCondition& condition) const {
  const auto pattern = oval_pattern(condition.pattern);
  if (!pattern) {
    return draft.cannot_say(
        fill(words().not_an_oval_pattern, escape_for_display(condition.pattern)));
  }
  oval::State state;
  state.value = Comparison{Operation::pattern_match, Datatype::string, {*pattern}};
  return two_valued(draft.any_is({OvalSource::Kind::edition, {}, {}, {}}, {{std::move(state)}},
                                 comment_on(condition)));
}

// One is itself.
Criteria combined(oval::Criteria::Kind kind, std::vector<Criteria> parts) {
  if (parts.size() == 1) return std::move(parts.front());
  Criteria criteria;
  criteria.kind = kind;
  criteria.parts = std::move(parts);
  return criteria;
}

}  // namespace

oval::Criteria all_of(std::vector<oval::Criteria> parts) {
  return combined(oval::Criteria::Kind::all, std::move(parts));
}

oval::Criteria any_of(std::vector<oval::Criteria> parts) {
  return combined(oval::Criteria::Kind::any, std::move(parts));
}

oval::Criteria negated(oval::Criteria criteria) {
  criteria.is_negated = !criteria.is_negated;
  return criteria;
}

oval::Criteria criteria_of(const Condition& condition, const OvalSubject& subject, bool demanded,
                           OvalDraft& draft) {
  return std::visit(CriteriaMaker{subject, demanded, draft}, condition.node);
}

}  // namespace regpolicy::audit
