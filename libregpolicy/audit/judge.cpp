#include "audit/judge.hpp"

#include <algorithm>

#include <regpolicy/text.hpp>

#include "audit/evidence.hpp"
#include "audit/provide.hpp"

namespace regpolicy::audit {
namespace {

// Sentences of a finding, each once, in the order of finding.
class Sentences {
 public:
  void add(const std::string& sentence) {
    if (sentence.empty() || std::ranges::find(list_, sentence) != list_.end()) return;
    list_.push_back(sentence);
  }
  [[nodiscard]] std::string joined(std::string_view separator) const {
    std::string text;
    for (const std::string& sentence : list_) {
      if (!text.empty()) text += separator;
      text += sentence;
    }
    return text;
  }

 private:
  std::vector<std::string> list_;
};

std::string why_unknown(const Leaf& leaf, const Words& words) {
  if (!leaf.reason.empty()) return leaf.reason;
  switch (leaf.subject) {
    case Leaf::Subject::build: return std::string(words.no_build);
    case Leaf::Subject::edition: return std::string(words.no_edition);
    case Leaf::Subject::value:
    case Leaf::Subject::key: break;
  }
  return fill(words.not_told, path_for_people(leaf.evidence, words));
}

// Is it about a user whose hive cannot be read?
bool is_of_unreadable(const Leaf& leaf, const Context& context) {
  return context.registry.unreadable && leaf.reason.empty() && leaf.evidence.side == context.side &&
         (leaf.subject == Leaf::Subject::value || leaf.subject == Leaf::Subject::key);
}

std::string why_unreadable(const Error& error, const Words& words) {
  return fill(words.unreadable_user,
              fmt::format("{}: {}", escape_for_display(error.location.source), error.message));
}

std::string what_makes_readable(const Error& error, const Words& words) {
  if (error.code == ErrorCode::access_denied) return std::string(words.elevate);
  if (error.code == ErrorCode::not_found) return std::string(words.remove_profile);
  return std::string(words.read_signed_in);
}

// Nothing for what no other source would tell better.
void add_lack(std::vector<Lack>& lacks, const Leaf& leaf) {
  if (!leaf.reason.empty()) return;
  Lack lack{Lack::Subject::key, leaf.evidence.side, leaf.evidence.key};
  if (leaf.subject == Leaf::Subject::build) lack.subject = Lack::Subject::build;
  if (leaf.subject == Leaf::Subject::edition) lack.subject = Lack::Subject::edition;
  lacks.push_back(std::move(lack));
}

std::string why_not_applicable(const Leaf& leaf, const Words& words) {
  const Evidence& evidence = leaf.evidence;
  switch (leaf.subject) {
    case Leaf::Subject::build:
      return fill(words.not_for_build, evidence.observed, evidence.expected);
    case Leaf::Subject::edition:
      return fill(words.not_for_edition, evidence.observed, evidence.expected);
    case Leaf::Subject::value:
    case Leaf::Subject::key: break;
  }
  return fill(words.not_for_value, path_for_people(evidence, words), evidence.expected,
              evidence.observed);
}

std::string join_sentences(const std::string& first, const std::string& second) {
  Sentences texts;
  texts.add(first);
  texts.add(second);
  return texts.joined(" ");
}

// A value of a type that the rule cannot look at comes before what the baseline says about it.
void judge_wrong_type(Finding& finding, const std::vector<Leaf>& leaves) {
  finding.verdict = Verdict::wrong_type;
  Sentences reason;
  for (const Leaf& leaf : leaves) {
    if (leaf.range == known(Truth::wrong_type)) reason.add(leaf.reason);
  }
  reason.add(finding.reason);
  finding.reason = reason.joined(" ");
}

}  // namespace

void add_evidence(Finding& finding, const std::vector<Leaf>& leaves) {
  for (const Leaf& leaf : leaves) finding.evidence.push_back(leaf.evidence);
}

void judge_unknown(Finding& finding, const std::vector<Leaf>& leaves, const Context& context) {
  finding.verdict = Verdict::error;
  Sentences reason;
  std::string remedy;
  for (const Leaf& leaf : leaves) {
    if (leaf.range == known(true) || leaf.range == known(false)) continue;
    if (is_of_unreadable(leaf, context)) {
      reason.add(why_unreadable(*context.registry.unreadable, context.words));
      remedy = what_makes_readable(*context.registry.unreadable, context.words);
      continue;
    }
    reason.add(why_unknown(leaf, context.words));
    add_lack(finding.lacks, leaf);
  }
  finding.reason = reason.joined(" ");
  std::vector<std::string> remedies = what_to_provide(finding.lacks, context.words);
  if (!remedy.empty()) remedies.insert(remedies.begin(), remedy);
  finding.remediation = fmt::format("{}", fmt::join(remedies, "\n"));
}

void judge_rule(const Check& check, const Context& context, Finding& finding) {
  if (std::holds_alternative<NotAuditable>(check.rule)) {
    finding.verdict = Verdict::not_auditable;
    return;
  }
  const auto* const require = std::get_if<Require>(&check.rule);
  const bool demanded = require != nullptr;
  const Condition& condition =
      demanded ? require->condition : std::get<Forbid>(check.rule).condition;
  const Evaluation evaluation = evaluate(condition, context, demanded);
  add_evidence(finding, evaluation.leaves);
  if (evaluation.range == known(demanded)) {
    finding.verdict = Verdict::compliant;
    finding.reason.clear();
    finding.remediation.clear();
  } else if (demanded && evaluation.range.most < Truth::yes) {
    finding.verdict = worst_failure(evaluation.leaves);
    if (finding.verdict == Verdict::wrong_type) judge_wrong_type(finding, evaluation.leaves);
  } else if (!demanded && evaluation.range.least == Truth::yes) {
    finding.verdict = Verdict::present_but_forbidden;
  } else if (!demanded && evaluation.range.least == Truth::wrong_type) {
    judge_wrong_type(finding, evaluation.leaves);
  } else {
    judge_unknown(finding, evaluation.leaves, context);
  }
}

Applies check_applies(const std::optional<Condition>& applies_to, const Context& context,
                      Finding& finding) {
  if (!applies_to) return Applies::yes;
  const Evaluation evaluation = evaluate(*applies_to, context);
  if (evaluation.range == known(true)) return Applies::yes;
  if (evaluation.range != known(false)) return Applies::unknown;
  add_evidence(finding, evaluation.leaves);
  finding.verdict = Verdict::not_applicable;
  Sentences reason;
  for (const Leaf& leaf : evaluation.leaves) reason.add(why_not_applicable(leaf, context.words));
  finding.reason = reason.joined(" ");
  finding.remediation.clear();
  return Applies::no;
}

void judge_in_doubt(const Condition& applies_to, const Context& context, Finding& finding) {
  if (finding.verdict == Verdict::compliant || finding.verdict == Verdict::not_auditable) return;
  Finding doubt;
  judge_unknown(doubt, evaluate(applies_to, context).leaves, context);
  if (is_failure(finding.verdict) && finding.verdict != Verdict::missing) {
    finding.reason = join_sentences(finding.reason, fill(context.words.in_doubt, doubt.reason));
    return;
  }
  // Of another failure than an error, only the doubt remains.
  if (finding.verdict == Verdict::error) {
    doubt.reason = join_sentences(doubt.reason, finding.reason);
    std::ranges::move(finding.lacks, std::back_inserter(doubt.lacks));
  }
  finding.verdict = Verdict::error;
  finding.reason = std::move(doubt.reason);
  finding.lacks = std::move(doubt.lacks);
  finding.remediation =
      fmt::format("{}", fmt::join(what_to_provide(finding.lacks, context.words), "\n"));
}

void judge_for_some(const Condition& applies_to, const Context& context, Finding& finding) {
  if (!is_failure(finding.verdict)) return;
  const Words& words = context.words;
  std::vector<std::string> parts;
  for (const Leaf& leaf : evaluate(applies_to, context).leaves) {
    const std::string subject =
        leaf.subject == Leaf::Subject::build     ? std::string(words.windows_build)
        : leaf.subject == Leaf::Subject::edition ? std::string(words.windows_edition)
                                                 : path_for_people(leaf.evidence, words);
    parts.push_back(fmt::format("{} {}", subject, leaf.evidence.expected));
  }
  finding.reason = join_sentences(finding.reason,
                                  fill(words.only_for, fmt::format("{}", fmt::join(parts, "; "))));
}

}  // namespace regpolicy::audit
