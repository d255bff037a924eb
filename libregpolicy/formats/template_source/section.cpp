#include "formats/template_source/section.hpp"

#include <algorithm>
#include <charconv>
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

// Enough to keep what would break the file apart from what XML could have said.
bool is_xml_name(std::string_view name) {
  const auto breaks = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || std::string_view("<>&\"'/=").find(c) != std::string_view::npos;
  };
  return !name.empty() && std::ranges::none_of(name, breaks);
}

// An attribute's name, or one with the way down before it: "seeAlso[2]/@NAME".
bool is_attribute(std::string_view name) {
  if (name.find('/') == name.npos) return is_xml_name(name);
  for (std::size_t end = name.find('/'); end != name.npos; end = name.find('/')) {
    const std::string_view step = name.substr(0, end);
    const std::size_t bracket = std::min(step.find('['), step.size());
    const std::string_view number = step.substr(bracket);
    const auto digits = std::ranges::count_if(number, [](char c) { return c >= '0' && c <= '9'; });
    const bool is_numbered = number.size() > 2 && number.ends_with(']') && number[1] != '0' &&
                             static_cast<std::size_t>(digits) + 2 == number.size();
    if (!is_xml_name(step.substr(0, bracket)) || (!number.empty() && !is_numbered)) return false;
    name.remove_prefix(end + 1);
  }
  return name.starts_with('@') && is_xml_name(name.substr(1));
}

std::string first_character(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) ++size;
  return escape_for_display(text.substr(0, size));
}

// {8-4-4-4-12} hexadecimal digits.
bool is_guid(std::string_view text) {
  static constexpr std::string_view kShape = "{xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx}";
  return std::ranges::equal(text, kShape, [](char c, char shape) {
    if (shape != 'x') return c == shape;
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  });
}

