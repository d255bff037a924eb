// Our own words of the report, in English and Swedish.
#pragma once

#include <string_view>

#include <regpolicy/policy_state.hpp>
#include <regpolicy/side.hpp>

namespace regpolicy {

struct ExplainWords {
  std::string_view machine, user, side_open;
  std::string_view of_user;  // stands before a user's name
  std::string_view enabled, disabled, not_configured;
  std::string_view yes, no;
  std::string_view nothing;     // of an empty list or text
  std::string_view comment;     // that an administrator made
  std::string_view also;        // other policies that explain the same
  std::string_view partly_set;  // heading
  std::string_view nearest;     // the state that comes nearest
  std::string_view no_state;    // no state writes what is there
  std::string_view there, missing, other;
  std::string_view extra_values;  // heading: the editor's own word
  std::string_view superseded;    // heading
  std::string_view no_category;
  std::string_view no_settings;
};

// Swedish where the tag's first part is "sv", else English.
[[nodiscard]] const ExplainWords& explain_words(std::string_view language);

[[nodiscard]] std::string_view word_of(const ExplainWords& words, PolicyState state);

}  // namespace regpolicy
