// The words of the report on many machines, one table per language.
#pragma once

#include <string_view>

namespace regpolicy::audit {

// Sentences are patterns of the formatting library; the comments name what goes in, in order.
struct FleetWords {
  std::string_view machines, checks;   // headings
  std::string_view states[3];          // by Readiness
  std::string_view not_read;           // in the place of a state
  std::string_view failed;             // what stands before a machine's failed checks
  std::string_view failed_on;          // number, of how many
  std::string_view not_judged_on;      // number
  std::string_view and_more;           // number
  std::string_view all_checks_passed;  // of those that could be judged
  std::string_view machines_by_state;  // all, ready, blocked, unknown
  std::string_view unreadable;         // number
  // Of the page: a table's columns and a machine's facts.
  std::string_view check, severity, failed_count, not_judged_count, machines_failed;
  std::string_view not_judged, taken;
};

// Swedish for "sv" and "sv-SE", English for all others.
[[nodiscard]] const FleetWords& fleet_words_in(std::string_view language);

}  // namespace regpolicy::audit
