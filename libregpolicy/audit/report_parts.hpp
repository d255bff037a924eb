// What the forms of a report have in common.
#pragma once

#include <string>

#include <regpolicy/audit.hpp>

#include "audit/words.hpp"
#include "formats/json/json_parts.hpp"

namespace regpolicy::audit {

// In the order in which reports count them.
inline constexpr Verdict kVerdicts[] = {Verdict::compliant,
                                        Verdict::wrong_value,
                                        Verdict::wrong_type,
                                        Verdict::missing,
                                        Verdict::present_but_forbidden,
                                        Verdict::overridden,
                                        Verdict::tattooed,
                                        Verdict::pending,
                                        Verdict::version_skew,
                                        Verdict::not_applicable,
                                        Verdict::not_auditable,
                                        Verdict::error};

// The members of docs/formats/report.md.
[[nodiscard]] Json run_json(const Report& report);
[[nodiscard]] Json finding_json(const Finding& finding);
[[nodiscard]] Json summary_json(const Report& report);
[[nodiscard]] Json score_json(const Score& score);

// "Passed: 12 of 20 (60 %); 3 could not be judged and count as not passed."
[[nodiscard]] std::string score_sentence(const Score& score, const Words& words);

// "HKLM\SOFTWARE\Contoso\Level: expected at least 2, observed REG_DWORD 1"
[[nodiscard]] std::string evidence_line(const Evidence& evidence, const Words& words);

// Why, what was found and what to do, for forms that hold one text: a line each.
[[nodiscard]] std::string finding_lines(const Finding& finding, const Words& words);

}  // namespace regpolicy::audit
