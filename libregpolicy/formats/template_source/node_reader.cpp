// The parts of table_reader.hpp that read one node.
#include <algorithm>
#include <charconv>
#include <limits>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <regpolicy/text.hpp>

#include "formats/template_source/table_reader.hpp"

namespace regpolicy::template_source {
namespace {

// TOML's integers end at 2^63 - 1: larger numbers are written as strings of digits.
std::optional<std::uint64_t> digits(std::string_view text) {
  std::uint64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

void check_text(Reading& reading, const Node& node, std::string_view text, std::string_view name,
                TextRules rules) {
  if (text.empty()) {
    reading.error("empty", fmt::format("{} is empty", name), node.place);
  }
  if (rules.one_line && text.find('\n') != std::string_view::npos) {
    reading.error("line-break", fmt::format("{} has a line break; expected one line", name),
                  node.place);
  }
  if (rules.max_units != 0 && units_of(text) > rules.max_units) {
    reading.error("text-too-long",
                  fmt::format("{} has {} characters; the Group Policy editor takes {}", name,
                              units_of(text), rules.max_units),
                  node.place);
  }
}

}  // namespace

void report_wrong_type(Reading& reading, const Node& node, std::string_view name,
                       std::string_view expected) {
  reading.error("wrong-type",
                fmt::format("{} is {}; expected {}", name, type_name(node), expected), node.place);
}

std::optional<std::string> string_of(Reading& reading, const Node& node, std::string_view name) {
  const std::string* const text = std::get_if<std::string>(&node.value);
  if (text != nullptr) return *text;
  report_wrong_type(reading, node, name, "a string");
  return std::nullopt;
}

std::optional<std::uint64_t> number_of(Reading& reading, const Node& node, std::string_view name,
                                       std::uint64_t max) {
  const bool is_long = max > std::numeric_limits<std::uint32_t>::max();
  std::string shown;
  if (const auto* const integer = std::get_if<std::int64_t>(&node.value)) {
    if (*integer >= 0 && static_cast<std::uint64_t>(*integer) <= max) {
      return static_cast<std::uint64_t>(*integer);
    }
    shown = std::to_string(*integer);
  } else if (const auto* const text = std::get_if<std::string>(&node.value); text && is_long) {
    if (const auto value = digits(*text)) return value;
    shown = fmt::format("'{}'", escape_for_display(*text));
  } else {
    report_wrong_type(reading, node, name, "an integer");
    return std::nullopt;
  }
  reading.error("out-of-range", fmt::format("{} is {}; expected 0 to {}", name, shown, max),
                node.place);
  return std::nullopt;
}

Texts texts_of(Reading& reading, const Node& node, std::string_view name, TextRules rules) {
  Texts texts(reading.languages.size());
  const Table* const table = std::get_if<Table>(&node.value);
  if (table == nullptr) {
    report_wrong_type(reading, node, name, "a table of texts by language");
    return texts;
  }
  std::vector<bool> seen(texts.size());
  for (const Member& member : *table) {
    const auto found = std::ranges::find(reading.languages, member.key);
    const std::string text_name = fmt::format("{} in {}", name, escape_for_display(member.key));
    const auto text = string_of(reading, member.node, text_name);
    if (text) check_text(reading, member.node, *text, text_name, rules);
    if (found != reading.languages.end()) {
      const auto index = static_cast<std::size_t>(found - reading.languages.begin());
      seen[index] = true;
      texts[index] = text.value_or("");
    } else if (!reading.languages.empty()) {
      reading.error("unknown-language",
                    fmt::format("{} has a text in '{}', which is not among 'languages' ({})", name,
                                escape_for_display(member.key), fmt::join(reading.languages, ", ")),
                    member.place, did_you_mean(member.key, reading.languages));
    }
  }
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (seen[i]) continue;
    reading.error("missing-translation",
                  fmt::format("{} has no text in {}", name, reading.languages[i]), node.place);
  }
  return texts;
}

void check_plain_text(Reading& reading, std::string_view text, std::string_view name,
                      std::size_t max_units, Place place) {
  if (text.find('\n') != std::string_view::npos) {
    reading.error("line-break", fmt::format("{} has a line break; expected one line", name),
                  place);
  }
  if (units_of(text) > max_units) {
    reading.error("text-too-long",
                  fmt::format("{} has {} characters; at most {} are allowed", name, units_of(text),
                              max_units),
                  place);
  }
}

}  // namespace regpolicy::template_source