// TOML's integers end at 2^63 - 1: larger numbers are written as strings of digits.
std::optional<std::uint64_t> digits(std::string_view text) {
  std::uint64_t value = 0;
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const auto [stop, error] = std::from_chars(begin, end, value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

std::optional<std::uint64_t> number_of(const Reading& reading, const Node& node,
                                       std::string_view what, std::uint64_t max) {
  std::string found;
  const auto* const text = std::get_if<std::string>(&node.content);
  if (text != nullptr && max > std::numeric_limits<std::uint32_t>::max()) {
    if (const auto value = digits(*text)) return value;
    found = fmt::format("'{}'", escape_for_display(*text));
  } else {
    const auto integer = document::get_integer(reading.context, node, what);
    if (!integer) return std::nullopt;
    const auto value = static_cast<std::uint64_t>(*integer);
    if (*integer >= 0 && value <= max) return value;
    found = std::to_string(*integer);
  }
  reading.error("out-of-range", fmt::format("{} is {}, expected 0 to {}", what, found, max),
                node.place);
  return std::nullopt;
}

void check_text(const Reading& reading, std::string_view text, std::string_view what,
                TextRules rules, Place place) {
  if (rules.one_line && text.find('\n') != std::string_view::npos) {
    reading.error("line-break", fmt::format("{} has a line break, expected one line", what), place);
  }
  if (rules.max_units != 0 && units_of(text) > rules.max_units) {
    reading.error("text-too-long",
                  fmt::format("{} has {} characters; the Group Policy editor takes {}", what,
                              units_of(text), rules.max_units),
                  place);
  }
}

}  // namespace

std::optional<Section> Section::open(Reading& reading, const Node& node, std::string name,
                                     const std::vector<std::string>& keys) {
  const document::Table* const table = document::get_table(reading.context, node, name);
  if (table == nullptr) return std::nullopt;
  return Section(reading, *table, node.place, std::move(name), keys);
}

std::optional<std::string> Section::text(std::string_view key) const {
  const Node* const node = find(key);
  if (node == nullptr) return std::nullopt;
  auto text = document::get_text(context(), *node, fmt::format("'{}'", key), true);
  if (text && text->empty()) {
    reading_->error("empty-text", fmt::format("'{}' is empty", key), node->place);
  }
  return text;
}

std::optional<std::string> Section::required_text(std::string_view key) const {
  (void)require(key);
  return text(key);
}

std::vector<std::string> Section::texts(std::string_view key) const {
  const Node* const node = find(key);
  if (node == nullptr) return {};
  const auto texts = document::get_texts(context(), *node, fmt::format("'{}'", key), true);
  if (!texts) return {};
  for (std::size_t i = 0; i < texts->size(); ++i) {
    if (!(*texts)[i].empty()) continue;
    reading_->error("empty-text", fmt::format("item {} of '{}' is empty", i + 1, key),
                    std::get<document::Array>(node->content)[i].place);
  }
  return *texts;
}

void Section::require_if_strict(std::string_view key) const {
  if (reading_->strict) (void)require(key);
}

UnknownAttributes Section::unknown_attributes(std::string_view key) const {
  UnknownAttributes attributes;
  const Node* const node = find(key);
  const document::Table* const table =
      node == nullptr ? nullptr : document::get_table(context(), *node, fmt::format("'{}'", key));
  if (table == nullptr) return attributes;
  for (const document::Member& member : table->members) {
    auto value =
        document::get_text(context(), member.value,
                           fmt::format("the attribute '{}'", escape_for_display(member.key)), true);
    if (!is_attribute(member.key)) {
      reading_->error(
          "bad-attribute",
          fmt::format("'{}' is no name of an attribute", escape_for_display(member.key)),
          member.place);
    }
    attributes.push_back({member.key, std::move(value).value_or("")});
  }
  return attributes;
}

std::vector<std::string> Section::annotations() const { return texts("annotations"); }

std::optional<std::uint32_t> Section::number(std::string_view key) const {
  const Node* const node = find(key);
  if (node == nullptr) return std::nullopt;
  const auto value = number_of(*reading_, *node, fmt::format("'{}'", key),
                               std::numeric_limits<std::uint32_t>::max());
  return value ? std::optional(static_cast<std::uint32_t>(*value)) : std::nullopt;
}

std::optional<std::uint64_t> Section::long_number(std::string_view key) const {
  const Node* const node = find(key);
  if (node == nullptr) return std::nullopt;
  return number_of(*reading_, *node, fmt::format("'{}'", key),
                   std::numeric_limits<std::uint64_t>::max());
}

std::string Section::required_id(std::string_view key) const {
  std::string id = required_text(key).value_or("");
  const auto bad = std::ranges::find_if_not(id, is_id_character);
  if (bad != id.end()) {
    const auto at = static_cast<std::size_t>(bad - id.begin());
    reading_->error(
        "bad-id",
        fmt::format("the {} '{}' holds '{}', expected ASCII letters, digits and '_'", key,
                    escape_for_display(id), first_character(std::string_view(id).substr(at))),
        place_of(key));
  } else if (id.find('-') != std::string::npos) {
    reading_->warning(
        "id-with-hyphen",
        fmt::format("the {} '{}' holds '-', which the schema does not allow", key, id),
        place_of(key), "the Group Policy editor takes it; stricter tools do not");
  }
  return id;
}

std::optional<std::string> Section::registry_key(std::string_view key) const {
  auto path = text(key);
  if (!path || path->empty()) return path;
  const std::u16string units = to_utf16(*path).value_or(u"");
  if (const std::string defect = key_defect(units); !defect.empty()) {
    reading_->error("bad-key", defect, place_of(key),
                    split_root(units) ? "leave it out: the policy's class decides the hive" : "");
  }
  return path;
}

std::optional<std::string> Section::value_name() const {
  auto name = text("value_name");
  if (!name || name->empty()) return name;
  const Place place = place_of("value_name");
  check_plain_text(*reading_, *name, "'value_name'", limits::kPolValueNameUnits, place);
  check_no_directive(*reading_, *name, "'value_name'", place);
  return name;
}

std::optional<std::string> Section::guid(std::string_view key) const {
  auto value = text(key);
  if (value && !value->empty() && !is_guid(*value)) {
    reading_->error(
        "bad-guid",
        fmt::format("'{}' is '{}', expected a GUID in braces", key, escape_for_display(*value)),
        place_of(key), "such as {35378EAC-683F-11D2-A89A-00C04FBBCFA2}");
  }
  return value;
}

std::optional<Texts> Section::in_languages(std::string_view key, TextRules rules) const {
  const Node* const node = find(key);
  if (node == nullptr) return std::nullopt;
  return texts_of(*reading_, *node, fmt::format("'{}'", key), rules);
}

Texts Section::required_in_languages(std::string_view key, TextRules rules) const {
  (void)require(key);
  return in_languages(key, rules).value_or(Texts(reading_->languages.size()));
}

std::vector<const Node*> Section::tables(std::string_view key) const {
  return document::tables_of(context(), table(), key);
}

std::string name_by_id(const Node& node, std::string_view kind, std::string_view otherwise) {
  const auto* const table = std::get_if<document::Table>(&node.content);
  const document::Member* const id = table == nullptr ? nullptr : document::find(*table, "id");
  const auto* const text = id == nullptr ? nullptr : std::get_if<std::string>(&id->value.content);
  if (text == nullptr || text->empty()) return std::string(otherwise);
  return fmt::format("{} '{}'", kind, escape_for_display(*text));
}

namespace {

// Whether a language may lack a text: an incomplete one, and every one where the first, being
// incomplete, has nothing to translate either.
bool may_lack(const Reading& reading, const Texts& texts, std::size_t language) {
  if (reading.incomplete[language]) return true;
  const bool first_has_it = texts[0] && !texts[0]->empty();
  return reading.in_scope[0] && reading.incomplete[0] && !first_has_it;
}

void note_lacking(Reading& reading, const Texts& texts, std::size_t language, Place place) {
  if (!reading.incomplete[language] || !texts[0] || texts[0]->empty()) return;
  Lacking& lacking = reading.lacking[language];
  if (lacking.texts++ == 0) lacking.first = place;
}

void report_lacking(Reading& reading, const document::Table& table, const Texts& texts,
                    std::string_view what, Place otherwise) {
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!reading.in_scope[i] || (texts[i] && !texts[i]->empty())) continue;
    const document::Member* const member = document::find(table, reading.languages[i]);
    const Place place = member == nullptr ? otherwise : member->value.place;
    if (may_lack(reading, texts, i)) {
      note_lacking(reading, texts, i, place);
    } else if (member == nullptr || texts[i]) {  // a wrong type is reported already
      reading.to_translate.insert(i);
      reading.error("missing-translation",
                    fmt::format("{} has no text in {}", what, reading.languages[i]), place);
    }
  }
}

}  // namespace

