#include "formats/template_source/strings.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "formats/template_source/sections.hpp"

namespace regpolicy::template_source {
namespace {

// Enters the string in the languages that have a text for it.
void define_string(Reading& reading, const ResourceString& string, const Texts& texts,
                   const std::string& owner, std::string_view who, Place place) {
  std::vector<std::size_t> languages;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!texts[i]) continue;
    languages.push_back(i);
    ResourceString& added = reading.result.resources[i].strings.emplace_back(string);
    added.text = *texts[i];
  }
  const auto [found, is_new] =
      reading.strings.try_emplace(string.id, StringOwner{owner, languages});
  if (is_new) return;
  std::vector<std::size_t>& taken = found->second.languages;
  const bool meets = std::ranges::find_first_of(taken, languages) != taken.end();
  if (meets && (owner.empty() || owner != found->second.name)) {
    reading.error(
        "string-id-taken",
        fmt::format("{} gets the string id '{}', which another {} has", who,
                    escape_for_display(string.id), owner.starts_with("item:") ? "item" : "text"),
        place,
        owner.starts_with("item:")
            ? "ids joined by '_' have become the same; rename one of them"
            : "give it another 'string_id', or refer to the one that is there: "
              "\"$(string.ID)\"");
  }
  taken.insert(taken.end(), languages.begin(), languages.end());
}

std::optional<std::string> own_id(const Reading& reading, const Node& node) {
  const auto* const table = std::get_if<document::Table>(&node.content);
  const document::Member* const member =
      table == nullptr ? nullptr : document::find(*table, kStringIdKey);
  if (member == nullptr) return std::nullopt;
  return document::get_text(reading.context, member->value, "'string_id'", !reading.strict);
}

}  // namespace

bool needs_translation(std::string_view text) {
  return text.find_first_not_of(" \t\n\r.:-_=*#,;()") != std::string_view::npos;
}

std::string_view referred_id(std::string_view reference, std::string_view kind) {
  const std::string opening = fmt::format("$({}.", kind);
  if (!reference.starts_with(opening) || !reference.ends_with(')')) return {};
  return reference.substr(opening.size(), reference.size() - opening.size() - 1);
}

std::optional<std::string> read_string(const Section& table, std::string_view key,
                                       const DerivedId& derived, TextRules rules) {
  const Node* const node = table.find(key);
  if (node == nullptr) return std::nullopt;
  Reading& reading = table.reading();
  if (const auto* const reference = std::get_if<std::string>(&node->content)) {
    reading.string_references.try_emplace(*reference, node->place);
    return *reference;
  }
  const Texts texts = texts_of(reading, *node, fmt::format("'{}'", key), rules, WithId::yes);
  const auto given = own_id(reading, *node);
  const std::string owner = derived.owner.empty() ? derived.id : derived.owner;
  define_string(reading, {.id = given.value_or(derived.id)}, texts, given ? "" : owner,
                derived.owner.empty() ? fmt::format("'{}' of {}", key, table.name()) : table.name(),
                derived.owner.empty() ? node->place : table.place_of("id"));
  return fmt::format("$(string.{})", given.value_or(derived.id));
}

std::string read_required_string(const Section& table, std::string_view key,
                                 const DerivedId& derived, TextRules rules) {
  (void)table.require(key);
  return read_string(table, key, derived, rules).value_or("");
}

LanguageScope::LanguageScope(const Section& table) : reading_(table.reading()) {
  if (table.find("languages") == nullptr) return;
  std::fill(reading_.in_scope.begin(), reading_.in_scope.end(), false);
  const auto tags = table.texts("languages");
  for (const std::string& tag : tags) {
    const auto found = std::ranges::find(reading_.languages, tag);
    if (found != reading_.languages.end()) {
      reading_.in_scope[static_cast<std::size_t>(found - reading_.languages.begin())] = true;
    } else if (!reading_.languages.empty()) {
      reading_.error("unknown-language",
                     fmt::format("'languages' has '{}', which is not among the languages of the "
                                 "template",
                                 escape_for_display(tag)),
                     table.place_of("languages"), document::hint_for(tag, reading_.languages));
    }
  }
}

LanguageScope::~LanguageScope() {
  std::fill(reading_.in_scope.begin(), reading_.in_scope.end(), true);
}

void read_string_table(Reading& reading, const Node& node) {
  const auto table = Section::open(reading, node, name_by_id(node, "string", "[[string]]"),
                                   {"id", "text", "languages", "unknown_attributes"});
  if (!table) return;
  const LanguageScope scope(*table);
  ResourceString string{.id = table->required_id(),
                        .unknown_attributes = table->unknown_attributes()};
  const Texts texts = table->required_in_languages("text", {.max_units = 0, .one_line = false});
  define_string(reading, string, texts, {}, table->name(), table->place_of("id"));
}

}  // namespace regpolicy::template_source
