// Where the texts of a template stand, so that a translation can be put there.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/translation.hpp>

namespace regpolicy::translation {

struct Place {
  Unit unit;
  std::string* text = nullptr;  // in the template; null where the language lacks it
  ResourceString missing;       // the string to add then
};

// In the order of units(). The places live as long as the template's resources are not touched.
[[nodiscard]] std::vector<Place> places_of(Template& content, const std::string& language);

// The language that is translated from; empty where the template has none.
[[nodiscard]] std::string first_language(const Template& content);

// What a translator has to know of the text, a line each; line breaks may stand in them.
[[nodiscard]] std::vector<std::string> notes_for_translator(const Unit& unit);

// "%1, {0}" or "none".
[[nodiscard]] std::string in_words(const std::vector<std::string>& placeholders);

}  // namespace regpolicy::translation
