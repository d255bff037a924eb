// From an evaluation to a verdict with its evidence and reason.
#pragma once

#include <regpolicy/audit.hpp>
#include <regpolicy/baseline.hpp>

#include "audit/evaluate.hpp"

namespace regpolicy::audit {

// Fills in verdict, evidence and reason of a check's rule; `reason` and `remediation` hold what the
// baseline says about a failure and are replaced or extended where the engine has to say more.
void judge_rule(const Check& check, const Context& context, Finding& finding);

// Whether a check is for this machine, as far as the source tells.
enum class Applies { yes, no, unknown };

// `no` decides the finding: not_applicable, with the reason.
[[nodiscard]] Applies check_applies(const std::optional<Condition>& applies_to,
                                    const Context& context, Finding& finding);

// For a finding that was judged although the source does not tell whether its check is for this
// machine. What is there and wrong is reported, with that doubt as part of its reason; what is
// merely missing, or unknown itself, becomes `error`.
void judge_in_doubt(const Condition& applies_to, const Context& context, Finding& finding);

// The same for a finding about a policy, which is judged for the machines that its check is for:
// the reason of a failure says which these are.
void judge_for_some(const Condition& applies_to, const Context& context, Finding& finding);

// Verdict, evidence and reason of the records that a setting or a value stands for. `all` are all
// instructions of the side: what one of them sets, another's deletion does not forbid.
void judge_instructions(const Instructions& instructions, const Instructions& all,
                        const Context& context, Finding& finding);

// Is the value set by one of the side's instructions? A list policy first deletes all values of its
// key and then sets its own.
[[nodiscard]] bool is_set_by(const Instructions& all, std::u16string_view key,
                             std::u16string_view name);
// Does one of them make the key, or one below it?
[[nodiscard]] bool is_made_by(const Instructions& all, std::u16string_view key);

// Takes the leaves' evidence over.
void add_evidence(Finding& finding, const std::vector<Leaf>& leaves);

// The verdict `error` with the reason and what to provide or to do, from the unknown leaves.
void judge_unknown(Finding& finding, const std::vector<Leaf>& leaves, const Context& context);

}  // namespace regpolicy::audit
