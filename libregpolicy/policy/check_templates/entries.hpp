// A store as the rules about templates look at it: every file with its names indexed.
#pragma once

#include <cstdint>
#include <memory>
#include <memory_resource>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <regpolicy/check_templates.hpp>

#include "policy/check_templates/registry_places.hpp"
#include "policy/text_references.hpp"

namespace regpolicy::check_templates {

// A file has thousands of names: what they are looked up in shares the file's memory.
using Memory = std::pmr::monotonic_buffer_resource;
template <class Value>
using ByName = std::pmr::unordered_map<std::string_view, Value>;
using Names = std::pmr::unordered_set<std::string_view>;

// What a text is for; the editor has a longest length for each.
enum class TextUse {
  policy_title,
  policy_explain,
  category_title,
  category_explain,
  definition_title,
  product_title,
  enum_item,
  keywords
};

// A place of an ADMX file that names a text.
struct TextReference {
  std::string_view id;
  TextUse use = TextUse::policy_title;
  TemplatePlace place;
  std::string_view attribute;
  std::string_view owner;  // the policy, category or definition
};

// A text with one of the uses that it has.
struct UsedText {
  const ResourceString* row = nullptr;
  TextUse use = TextUse::policy_title;
  [[nodiscard]] bool operator==(const UsedText&) const = default;
};

// A text of a language and that of the language which translations are compared with.
struct TextPair {
  const ResourceString* row = nullptr;
  const ResourceString* other = nullptr;
};

// One ADML file.
struct Language {
  explicit Language(Memory* memory) : strings(memory), presentations(memory) {}

  const PolicyResources* resources = nullptr;
  const SourceText* source = nullptr;
  ByName<const ResourceString*> strings;      // the first of an id
  ByName<const Presentation*> presentations;  // likewise
  std::vector<UsedText> used;  // each text with each of its uses once, as the ADMX file names them
  std::vector<const TextReference*> missing;  // what the ADMX file names and is not here
  std::vector<TextPair> pairs;  // none in the language that the others are compared with
};

// A key as the file spells it.
struct KeyFacts {
  unsigned faults = 0;     // bits of KeyFault
  std::uint64_t hash = 0;  // of the folded key
};

struct WrittenValue {
  ValuePlace place;
  std::uint64_t key_hash = 0;
  std::uint64_t hash = 0;  // of key and name
};
// Whether the registry has them in one place.
[[nodiscard]] inline bool is_same_value(const WrittenValue& a, const WrittenValue& b) {
  return a.hash == b.hash && same_folded(a.place.key, b.place.key) &&
         same_folded(a.place.name, b.place.name);
}

// One ADMX file.
struct File {
  std::unique_ptr<Memory> memory = std::make_unique<Memory>();
  const StoreTemplate* file = nullptr;
  const PolicyDefinitions* definitions = nullptr;
  ByName<std::string_view> prefixes{memory.get()};  // to namespaces; its own too
  ByName<const Category*> categories{memory.get()};
  Names supported_on{memory.get()};  // definitions, products and versions
  std::vector<TextReference> texts;
  Names used_strings{memory.get()}, used_presentations{memory.get()};
  ByName<KeyFacts> keys{memory.get()};      // by spelling
  unsigned key_faults = 0;                  // those of all keys
  std::vector<WrittenValue> values;         // of all policies in turn
  std::vector<std::size_t> first_values;    // of each policy; the last is their end
  const Language* reference = nullptr;      // of `all`: what translations are compared with
  std::vector<Language> all;                // every ADML file
  std::vector<const Language*> languages;   // of `all`: those to be checked
  std::vector<std::string> without_adml;    // languages for which the editor finds nothing
  std::vector<std::string> not_translated;  // languages asked for that get the fallback
};

struct Store {
  const TemplateStore* store = nullptr;
  const CheckTemplatesOptions* options = nullptr;
  std::vector<File> files;
  std::unordered_map<std::string_view, const File*> by_namespace;  // the first that has it
};

[[nodiscard]] Store index_of(const TemplateStore& store, const CheckTemplatesOptions& options);

struct FileEntry {
  const Store* store = nullptr;
  const File* file = nullptr;
  [[nodiscard]] const PolicyDefinitions& definitions() const { return *file->definitions; }
  [[nodiscard]] const SourceText& admx() const { return file->file->admx; }
};
struct LanguageEntry : FileEntry {
  const Language* language = nullptr;
  [[nodiscard]] const SourceText& adml() const { return *language->source; }
};
struct PolicyEntry : FileEntry {
  const Policy* policy = nullptr;
  // What the policy may write, in the order of the file.
  [[nodiscard]] std::span<const WrittenValue> values() const {
    const auto position = static_cast<std::size_t>(policy - definitions().policies.data());
    const auto first = file->first_values[position];
    return std::span(file->values).subspan(first, file->first_values[position + 1] - first);
  }
};
// A policy in a language that has its presentation.
struct PresentationEntry : PolicyEntry {
  const Language* language = nullptr;
  const Presentation* presentation = nullptr;
  [[nodiscard]] const SourceText& adml() const { return *language->source; }
};

// ---- references ----

struct Target {
  enum class What { own, other_file, absent_namespace, unknown_prefix, nothing };
  What what = What::nothing;
  const File* file = nullptr;  // own and other_file
  std::string_view prefix, name, uri;
};
// Where "name" or "prefix:name" leads to; nothing where it is empty, which the reader has found.
[[nodiscard]] Target resolve(const Store& store, const File& file, std::string_view reference);

// Namespaces of the templates that every Windows has.
[[nodiscard]] bool is_base_namespace(std::string_view uri);
[[nodiscard]] std::span<const std::string_view> windows_categories();

// ---- places and words ----

// The first child of that name within the element at `parent`; `parent` where there is none.
[[nodiscard]] TemplatePlace child_of(const SourceText& source, TemplatePlace parent,
                                     std::string_view child);

[[nodiscard]] std::string in_quotes(std::string_view text);  // safe to print, cut where it is long
[[nodiscard]] std::string did_you_mean(std::string_view word, std::vector<std::string> candidates);
[[nodiscard]] std::size_t utf16_units(std::string_view utf8);
[[nodiscard]] std::string_view folder_and_name(std::string_view path);  // "sv-SE/Name.adml"
[[nodiscard]] bool same_language(std::string_view a, std::string_view b);

}  // namespace regpolicy::check_templates
