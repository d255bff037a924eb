// The engine's own words, one table per language. What a baseline says stands in the baseline.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include <regpolicy/audit.hpp>

namespace regpolicy::audit {

// Sentences are patterns of the formatting library; the comments name what goes in, in order.
struct Words {
  // What is expected and observed.
  std::string_view missing, present, absent, unknown, none;
  std::string_view not_expected;          // what must not be
  std::string_view one_of;                // a list
  std::string_view at_least, at_most;     // a number
  std::string_view below, above;          // a number; what must not be so much, and may be missing
  std::string_view either;                // what is expected, what else
  std::string_view between;               // two numbers
  std::string_view matching;              // a pattern
  std::string_view any_build;             // where neither bound is given
  std::string_view only_allowed_subkeys;  // of a key
  std::string_view other_subkey;          // the opposite
  std::string_view subkey_where;          // value name, what is expected of it
  std::string_view subkey_with, subkey_without;  // value name
  std::string_view no_values;                    // of a key
  std::string_view any_value;                    // the value exists, whatever it holds
  std::string_view a_number, a_text, a_number_or_text;
  std::string_view default_value;  // the name of a key's default value
  std::string_view not_fulfilled;  // the title of a check

  // Reasons and what to do.
  std::string_view not_for_build;    // build, range
  std::string_view not_for_edition;  // edition, expected
  std::string_view not_for_value;    // key\value, expected, observed
  std::string_view wrong_type;       // key\value, observed, expected kind
  std::string_view no_build;
  std::string_view no_edition;
  std::string_view give_build, give_edition, give_both;  // command
  std::string_view not_told;                             // key\value
  std::string_view add_export;                           // command
  std::string_view text_too_long;                        // key\value, number of characters allowed
  std::string_view no_user;
  std::string_view unreadable_user;                          // file and what is wrong with it
  std::string_view elevate, remove_profile, read_signed_in;  // what to do then
  std::string_view in_doubt;                                 // sentence that says what is not told
  std::string_view setting_title;                            // the policy's name, state
  std::string_view value_title;                              // key\value
  std::string_view state_names[3];                           // by PolicyState
  std::string_view setting_failed;
  std::string_view setting_remedy;
  std::string_view nothing_expected;
  std::string_view permissions_not_told;
  std::string_view unknown_directive;

  // What a policy would break.
  std::string_view set_by;           // label of the setting and the file behind a value
  std::string_view setting_in_file;  // the policy's name, state, file
  std::string_view only_for;         // the machines that a check is for
  std::string_view rest_is_missing;
  std::string_view windows_edition;
  std::string_view policy_failed, policy_remedy;
  std::string_view policy_breaks;  // number of checks decided, of those broken
  std::string_view policy_decides_none;

  // Where a value comes from.
  std::string_view local_policy;
  std::string_view local_policy_of;  // the user's SID
  std::string_view local_policy_of_admins, local_policy_of_others;
  std::string_view device_management, no_policy, one_of_the_gpos;
  std::string_view device_management_by;               // name or enrolment
  std::string_view gpo_named;                          // name, GUID
  std::string_view linked_to, in_version, applied_at;  // follow it: place, number, time
  std::string_view overridden_why;                     // who asks for it, who is in force
  std::string_view overridden_remedy;
  std::string_view tattooed_why, tattooed_remedy;
  std::string_view changed_why;  // what was applied
  std::string_view pending_why;  // who asks for it
  std::string_view pending_remedy;
  std::string_view version_skew_why;  // who set it, its versions then and now
  std::string_view management_wins;

  // For SCAP tools.
  std::string_view applies_title;     // title of a check
  std::string_view not_in_oval;       // reason
  std::string_view not_in_oval_list;  // title of a list
  std::string_view not_in_xml;
  std::string_view not_an_oval_pattern;     // the expression
  std::string_view not_an_oval_type;        // the type
  std::string_view no_oval_value;           // key\value
  std::string_view subkey_without_in_oval;  // key: what is expected of it
  std::string_view secret_not_shown;        // key\value
  std::string_view version_given;
  std::string_view no_time;  // the time that stands for it

  // The text report.
  std::string_view baseline, source, windows_build, user, expected, observed, why, what_to_do, rule;
  std::string_view blockers, warnings, infos, errors, by_hand, not_applicable, compliant;
  std::string_view as_of;              // date
  std::string_view verdict_names[12];  // by Verdict
  std::string_view counts;             // label of the line that counts the verdicts
  std::string_view passed;             // passed, applicable, per cent
  std::string_view not_judged;         // number
  std::string_view nothing_applies;

  // The page.
  std::string_view search, show, all, evidence, key, name, type, data, run_time, baseline_hash;
  std::string_view shown;          // shown, all
  std::string_view severities[3];  // by CheckSeverity
};

// Swedish for "sv" and "sv-SE", English for all others.
[[nodiscard]] const Words& words_in(std::string_view language);

// A sentence of the table with its gaps filled.
template <class... Args>
[[nodiscard]] std::string fill(std::string_view pattern, const Args&... args) {
  return fmt::format(fmt::runtime(pattern), args...);
}

}  // namespace regpolicy::audit
