// Lint for ADMX, ADML and whole stores: what the Group Policy editor refuses, and what it shows
// without a word although nobody meant it. Sources: the editor's own messages, the ADMX syntax
// guide, [MS-GPREG] 2.2.2 and 3.1.5, and what shipped files hold: an error is what Microsoft's own
// templates never do.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/diagnostics.hpp>
#include <regpolicy/rule.hpp>
#include <regpolicy/template_store.hpp>

namespace regpolicy {

// Every rule of check_store and of the readers of ADMX and ADML, in the order of the manual. An
// error is what the editor or the service refuses, a warning is most likely a mistake, a note is
// good to know.
[[nodiscard]] const std::vector<Rule>& template_rules();

// Who is to take the templates.
enum class TemplateTarget {
  gpmc,  // the Group Policy editor
  mdm,   // the ADMX ingestion of Intune and other MDM services
};

struct CheckTemplatesOptions {
  // The languages to check, such as "sv-SE". None: what each file falls back to, en-US by default,
  // since the editor shows that where it has nothing better.
  std::vector<std::string> languages{};
  bool all_languages = false;  // every language that has a file
  TemplateTarget target = TemplateTarget::gpmc;
  // Templates are checked on so many threads at once; 0: as many as there are cores. The result is
  // the same for any number.
  unsigned threads = 0;
};

// The findings of the readers and of all rules, template by template: its ADMX file, then its ADML
// files, each in the order of the file. A finding stands at the attribute or element that is wrong,
// and its path is the name of the policy, category or text concerned. References to a namespace of
// which the store has no file are taken as right, but for the categories of Windows itself.
// Time: n log n in the size of the store.
[[nodiscard]] Diagnostics check_store(const TemplateStore& store,
                                      const CheckTemplatesOptions& options = {});

// How complete one ADML file is, against the file that the editor falls back to.
struct TranslationRow {
  std::string name;      // of the template
  std::string language;  // as its folder is spelled
  bool has_file = true;
  std::size_t texts = 0;         // strings and presentations of the fallback language
  std::size_t missing = 0;       // of those
  std::size_t extra = 0;         // what the fallback language does not have
  std::size_t duplicate = 0;     // ids that stand there twice
  std::size_t untranslated = 0;  // long texts that are the same in both
  std::size_t differing = 0;     // other placeholders, controls or defaults
};

// One row for each template and language that is checked, but for the fallback language itself.
[[nodiscard]] std::vector<TranslationRow> translation_table(const TemplateStore& store,
                                                            const CheckTemplatesOptions& options);
// A table with a line for each row and a sum for each language; ends in a line feed.
[[nodiscard]] std::string translations_text(const std::vector<TranslationRow>& rows);
// {"schema":"regpolicy/translations/1","translations":[{"template":...,"language":...,"file":true,
// "texts":0,"missing":0,"extra":0,"duplicate":0,"untranslated":0,"differing":0}]}
[[nodiscard]] std::string translations_json(const std::vector<TranslationRow>& rows);

}  // namespace regpolicy
