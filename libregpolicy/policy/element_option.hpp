// What a setting says about one element of its policy, and how a defect of it is told.
#pragma once

#include <string>
#include <string_view>

#include "policy/setting_compiler.hpp"

namespace regpolicy {

// Null where the setting does not give the option.
[[nodiscard]] const OptionValue* given(const SettingCompiler& compiler, const Element& element);

// The control that is bound to the element; null where the policy has none. Its proposal is that
// of the fallback language, so that a baseline writes the same values in every country.
[[nodiscard]] const Control* control_of(const SettingCompiler& compiler, const Element& element);

// "the option 'Level'"
[[nodiscard]] std::string named(const Element& element);

void report_wrong_type(SettingCompiler& compiler, const Element& element, const OptionValue& answer,
                       std::string_view expected);
// `what`: "not given" or "empty".
void report_required(SettingCompiler& compiler, const Element& element, std::string_view what);

}  // namespace regpolicy
