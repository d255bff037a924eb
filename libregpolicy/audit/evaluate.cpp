#include "audit/evaluate.hpp"

#include <algorithm>

#include <regpolicy/limits.hpp>
#include <regpolicy/text.hpp>

#include "audit/evidence.hpp"
#include "audit/value_test.hpp"

namespace regpolicy::audit {
namespace {

Truth opposite(Truth truth) {
  switch (truth) {
    case Truth::no: return Truth::yes;
    case Truth::wrong_type: return Truth::wrong_type;
    case Truth::yes: return Truth::no;
  }
  return truth;
}

Evaluation of_leaf(Leaf leaf) {
  Evaluation evaluation{leaf.range, {}};
  evaluation.leaves.push_back(std::move(leaf));
  return evaluation;
}

Leaf leaf_of_key(const Context& context, const std::u16string& key) {
  Leaf leaf;
  leaf.subject = Leaf::Subject::key;
  leaf.evidence.side = context.side;
  leaf.evidence.key = key;
  leaf.evidence.observed = context.words.unknown;
  return leaf;
}

struct Evaluator {
  const Context& context;
  bool demanded = true;  // by everything around: flips within Not

  Evaluation operator()(const ValueCondition& condition) const;
  Evaluation operator()(const SubkeysCondition& condition) const;
  Evaluation operator()(const KeyCondition& condition) const;
  Evaluation operator()(const AnySubkeyCondition& condition) const;
  Evaluation operator()(const BuildCondition& condition) const;
  Evaluation operator()(const EditionCondition& condition) const;
  Evaluation operator()(const AllOf& condition) const { return combine(condition.terms, true); }
  Evaluation operator()(const AnyOf& condition) const { return combine(condition.terms, false); }
  Evaluation operator()(const Not& condition) const;

