// The texts of an ADML file, and the references of the ADMX file to them.
#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/limits.hpp>

#include "policy/check_templates/rule_row.hpp"

namespace regpolicy::check_templates {
namespace {

// A misspelt id is one that nothing uses.
template <class Rows>
std::vector<std::string> unused_ids(const Rows& rows, const Names& used) {
  std::vector<std::string> ids;
  for (const auto& row : rows) {
    if (!used.contains(row.id)) ids.push_back(row.id);
  }
  return ids;
}

void missing_string(const LanguageEntry& entry, const Finder& found) {
  for (const TextReference* const text : entry.language->missing) {
    std::string hint = did_you_mean(
        text->id, unused_ids(entry.language->resources->strings, entry.file->used_strings));
    if (hint.empty()) hint = fmt::format("add <string id=\"{}\"> to it", text->id);
    found.add(entry.admx(), text->place, text->attribute, text->owner,
              fmt::format("there is no string {} in {}", in_quotes(text->id),
                          in_quotes(folder_and_name(entry.adml().source))),
              std::move(hint));
  }
}

void missing_presentation(const LanguageEntry& entry, const Finder& found) {
  for (const Policy& policy : entry.definitions().policies) {
    const std::string_view id =
        policy.presentation ? presentation_id(*policy.presentation) : std::string_view();
    if (id.empty() || entry.language->presentations.contains(id)) continue;
    std::string hint = did_you_mean(
        id, unused_ids(entry.language->resources->presentations, entry.file->used_presentations));
    if (hint.empty()) hint = fmt::format("add <presentation id=\"{}\"> to it", id);
    found.add(entry.admx(), policy.place, "presentation", policy.name,
              fmt::format("there is no presentation {} in {}", in_quotes(id),
                          in_quotes(folder_and_name(entry.adml().source))),
              std::move(hint));
  }
}

struct UseRow {
  TextUse use;
  std::string_view what;
  std::size_t longest;  // 0: no limit known
  bool one_line;
};
constexpr UseRow kUses[] = {
    {TextUse::policy_title, "a policy's name", limits::kAdmxPolicyTitleUnits, true},
    {TextUse::policy_explain, "a policy's explanation", limits::kAdmxPolicyExplainUnits, false},
    {TextUse::category_title, "a category's name", limits::kAdmxCategoryTitleUnits, true},
    {TextUse::category_explain, "a category's explanation", limits::kAdmxCategoryExplainUnits,
     false},
    {TextUse::definition_title, "a definition", limits::kAdmxDefinitionTitleUnits, true},
    {TextUse::product_title, "a product or version", 0, true},
    {TextUse::enum_item, "an item of an enum", limits::kAdmxEnumItemUnits, true},
    {TextUse::keywords, "keywords", 0, false},
};

const UseRow& row_of(TextUse use) { return *std::ranges::find(kUses, use, &UseRow::use); }

template <class Use>
void for_each_used_text(const LanguageEntry& entry, const Use& use) {
  for (const UsedText& text : entry.language->used) use(*text.row, row_of(text.use));
}

void text_too_long(const LanguageEntry& entry, const Finder& found) {
  for_each_used_text(entry, [&](const ResourceString& row, const UseRow& use) {
    // There are at least as many bytes as characters, and counting takes its time.
    if (use.longest == 0 || row.text.size() <= use.longest) return;
    const std::size_t units = utf16_units(row.text);
    if (units <= use.longest) return;
    found.add(
        entry.adml(), row.place, {}, row.id,
        fmt::format("found {} of {} characters, expected at most {}", use.what, units, use.longest),
        "shorten it");
  });
}

constexpr std::string_view kWhite = " \t\r\n";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kWhite);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kWhite) + 1 - first);
}

void text_spans_lines(const LanguageEntry& entry, const Finder& found) {
  for_each_used_text(entry, [&](const ResourceString& row, const UseRow& use) {
    if (!use.one_line || row.text.find('\n') == std::string::npos) return;
    if (trimmed(row.text).find('\n') == std::string_view::npos) return;
    found.add(entry.adml(), row.place, {}, row.id,
              fmt::format("the text of {} spans lines", use.what), "write it in one line");
  });
}

void empty_text(const LanguageEntry& entry, const Finder& found) {
  for_each_used_text(entry, [&](const ResourceString& row, const UseRow& use) {
    if (!use.one_line || row.text.find_first_not_of(kWhite) != std::string::npos) return;
    found.add(entry.adml(), row.place, {}, row.id, fmt::format("the text of {} is empty", use.what),
              "people cannot see what they choose; give it a text");
  });
}

template <class Row>
void find_duplicates(const LanguageEntry& entry, const Finder& found, const std::vector<Row>& rows,
                     const ByName<const Row*>& firsts, std::string_view kind) {
  if (firsts.size() == rows.size()) return;
  for (const Row& row : rows) {
    if (row.id.empty() || firsts.find(row.id)->second == &row) continue;
    found.add(entry.adml(), row.place, "id", row.id,
              fmt::format("the {} {} stands here twice", kind, in_quotes(row.id)),
              "remove the one that is not meant");
  }
}

