// A template's texts as PO, and back.
#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "policy/translation_places.hpp"

namespace regpolicy::translation {
namespace {

// gettext writes sv_SE for sv-SE.
std::string po_language(std::string tag) {
  std::ranges::replace(tag, '-', '_');
  return tag;
}

po::Entry header(const Template& content, const std::string& language) {
  std::string first = first_language(content);
  const std::vector<std::pair<std::string_view, std::string>> fields = {
      {"Project-Id-Version", fmt::format("{} {}", content.name, content.definitions.revision)},
      {"Language", po_language(language)},
      {"MIME-Version", "1.0"},
      {"Content-Type", "text/plain; charset=UTF-8"},
      {"Content-Transfer-Encoding", "8bit"},
      {"X-Source-Language", po_language(std::move(first))}};
  std::string text;
  for (const auto& [name, value] : fields) text += fmt::format("{}: {}\n", name, value);
  return {.texts = {text}};
}

// A line that a PO file can hold.
std::string comment(std::string text) {
  std::ranges::replace_if(text, [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return text;
}

std::size_t length_of(std::string_view text) {
  const auto units = to_utf16(text);
  return units ? units->size() : text.size();
}

struct Import {
  const po::File& file;
  const std::string& source;
  Diagnostics& diagnostics;

  [[nodiscard]] Location at(const po::Entry& entry) const {
    return {.source = source, .line = entry.line, .column = 1, .path = entry.context.value_or("")};
  }
  void error(std::string_view rule, const po::Entry& entry, std::string message,
             std::string hint = {}) const {
    diagnostics.error(fmt::format("translation.{}", rule), std::move(message), at(entry),
                      std::move(hint));
  }
  void warning(std::string_view rule, const po::Entry& entry, std::string message,
               std::string hint = {}) const {
    diagnostics.warning(fmt::format("translation.{}", rule), std::move(message), at(entry),
                        std::move(hint));
  }
};

void check_translation(const Import& import, const po::Entry& entry, const Unit& unit) {
  const std::string& text = entry.texts.front();
  auto expected = placeholders_of(unit.source);
  auto found = placeholders_of(text);
  // Another language may need another order.
  std::ranges::sort(expected);
  std::ranges::sort(found);
  if (expected != found) {
    import.error(
        "placeholders", entry,
        fmt::format("the placeholders are {}, expected {}", in_words(found), in_words(expected)));
  }
  if (unit.one_line && text.find('\n') != std::string::npos) {
    import.error("line-break", entry, "the translation has a line break, expected one line");
  }
  if (unit.max_units != 0 && length_of(text) > unit.max_units) {
    import.error("too-long", entry,
                 fmt::format("the translation has {} characters; the Group Policy editor takes {}",
                             length_of(text), unit.max_units));
  }
  const auto bad = std::ranges::find_if(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && c != '\n' && c != '\t';
  });
  if (bad != text.end()) {
    import.error("bad-character", entry,
                 fmt::format("the translation holds U+{:04X}, which a template cannot hold",
                             static_cast<unsigned>(static_cast<unsigned char>(*bad))));
  }
}

bool is_header(const po::Entry& entry) { return !entry.context && entry.id.empty(); }

// The units that get a text, each with its entry.
std::vector<std::pair<std::size_t, const po::Entry*>> choose(
    const Import& import, const std::map<std::string, std::size_t>& by_id,
    const std::vector<Place>& places, Imported& result) {
  std::vector<std::pair<std::size_t, const po::Entry*>> chosen;
  for (const po::Entry& entry : import.file.entries) {
    if (entry.is_obsolete || is_header(entry)) continue;
    const auto found = by_id.find(entry.context.value_or(""));
    if (found == by_id.end()) {
      import.error(
          "unknown-id", entry,
          fmt::format("the template has no text '{}'",
                      escape_for_display(entry.context.value_or(entry.id))),
          "export the language again and carry the translations over; for PO msgmerge does it");
      continue;
    }
    const Unit& unit = places[found->second].unit;
    if (entry.id != unit.source) {
      import.error(
          "source-changed", entry, "the source text is another one in the template",
          "export the language again and carry the translations over; for PO msgmerge does it");
    } else if (entry.texts.empty() || entry.texts.front().empty()) {
      ++result.untranslated;
    } else if (po::has_flag(entry, "fuzzy")) {
      import.warning("fuzzy", entry, "skipped: the translation is marked as unfinished",
                     "when it is right, take away the mark: fuzzy, or in XLIFF the state");
      ++result.untranslated;
    } else {
      check_translation(import, entry, unit);
      chosen.emplace_back(found->second, &entry);
    }
  }
  return chosen;
}

}  // namespace

po::File export_po(const Template& content, const std::string& language) {
  po::File file;
  file.entries.push_back(header(content, language));
  for (const Unit& unit : units(content, language)) {
    po::Entry& entry = file.entries.emplace_back(
        po::Entry{.context = unit.id, .id = unit.source, .texts = {unit.text}});
    for (const std::string& note : notes_for_translator(unit)) {
      entry.extracted_comments.push_back(comment(note));
    }
  }
  return file;
}

Imported import_po(Template& content, const std::string& language, const po::File& file,
                   const std::string& source, Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.count(Severity::error);
  Template changed = content;
  add_language(changed, language);
  std::vector<Place> places = places_of(changed, language);
  std::map<std::string, std::size_t> by_id;
  for (std::size_t i = 0; i < places.size(); ++i) by_id.emplace(places[i].unit.id, i);
  Imported result;
  const Import import{file, source, diagnostics};
  const auto chosen = choose(import, by_id, places, result);
  if (diagnostics.count(Severity::error) != errors_before) return result;
  std::vector<ResourceString> missing;
  for (const auto& [position, entry] : chosen) {
    Place& place = places[position];
    const std::string& text = entry->texts.front();
    ++result.translated;
    if (place.unit.text != text) ++result.changed;
    if (place.text != nullptr) {
      *place.text = text;
    } else if (!place.missing.id.empty()) {
      missing.push_back(place.missing);
      missing.back().text = text;
    } else {
      import.warning("no-control", *entry, "skipped: the language's presentation lacks the control",
                     "its presentation differs from that of the first language");
      --result.translated;
    }
  }
  const auto target = std::ranges::find(changed.resources, language, &PolicyResources::language);
  if (target != changed.resources.end()) {
    target->strings.insert(target->strings.end(), missing.begin(), missing.end());
  }
  content = std::move(changed);
  return result;
}

std::string language_of(const po::File& file, const Template& content) {
  std::string tag = po::header_field(file, "Language");
  std::ranges::replace(tag, '_', '-');
  for (const PolicyResources& row : content.resources) {
    if (ascii_lower(row.language) == ascii_lower(tag)) return row.language;
  }
  return tag;
}

}  // namespace regpolicy::translation
