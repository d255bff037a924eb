// Translating a template: its texts in one language as PO or XLIFF and back, and a language added
// to it. docs/formats/po.md has the ids and the notes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/diagnostics.hpp>
#include <regpolicy/po.hpp>
#include <regpolicy/policy_template.hpp>
#include <regpolicy/xliff.hpp>

namespace regpolicy::translation {

// A text of the template and its translation.
struct Unit {
  std::string id{};                  // "string:Policy_X", "presentation:X/Minutes/label"; unique
  std::string source{};              // in the first language; not empty
  std::string text{};                // in the other; empty where it lacks it
  std::vector<std::string> notes{};  // where it is used, what it belongs to, how long it may be
  std::size_t max_units = 0;         // UTF-16 code units; 0: any
  bool one_line = true;
};

// Every text of the first language, in the order of its ADML file. A template without any language
// has none.
[[nodiscard]] std::vector<Unit> units(const Template& content, const std::string& language);

// One entry a unit, behind a header that names template and languages. A text that is missing has
// an empty msgstr.
[[nodiscard]] po::File export_po(const Template& content, const std::string& language);

// The same as XLIFF.
[[nodiscard]] xliff::File export_xliff(const Template& content, const std::string& language);

// An XLIFF file as the PO file of the same texts, for import_po() and language_of(). A target whose
// state is "new" or begins with "needs-" becomes a fuzzy entry.
[[nodiscard]] po::File to_po(const xliff::File& file);

struct Imported {
  std::size_t translated = 0;    // texts that the file gives
  std::size_t changed = 0;       // those that were others before
  std::size_t untranslated = 0;  // entries without text
};

// Puts the translations into the language, which is added where the template lacks it. Entries
// without text, obsolete ones and fuzzy ones (a warning each) change nothing. An error each (rules
// "translation.*", placed in `source`), and then nothing is changed: an entry that names no text of
// the template, one whose source text is another by now, a translation with other placeholders, of
// several lines where one is expected, or too long for the editor.
Imported import_po(Template& content, const std::string& language, const po::File& file,
                   const std::string& source, Diagnostics& diagnostics);

// The language's tag in the header ("sv_SE" is "sv-SE"), spelled as the template has it where it
// has it; empty where the header names none.
[[nodiscard]] std::string language_of(const po::File& file, const Template& content);

// Gives the template the language, without texts: presentations are those of the first language
// with their labels empty. Where it has the language, it gets the presentations that it lacks.
void add_language(Template& content, const std::string& language);

// What must be the same in a text and its translation: %s, %1, %NAME%, {0}, $(name), <4>. In order.
[[nodiscard]] std::vector<std::string> placeholders_of(std::string_view text);

}  // namespace regpolicy::translation
