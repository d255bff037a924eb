#include "formats/template_source/table_reader.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <regpolicy/limits.hpp>
#include <regpolicy/registry_path.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy::template_source {
namespace {

bool is_id_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

std::string first_character(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) ++size;
  return escape_for_display(text.substr(0, size));
}

// {8-4-4-4-12} hexadecimal digits.
bool is_guid(std::string_view text) {
  static constexpr std::string_view kShape = "{xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx}";
  const auto fits = [](char c, char shape) {
    const char lower = c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c;
    if (shape != 'x') return c == shape;
    return (lower >= '0' && lower <= '9') || (lower >= 'a' && lower <= 'f');
  };
  return std::ranges::equal(text, kShape, fits);
}

}  // namespace

TableReader::TableReader(Reading& reading, const Node& node, std::string what)
    : reading_(reading), place_(node.place), what_(std::move(what)) {
  table_ = std::get_if<Table>(&node.value);
  if (table_ == nullptr) report_wrong_type(reading, node, what_, "a table");
}

const Node* TableReader::find(std::string_view key) {
  asked_.emplace(key);
  if (table_ == nullptr) return nullptr;
  const auto member = std::ranges::find(*table_, key, &Member::key);
  return member == table_->end() ? nullptr : &member->node;
}

const Node* TableReader::require(std::string_view key) {
  const Node* const node = find(key);
  if (node == nullptr && table_ != nullptr) {
    reading_.error("missing-key", fmt::format("{} has no '{}'", what_, key), place_);
  }
  return node;
}

Place TableReader::place_of(std::string_view key) const {
  if (table_ == nullptr) return place_;
  const auto member = std::ranges::find(*table_, key, &Member::key);
  return member == table_->end() ? place_ : member->node.place;
}

std::optional<std::string> TableReader::string(std::string_view key) {
  const Node* const node = find(key);
  if (node == nullptr) return std::nullopt;
  auto text = string_of(reading_, *node, fmt::format("'{}'", key));
  if (text && text->empty()) {
    reading_.error("empty", fmt::format("'{}' is empty", key), node->place);
  }
  return text;
}

std::string TableReader::required_string(std::string_view key) {
  if (require(key) == nullptr) return {};
  return string(key).value_or("");
}

std::vector<std::string> TableReader::strings(std::string_view key) {
  const Node* const node = find(key);
  if (node == nullptr) return {};
  const Array* const array = std::get_if<Array>(&node->value);
  if (array == nullptr) {
    report_wrong_type(reading_, *node, fmt::format("'{}'", key), "an array of strings");
    return {};
  }
  std::vector<std::string> texts;
  for (const Node& item : *array) {
    auto text = string_of(reading_, item, fmt::format("an item of '{}'", key));
    if (text && text->empty()) {
      reading_.error("empty", fmt::format("an item of '{}' is empty", key), item.place);
    }
    if (text) texts.push_back(std::move(*text));
  }
  return texts;
}

std::optional<bool> TableReader::boolean(std::string_view key) {
  const Node* const node = find(key);
  if (node == nullptr) return std::nullopt;
  const bool* const value = std::get_if<bool>(&node->value);
  if (value != nullptr) return *value;
  report_wrong_type(reading_, *node, fmt::format("'{}'", key), "a boolean");
  return std::nullopt;
}

std::optional<std::uint32_t> TableReader::number(std::string_view key) {
  const Node* const node = find(key);
  if (node == nullptr) return std::nullopt;
  const auto value = number_of(reading_, *node, fmt::format("'{}'", key),
                               std::numeric_limits<std::uint32_t>::max());
  return value ? std::optional(static_cast<std::uint32_t>(*value)) : std::nullopt;
}

std::optional<std::uint64_t> TableReader::long_number(std::string_view key) {
  const Node* const node = find(key);
  if (node == nullptr) return std::nullopt;
  return number_of(reading_, *node, fmt::format("'{}'", key),
                   std::numeric_limits<std::uint64_t>::max());
}

