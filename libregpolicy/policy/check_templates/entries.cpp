#include "policy/check_templates/entries.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "core/find_byte.hpp"
#include "core/for_each_index.hpp"

namespace regpolicy::check_templates {
namespace {

// Enough to recognise a text by.
constexpr std::size_t kShownBytes = 200;

constexpr std::array<std::string_view, 3> kBaseNamespaces = {
    "Microsoft.Policies.Windows", "Microsoft.Policies.Products", "Microsoft.Policies.Server"};

// Of Windows.admx, the same in every Windows since Vista but for those added later.
constexpr std::array<std::string_view, 14> kWindowsCategories = {"System",
                                                                 "InternetManagement",
                                                                 "Troubleshooting",
                                                                 "InternetManagement_Settings",
                                                                 "WindowsComponents",
                                                                 "WindowsExplorer",
                                                                 "TabletPC",
                                                                 "DataCollectionAndPreviewBuilds",
                                                                 "Network",
                                                                 "SharedFolders",
                                                                 "Printers",
                                                                 "StartMenu",
                                                                 "ControlPanel",
                                                                 "Desktop"};

bool is_name_end(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '>' || c == '/';
}

// The local name of the tag that begins at `open`; of an end tag without its '/'.
std::string_view tag_name(std::string_view text, std::size_t open) {
  std::size_t begin = open + 1;
  if (begin < text.size() && text[begin] == '/') ++begin;
  std::size_t end = begin;
  while (end < text.size() && !is_name_end(text[end])) ++end;
  const std::string_view name = text.substr(begin, end - begin);
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

class TextCollector {
 public:
  explicit TextCollector(File& file) : file_(&file) {}

  void add(std::string_view reference, TextUse use, TemplatePlace place, std::string_view attribute,
           std::string_view owner) {
    const std::string_view id = string_id(reference);
    if (id.empty()) return;
    file_->texts.push_back({id, use, place, attribute, owner});
    file_->used_strings.insert(id);
  }
  void add_if(const std::optional<std::string>& reference, TextUse use, TemplatePlace place,
              std::string_view attribute, std::string_view owner) {
    if (reference) add(*reference, use, place, attribute, owner);
  }

 private:
  File* file_;
};

void add_products(const PolicyDefinitions& definitions, File& file, TextCollector& texts) {
  const auto take = [&](const auto& row) {
    texts.add(row.display_name, TextUse::product_title, row.place, "displayName", row.name);
    file.supported_on.insert(row.name);
  };
  for (const Product& product : definitions.products) {
    take(product);
    for (const MajorVersion& major : product.major_versions) {
      take(major);
      for (const MinorVersion& minor : major.minor_versions) take(minor);
    }
  }
  for (const SupportedOnDefinition& row : definitions.supported_on) {
    texts.add(row.display_name, TextUse::definition_title, row.place, "displayName", row.name);
    file.supported_on.insert(row.name);
  }
}

void add_policy(const Policy& policy, File& file, TextCollector& texts) {
  texts.add(policy.display_name, TextUse::policy_title, policy.place, "displayName", policy.name);
  texts.add_if(policy.explain_text, TextUse::policy_explain, policy.place, "explainText",
               policy.name);
  texts.add_if(policy.keywords, TextUse::keywords, policy.place, "", policy.name);
  if (policy.presentation) file.used_presentations.insert(presentation_id(*policy.presentation));
  for (const Element& element : policy.elements) {
    const auto* const choice = std::get_if<EnumElement>(&element.detail);
    if (choice == nullptr) continue;
    for (const EnumItem& item : choice->items) {
      texts.add(item.display_name, TextUse::enum_item, item.place, "displayName", policy.name);
    }
  }
}

void index_definitions(File& file) {
  const PolicyDefinitions& definitions = *file.definitions;
  file.prefixes.emplace(definitions.target.prefix, definitions.target.uri);
  for (const PolicyNamespace& used : definitions.using_namespaces) {
    file.prefixes.emplace(used.prefix, used.uri);
  }
  TextCollector texts(file);
  add_products(definitions, file, texts);
  for (const Category& row : definitions.categories) {
    file.categories.emplace(row.name, &row);
    texts.add(row.display_name, TextUse::category_title, row.place, "displayName", row.name);
    texts.add_if(row.explain_text, TextUse::category_explain, row.place, "explainText", row.name);
    texts.add_if(row.keywords, TextUse::keywords, row.place, "", row.name);
  }
  for (const Policy& policy : definitions.policies) add_policy(policy, file, texts);
}

void index_registry(File& file) {
  const auto facts_of = [&file](std::string_view key) -> const KeyFacts& {
    const auto [row, is_new] = file.keys.try_emplace(key);
    if (is_new) {
      row->second = {key_faults(key), folded_hash(key)};
      file.key_faults |= row->second.faults;
    }
    return row->second;
  };
  std::vector<ValuePlace> places;
  for (const Policy& policy : file.definitions->policies) {
    file.first_values.push_back(file.values.size());
    for (const KeyPlace& row : key_places(policy)) facts_of(row.key);
    places.clear();
    add_value_places(policy, places);
    for (const ValuePlace& row : places) {
      const std::uint64_t key = facts_of(row.key).hash;
      file.values.push_back({row, key, folded_hash(row.name, key)});
    }
  }
  file.first_values.push_back(file.values.size());
}

void find_texts(const File& file, Language& language) {
  const std::vector<ResourceString>& rows = language.resources->strings;
  language.used.reserve(file.texts.size());
  std::vector<unsigned> seen(rows.size());  // a bit for each use
  for (const TextReference& text : file.texts) {
    const auto row = language.strings.find(text.id);
    if (row == language.strings.end()) {
      language.missing.push_back(&text);
      continue;
    }
    unsigned& uses = seen[static_cast<std::size_t>(row->second - rows.data())];
    const unsigned bit = 1U << static_cast<unsigned>(text.use);
    if ((uses & bit) == 0) language.used.push_back({row->second, text.use});
    uses |= bit;
  }
}

Language language_of(const File& file, const PolicyResources& resources, const SourceText& source) {
  Language language(file.memory.get());
  language.resources = &resources;
  language.source = &source;
  language.strings.reserve(resources.strings.size());
  for (const ResourceString& row : resources.strings) language.strings.emplace(row.id, &row);
  for (const Presentation& row : resources.presentations) {
    language.presentations.emplace(row.id, &row);
  }
  find_texts(file, language);
  return language;
}

const Language* find_language(const File& file, std::string_view wanted) {
  const auto found = std::ranges::find_if(file.all, [wanted](const Language& language) {
    return same_language(language.resources->language, wanted);
  });
  return found == file.all.end() ? nullptr : &*found;
}

// What the editor does: the language of its own texts, else what the file falls back to.
void choose_languages(const CheckTemplatesOptions& options, File& file) {
  const std::string fallback = file.definitions->fallback_culture.value_or("en-US");
  file.reference = find_language(file, fallback);
  // One that lies beside the ADMX file; a finding says so.
  if (file.reference == nullptr) file.reference = find_language(file, "");
  const auto choose = [&file](const Language* language) {
    if (std::ranges::find(file.languages, language) != file.languages.end()) return;
    file.languages.push_back(language);
  };
  const auto fall_back = [&](const std::string& wanted) {
    if (file.reference == nullptr) {
      file.without_adml.push_back(wanted);
    } else {
      choose(file.reference);
    }
  };
  if (options.languages.empty() || options.all_languages) fall_back(fallback);
  for (const std::string& wanted : options.languages) {
    const Language* const found = find_language(file, wanted);
    if (found != nullptr) {
      choose(found);
    } else {
      fall_back(wanted);
      if (file.reference != nullptr) file.not_translated.push_back(wanted);
    }
  }
  if (options.all_languages) {
    for (const Language& language : file.all) choose(&language);
  }
}

void pair_texts(File& file) {
  if (file.reference == nullptr) return;
  for (Language& language : file.all) {
    if (&language == file.reference) continue;
    language.pairs.reserve(language.resources->strings.size());
    for (const ResourceString& row : language.resources->strings) {
      const auto other = file.reference->strings.find(row.id);
      if (other != file.reference->strings.end()) language.pairs.push_back({&row, other->second});
    }
  }
}

}  // namespace

Store index_of(const TemplateStore& store, const CheckTemplatesOptions& options) {
  Store index{.store = &store, .options = &options, .files = {}, .by_namespace = {}};
  index.files.resize(store.templates.size());
  for_each_index(store.templates.size(), options.threads, [&](std::size_t i) {
    const StoreTemplate& row = store.templates[i];
    File& file = index.files[i];
    file.file = &row;
    file.definitions = &row.content.definitions;
    index_definitions(file);
    index_registry(file);
    for (std::size_t k = 0; k < row.content.resources.size() && k < row.adml.size(); ++k) {
      file.all.push_back(language_of(file, row.content.resources[k], row.adml[k]));
    }
    choose_languages(options, file);
    pair_texts(file);
  });
  for (const File& file : index.files) {
    index.by_namespace.emplace(file.definitions->target.uri, &file);
  }
  return index;
}

Target resolve(const Store& store, const File& file, std::string_view reference) {
  using What = Target::What;
  if (reference.empty()) return {};
  const std::size_t colon = reference.find(':');
  if (colon == std::string_view::npos) {
    return {What::own, &file, {}, reference, file.definitions->target.uri};
  }
  const std::string_view prefix = reference.substr(0, colon);
  const std::string_view name = reference.substr(colon + 1);
  const auto found = file.prefixes.find(prefix);
  if (found == file.prefixes.end()) return {What::unknown_prefix, nullptr, prefix, name, {}};
  if (prefix == file.definitions->target.prefix) {
    return {What::own, &file, prefix, name, found->second};
  }
  const auto other = store.by_namespace.find(found->second);
  if (other == store.by_namespace.end()) {
    return {What::absent_namespace, nullptr, prefix, name, found->second};
  }
  return {What::other_file, other->second, prefix, name, found->second};
}

bool is_base_namespace(std::string_view uri) {
  return std::ranges::find(kBaseNamespaces, uri) != kBaseNamespaces.end();
}

std::span<const std::string_view> windows_categories() { return kWindowsCategories; }

TemplatePlace child_of(const SourceText& source, TemplatePlace parent, std::string_view child) {
  if (parent.offset == TemplatePlace::kNowhere) return parent;
  const std::string_view text = source.text;
  const std::string_view parent_name = tag_name(text, parent.offset);
  std::size_t at = text.find('<', parent.offset + 1);
  while (at != std::string_view::npos) {
    if (text.substr(at).starts_with("<!--")) {
      at = text.find("-->", at);
    } else if (const std::string_view name = tag_name(text, at); name == child) {
      return {static_cast<std::uint32_t>(at)};
    } else if (name == parent_name) {
      break;
    }
    if (at != std::string_view::npos) at = text.find('<', at + 1);
  }
  return parent;
}

std::string in_quotes(std::string_view text) {
  if (text.size() <= kShownBytes) return '\'' + escape_for_display(text) + '\'';
  std::size_t end = kShownBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return fmt::format("'{}...'", escape_for_display(text.substr(0, end)));
}

std::string did_you_mean(std::string_view word, std::vector<std::string> candidates) {
  std::ranges::sort(candidates);  // of equally near ones the first
  const std::string near = nearest_word(word, candidates);
  return near.empty() ? std::string() : fmt::format("did you mean {}?", in_quotes(near));
}

std::size_t utf16_units(std::string_view utf8) {
  std::size_t units = utf8.size();
  for (std::size_t i = find_beyond_ascii(utf8, 0); i < utf8.size(); ++i) {
    const auto byte = static_cast<unsigned char>(utf8[i]);
    if ((byte & 0xC0U) == 0x80U) --units;
    if (byte >= 0xF0U) ++units;
  }
  return units;
}

std::string_view folder_and_name(std::string_view path) {
  const std::size_t name = path.find_last_of("/\\");
  if (name == std::string_view::npos || name == 0) return path;
  const std::size_t folder = path.find_last_of("/\\", name - 1);
  return folder == std::string_view::npos ? path : path.substr(folder + 1);
}

bool same_language(std::string_view a, std::string_view b) {
  return ascii_lower(a) == ascii_lower(b);
}

}  // namespace regpolicy::check_templates