void duplicate_string(const LanguageEntry& entry, const Finder& found) {
  find_duplicates(entry, found, entry.language->resources->strings, entry.language->strings,
                  "string");
}

void duplicate_presentation(const LanguageEntry& entry, const Finder& found) {
  find_duplicates(entry, found, entry.language->resources->presentations,
                  entry.language->presentations, "presentation");
}

// "major.minor"; empty for anything else, which the reader has found.
std::optional<std::pair<unsigned, unsigned>> version_of(std::string_view text) {
  std::pair<unsigned, unsigned> version;
  const char* const end = text.data() + text.size();
  const auto major = std::from_chars(text.data(), end, version.first);
  if (major.ec != std::errc() || major.ptr == end || *major.ptr != '.') return std::nullopt;
  const auto minor = std::from_chars(major.ptr + 1, end, version.second);
  if (minor.ec != std::errc() || minor.ptr != end) return std::nullopt;
  return version;
}

void revision_too_low(const LanguageEntry& entry, const Finder& found) {
  const std::string& needed = entry.definitions().min_required_revision;
  const std::string& given = entry.language->resources->revision;
  const auto least = version_of(needed);
  const auto revision = version_of(given);
  if (!least || !revision) return;
  if (revision->first == least->first && revision->second >= least->second) return;
  found.add(entry.adml(), entry.language->resources->place, "revision", {},
            fmt::format("found the revision {}, and the ADMX file needs {}.{} or a later minor "
                        "one",
                        given, least->first, least->second),
            "bring the texts up to date and raise the revision");
}

// Unused texts are looked for where they are written: in the file that translations start from.
bool is_reference(const LanguageEntry& entry) {
  return entry.file->reference == nullptr ||
         entry.file->reference->resources == entry.language->resources;
}

void unused_string(const LanguageEntry& entry, const Finder& found) {
  if (!is_reference(entry)) return;
  for (const ResourceString& row : entry.language->resources->strings) {
    if (row.id.empty() || entry.file->used_strings.contains(row.id)) continue;
    if (!found.is_first(entry.adml(), row.place)) continue;
    found.add(entry.adml(), row.place, "id", row.id,
              fmt::format("nothing uses the string {}", in_quotes(row.id)));
  }
}

void unused_presentation(const LanguageEntry& entry, const Finder& found) {
  if (!is_reference(entry)) return;
  for (const Presentation& row : entry.language->resources->presentations) {
    if (row.id.empty() || entry.file->used_presentations.contains(row.id)) continue;
    if (!found.is_first(entry.adml(), row.place)) continue;
    found.add(entry.adml(), row.place, "id", row.id,
              fmt::format("nothing uses the presentation {}", in_quotes(row.id)));
  }
}

constexpr RuleRow kTextRows[] = {
    {{"admx.missing-string", Severity::error, "Text that is not there",
      "One missing text and the editor does not show the whole template in that language (322); "
      "it takes no single text from another language. Add the string to the ADML file."},
     missing_string},
    {{"admx.missing-presentation", Severity::error, "Presentation that is not there",
      "The editor does not show the whole template in that language (322). Add the presentation to "
      "the ADML file."},
     missing_presentation},
    {{"adml.revision-too-low", Severity::error, "Texts older than the template needs",
      "The editor does not show the template: the ADML's revision must have the major number of "
      "minRequiredRevision, and its minor number or a higher one (320). Bring the texts up to "
      "date, then raise the revision."},
     revision_too_low},
    {{"adml.text-too-long", Severity::error, "Text longer than the editor takes",
      "The editor refuses the template (323). Shorten the text."},
     text_too_long},
    {{"adml.text-spans-lines", Severity::warning, "Name of several lines",
      "The editor complains of a line break in a name (324). Write the text in one line."},
     text_spans_lines},
    {{"adml.empty-text", Severity::warning, "Name without a text",
      "The editor shows an empty line, and nobody can tell what it is for. Give it a text."},
     empty_text},
    {{"adml.duplicate-string", Severity::warning, "String that stands there twice",
      "One of the two is never shown. Remove the one that is not meant."},
     duplicate_string},
    {{"adml.duplicate-presentation", Severity::warning, "Presentation that stands there twice",
      "One of the two is never shown. Remove the one that is not meant."},
     duplicate_presentation},
    {{"adml.unused-string", Severity::note, "Text that nothing uses",
      "It does no harm, and translators work on it for nothing. Remove it."},
     unused_string,
     Volume::once_a_file},
    {{"adml.unused-presentation", Severity::note, "Presentation that nothing uses",
      "It does no harm, and translators work on it for nothing. Remove it."},
     unused_presentation,
     Volume::once_a_file},
};

}  // namespace

std::span<const RuleRow> text_rules() { return kTextRows; }

}  // namespace regpolicy::check_templates
