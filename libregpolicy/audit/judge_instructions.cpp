#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "audit/evidence.hpp"
#include "audit/judge.hpp"
#include "audit/value_test.hpp"

namespace regpolicy::audit {
bool is_set_by(const Instructions& all, std::u16string_view key, std::u16string_view name) {
  return std::ranges::any_of(all, [key, name](const Instruction& instruction) {
    if (const auto* const set = std::get_if<SetValue>(&instruction)) {
      return same_name(set->key, key) && same_name(set->name, name);
    }
    const auto* const soft = std::get_if<SetIfAbsent>(&instruction);
    return soft != nullptr && same_name(soft->key, key) && same_name(soft->name, name);
  });
}

bool is_made_by(const Instructions& all, std::u16string_view key) {
  return std::ranges::any_of(all, [key](const Instruction& instruction) {
    const bool makes = std::holds_alternative<SetValue>(instruction) ||
                       std::holds_alternative<SetIfAbsent>(instruction) ||
                       std::holds_alternative<CreateKey>(instruction);
    return makes && is_within(key_of(instruction), key);
  });
}

namespace {

// What the instructions leave behind, leaf by leaf, against what the source shows.
struct InstructionJudge {
  const Context& context;
  const Instructions& all;
  std::vector<Leaf> leaves;
  std::string cannot_judge;  // why a part is beyond any source

  void operator()(const SetValue& i) {
    Leaf leaf = value_leaf(i.key, i.name, value_for_people(i.name, i.value));
    if (leaf.range != kUnknown) {
      const std::optional<Value>& found = leaf.evidence.value;
      leaf.range = known(found == i.value);
      leaf.failure = !found                        ? Verdict::missing
                     : found->type != i.value.type ? Verdict::wrong_type
                                                   : Verdict::wrong_value;
    }
    leaves.push_back(std::move(leaf));
  }
  void operator()(const SetIfAbsent& i) {
    Leaf leaf = value_leaf(i.key, i.name, std::string(words().any_value));
    if (leaf.range != kUnknown) leaf.range = known(leaf.evidence.value.has_value());
    leaf.failure = Verdict::missing;
    leaves.push_back(std::move(leaf));
  }
  void operator()(const DeleteValue& i) { expect_absent(i.key, i.name); }
  void operator()(const DeleteValues& i) {
    for (const std::u16string& name : i.names) expect_absent(i.key, name);
  }
  void operator()(const DeleteAllValues& i);
  void operator()(const DeleteKeys& i) {
    for (const std::u16string& name : i.names) {
      const std::u16string key = i.key + u"\\" + name;
      if (!is_made_by(all, key)) expect_key(key, false);
    }
  }
  void operator()(const SecureKey& i) {
    cannot_judge = fill(words().permissions_not_told, key_for_people(context.side, i.key));
  }
  void operator()(const CreateKey& i) { expect_key(i.key, true); }
  void operator()(const Comment&) {}
  void operator()(const Unknown& i) {
    cannot_judge = fill(words().unknown_directive,
                        fmt::format("{}\\{}", key_for_people(context.side, i.record.key),
                                    escape_for_display(i.record.name)));
  }

  [[nodiscard]] const Words& words() const { return context.words; }

  // With what was observed; the range stays unknown where the source does not tell.
  [[nodiscard]] Leaf value_leaf(const std::u16string& key, const std::u16string& name,
                                std::string expected) const;
  void expect_absent(const std::u16string& key, const std::u16string& name);
  void expect_key(const std::u16string& key, bool present);
};

Leaf InstructionJudge::value_leaf(const std::u16string& key, const std::u16string& name,
                                  std::string expected) const {
  Leaf leaf;
  leaf.evidence = {context.side, key, name, std::move(expected), std::string(words().unknown), {}};
  if (!context.registry.coverage.covers_value(key, name)) return leaf;
  leaf.range = known(false);
  leaf.evidence.observed = words().missing;
  if (const State::NamedValue* const found = context.registry.state.find(key, name)) {
    leaf.evidence.value = found->value;
    leaf.evidence.observed = value_for_people(name, found->value);
  }
  return leaf;
}

void InstructionJudge::expect_absent(const std::u16string& key, const std::u16string& name) {
  if (is_set_by(all, key, name)) return;
  Leaf leaf = value_leaf(key, name, std::string(words().absent));
  if (leaf.range != kUnknown) leaf.range = known(!leaf.evidence.value);
  leaf.failure = Verdict::present_but_forbidden;
  leaves.push_back(std::move(leaf));
}

void InstructionJudge::expect_key(const std::u16string& key, bool present) {
  Leaf leaf;
  leaf.subject = Leaf::Subject::key;
  const auto word = [this](bool there) { return there ? words().present : words().absent; };
  leaf.evidence = {
      context.side, key, {}, std::string(word(present)), std::string(words().unknown), {}};
  leaf.failure = present ? Verdict::missing : Verdict::present_but_forbidden;
  const bool exists = context.registry.state.find_key(key) != nullptr;
  if (exists || context.registry.coverage.covers(key)) {
    leaf.range = known(exists == present);
    leaf.evidence.observed = exists ? words().present : words().missing;
  }
  leaves.push_back(std::move(leaf));
}

void InstructionJudge::operator()(const DeleteAllValues& i) {
  Leaf leaf;
  leaf.subject = Leaf::Subject::key;
  leaf.evidence = {
      context.side, i.key, {}, std::string(words().no_values), std::string(words().unknown), {}};
  leaf.failure = Verdict::present_but_forbidden;
  if (context.registry.coverage.covers_values(i.key)) {
    std::string others;
    if (const State::Key* const key = context.registry.state.find_key(i.key)) {
      for (const auto& [folded, value] : key->values) {
        if (is_set_by(all, i.key, value.name)) continue;
        others += (others.empty() ? "" : ", ") + name_for_people(value.name, words());
      }
    }
    leaf.range = known(others.empty());
    leaf.evidence.observed = others.empty() ? std::string(words().none) : others;
  }
  leaves.push_back(std::move(leaf));
}

}  // namespace

void judge_instructions(const Instructions& instructions, const Instructions& all,
                        const Context& context, Finding& finding) {
  InstructionJudge judge{context, all, {}, {}};
  for (const Instruction& instruction : instructions) std::visit(judge, instruction);
  // The failed ones are the evidence; else what is not known; else all.
  for (const Range& range : {known(false), kUnknown}) {
    if (std::ranges::find(judge.leaves, range, &Leaf::range) == judge.leaves.end()) continue;
    std::erase_if(judge.leaves, [&range](const Leaf& leaf) { return leaf.range != range; });
  }
  add_evidence(finding, judge.leaves);
  const Words& words = context.words;
  const Range outcome = judge.leaves.empty() ? known(true) : judge.leaves.front().range;
  if (outcome == known(false)) {
    finding.verdict = worst_failure(judge.leaves);
    finding.reason = context.of_policy ? words.policy_failed : words.setting_failed;
    finding.remediation = context.of_policy ? words.policy_remedy : words.setting_remedy;
  } else if (outcome == kUnknown) {
    judge_unknown(finding, judge.leaves, context);
  } else if (!judge.cannot_judge.empty()) {
    finding.verdict = Verdict::not_auditable;
    finding.reason = judge.cannot_judge;
  } else if (judge.leaves.empty()) {
    finding.verdict = Verdict::not_applicable;
    finding.reason = words.nothing_expected;
  } else {
    finding.verdict = Verdict::compliant;
  }
}

}  // namespace regpolicy::audit
