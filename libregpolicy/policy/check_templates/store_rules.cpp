// Files of a store: which of them the editor takes, and in which language.
#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "policy/check_templates/rule_row.hpp"

namespace regpolicy::check_templates {
namespace {

void namespace_taken(const FileEntry& entry, const Finder& found) {
  const PolicyNamespace& target = entry.definitions().target;
  const File* const first = entry.store->by_namespace.find(target.uri)->second;
  if (first == entry.file || target.uri.empty()) return;
  found.add(entry.admx(), target.place, "namespace", {},
            fmt::format("the namespace {} is taken by {}", in_quotes(target.uri),
                        in_quotes(first->file->admx.source)),
            "remove one of the two files from the store, or give this one a namespace of its own");
}

bool is_here(const FileEntry& entry, const PolicyNamespace& used) {
  return entry.store->by_namespace.contains(used.uri) || is_base_namespace(used.uri);
}

// The file whose namespace is the same but for the case of its letters.
const File* file_in_other_case(const FileEntry& entry, const PolicyNamespace& used) {
  const auto found = std::ranges::find_if(entry.store->files, [&used](const File& other) {
    return ascii_lower(other.definitions->target.uri) == ascii_lower(used.uri);
  });
  return found == entry.store->files.end() ? nullptr : &*found;
}

void namespace_case(const FileEntry& entry, const Finder& found) {
  for (const PolicyNamespace& used : entry.definitions().using_namespaces) {
    if (is_here(entry, used)) continue;
    const File* const other = file_in_other_case(entry, used);
    if (other == nullptr) continue;
    found.add(entry.admx(), used.place, "namespace", used.prefix,
              fmt::format("found the namespace {}, expected {}, as {} spells it",
                          in_quotes(used.uri), in_quotes(other->definitions->target.uri),
                          in_quotes(other->file->admx.source)));
  }
}

void namespace_absent(const FileEntry& entry, const Finder& found) {
  for (const PolicyNamespace& used : entry.definitions().using_namespaces) {
    if (is_here(entry, used) || file_in_other_case(entry, used) != nullptr) continue;
    found.add(entry.admx(), used.place, "namespace", used.prefix,
              fmt::format("no file here has the namespace {}", in_quotes(used.uri)),
              "what refers to it is not checked");
  }
}

void no_adml(const FileEntry& entry, const Finder& found) {
  const std::string fallback = entry.definitions().fallback_culture.value_or("en-US");
  for (const std::string& language : entry.file->without_adml) {
    const bool is_fallback = same_language(language, fallback);
    found.add(entry.admx(), entry.definitions().place, {}, {},
              fmt::format("there is no ADML file in {}{}", language,
                          is_fallback ? "" : fmt::format(" nor in {}", fallback)),
              fmt::format("add {}/{}.adml", fallback, entry.file->file->content.name));
  }
}

void no_translation(const FileEntry& entry, const Finder& found) {
  for (const std::string& language : entry.file->not_translated) {
    found.add(entry.admx(), entry.definitions().place, {}, {},
              fmt::format("there is no ADML file in {}", language),
              fmt::format("the editor shows the texts of {}",
                          entry.definitions().fallback_culture.value_or("en-US")));
  }
}

void orphan_adml(const Store& store, const Finder& found) {
  for (const OrphanResources& orphan : store.store->orphans) {
    found.add(orphan.adml, orphan.resources.place, {}, {},
              "no ADMX file has the name of this ADML file",
              "the editor never reads it; remove or rename it");
  }
}

void adml_beside_admx(const FileEntry& entry, const Finder& found) {
  for (const Language& language : entry.file->all) {
    if (!language.resources->language.empty()) continue;
    found.add(
        *language.source, language.resources->place, {}, {},
        "the file lies beside its ADMX file, expected in the folder of its language",
        fmt::format("move it to {}/{}.adml", entry.definitions().fallback_culture.value_or("en-US"),
                    entry.file->file->content.name));
  }
}

// "sv" where the editor looks into "sv-SE".
void neutral_culture(const FileEntry& entry, const Finder& found) {
  for (const Language& language : entry.file->all) {
    const std::string neutral = ascii_lower(language.resources->language);
    if (neutral.empty() || neutral.find('-') != std::string::npos) continue;
    const bool has_full = std::ranges::any_of(entry.file->all, [&neutral](const Language& other) {
      return ascii_lower(other.resources->language).starts_with(neutral + '-');
    });
    if (has_full) continue;
    found.add(*language.source, language.resources->place, {}, {},
              fmt::format("the folder is named {}, expected a language with its country, as in "
                          "sv-SE",
                          in_quotes(language.resources->language)),
              "whether the editor looks into the folder of a language alone is not documented");
  }
}

constexpr RuleRow kStoreRows[] = {
    {{"store.namespace-taken", Severity::error, "Namespace of another file",
      "The editor takes the first file of a namespace and refuses the others (its message 311). "
      "Remove one of the files."},
     namespace_taken},
    {{"store.no-adml", Severity::error, "No texts",
      "The editor finds no ADML file in its own language nor in the one to fall back to, and does "
      "not show the template (319). Add the file."},
     no_adml},
    {{"store.no-translation", Severity::warning, "Language without a file",
      "The editor shows the texts of the language that the template falls back to. Add the ADML "
      "file where the language is meant to be there. Asked only of languages named with --lang."},
     no_translation},
    {{"store.orphan-adml", Severity::warning, "ADML file without an ADMX file",
      "The editor joins the two by their names, so nothing reads this one. Remove or rename it."},
     orphan_adml},
    {{"store.adml-beside-admx", Severity::warning, "ADML file outside the folder of a language",
      "The editor looks for it in a folder such as en-US. Here it was checked as the language to "
      "fall back to. Move it."},
     adml_beside_admx},
    {{"store.neutral-language", Severity::warning, "Folder of a language without its country",
      "Windows looks for a folder such as sv-SE. Whether it looks into sv too is not documented. "
      "Rename the folder."},
     neutral_culture},
    {{"store.namespace-case", Severity::warning, "Namespace in other letters",
      "Namespaces are compared with regard to case, so every reference to this one leads nowhere. "
      "Spell it as its own file does."},
     namespace_case},
    {{"store.namespace-absent", Severity::note, "Namespace of a file that is not here",
      "References to it cannot be checked, and the editor shows none of them unless the store has "
      "the file. Add it, or check the whole store."},
     namespace_absent,
     Volume::every,
     Audience::gpmc},
};

}  // namespace

std::span<const RuleRow> file_rules() { return kStoreRows; }

}  // namespace regpolicy::check_templates