Texts texts_of(Reading& reading, const Node& node, std::string_view what, TextRules rules,
               WithId with_id) {
  Texts texts(reading.languages.size());
  const auto* const table = std::get_if<document::Table>(&node.content);
  if (table == nullptr) {
    reading.error("wrong-type",
                  fmt::format("{} is {}, expected a table of texts by language", what,
                              document::kind_name(node)),
                  node.place);
    return texts;
  }
  if (texts.empty()) return texts;
  for (const document::Member& member : table->members) {
    if (with_id == WithId::yes && member.key == kStringIdKey) continue;
    const auto found = std::ranges::find(reading.languages, member.key);
    const auto i = static_cast<std::size_t>(found - reading.languages.begin());
    if (found == reading.languages.end() || !reading.in_scope[i]) {
      reading.error("unknown-language",
                    fmt::format("{} has a text in '{}', which is not among the languages", what,
                                escape_for_display(member.key)),
                    member.place, document::hint_for(member.key, reading.languages));
      continue;
    }
    texts[i] = document::get_text(reading.context, member.value,
                                  fmt::format("the text of {} in {}", what, member.key), true);
    if (texts[i]) {
      check_text(reading, *texts[i], fmt::format("{} in {}", what, member.key), rules,
                 member.value.place);
    }
  }
  report_lacking(reading, *table, texts, what, node.place);
  return texts;
}

void check_plain_text(const Reading& reading, std::string_view text, std::string_view what,
                      std::size_t max_units, Place place) {
  if (text.find('\n') != std::string_view::npos) {
    reading.error("line-break", fmt::format("{} has a line break, expected one line", what), place);
  }
  if (units_of(text) > max_units) {
    reading.error(
        "text-too-long",
        fmt::format("{} has {} characters, expected at most {}", what, units_of(text), max_units),
        place);
  }
}

void check_no_directive(const Reading& reading, std::string_view name, std::string_view what,
                        Place place) {
  if (!name.starts_with("**")) return;
  reading.error("directive-name",
                fmt::format("{} is '{}', but names that begin with '**' are instructions to the "
                            "client",
                            what, escape_for_display(name)),
                place);
}

}  // namespace regpolicy::template_source
