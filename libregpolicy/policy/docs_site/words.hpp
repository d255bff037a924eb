// The site's own words, one table per language. What a template says stands in the template.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace regpolicy::site {

// Patterns of the formatting library where the comment names what goes in, in order.
struct Words {
  std::string_view tag;  // of these words: "en"
  std::string_view site, overview, categories, templates, language, languages, skip, print_note;
  std::string_view search, search_hint, no_hits, hits, more_hits;  // "{n}" is replaced by the page
  std::string_view policies_in;                                    // number
  std::string_view one_policy;
  std::string_view subcategories, policies, no_category, foreign_category;  // namespace
  std::string_view other_language;                                          // tag
  std::string_view machine, user, both;
  std::string_view id, file, supported_on, see_also, none;
  std::string_view registry, key, state, value_name, type, data, default_value_name;
  std::string_view enabled, disabled, not_configured, nothing_written, removed, all_removed;
  std::string_view only_if_absent, options_write, only_options_write, broken;  // broken: a message
  std::string_view options, option, allowed, proposed, required, yes, no;
  std::string_view checked, unchecked, choice, suggestions;
  std::string_view number_from_to;      // smallest, largest
  std::string_view at_most_characters;  // number
  std::string_view at_most_strings;     // number
  std::string_view any_text, several_texts, yes_or_no, one_of;
  std::string_view list_own_names, list_data_names, list_numbers, list_prefix;  // prefix
  std::string_view list_additive, list_replaces;
  std::string_view mdm, uri, format, payload, not_configured_mdm;
  std::string_view ingest, ingest_blocked;  // blocked: key
  std::string_view ingest_combo;
  std::string_view namespace_word, prefix, revision, count;
};

// By the primary subtag; English where there is no table.
[[nodiscard]] const Words& words_for(std::string_view language);

// What people call the language in it: "svenska"; the tag where no name is known.
[[nodiscard]] std::string name_of_language(std::string_view tag);
// The same, told apart by the tag where two of `languages` have one name: "English (en-GB)".
[[nodiscard]] std::string name_among(const std::vector<std::string>& languages,
                                     const std::string& tag);

}  // namespace regpolicy::site
