#include <regpolicy/against.hpp>

#include <algorithm>
#include <utility>

#include <regpolicy/effect.hpp>
#include <regpolicy/explain.hpp>
#include <regpolicy/explain_report.hpp>
#include <regpolicy/observation.hpp>
#include <regpolicy/registry_path.hpp>
#include <regpolicy/text.hpp>

#include "audit/observed_side.hpp"
#include "audit/words.hpp"

namespace regpolicy::audit {
namespace {

// One side of a policy as a whole.
struct PolicyOnSide {
  Instructions instructions;
  std::vector<const PolicyPart*> parts;  // of each instruction
  Effect effect;
  Explanation explanation;
};

PolicyOnSide side_of(const PolicyToJudge& policy, Side side, const PolicyIndex& index) {
  PolicyOnSide whole;
  for (const PolicyPart& part : policy.parts) {
    if (part.side != side) continue;
    whole.instructions.insert(whole.instructions.end(), part.instructions.begin(),
                              part.instructions.end());
    whole.parts.insert(whole.parts.end(), part.instructions.size(), &part);
  }
  whole.effect = effect_of(whole.instructions);
  whole.explanation = explain(index, side, whole.instructions);
  return whole;
}

// The instruction that decided what a key or value is; nothing where none did.
std::optional<std::size_t> decided_by(const Effect& effect, const Evidence& evidence) {
  const KeyEffect* const key = find(effect, evidence.key);
  if (key != nullptr && evidence.name) {
    if (const ValueEffect* const value = find(*key, *evidence.name)) return value->by;
    if (key->values_removed_by) return key->values_removed_by;
  }
  if (key != nullptr && !evidence.name && key->created_by) return key->created_by;
  for (const KeyEffect& other : effect.keys) {
    if (other.removed_by && is_within(evidence.key, other.key)) return other.removed_by;
    // A key is there, or has a subkey, because of one below it.
    if (!evidence.name && other.created_by && is_within(other.key, evidence.key)) {
      return other.created_by;
    }
  }
  return std::nullopt;
}

class AgainstRun {
 public:
  AgainstRun(const Baseline& baseline, const CompiledBaseline& compiled,
             const PolicyToJudge& policy, const Catalog& templates, const Options& options)
      : baseline_(baseline),
        compiled_(compiled),
        policy_(policy),
        templates_(templates),
        options_{options.language, true},
        index_(templates),
        machine_(side_of(policy, Side::machine, index_)),
        user_(side_of(policy, Side::user, index_)) {}

  Report report() const {
    // A machine that holds nothing else, and every machine.
    const Report empty = run(baseline_, compiled_, observation(false), options_);
    Report report = run(baseline_, compiled_, observation(true), options_);
    const Words& words = words_in(report.language);
    std::vector<Finding> decided;
    for (std::size_t i = 0; i < report.findings.size() && i < empty.findings.size(); ++i) {
      Finding& known = report.findings[i];
      if (known.verdict == Verdict::compliant || is_failure(known.verdict)) {
        // Else the build or the edition decides it.
        if (has_a_part_in(known)) decided.push_back(std::move(known));
      } else if (is_failure(empty.findings[i].verdict) && has_a_part_in(empty.findings[i])) {
        decided.push_back(empty.findings[i]);
        decided.back().reason += (decided.back().reason.empty() ? "" : " ");
        decided.back().reason += words.rest_is_missing;
      }
    }
    for (Finding& finding : decided) name_settings(finding, report.language, words);
    report.findings = std::move(decided);
    report.conclusion = conclusion(report, words);
    return report;
  }

 private:
  [[nodiscard]] const PolicyOnSide& on(Side side) const {
    return side == Side::machine ? machine_ : user_;
  }

  [[nodiscard]] Observation observation(bool known_only) const {
    Observation observation;
    observation.sources = policy_.sources;
    observation.build = policy_.build;
    observation.edition = policy_.edition;
    for (const Side side : {Side::machine, Side::user}) {
      ObservedSide& observed =
          side == Side::machine ? observation.machine : user_of(observation, kEveryUser);
      observed.sources = policy_.sources;
      regpolicy::apply(observed.state, on(side).instructions);  // not std::apply
      if (known_only) {
        observed.coverage = {};
        add_effect(observed.coverage, on(side).effect);
      } else {
        observed.coverage.whole = true;
      }
    }
    return observation;
  }

  [[nodiscard]] bool has_a_part_in(const Finding& finding) const {
    return std::ranges::any_of(finding.evidence, [this](const Evidence& evidence) {
      return decided_by(on(evidence.side).effect, evidence).has_value();
    });
  }

  void name_settings(Finding& finding, const std::string& language, const Words& words) const {
    for (Evidence& evidence : finding.evidence) {
      const PolicyOnSide& policy = on(evidence.side);
      const auto by = decided_by(policy.effect, evidence);
      if (!by) continue;
      evidence.set_by = policy.parts[*by]->place;
      for (const ExplainedSetting& setting : policy.explanation.settings) {
        if (!std::ranges::binary_search(setting.instructions, *by)) continue;
        const auto state = static_cast<std::size_t>(setting.chosen.setting.state);
        evidence.set_by =
            fill(words.setting_in_file, text_of(setting.chosen, templates_, language).display_name,
                 words.state_names[state], policy.parts[*by]->place);
        break;
      }
    }
  }

  [[nodiscard]] std::string conclusion(const Report& report, const Words& words) const {
    if (report.findings.empty()) return std::string(words.policy_decides_none);
    const std::size_t broken = report.score().failed;
    std::string text = fill(words.policy_breaks, report.findings.size(), broken);
    const bool blocked = std::ranges::any_of(report.findings, [](const Finding& finding) {
      return finding.severity == CheckSeverity::blocker && is_failure(finding.verdict);
    });
    if (blocked && baseline_.conclusion) {
      text += ' ' +
              text_in(baseline_.conclusion->blocked, report.language, baseline_.languages.front());
    }
    return text;
  }

  const Baseline& baseline_;
  const CompiledBaseline& compiled_;
  const PolicyToJudge& policy_;
  const Catalog& templates_;
  Options options_;
  PolicyIndex index_;
  PolicyOnSide machine_, user_;
};

}  // namespace

Report run_against(const Baseline& baseline, const CompiledBaseline& compiled,
                   const PolicyToJudge& policy, const Catalog& templates, const Options& options) {
  return AgainstRun(baseline, compiled, policy, templates, options).report();
}

}  // namespace regpolicy::audit
