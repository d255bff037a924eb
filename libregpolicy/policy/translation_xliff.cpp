// A template's texts as XLIFF, and back by way of PO: one import judges both.
#include <algorithm>

#include <fmt/format.h>

#include "policy/translation_places.hpp"

namespace regpolicy::translation {
namespace {

// What the translator has not finished, by the state of the target.
bool is_unfinished(const xliff::Unit& unit) {
  return unit.state == "new" || unit.state.starts_with("needs-");
}

}  // namespace

xliff::File export_xliff(const Template& content, const std::string& language) {
  xliff::File file{.original = content.name,
                   .source_language = first_language(content),
                   .target_language = language};
  for (const Unit& unit : units(content, language)) {
    xliff::Unit& row = file.units.emplace_back(xliff::Unit{.id = unit.id, .source = unit.source});
    if (!unit.text.empty()) {
      row.target = unit.text;
      row.state = "translated";
    }
    row.notes = notes_for_translator(unit);
    if (unit.max_units != 0) row.width = static_cast<std::uint32_t>(unit.max_units);
  }
  return file;
}

po::File to_po(const xliff::File& file) {
  po::File result;
  result.entries.push_back({.texts = {fmt::format("Language: {}\n", file.target_language)}});
  for (const xliff::Unit& unit : file.units) {
    po::Entry& entry = result.entries.emplace_back(
        po::Entry{.context = unit.id, .id = unit.source, .texts = {unit.target.value_or("")}});
    if (is_unfinished(unit)) entry.flags.emplace_back("fuzzy");
    entry.line = unit.line;
  }
  return result;
}

}  // namespace regpolicy::translation
