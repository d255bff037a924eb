// Translation completeness as a table.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include <regpolicy/check_templates.hpp>
#include <regpolicy/text.hpp>

#include "formats/json/json_parts.hpp"
#include "policy/check_templates/translation.hpp"

namespace regpolicy {
namespace check_templates {
namespace {

constexpr const char* kTranslationsSchema = "regpolicy/translations/1";

std::size_t texts_of(const Language& language) {
  return language.strings.size() + language.presentations.size();
}

TranslationRow row_of(const FileEntry& file, const Language& language) {
  const Language& reference = *file.file->reference;
  const PolicyResources& resources = *language.resources;
  TranslationRow row{.name = file.file->file->content.name,
                     .language = resources.language,
                     .has_file = true,
                     .texts = texts_of(reference)};
  row.missing = strings_only_in(reference, language).size() +
                presentations_only_in(reference, language).size();
  row.extra = strings_only_in(language, reference).size() +
              presentations_only_in(language, reference).size();
  row.duplicate = resources.strings.size() + resources.presentations.size() - texts_of(language);
  for (const auto& [id, text] : language.strings) {
    const auto other = reference.strings.find(id);
    if (other == reference.strings.end()) continue;
    if (is_untranslated(language, text->text, reference, other->second->text)) ++row.untranslated;
    if (placeholders(text->text) != placeholders(other->second->text)) ++row.differing;
  }
  for (const auto& [id, presentation] : language.presentations) {
    const auto other = reference.presentations.find(id);
    if (other == reference.presentations.end()) continue;
    const bool differs = have_other_controls(*presentation, *other->second) ||
                         other_default(*presentation, *other->second) != nullptr;
    if (differs) ++row.differing;
  }
  return row;
}

TranslationRow row_without_file(const File& file, const std::string& language) {
  const std::size_t texts = texts_of(*file.reference);
  return {.name = file.file->content.name,
          .language = language,
          .has_file = false,
          .texts = texts,
          .missing = texts};
}

// The languages that are asked for and that the file does not have.
std::vector<std::string> languages_without(const Store& store, const File& file) {
  std::vector<std::string> wanted = file.not_translated;
  if (!store.options->all_languages) return wanted;
  for (const std::string& language : store.store->languages) {
    const auto has = [&language](const Language& row) {
      return same_language(row.resources->language, language);
    };
    const auto is_same = [&language](const std::string& other) {
      return same_language(language, other);
    };
    if (std::ranges::none_of(file.all, has) && std::ranges::none_of(wanted, is_same)) {
      wanted.push_back(language);
    }
  }
  return wanted;
}

std::string line_of(const TranslationRow& row) {
  if (!row.has_file) {
    return fmt::format("{:<12} {:>6} {:>7} {:>5} {:>9} {:>12} {:>9}  {} (no file)\n", row.language,
                       row.texts, row.missing, "-", "-", "-", "-", escape_for_display(row.name));
  }
  return fmt::format("{:<12} {:>6} {:>7} {:>5} {:>9} {:>12} {:>9}  {}\n", row.language, row.texts,
                     row.missing, row.extra, row.duplicate, row.untranslated, row.differing,
                     escape_for_display(row.name));
}

void add(TranslationRow& sum, const TranslationRow& row) {
  sum.texts += row.texts;
  sum.missing += row.missing;
  sum.extra += row.extra;
  sum.duplicate += row.duplicate;
  sum.untranslated += row.untranslated;
  sum.differing += row.differing;
}

}  // namespace
}  // namespace check_templates

std::vector<TranslationRow> translation_table(const TemplateStore& store,
                                              const CheckTemplatesOptions& options) {
  using namespace check_templates;
  const Store index = index_of(store, options);
  std::vector<TranslationRow> rows;
  for (const File& file : index.files) {
    if (file.reference == nullptr) continue;
    for (const Language* const language : file.languages) {
      if (language == file.reference) continue;
      rows.push_back(row_of({&index, &file}, *language));
    }
    for (const std::string& language : languages_without(index, file)) {
      rows.push_back(row_without_file(file, language));
    }
  }
  return rows;
}

std::string translations_text(const std::vector<TranslationRow>& rows) {
  using namespace check_templates;
  std::string text =
      fmt::format("{:<12} {:>6} {:>7} {:>5} {:>9} {:>12} {:>9}  {}\n", "LANGUAGE", "TEXTS",
                  "MISSING", "EXTRA", "DUPLICATE", "UNTRANSLATED", "DIFFERING", "TEMPLATE");
  std::map<std::string, TranslationRow> sums;  // by language
  for (const TranslationRow& row : rows) {
    text += line_of(row);
    TranslationRow& sum = sums[ascii_lower(row.language)];
    sum.language = row.language;
    sum.name = "all";
    add(sum, row);
  }
  for (const auto& [language, sum] : sums) text += line_of(sum);
  return text;
}

std::string translations_json(const std::vector<TranslationRow>& rows) {
  Json list = Json::array();
  for (const TranslationRow& row : rows) {
    list.push_back({{"template", row.name},
                    {"language", row.language},
                    {"file", row.has_file},
                    {"texts", row.texts},
                    {"missing", row.missing},
                    {"extra", row.extra},
                    {"duplicate", row.duplicate},
                    {"untranslated", row.untranslated},
                    {"differing", row.differing}});
  }
  const Json json{{"schema", check_templates::kTranslationsSchema},
                  {"translations", std::move(list)}};
  // Replaces what is no UTF-8: the name of a file may hold any bytes.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace regpolicy
