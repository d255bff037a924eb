#include "formats/toml/table_reader.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <regpolicy/limits.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy::document {
namespace {

// The content of type T, or an error that says what was found.
template <class T>
const T* get_as(const Context& context, const Node& node, std::string_view what,
                std::string_view expected) {
  const T* const content = std::get_if<T>(&node.content);
  if (content == nullptr) {
    context.error("wrong-type",
                  fmt::format("{} is {}, expected {}", what, kind_name(node), expected),
                  node.place);
  }
  return content;
}

std::string shown_key(std::string_view key) { return fmt::format("'{}'", escape_for_display(key)); }

bool is_language_tag(std::string_view tag) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  std::size_t length = 0;
  bool first = true;
  for (const char c : tag) {
    if (c == '-') {
      if (length < 2) return false;
      first = false;
      length = 0;
    } else if (!is_letter(c) && (first || c < '0' || c > '9')) {
      return false;
    } else {
      ++length;
    }
  }
  return length >= 2;
}

}  // namespace

Location Context::at(Place place) const {
  return {.source = source, .line = place.line, .column = place.column};
}

void Context::error(std::string_view rule, std::string message, Place place,
                    std::string hint) const {
  diagnostics.error(fmt::format("{}.{}", format, rule), std::move(message), at(place),
                    std::move(hint));
}

std::string hint_for(std::string_view word, const std::vector<std::string>& expected) {
  if (expected.empty()) return {};
  if (const std::string near = nearest_word(word, expected); !near.empty()) {
    return fmt::format("did you mean '{}'?", escape_for_display(near));
  }
  return fmt::format("expected {}{}", expected.size() == 1 ? "" : "one of ",
                     fmt::join(expected, ", "));
}

const Table* get_table(const Context& context, const Node& node, std::string_view what) {
  return get_as<Table>(context, node, what, "a table");
}

const Array* get_array(const Context& context, const Node& node, std::string_view what) {
  return get_as<Array>(context, node, what, "an array");
}

std::optional<std::string> get_text(const Context& context, const Node& node, std::string_view what,
                                    bool may_be_empty) {
  const auto* const text = get_as<std::string>(context, node, what, "a text");
  if (text == nullptr) return std::nullopt;
  if (text->empty() && !may_be_empty) {
    context.error("empty-text", fmt::format("{} is empty", what), node.place);
    return std::nullopt;
  }
  return *text;
}

std::optional<std::int64_t> get_integer(const Context& context, const Node& node,
                                        std::string_view what) {
  const auto* const number = get_as<std::int64_t>(context, node, what, "an integer");
  return number == nullptr ? std::nullopt : std::optional(*number);
}

std::optional<bool> get_bool(const Context& context, const Node& node, std::string_view what) {
  const auto* const truth = get_as<bool>(context, node, what, "true or false");
  return truth == nullptr ? std::nullopt : std::optional(*truth);
}

std::optional<std::vector<std::string>> get_texts(const Context& context, const Node& node,
                                                  std::string_view what, bool may_be_empty) {
  const auto* const array = get_as<Array>(context, node, what, "an array of texts");
  if (array == nullptr) return std::nullopt;
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < array->size(); ++i) {
    auto text =
        get_text(context, (*array)[i], fmt::format("item {} of {}", i + 1, what), may_be_empty);
    if (text) texts.push_back(*std::move(text));
  }
  if (texts.size() != array->size()) return std::nullopt;
  return texts;
}

std::optional<std::map<std::string, std::string>> get_localized(
    const Context& context, const Node& node, std::string_view what,
    const std::vector<std::string>& languages) {
  const auto* const texts = get_as<Table>(context, node, what, "a table of texts by language");
  if (texts == nullptr) return std::nullopt;
  std::map<std::string, std::string> result;
  for (const Member& member : texts->members) {
    if (std::ranges::find(languages, member.key) == languages.end()) {
      context.error("unknown-language",
                    fmt::format("{} has a text in {}, which is not among the languages", what,
                                shown_key(member.key)),
                    member.place, hint_for(member.key, languages));
      continue;
    }
    const std::string text_name = fmt::format("the text of {} in {}", what, member.key);
    if (auto text = get_text(context, member.value, text_name)) {
      result.emplace(member.key, *std::move(text));
    }
  }
  for (const std::string& language : languages) {
    if (document::find(*texts, language) == nullptr) {
      context.error("missing-translation", fmt::format("{} has no text in {}", what, language),
                    node.place);
    }
  }
  return result;
}

TableReader::TableReader(const Context& context, const Table& table, Place place, std::string name,
                         const std::vector<std::string>& known)
    : context_(&context), table_(&table), place_(place), name_(std::move(name)) {
  for (const Member& member : table.members) {
    if (std::ranges::find(known, member.key) != known.end()) continue;
    const std::string near = nearest_word(member.key, known);
    context.error("unknown-key", fmt::format("unknown key {} in {}", shown_key(member.key), name_),
                  member.place, near.empty() ? "" : fmt::format("did you mean '{}'?", near));
  }
}