std::optional<std::size_t> TableReader::choice(std::string_view key,
                                               const std::vector<std::string>& choices) {
  const auto text = string(key);
  if (!text || text->empty()) return std::nullopt;
  const auto found = std::ranges::find(choices, *text);
  if (found != choices.end()) return static_cast<std::size_t>(found - choices.begin());
  reading_.error("unknown-choice",
                 fmt::format("'{}' is '{}'; expected one of {}", key, escape_for_display(*text),
                             fmt::join(choices, ", ")),
                 place_of(key), did_you_mean(*text, choices));
  return std::nullopt;
}

std::string TableReader::required_id(std::string_view key) {
  std::string id = required_string(key);
  const auto bad = std::ranges::find_if_not(id, is_id_character);
  if (bad != id.end()) {
    const auto at = static_cast<std::size_t>(bad - id.begin());
    reading_.error("bad-id",
                   fmt::format("the {} '{}' holds '{}'; expected ASCII letters, digits and '_'",
                               key, escape_for_display(id),
                               first_character(std::string_view(id).substr(at))),
                   place_of(key));
    return {};
  }
  if (id.find('-') != std::string::npos) {
    reading_.warning("id-with-hyphen",
                     fmt::format("the {} '{}' holds '-', which the schema does not allow", key, id),
                     place_of(key), "the Group Policy editor takes it; stricter tools do not");
  }
  return id;
}

std::optional<std::string> TableReader::registry_key(std::string_view key) {
  auto path = string(key);
  if (!path || path->empty()) return path;
  const std::string defect = key_defect(to_utf16(*path).value_or(u""));
  if (!defect.empty()) reading_.error("bad-key", defect, place_of(key));
  return path;
}

std::optional<std::string> TableReader::value_name() {
  auto name = string("value_name");
  if (!name) return name;
  check_plain_text(reading_, *name, "'value_name'", limits::kPolValueNameUnits,
                   place_of("value_name"));
  if (name->starts_with("**")) {
    reading_.error("directive-name",
                   fmt::format("'value_name' is '{}': names that begin with '**' are instructions "
                               "to the client, not values",
                               escape_for_display(*name)),
                   place_of("value_name"));
  }
  return name;
}

std::optional<std::string> TableReader::guid(std::string_view key) {
  auto text = string(key);
  if (text && !text->empty() && !is_guid(*text)) {
    reading_.error("bad-guid",
                   fmt::format("'{}' is '{}'; expected a GUID in braces, "
                               "{{xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx}}",
                               key, escape_for_display(*text)),
                   place_of(key));
  }
  return text;
}

std::optional<Texts> TableReader::texts(std::string_view key, TextRules rules) {
  const Node* const node = find(key);
  if (node == nullptr) return std::nullopt;
  return texts_of(reading_, *node, fmt::format("'{}'", key), rules);
}

Texts TableReader::required_texts(std::string_view key, TextRules rules) {
  const Node* const node = require(key);
  if (node == nullptr) return Texts(reading_.languages.size());
  return texts_of(reading_, *node, fmt::format("'{}'", key), rules);
}

std::vector<const Node*> TableReader::tables(std::string_view key) {
  const Node* const node = find(key);
  if (node == nullptr) return {};
  const Array* const array = std::get_if<Array>(&node->value);
  if (array == nullptr) {
    report_wrong_type(reading_, *node, fmt::format("'{}'", key), "an array of tables");
    return {};
  }
  std::vector<const Node*> nodes;
  for (const Node& item : *array) nodes.push_back(&item);
  return nodes;
}

void TableReader::finish() {
  if (table_ == nullptr) return;
  for (const Member& member : *table_) {
    if (asked_.contains(member.key)) continue;
    reading_.error(
        "unknown-key",
        fmt::format("unknown key '{}' in {}", escape_for_display(member.key), what_), member.place,
        did_you_mean(member.key, std::vector<std::string>(asked_.begin(), asked_.end())));
  }
}

}  // namespace regpolicy::template_source
