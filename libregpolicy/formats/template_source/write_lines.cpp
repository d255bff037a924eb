// Lines of a template source: keys, texts by language, values.
#include <algorithm>
#include <limits>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "formats/template_source/source_writer.hpp"
#include "formats/template_source/strings.hpp"
#include "formats/toml/tokens.hpp"

namespace regpolicy::template_source {
namespace {

using document::key_token;
using document::line_token;
using document::text_token;

bool is_lacking(const std::optional<std::string>& text) { return !text || text->empty(); }

// The string where it can be described by its texts alone: once in every language that has it.
const std::vector<std::vector<const ResourceString*>>* plain_string(const SourceWriter& writer,
                                                                    std::string_view id) {
  const auto found = writer.strings.find(id);
  if (found == writer.strings.end() || writer.strings_done.contains(id)) return nullptr;
  const bool is_plain = std::ranges::all_of(found->second, [](const auto& rows) {
    return rows.size() <= 1 && (rows.empty() || rows.front()->unknown_attributes.empty());
  });
  return is_plain ? &found->second : nullptr;
}

std::string item_token(const ValueItem& item) {
  std::string token = "{ ";
  if (item.key) token += fmt::format("key = {}, ", line_token(*item.key));
  token += fmt::format("value_name = {}, value = {}", line_token(item.value_name),
                       value_token(item.value));
  if (!item.unknown_attributes.empty()) {
    token += ", unknown_attributes = " + attributes_token(item.unknown_attributes);
  }
  return token + " }";
}

}  // namespace

void put_table(SourceWriter& writer, std::string_view name) {
  if (!writer.lines.empty()) writer.lines += '\n';
  writer.lines += fmt::format("[[{}]]\n", name);
}

void put(SourceWriter& writer, std::string_view key, std::string_view token) {
  writer.lines += fmt::format("{} = {}\n", key, token);
}

void put_text(SourceWriter& writer, std::string_view key, const std::string& text) {
  put(writer, key, text_token(text));
}

void put_text(SourceWriter& writer, std::string_view key, const std::optional<std::string>& text) {
  if (text) put_text(writer, key, *text);
}

void put_true(SourceWriter& writer, std::string_view key, bool value) {
  if (value) put(writer, key, "true");
}

std::string array_token(const std::vector<std::string>& texts) {
  std::vector<std::string> tokens;
  for (const std::string& text : texts) tokens.push_back(line_token(text));
  return fmt::format("[{}]", fmt::join(tokens, ", "));
}

void put_texts(SourceWriter& writer, std::string_view key, const std::vector<std::string>& texts) {
  if (!texts.empty()) put(writer, key, array_token(texts));
}

std::string attributes_token(const UnknownAttributes& attributes) {
  std::vector<std::string> tokens;
  for (const UnknownAttribute& attribute : attributes) {
    tokens.push_back(
        fmt::format("{} = {}", key_token(attribute.name), line_token(attribute.value)));
  }
  return fmt::format("{{ {} }}", fmt::join(tokens, ", "));
}

void put_attributes(SourceWriter& writer, const UnknownAttributes& attributes,
                    std::string_view key) {
  if (!attributes.empty()) put(writer, key, attributes_token(attributes));
}

void put_in_languages(SourceWriter& writer, std::string_view key, const LanguageTexts& texts,
                      bool empty_counts, const std::vector<bool>& scope) {
  const auto in_scope = [&scope](std::size_t i) { return scope.empty() || scope[i]; };
  const bool first_has_it = !texts.empty() && in_scope(0) && !is_lacking(texts[0]);
  const bool is_there = std::ranges::any_of(texts, [empty_counts](const auto& text) {
    return empty_counts ? text.has_value() : !is_lacking(text);
  });
  if (!is_there) return;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!in_scope(i)) continue;
    const std::string line_key =
        fmt::format("{}.{}", key, key_token(writer.content.resources[i].language));
    if (!is_lacking(texts[i])) {
      put_text(writer, line_key, texts[i]);
      continue;
    }
    // Where the first language, being incomplete, lacks it too, nothing need be there.
    const bool must_be_there = i == 0 || first_has_it || !in_scope(0);
    const bool is_to_do = must_be_there && writer.to_translate[i];
    if (is_to_do || (texts[i] && empty_counts)) put(writer, line_key, "\"\"");
    if (must_be_there && !is_to_do) writer.incomplete[i] = true;
  }
}

void put_string(SourceWriter& writer, std::string_view key, const std::string& reference,
                std::string_view derived_id) {
  const std::string_view id = referred_id(reference, "string");
  const auto* const rows = plain_string(writer, id);
  if (id.empty() || rows == nullptr) {
    put_text(writer, key, reference);
    return;
  }
  writer.strings_done.insert(id);
  if (id != derived_id) {
    put(writer, fmt::format("{}.{}", key, kStringIdKey), line_token(id));
  }
  LanguageTexts texts(rows->size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!(*rows)[i].empty()) texts[i] = (*rows)[i].front()->text;
  }
  put_in_languages(writer, key, texts, true);
}

std::string value_token(const TemplateValue& value) {
  struct Token {
    std::string operator()(const DeleteMarker&) { return "{ delete = true }"; }
    std::string operator()(const Decimal& number) {
      return fmt::format("{{ dword = {} }}", number.value);
    }
    // TOML's integers end at 2^63 - 1.
    std::string operator()(const LongDecimal& number) {
      constexpr std::uint64_t kLast = std::numeric_limits<std::int64_t>::max();
      return number.value <= kLast ? fmt::format("{{ qword = {} }}", number.value)
                                   : fmt::format("{{ qword = \"{}\" }}", number.value);
    }
    std::string operator()(const std::string& text) {
      return fmt::format("{{ text = {} }}", line_token(text));
    }
  };
  return std::visit(Token{}, value);
}

bool is_plain_string(const SourceWriter& writer, std::string_view id) {
  return plain_string(writer, id) != nullptr;
}

void put_value_list(SourceWriter& writer, std::string_view key,
                    const std::optional<ValueList>& list) {
  if (!list) return;
  if (list->default_key) {
    put(writer, fmt::format("{}.default_key", key), line_token(*list->default_key));
  }
  std::string items = "[";
  for (const ValueItem& item : list->items) items += "\n  " + item_token(item) + ",";
  items += list->items.empty() ? "]" : "\n]";
  put(writer, fmt::format("{}.item", key), items);
  put_attributes(writer, list->unknown_attributes, fmt::format("{}.unknown_attributes", key));
}

}  // namespace regpolicy::template_source
