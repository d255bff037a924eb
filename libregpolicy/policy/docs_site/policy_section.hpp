// One policy on its category's page.
#pragma once

#include <string>

#include "policy/docs_site/page.hpp"
#include "policy/docs_site/registry_writes.hpp"

namespace regpolicy::site {

[[nodiscard]] std::string policy_section(const Context& context, const PolicyEntry& entry);

// "Computer": for badges and lists.
[[nodiscard]] std::string_view word_for(const Words& words, PolicyClass policy_class);
// "prefix:name", as baselines name it.
[[nodiscard]] std::string qualified_name(const PolicyEntry& entry);
// "HKLM\SOFTWARE\...", both hives where the class is both; HTML.
[[nodiscard]] std::string rooted_key(const Policy& policy, std::string_view key);

// The rows of a table of four columns, name, type and data behind `state`; a key that is not
// `usual_key` stands with the name. HTML.
[[nodiscard]] std::string write_rows(const Context& context, const PolicyEntry& entry,
                                     const std::string& state, const Writes& writes,
                                     std::string_view usual_key, const std::string& empty);
// The table around such rows; `first` heads the column of the states.
[[nodiscard]] std::string write_table(const Context& context, std::string_view first,
                                      const std::string& rows);

// What the administrator can choose: one block for each control, in the order of the screen.
[[nodiscard]] std::string option_blocks(const Context& context, const PolicyEntry& entry);

// How an MDM service sets the same.
[[nodiscard]] std::string mdm_block(const Context& context, const PolicyEntry& entry);

}  // namespace regpolicy::site
