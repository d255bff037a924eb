// What the ADMX ingestion of Intune and other MDM services refuses. Sources: Microsoft's pages on
// Win32 and Centennial app policy and on importing administrative templates, and refusals that
// people have met.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <regpolicy/limits.hpp>
#include <regpolicy/text.hpp>

#include "policy/check_templates/mdm_equivalents.hpp"
#include "policy/check_templates/references.hpp"
#include "policy/check_templates/registry_places.hpp"
#include "policy/check_templates/rule_row.hpp"
#include "policy/ingestible_key.hpp"

namespace regpolicy::check_templates {
namespace {

// The import page of Intune.
constexpr std::size_t kFiles = 20;
constexpr std::size_t kFileBytes = 1U << 20;
constexpr std::uint32_t kTextUnits = 1023;

void key_blocked(const PolicyEntry& entry, const Finder& found) {
  std::set<std::u16string> seen;
  for (const KeyPlace& row : key_places(*entry.policy)) {
    const std::u16string key = to_utf16(row.key).value_or(u"");
    const std::u16string_view tree = blocked_by_ingestion(key);
    if (tree.empty() || !seen.insert(upcase(key)).second) continue;
    found.add(entry.admx(), row.place, row.attribute, entry.policy->name,
              fmt::format("the service refuses the key {}: it lies below '{}'", in_quotes(row.key),
                          to_utf8(tree)),
              instead_of(entry.file->file->content, *entry.policy));
  }
}

void combo_box(const PresentationEntry& entry, const Finder& found) {
  for (const Control& control : entry.presentation->controls) {
    const auto* const box = std::get_if<ComboBox>(&control);
    if (box == nullptr) continue;
    found.add(
        entry.adml(), box->place, {}, entry.presentation->id,
        fmt::format("found a comboBox for {}, which fails the import", in_quotes(box->ref_id)),
        "use a textBox");
  }
}

void no_english(const FileEntry& entry, const Finder& found) {
  // The import page asks for the file, whatever its folder is.
  const bool has_english = std::ranges::any_of(entry.file->all, [](const Language& language) {
    const std::string& name = language.resources->language;
    return name.empty() || same_language(name, "en-US");
  });
  if (has_english || !entry.file->without_adml.empty()) return;
  found.add(entry.admx(), entry.definitions().place, {}, {},
            "there is no ADML file in en-US, the only language that the service takes",
            fmt::format("add en-US/{}.adml", entry.file->file->content.name));
}

void file_too_large(const FileEntry& entry, const Finder& found) {
  const auto check = [&found](const SourceText& source, TemplatePlace place) {
    if (source.text.size() <= kFileBytes) return;
    found.add(
        source, place, {}, {},
        fmt::format("the file has {} bytes, expected at most {}", source.text.size(), kFileBytes),
        "split the template");
  };
  check(entry.admx(), entry.definitions().place);
  for (const Language& language : entry.file->all) {
    if (same_language(language.resources->language, "en-US")) {
      check(*language.source, language.resources->place);
    }
  }
}

void too_many_files(const Store& store, const Finder& found) {
  if (store.files.size() <= kFiles) return;
  const File& file = store.files[kFiles];
  found.add(file.file->admx, file.definitions->place, {}, {},
            fmt::format("this is file {} of {}, and the service takes {}", kFiles + 1,
                        store.files.size(), kFiles),
            "import only the templates that you need");
}

void namespace_needed(const FileEntry& entry, const Finder& found) {
  for (const PolicyNamespace& used : entry.definitions().using_namespaces) {
    if (entry.store->by_namespace.contains(used.uri)) continue;
    found.add(entry.admx(), used.place, "namespace", used.prefix,
              fmt::format("the service needs the file of {} first", in_quotes(used.uri)),
              is_base_namespace(used.uri) ? "import Windows.admx and its like before this one"
                                          : "import that file before this one");
  }
}

void unused_using(const FileEntry& entry, const Finder& found) {
  for (const PolicyNamespace& row : entry.definitions().using_namespaces) {
    if (uses_prefix(entry, row.prefix)) continue;
    found.add(entry.admx(), row.place, "prefix", row.prefix,
              fmt::format("nothing in this file uses the prefix {}", in_quotes(row.prefix)),
              "remove the <using>: the service asks for the file of the namespace");
  }
}

void category_missing(const PolicyEntry& entry, const Finder& found) {
  if (entry.policy->parent_category) return;
  found.add(entry.admx(), entry.policy->place, {}, entry.policy->name,
            "the policy has no parentCategory", "add <parentCategory ref=\"...\"/>");
}

void own_prefix(const FileEntry& entry, const Finder& found) {
  for_each_reference(entry, [&](ReferenceKind kind, const std::string& reference,
                                TemplatePlace owner, const std::string& name) {
    const std::string& prefix = entry.definitions().target.prefix;
    if (prefix.empty() || !reference.starts_with(prefix + ':')) return;
    found.add(entry.admx(), reference_place(entry, kind, owner), "ref", name,
              fmt::format("found {}, expected {}", in_quotes(reference),
                          in_quotes(std::string_view(reference).substr(prefix.size() + 1))),
              "the service does not know a file's own prefix");
  });
}

void list_attributes(const PolicyEntry& entry, const Finder& found) {
  for (const Element& element : entry.policy->elements) {
    const auto* const list = std::get_if<ListElement>(&element.detail);
    if (list == nullptr) continue;
    const char* attribute = nullptr;
    if (list->additive) attribute = "additive";
    if (list->explicit_value) attribute = "explicitValue";
    if (list->value_prefix) attribute = "valuePrefix";
    if (attribute == nullptr) continue;
    found.add(
        entry.admx(), element.place, attribute, entry.policy->name,
        fmt::format("the service ignores {} of the list {}", attribute, in_quotes(element.id)),
        "whoever sets the policy has to write the names of the values too");
  }
}

void text_limit(const PolicyEntry& entry, const Finder& found) {
  for (const Element& element : entry.policy->elements) {
    const auto* const text = std::get_if<TextElement>(&element.detail);
    if (text == nullptr || text->max_length.value_or(0) <= kTextUnits) continue;
    found.add(entry.admx(), element.place, "maxLength", entry.policy->name,
              fmt::format("the element {} takes {} characters, and the service {}",
                          in_quotes(element.id), *text->max_length, kTextUnits));
  }
}

constexpr RuleRow row(Rule rule, Check check) {
  return {rule, check, Volume::every, Audience::mdm};
}

constexpr RuleRow kMdmRows[] = {
    row({"mdm.key-blocked", Severity::error, "Key that MDM may not write",
         "Ingested templates may not write below System, Software\\Microsoft and "
         "Software\\Policies\\Microsoft, but for a list of exceptions. Use the CSP of the setting, "
         "or a script."},
        key_blocked),
    row({"mdm.combo-box", Severity::error, "comboBox",
         "The import fails at a comboBox. Use a textBox."},
        combo_box),
    row({"mdm.no-english", Severity::error, "No texts in en-US",
         "The service takes one ADML file for each template, that of en-US. Add it."},
        no_english),
    row({"mdm.file-too-large", Severity::error, "File over 1 MB",
         "The import page takes files up to 1 MB. Split the template."},
        file_too_large),
    row({"mdm.too-many-files", Severity::error, "More than 20 files",
         "The import page takes 20 templates. Import only those that you need."},
        too_many_files),
    row({"mdm.unused-prefix", Severity::error, "Prefix that nothing uses",
         "The service asks for the file of every namespace, used or not. Remove the using."},
        unused_using),
    row({"mdm.no-parent-category", Severity::error, "Policy without a category",
         "The service refuses it: the category is part of the setting's URI. Add parentCategory."},
        category_missing),
    row({"mdm.own-prefix", Severity::error, "Reference with the file's own prefix",
         "The service takes it for a category that is not defined. Leave the prefix out."},
        own_prefix),
    row({"mdm.list-attributes", Severity::warning, "List attribute that is ignored",
         "Prefix, additive and explicitValue mean nothing to the service: whoever sets the policy "
         "has to write the names of the values, and the key is not cleared."},
        list_attributes),
    row({"mdm.text-limit", Severity::note, "Text longer than the service takes",
         "The service takes texts of up to 1,023 characters, whatever maxLength says."},
        text_limit),
    row({"mdm.namespace-needed", Severity::note, "File to import first",
         "The service refuses a template whose other namespaces it lacks. Import their files "
         "first."},
        namespace_needed),
};

}  // namespace

std::span<const RuleRow> mdm_rules() { return kMdmRows; }

}  // namespace regpolicy::check_templates
