// Translations: each language beside the one that the template falls back to.
#include <algorithm>
#include <iterator>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <regpolicy/element_kind.hpp>

#include "policy/check_templates/rule_row.hpp"
#include "policy/check_templates/translation.hpp"

namespace regpolicy::check_templates {
namespace {

std::string name_of(const Language& language) { return language.resources->language; }

// What the ADMX file uses is admx.missing-string.
void missing_translation(const LanguageEntry& entry, const Finder& found) {
  const Language* const reference = reference_of(entry);
  if (reference == nullptr) return;
  const TemplatePlace place = entry.language->resources->place;
  for (const ResourceString* const row : strings_only_in(*reference, *entry.language)) {
    if (entry.file->used_strings.contains(row->id)) continue;
    found.add(
        entry.adml(), place, {}, row->id,
        fmt::format("the string {} of {} is not here", in_quotes(row->id), name_of(*reference)),
        "nothing uses it yet");
  }
  for (const Presentation* const row : presentations_only_in(*reference, *entry.language)) {
    if (entry.file->used_presentations.contains(row->id)) continue;
    found.add(entry.adml(), place, {}, row->id,
              fmt::format("the presentation {} of {} is not here", in_quotes(row->id),
                          name_of(*reference)),
              "nothing uses it yet");
  }
}

void extra_translation(const LanguageEntry& entry, const Finder& found) {
  const Language* const reference = reference_of(entry);
  if (reference == nullptr) return;
  for (const ResourceString* const row : strings_only_in(*entry.language, *reference)) {
    found.add(entry.adml(), row->place, "id", row->id,
              fmt::format("{} has no string {}", name_of(*reference), in_quotes(row->id)));
  }
  for (const Presentation* const row : presentations_only_in(*entry.language, *reference)) {
    found.add(entry.adml(), row->place, "id", row->id,
              fmt::format("{} has no presentation {}", name_of(*reference), in_quotes(row->id)));
  }
}

// Calls use(text, text of the reference, reference) for all that both have.
template <class Use>
void for_each_pair(const LanguageEntry& entry, const Use& use) {
  for (const TextPair& pair : entry.language->pairs) {
    use(*pair.row, *pair.other, *entry.file->reference);
  }
}

void untranslated(const LanguageEntry& entry, const Finder& found) {
  for_each_pair(entry, [&](const ResourceString& row, const ResourceString& other,
                           const Language& reference) {
    if (!is_untranslated(*entry.language, row.text, reference, other.text)) return;
    found.add(entry.adml(), row.place, {}, row.id,
              fmt::format("the text is that of {}", name_of(reference)), "translate it");
  });
}

void placeholders_differ(const LanguageEntry& entry, const Finder& found) {
  for_each_pair(entry, [&](const ResourceString& row, const ResourceString& other,
                           const Language& reference) {
    const auto here = placeholders(row.text);
    const auto there = placeholders(other.text);
    if (here == there) return;
    found.add(entry.adml(), row.place, {}, row.id,
              fmt::format("found the placeholders {}, and {} has {}",
                          here.empty() ? "none" : fmt::format("{}", fmt::join(here, " ")),
                          name_of(reference),
                          there.empty() ? "none" : fmt::format("{}", fmt::join(there, " "))),
              "a translation keeps them as they are");
  });
}

void numbers_differ(const LanguageEntry& entry, const Finder& found) {
  for_each_pair(entry, [&](const ResourceString& row, const ResourceString& other,
                           const Language& reference) {
    if (row.text == other.text) return;
    const auto here = numbers(row.text);
    const auto there = numbers(other.text);
    if (here == there) return;
    std::vector<std::string> odd;
    std::ranges::set_symmetric_difference(here, there, std::back_inserter(odd));
    found.add(entry.adml(), row.place, {}, row.id,
              fmt::format("the number {} stands in one of the texts only, this one or that of {}",
                          odd.front(), name_of(reference)));
  });
}

template <class Use>
void for_each_presentation_pair(const LanguageEntry& entry, const Use& use) {
  const Language* const reference = reference_of(entry);
  if (reference == nullptr) return;
  for (const Presentation& row : entry.language->resources->presentations) {
    const auto other = reference->presentations.find(row.id);
    if (other != reference->presentations.end()) use(row, *other->second, *reference);
  }
}

void controls_differ(const LanguageEntry& entry, const Finder& found) {
  for_each_presentation_pair(entry, [&](const Presentation& row, const Presentation& other,
                                        const Language& reference) {
    if (!have_other_controls(row, other)) return;
    found.add(entry.adml(), row.place, {}, row.id,
              fmt::format("found the controls {}, and {} has {}", fmt::join(controls_of(row), ", "),
                          name_of(reference), fmt::join(controls_of(other), ", ")));
  });
}

void defaults_differ(const LanguageEntry& entry, const Finder& found) {
  for_each_presentation_pair(
      entry, [&](const Presentation& row, const Presentation& other, const Language& reference) {
        const Control* const control = other_default(row, other);
        if (control == nullptr) return;
        found.add(entry.adml(), std::visit([](const auto& box) { return box.place; }, *control), {},
                  row.id,
                  fmt::format("the control of {} starts out otherwise than in {}",
                              in_quotes(ref_id_of(*control)), name_of(reference)),
                  "whoever does not change it gets another setting in each language");
      });
}

constexpr RuleRow kTranslationRows[] = {
    {{"adml.missing-translation", Severity::note, "Text that this language lacks",
      "The fallback language has it, though the ADMX file does not use it yet. Translate it, or "
      "remove it there. (What is used and missing is admx.missing-string.)"},
     missing_translation,
     Volume::once_a_file},
    {{"adml.extra-translation", Severity::note, "Text that only this language has",
      "It is left from an older version, or its id is misspelt. Correct the id, or remove it."},
     extra_translation,
     Volume::once_a_file},
    {{"adml.untranslated", Severity::warning, "Text that is not translated",
      "A long text is the same as in the fallback language. Translate it."},
     untranslated},
    {{"adml.placeholders-differ", Severity::warning, "Other placeholders than in the original",
      "A name such as %TEMP% or a mark such as %1 or {0} was lost or changed in translation. Keep "
      "them as they are."},
     placeholders_differ},
    {{"adml.numbers-differ", Severity::note, "Other numbers than in the original",
      "A limit or a version may have been left at an older state. Compare the two texts."},
     numbers_differ,
     Volume::once_a_file},
    {{"adml.controls-differ", Severity::warning, "Other controls than in the original",
      "The dialog has other controls, or another order, in this language. Make them the same."},
     controls_differ},
    {{"adml.defaults-differ", Severity::warning, "Other defaults than in the original",
      "Whoever leaves a control as it is gets another setting in this language. Make them the "
      "same."},
     defaults_differ},
};

}  // namespace

std::span<const RuleRow> translation_rules() { return kTranslationRows; }

}  // namespace regpolicy::check_templates
