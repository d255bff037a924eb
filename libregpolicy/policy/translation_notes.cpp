// What translators are told about a text, in PO and XLIFF alike.
#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "policy/translation_places.hpp"

namespace regpolicy::translation {

std::string first_language(const Template& content) {
  return content.resources.empty() ? "" : content.resources.front().language;
}

std::vector<std::string> notes_for_translator(const Unit& unit) {
  std::vector<std::string> notes = unit.notes;
  if (unit.max_units != 0) notes.push_back(fmt::format("At most {} characters", unit.max_units));
  if (unit.one_line) notes.emplace_back("One line");
  const auto placeholders = placeholders_of(unit.source);
  if (!placeholders.empty()) notes.push_back("Keep: " + in_words(placeholders));
  return notes;
}

std::string in_words(const std::vector<std::string>& placeholders) {
  std::string words;
  for (const std::string& each : placeholders) {
    words += (words.empty() ? "" : ", ") + escape_for_display(each);
  }
  return words.empty() ? "none" : words;
}

}  // namespace regpolicy::translation
