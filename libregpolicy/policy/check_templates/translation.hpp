// One language's texts beside those of the language that a template falls back to.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "policy/check_templates/entries.hpp"

namespace regpolicy::check_templates {

// The file to compare with; none for the language itself.
[[nodiscard]] const Language* reference_of(const LanguageEntry& entry);

// Texts with an id that only one of the two has.
[[nodiscard]] std::vector<const ResourceString*> strings_only_in(const Language& a,
                                                                 const Language& b);
[[nodiscard]] std::vector<const Presentation*> presentations_only_in(const Language& a,
                                                                     const Language& b);

// A long text that is the same in two languages that are not of one kind ("en-US", "en-GB").
[[nodiscard]] bool is_untranslated(const Language& language, std::string_view text,
                                   const Language& reference, std::string_view of_reference);

// Those of translation::placeholders_of, each once.
[[nodiscard]] std::set<std::string> placeholders(std::string_view text);
// Numbers of two digits and more, without what groups their digits.
[[nodiscard]] std::set<std::string> numbers(std::string_view text);

// The controls that set something, as "checkBox Id", in the order of the screen.
[[nodiscard]] std::vector<std::string> controls_of(const Presentation& presentation);
// The same elements under other controls or in another order. An element that one of them lacks is
// the business of other rules.
[[nodiscard]] bool have_other_controls(const Presentation& a, const Presentation& b);
// The first control of `a` that starts out otherwise than in `b`; texts aside, which are
// translated. Null where there is none.
[[nodiscard]] const Control* other_default(const Presentation& a, const Presentation& b);

}  // namespace regpolicy::check_templates
