#include "policy/element_option.hpp"

#include <fmt/format.h>

#include <regpolicy/element_kind.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy {

const OptionValue* given(const SettingCompiler& compiler, const Element& element) {
  const auto found = compiler.setting.options.find(element.id);
  return found == compiler.setting.options.end() ? nullptr : &found->second;
}

const Control* control_of(const SettingCompiler& compiler, const Element& element) {
  if (!compiler.policy.presentation) return nullptr;
  for (const Presentation& presentation : compiler.fallback_resources().presentations) {
    if (*compiler.policy.presentation != fmt::format("$(presentation.{})", presentation.id)) {
      continue;
    }
    for (const Control& control : presentation.controls) {
      if (ref_id_of(control) == element.id) return &control;
    }
  }
  return nullptr;
}

std::string named(const Element& element) {
  return fmt::format("the option '{}'", escape_for_display(element.id));
}

void report_wrong_type(SettingCompiler& compiler, const Element& element, const OptionValue& answer,
                       std::string_view expected) {
  // In the order of OptionValue's alternatives.
  constexpr std::string_view kNames[] = {"true or false", "a number", "a text", "an array of texts",
                                         "a table of texts"};
  compiler.option_error(
      "wrong-type", element.id,
      fmt::format("{} is {}, expected {}", named(element), kNames[answer.index()], expected));
}

void report_required(SettingCompiler& compiler, const Element& element, std::string_view what) {
  compiler.option_error("required-option", element.id,
                        fmt::format("{} is {}, but the policy requires it", named(element), what));
}

}  // namespace regpolicy