const Node* TableReader::find(std::string_view key) const {
  const Member* const member = document::find(*table_, key);
  return member == nullptr ? nullptr : &member->value;
}

const Node* TableReader::require(std::string_view key) const {
  const Node* const node = find(key);
  if (node == nullptr) {
    context_->error("missing-key", fmt::format("{} has no {}", name_, shown_key(key)), place_);
  }
  return node;
}

Place TableReader::place_of(std::string_view key) const {
  const Node* const node = find(key);
  return node == nullptr ? place_ : node->place;
}

std::optional<std::string> TableReader::text(std::string_view key) const {
  const Node* const node = find(key);
  return node == nullptr ? std::nullopt : get_text(*context_, *node, shown_key(key));
}

std::optional<std::string> TableReader::required_text(std::string_view key) const {
  const Node* const node = require(key);
  return node == nullptr ? std::nullopt : get_text(*context_, *node, shown_key(key));
}

std::optional<std::int64_t> TableReader::integer(std::string_view key) const {
  const Node* const node = find(key);
  return node == nullptr ? std::nullopt : get_integer(*context_, *node, shown_key(key));
}

std::optional<bool> TableReader::boolean(std::string_view key) const {
  const Node* const node = find(key);
  return node == nullptr ? std::nullopt : get_bool(*context_, *node, shown_key(key));
}

std::vector<std::string> TableReader::texts(std::string_view key) const {
  const Node* const node = find(key);
  if (node == nullptr) return {};
  return get_texts(*context_, *node, shown_key(key)).value_or(std::vector<std::string>{});
}

std::optional<std::size_t> TableReader::word(std::string_view key,
                                             const std::vector<std::string>& words) const {
  const auto found = text(key);
  if (!found) return std::nullopt;
  const auto position = std::ranges::find(words, *found);
  if (position != words.end()) return static_cast<std::size_t>(position - words.begin());
  context_->error("unknown-word", fmt::format("unknown {} '{}'", key, escape_for_display(*found)),
                  place_of(key), hint_for(*found, words));
  return std::nullopt;
}

std::optional<std::map<std::string, std::string>> TableReader::localized(
    std::string_view key, const std::vector<std::string>& languages) const {
  const Node* const node = find(key);
  if (node == nullptr) return std::nullopt;
  return get_localized(*context_, *node, shown_key(key), languages);
}

std::map<std::string, std::string> TableReader::required_localized(
    std::string_view key, const std::vector<std::string>& languages) const {
  if (require(key) == nullptr) return {};
  return localized(key, languages).value_or(std::map<std::string, std::string>{});
}

std::vector<std::string> read_languages(const TableReader& reader, std::string_view key) {
  const Node* const node = reader.require(key);
  if (node == nullptr) return {};
  const Context& context = reader.context();
  const auto tags = get_texts(context, *node, shown_key(key));
  if (!tags) return {};
  if (tags->empty()) {
    context.error("bad-language", fmt::format("{} is empty", shown_key(key)), node->place,
                  "expected at least one language tag, such as en-US");
  }
  if (tags->size() > limits::kLanguages) {
    context.error("bad-language",
                  fmt::format("{} has {} language tags, expected at most {}", shown_key(key),
                              tags->size(), limits::kLanguages),
                  node->place);
    return {};
  }
  std::vector<std::string> languages;
  std::set<std::string> named;  // in lower case
  for (std::size_t i = 0; i < tags->size(); ++i) {
    const std::string& tag = (*tags)[i];
    const Place place = std::get<Array>(node->content)[i].place;
    if (!is_language_tag(tag)) {
      context.error("bad-language", fmt::format("{} is no language tag", shown_key(tag)), place,
                    "expected a tag such as en-US");
    } else if (!named.insert(ascii_lower(tag)).second) {
      context.error("bad-language", fmt::format("the language {} is named twice", tag), place);
    } else {
      languages.push_back(tag);
    }
  }
  return languages;
}

std::vector<const Node*> tables_of(const Context& context, const Table& root,
                                   std::string_view key) {
  const Member* const member = find(root, key);
  if (member == nullptr) return {};
  const std::string what = fmt::format("'{}'", key);
  const auto* const array =
      get_as<Array>(context, member->value, what, fmt::format("an array of tables ([[{}]])", key));
  if (array == nullptr) return {};
  std::vector<const Node*> nodes;
  for (const Node& node : *array) {
    if (get_as<Table>(context, node, fmt::format("an item of {}", what), "a table") != nullptr) {
      nodes.push_back(&node);
    }
  }
  return nodes;
}

}  // namespace regpolicy::document
