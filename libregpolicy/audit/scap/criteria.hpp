// What a baseline asks, as criteria of OVAL.
#pragma once

#include <optional>

#include <regpolicy/condition.hpp>
#include <regpolicy/instruction.hpp>

#include "audit/scap/oval_draft.hpp"

namespace regpolicy::audit {

// Whose registry is meant.
struct OvalSubject {
  Side side = Side::machine;
  std::optional<std::size_t> user{};  // of the observation's users, on the user side
};

// True exactly where the condition certainly holds, and with `demanded` false where it certainly
// does not: a value of a wrong type is neither (see Truth of evaluate.hpp).
[[nodiscard]] oval::Criteria criteria_of(const Condition& condition, const OvalSubject& subject,
                                         bool demanded, OvalDraft& draft);

// True where the registry is as the instructions leave it, as judge_instructions() has it. Empty
// where they leave nothing behind.
[[nodiscard]] std::optional<oval::Criteria> criteria_of(const Instructions& instructions,
                                                        const Instructions& all,
                                                        const OvalSubject& subject,
                                                        OvalDraft& draft);

[[nodiscard]] oval::Criteria all_of(std::vector<oval::Criteria> parts);
[[nodiscard]] oval::Criteria any_of(std::vector<oval::Criteria> parts);
[[nodiscard]] oval::Criteria negated(oval::Criteria criteria);

}  // namespace regpolicy::audit
