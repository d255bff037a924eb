// What reading a template source carries along: the template so far, its texts, the ids that were
// declared and the references that are still to be resolved.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <regpolicy/policy_template.hpp>

#include "formats/toml/document.hpp"
#include "formats/toml/table_reader.hpp"

namespace regpolicy::template_source {

using document::Node;
using document::Place;

// One text in every language, in the order of [template] languages; empty in a language that lacks
// it and may. No texts at all where the languages are not known, since that is an error already.
using Texts = std::vector<std::optional<std::string>>;

// Ids of one kind, with the place of their definition.
using Ids = std::map<std::string, Place>;

enum class ReferenceKind {
  category,
  supported_on,  // a definition, a product or a version
  range          // a product or a major version
};

struct Reference {
  ReferenceKind kind = ReferenceKind::category;
  std::string target;  // as written: name or prefix:name
  std::string from;    // the own category or definition that refers; empty for a policy
  Place place;
};

// A list that is not additive: the client removes all values of its key before it writes the rows.
struct ClearingList {
  std::size_t policy = 0;   // position in the template
  std::size_t element = 0;  // position in the policy
  Place place;
};

struct Using {
  Place place;
  bool used = false;
};

// A string that the source defines, for the finding that another one has its id.
struct StringOwner {
  std::string name;  // tells those apart that get one id; empty: each is its own
  std::vector<std::size_t> languages;
};

// What an incomplete language lacks.
struct Lacking {
  std::size_t texts = 0;
  Place first;
};

struct Reading {
  explicit Reading(document::Context where) : context(std::move(where)) {}

  document::Context context;
  Template result;
  bool strict = true;  // [template] strict: false downgrades what only breaks the editor's rules
  std::vector<std::string> languages;
  // Beside the languages: those that may lack texts, and how many they lack; those that the table
  // being read is about.
  std::vector<bool> incomplete, in_scope;
  std::vector<Lacking> lacking;
  std::set<std::size_t> to_translate;  // languages that lack what they must have
  Ids categories, policies, supported_on, language_tables;
  Ids presentations;                                    // that policies make
  std::vector<std::set<std::string>> presentation_ids;  // of every language
  std::set<std::string> with_versions;         // of supported_on: what a range can refer to
  std::map<std::string, StringOwner> strings;  // by id
  std::map<std::string, Place> string_references, presentation_references;  // "$(string.ID)"
  std::vector<std::string> presentation_order;
  std::map<std::size_t, std::vector<std::string>> presentation_orders;  // of single languages
  std::map<std::string, Using> prefixes;                                // of [[using]]
  std::vector<Reference> references;
  std::vector<ClearingList> clearing_lists;
  // Whoever has many unknown references needs no guess at each: a guess looks at all ids.
  std::size_t guesses_left = 20;

  // `rule` without "template.".
  void error(std::string_view rule, std::string message, Place place, std::string hint = {}) const {
    context.error(rule, std::move(message), place, std::move(hint));
  }
  void warning(std::string_view rule, std::string message, Place place,
               std::string hint = {}) const;
};

// "did you mean 'class'?", or empty where nothing is near.
[[nodiscard]] std::string did_you_mean(std::string_view word,
                                       const std::vector<std::string>& candidates);

// UTF-16 code units: what the Group Policy editor and the registry count.
[[nodiscard]] std::size_t units_of(std::string_view text);

// Enters an id; a second definition is an error. `kind` is the word for messages.
void declare(Reading& reading, Ids& ids, const std::string& id, std::string_view kind, Place place);

// Turns the line breaks of all strings into '\n', whatever they are in the file, and reports the
// strings that hold what XML cannot hold.
void normalise_strings(const Reading& reading, Node& node);

}  // namespace regpolicy::template_source
