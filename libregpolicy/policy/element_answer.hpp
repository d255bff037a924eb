// The answer to an element: the setting's option, else what the policy's presentation proposes, as
// in the editor when a policy is opened and OK is pressed. Wrong types, values outside the
// element's limits and required answers left out are errors.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "policy/setting_compiler.hpp"

namespace regpolicy {

// Without option and proposal: not checked.
[[nodiscard]] bool boolean_answer(SettingCompiler& compiler, const Element& element);

struct NumberLimits {
  bool required = false;
  std::uint64_t smallest = 0;
  std::uint64_t largest = 0;
  // TOML's integers end at 2^63 - 1; a larger number is given as a text of decimal digits.
  bool or_text = false;
};
// Empty: nothing is written.
[[nodiscard]] std::optional<std::uint64_t> number_answer(SettingCompiler& compiler,
                                                         const Element& element,
                                                         const NumberLimits& limits);

// Without option and proposal: the empty text.
[[nodiscard]] std::optional<std::u16string> text_answer(SettingCompiler& compiler,
                                                        const Element& element,
                                                        const TextElement& text);

// Null: nothing is written.
[[nodiscard]] const EnumItem* enum_answer(SettingCompiler& compiler, const Element& element,
                                          const EnumElement& enumeration);

// Without option: no strings.
[[nodiscard]] std::optional<std::vector<std::u16string>> multi_text_answer(
    SettingCompiler& compiler, const Element& element, const MultiTextElement& multi_text);

struct ListRow {
  std::u16string name;  // empty where the list gives the names
  std::u16string data;
};
// Without option: no rows.
[[nodiscard]] std::optional<std::vector<ListRow>> list_answer(SettingCompiler& compiler,
                                                              const Element& element,
                                                              const ListElement& list);

}  // namespace regpolicy
