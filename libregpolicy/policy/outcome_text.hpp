// What a policy does to a value or a key, in words.
#pragma once

#include <string>

#include <regpolicy/diff.hpp>

namespace regpolicy {

// `REG_DWORD 1`, "untouched", "deleted with all below it"; safe to print.
[[nodiscard]] std::string outcome_words(const OutcomeOnSide& side, EffectDifference::What what);

// The value's name, "(default)", "(the key)", "(its permissions)"; safe to print.
[[nodiscard]] std::string outcome_title(EffectDifference::What what, std::u16string_view name);

}  // namespace regpolicy
