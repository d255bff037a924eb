// From an evaluation to a verdict with its evidence and reason.
#pragma once

#include <regpolicy/audit.hpp>
#include <regpolicy/baseline.hpp>

#include "audit/evaluate.hpp"

namespace regpolicy::audit {

// Fills in verdict, evidence and reason of a check's rule; `reason` and `remediation` hold what the
// baseline says about a failure and are replaced or extended where the engine has to say more.
void judge_rule(const Check& check, const Context& context, Finding& finding);

// False where the finding is decided already: the check is for other machines, or the source does
// not tell whether it is for this one.
[[nodiscard]] bool check_applies(const std::optional<Condition>& applies_to, const Context& context,
                                 Finding& finding);

// Verdict, evidence and reason of the records that a setting or a value stands for. `all` are all
// instructions of the side: what one of them sets, another's deletion does not forbid.
void judge_instructions(const Instructions& instructions, const Instructions& all,
                        const Context& context, Finding& finding);

// What several failed leaves amount to: the first of wrong_value, wrong_type, missing,
// present_but_forbidden that is among them.
[[nodiscard]] Verdict worst_failure(const std::vector<Leaf>& leaves);

// Takes the leaves' evidence over.
void add_evidence(Finding& finding, const std::vector<Leaf>& leaves);

// The verdict `error` with the reason and what to provide, from the unknown leaves.
void judge_unknown(Finding& finding, const std::vector<Leaf>& leaves, const Words& words);

}  // namespace regpolicy::audit