  [[nodiscard]] Evaluation combine(const std::vector<Condition>& terms, bool all) const;
  [[nodiscard]] const Words& words() const { return context.words; }
  [[nodiscard]] const State& state() const { return context.registry.state; }
  [[nodiscard]] const Coverage& coverage() const { return context.registry.coverage; }
  // The failure of a leaf that demands that something is there, or that it is not.
  [[nodiscard]] Verdict failure_of_presence(bool must_be_there) const {
    return must_be_there == demanded ? Verdict::missing : Verdict::present_but_forbidden;
  }
};

void judge_value(Leaf& leaf, const ValueCondition& condition, const Value* value,
                 const Context& context) {
  const Words& words = context.words;
  switch (test_value(value, condition.type, condition.test, context.patterns)) {
    case TestOutcome::holds: leaf.range = known(true); return;
    case TestOutcome::fails: leaf.range = known(false); return;
    case TestOutcome::missing:
      leaf.range = known(false);
      leaf.failure = Verdict::missing;
      return;
    case TestOutcome::wrong_type:
      leaf.range = known(Truth::wrong_type);
      leaf.failure = Verdict::wrong_type;
      leaf.reason =
          fill(words.wrong_type, path_for_people(leaf.evidence, words), leaf.evidence.observed,
               describe_expected_type(condition.type, condition.test, words));
      return;
    case TestOutcome::too_long:
      leaf.reason = fill(words.text_too_long, path_for_people(leaf.evidence, words),
                         limits::kMatchedTextUnits);
      return;
  }
}

Evaluation Evaluator::operator()(const ValueCondition& condition) const {
  Leaf leaf;
  leaf.evidence = {context.side, condition.key, condition.name, {}, {}, {}};
  leaf.evidence.expected = describe_test(condition.type, condition.test, demanded, words());
  leaf.evidence.observed = words().unknown;
  if (!coverage().covers_value(condition.key, condition.name)) return of_leaf(std::move(leaf));
  if (std::holds_alternative<Exists>(condition.test)) leaf.failure = failure_of_presence(true);
  if (std::holds_alternative<Absent>(condition.test)) leaf.failure = failure_of_presence(false);
  const State::NamedValue* const found = state().find(condition.key, condition.name);
  if (found != nullptr) leaf.evidence.value = found->value;
  leaf.evidence.observed = found == nullptr ? std::string(words().missing)
                                            : value_for_people(condition.name, found->value);
  judge_value(leaf, condition, found == nullptr ? nullptr : &found->value, context);
  return of_leaf(std::move(leaf));
}

// "{clsid} (Contoso Sign-in)": what a subkey is about often stands in its default value.
std::string describe_subkey(const State& state, const std::u16string& key,
                            const std::u16string& name) {
  std::string text = escape_for_display(name);
  const State::NamedValue* const title = state.find(key + u"\\" + name, u"");
  if (title == nullptr) return text;
  if (const auto words = get_string(title->value); words && !words->empty()) {
    text += " (" + escape_for_display(*words) + ")";
  }
  return text;
}

Evaluation Evaluator::operator()(const SubkeysCondition& condition) const {
  Leaf leaf = leaf_of_key(context, condition.key);
  leaf.evidence.expected = demanded ? words().only_allowed_subkeys : words().other_subkey;
  leaf.failure = failure_of_presence(false);
  std::string others;
  for (const std::u16string& name : state().subkeys(condition.key)) {
    const auto is_same = [&name](const std::u16string& other) { return same_name(name, other); };
    if (std::ranges::any_of(condition.allowed, is_same)) continue;
    others += (others.empty() ? "" : ", ") + describe_subkey(state(), condition.key, name);
  }
  // One that must not be there decides, even where the source shows only a part of the key.
  if (!others.empty()) {
    leaf.range = known(false);
    leaf.evidence.observed = others;
  } else if (coverage().covers_subkeys(condition.key)) {
    leaf.range = known(true);
    leaf.evidence.observed = words().none;
  }
  return of_leaf(std::move(leaf));
}

Evaluation Evaluator::operator()(const KeyCondition& condition) const {
  Leaf leaf = leaf_of_key(context, condition.key);
  const bool must_be_there = condition.exists == demanded;
  leaf.evidence.expected = must_be_there ? words().present : words().absent;
  leaf.failure = failure_of_presence(condition.exists);
  // A key that the source shows exists, even where it covers only a part of it.
  const bool exists = state().find_key(condition.key) != nullptr;
  if (exists || coverage().covers(condition.key)) {
    leaf.range = known(exists == condition.exists);
    leaf.evidence.observed = exists ? words().present : words().missing;
  }
  return of_leaf(std::move(leaf));
}

// The test of one subkey's value.
Leaf leaf_of_subkey(const Context& context, const AnySubkeyCondition& condition,
                    const std::u16string& subkey, const Leaf& whole) {
  Leaf leaf = whole;
  const std::u16string key = condition.key + u"\\" + subkey;
  leaf.subject = Leaf::Subject::value;
  leaf.evidence.key = key;
  leaf.evidence.name = condition.name;
  if (!context.registry.coverage.covers_value(key, condition.name)) return leaf;
  const State::NamedValue* const found = context.registry.state.find(key, condition.name);
  if (found != nullptr) {
    leaf.evidence.value = found->value;
    leaf.evidence.observed = value_for_people(condition.name, found->value);
  }
  judge_value(leaf, {key, condition.name, {}, condition.test},
              found == nullptr ? nullptr : &found->value, context);
  if (leaf.failure != Verdict::wrong_type) leaf.failure = whole.failure;
  return leaf;
}

std::string describe_any_subkey(const AnySubkeyCondition& condition, const Words& words) {
  const std::string name = name_for_people(condition.name, words);
  if (std::holds_alternative<Exists>(condition.test)) return fill(words.subkey_with, name);
  if (std::holds_alternative<Absent>(condition.test)) return fill(words.subkey_without, name);
  return fill(words.subkey_where, name, describe_test(std::nullopt, condition.test, true, words));
}

Evaluation Evaluator::operator()(const AnySubkeyCondition& condition) const {
  Leaf whole = leaf_of_key(context, condition.key);
  const std::string expected = describe_any_subkey(condition, words());
  whole.evidence.expected = demanded ? expected : fill(words().not_expected, expected);
  whole.failure = failure_of_presence(true);
  std::optional<Leaf> doubtful;
  for (const std::u16string& subkey : state().subkeys(condition.key)) {
    Leaf leaf = leaf_of_subkey(context, condition, subkey, whole);
    if (leaf.range == known(true)) return of_leaf(std::move(leaf));
    if (!doubtful && leaf.range != known(false)) doubtful = std::move(leaf);
  }
  if (!coverage().covers_subkeys(condition.key)) return of_leaf(std::move(whole));
  if (doubtful) return of_leaf(std::move(*doubtful));
  whole.range = known(false);
  whole.evidence.observed = words().none;
  return of_leaf(std::move(whole));
}

std::string describe_range(const BuildCondition& condition, const Words& words) {
  if (condition.at_least && condition.at_most) {
    return fill(words.between, *condition.at_least, *condition.at_most);
  }
  if (condition.at_least) return fill(words.at_least, *condition.at_least);
  if (condition.at_most) return fill(words.at_most, *condition.at_most);
  return std::string(words.any_build);
}

Leaf leaf_of_version(const Words& words, Leaf::Subject subject, std::u16string_view name,
                     const std::string& expected, bool demanded) {
  Leaf leaf;
  leaf.subject = subject;
  leaf.evidence = {
      Side::machine, std::u16string(kWindowsVersionKey), std::u16string(name), {}, {}, {}};
  leaf.evidence.expected = demanded ? expected : fill(words.not_expected, expected);
  leaf.evidence.observed = words.unknown;
  return leaf;
}

Evaluation Evaluator::operator()(const BuildCondition& condition) const {
  Leaf leaf = leaf_of_version(words(), Leaf::Subject::build, u"CurrentBuildNumber",
                              describe_range(condition, words()), demanded);
  if (const auto build = windows_build(context.observation)) {
    leaf.range = known((!condition.at_least || *build >= *condition.at_least) &&
                       (!condition.at_most || *build <= *condition.at_most));
    leaf.evidence.observed = std::to_string(*build);
  }
  return of_leaf(std::move(leaf));
}

Evaluation Evaluator::operator()(const EditionCondition& condition) const {
  Leaf leaf =
      leaf_of_version(words(), Leaf::Subject::edition, u"EditionID",
                      fill(words().matching, escape_for_display(condition.pattern)), demanded);
  if (const auto edition = windows_edition(context.observation)) {
    const auto text = to_utf16(*edition);
    const auto matched =
        context.patterns.matches(condition.pattern, text ? *text : std::u16string());
    if (matched) leaf.range = known(*matched);
    leaf.evidence.observed = escape_for_display(*edition);
  }
  return of_leaf(std::move(leaf));
}

Evaluation Evaluator::operator()(const Not& condition) const {
  if (condition.term.size() != 1) return {};  // never made by the reader
  Evaluation inner = std::visit(Evaluator{context, !demanded}, condition.term.front().node);
  inner.range = {opposite(inner.range.most), opposite(inner.range.least)};
  return inner;
}

// Did a part decide that the whole is what it is? Of an "all" that holds: every part; of one that
// does not: the parts that do not; of an unknown one: the parts that may not. "any" is the mirror
// image, except that every part of one that does not hold is evidence.
bool decided(const Range& part, const Range& whole, bool all) {
  if (whole.most < Truth::yes) return !all || part.most < Truth::yes;
  if (whole.least == Truth::yes) return all || part.least == Truth::yes;
  return all ? part.least < Truth::yes : part.most > Truth::no;
}

// Two tests of one value, one of which is enough, are one line of a report: "missing, or 1". False
// where `other` is of another value than the last leaf.
bool join_alternative(std::vector<Leaf>& leaves, const Leaf& other, const Words& words) {
  if (leaves.empty() || other.subject != Leaf::Subject::value) return false;
  Leaf& leaf = leaves.back();
  const bool same = leaf.subject == other.subject &&
                    same_name(leaf.evidence.key, other.evidence.key) && leaf.evidence.name &&
                    other.evidence.name && same_name(*leaf.evidence.name, *other.evidence.name);
  if (!same) return false;
  const std::string_view first = leaf.evidence.expected == words.absent
                                     ? words.missing
                                     : std::string_view(leaf.evidence.expected);
  leaf.evidence.expected = audit::fill(words.either, first, other.evidence.expected);
  leaf.range = {std::max(leaf.range.least, other.range.least),
                std::max(leaf.range.most, other.range.most)};
  leaf.failure = worst_failure({leaf, other});
  if (leaf.reason.empty()) leaf.reason = other.reason;
  return true;
}

Evaluation Evaluator::combine(const std::vector<Condition>& terms, bool all) const {
  std::vector<Evaluation> parts;
  for (const Condition& term : terms) parts.push_back(std::visit(*this, term.node));
  Evaluation whole{known(all), {}};
  for (const Evaluation& part : parts) {
    Range& range = whole.range;
    range.least =
        all ? std::min(range.least, part.range.least) : std::max(range.least, part.range.least);
    range.most =
        all ? std::min(range.most, part.range.most) : std::max(range.most, part.range.most);
  }
  for (Evaluation& part : parts) {
    if (!decided(part.range, whole.range, all)) continue;
    if (!all && demanded && part.leaves.size() == 1 &&
        join_alternative(whole.leaves, part.leaves.front(), words())) {
      continue;
    }
    std::ranges::move(part.leaves, std::back_inserter(whole.leaves));
  }
  return whole;
}

}  // namespace

Verdict worst_failure(const std::vector<Leaf>& leaves) {
  constexpr Verdict kOrder[] = {Verdict::wrong_value, Verdict::wrong_type, Verdict::missing,
                                Verdict::present_but_forbidden};
  for (const Verdict verdict : kOrder) {
    if (std::ranges::find(leaves, verdict, &Leaf::failure) != leaves.end()) return verdict;
  }
  return Verdict::wrong_value;
}

Evaluation evaluate(const Condition& condition, const Context& context, bool demanded) {
  return std::visit(Evaluator{context, demanded}, condition.node);
}

}  // namespace regpolicy::audit
