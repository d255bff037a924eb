#include "formats/xml/template_values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "formats/xml/guards.hpp"

namespace regpolicy::xml {
namespace {

std::string shown_value(pugi::xml_attribute attribute) {
  constexpr std::size_t kLongest = 100;
  const std::string_view value = attribute.value();
  if (value.size() <= kLongest) return escape_for_display(value);
  std::size_t end = kLongest;
  while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0U) == 0x80U) --end;
  return escape_for_display(value.substr(0, end)) + "...";
}

void report(TemplateReading& reading, TemplateRule rule, pugi::xml_attribute attribute,
            std::string message, std::string hint = {}) {
  reading.findings.add(rule, offset_of(reading.tree, attribute), std::move(message),
                       std::move(hint));
}

}  // namespace

void report_invalid(TemplateReading& reading, pugi::xml_attribute attribute,
                    std::string_view expected, std::string hint) {
  report(
      reading, TemplateRule::attribute_invalid, attribute,
      fmt::format("'{}' is '{}', expected {}", attribute.name(), shown_value(attribute), expected),
      std::move(hint));
}

namespace {

// False, and said, where the attribute is empty.
bool is_filled(TemplateReading& reading, pugi::xml_attribute attribute) {
  if (attribute.value()[0] != '\0') return true;
  report(reading, TemplateRule::attribute_empty, attribute,
         fmt::format("'{}' is empty, which it must not be", attribute.name()));
  return false;
}

// A letter outside ASCII may be any: what Unicode calls a letter depends on its version.
constexpr bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}

constexpr auto kNameCharacters = [] {
  std::array<bool, 256> table{};
  for (std::size_t i = 0; i < table.size(); ++i) table[i] = is_name_character(static_cast<char>(i));
  return table;
}();

bool is_name(std::string_view text, bool& hyphen) {
  bool good = !text.empty();
  for (const char c : text) {
    if (kNameCharacters[static_cast<unsigned char>(c)]) continue;
    if (c == '-') {
      hyphen = true;
    } else {
      good = false;
    }
  }
  return good;
}

void report_hyphen(TemplateReading& reading, pugi::xml_attribute attribute) {
  report(
      reading, TemplateRule::id_hyphen, attribute,
      fmt::format("'{}' is '{}', which holds a hyphen", attribute.name(), shown_value(attribute)),
      "use '_'");
}

// "$(string." or "$(presentation.", a name, ")"
bool is_reference(std::string_view text, std::string_view head, bool& hyphen) {
  return text.starts_with(head) && text.ends_with(')') &&
         is_name(text.substr(head.size(), text.size() - head.size() - 1), hyphen);
}

std::string reference(TemplateReading& reading, pugi::xml_attribute attribute,
                      std::string_view head) {
  std::string value = attribute.value();
  bool hyphen = false;
  if (!is_filled(reading, attribute)) return value;
  if (!is_reference(value, head, hyphen)) {
    report_invalid(reading, attribute, fmt::format("{}ID)", head));
  } else if (hyphen) {
    report_hyphen(reading, attribute);
  }
  return value;
}

std::string item_reference(TemplateReading& reading, pugi::xml_attribute attribute,
                           TemplateRule rule) {
  std::string value = attribute.value();
  if (!is_filled(reading, attribute)) return value;
  bool hyphen = false;
  const std::string_view text = value;
  const std::size_t colon = text.find(':');
  const bool prefixed = colon != std::string_view::npos;
  const bool good = (!prefixed || is_name(text.substr(0, colon), hyphen)) &&
                    is_name(text.substr(prefixed ? colon + 1 : 0), hyphen);
  if (!good) {
    report(reading, rule, attribute,
           fmt::format("'{}' is '{}', expected name or prefix:name of letters, digits and '_'",
                       attribute.name(), shown_value(attribute)));
  } else if (hyphen) {
    report_hyphen(reading, attribute);
  }
  return value;
}

bool are_digits(std::string_view text, std::size_t most) {
  return !text.empty() && text.size() <= most &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// [XSD] white space around numbers and truth values does not count.
std::string_view collapsed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kWhite);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kWhite) - first + 1);
}

bool is_version(std::string_view text) {
  const std::size_t dot = text.find('.');
  return dot != std::string_view::npos && are_digits(text.substr(0, dot), 4) &&
         are_digits(text.substr(dot + 1), 5);
}

template <class Number>
std::optional<Number> read_number(TemplateReading& reading, pugi::xml_attribute attribute) {
  if (!is_filled(reading, attribute)) return std::nullopt;
  const std::string_view text = collapsed(attribute.value());
  Number value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error == std::errc() && stop == end) return value;
  report_invalid(reading, attribute,
                 fmt::format("a number from 0 to {}", std::numeric_limits<Number>::max()));
  return std::nullopt;
}

}  // namespace

std::string any_text(TemplateReading&, pugi::xml_attribute attribute) { return attribute.value(); }

std::string some_text(TemplateReading& reading, pugi::xml_attribute attribute) {
  (void)is_filled(reading, attribute);
  return attribute.value();
}

std::string item_name(TemplateReading& reading, pugi::xml_attribute attribute) {
  std::string value = attribute.value();
  bool hyphen = false;
  if (!is_filled(reading, attribute)) return value;
  if (!is_name(value, hyphen)) {
    report_invalid(reading, attribute, "letters, digits and '_' only");
  } else if (hyphen) {
    report_hyphen(reading, attribute);
  }
  return value;
}

std::string item_reference(TemplateReading& reading, pugi::xml_attribute attribute) {
  return item_reference(reading, attribute, TemplateRule::attribute_invalid);
}

std::string supported_on_reference(TemplateReading& reading, pugi::xml_attribute attribute) {
  return item_reference(reading, attribute, TemplateRule::supported_on_invalid);
}

std::string string_reference(TemplateReading& reading, pugi::xml_attribute attribute) {
  return reference(reading, attribute, "$(string.");
}

std::string presentation_reference(TemplateReading& reading, pugi::xml_attribute attribute) {
  return reference(reading, attribute, "$(presentation.");
}

std::string version(TemplateReading& reading, pugi::xml_attribute attribute) {
  std::string value = attribute.value();
  if (is_filled(reading, attribute) && !is_version(collapsed(value))) {
    report_invalid(reading, attribute, "major.minor with at most 4 and 5 digits, such as 1.0");
  }
  return value;
}

std::string schema_version(TemplateReading& reading, pugi::xml_attribute attribute) {
  std::string value = version(reading, attribute);
  const std::string_view text = collapsed(value);
  if (is_version(text) && text != "1.0" && !text.starts_with("0.")) {
    report(reading, TemplateRule::schema_version, attribute,
           fmt::format("'{}' is {}, expected 1.0", attribute.name(), text));
  }
  return value;
}

std::string guid(TemplateReading& reading, pugi::xml_attribute attribute) {
  constexpr std::string_view kShape = "{00000000-0000-0000-0000-000000000000}";
  std::string value = attribute.value();
  if (!is_filled(reading, attribute)) return value;
  bool good = value.size() == kShape.size();
  for (std::size_t i = 0; good && i < value.size(); ++i) {
    const char c = value[i];
    const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    good = kShape[i] == '0' ? hex : c == kShape[i];
  }
  if (!good) report_invalid(reading, attribute, fmt::format("a GUID such as {}", kShape));
  return value;
}

std::optional<std::uint32_t> number(TemplateReading& reading, pugi::xml_attribute attribute) {
  return read_number<std::uint32_t>(reading, attribute);
}

std::optional<std::uint64_t> long_number(TemplateReading& reading, pugi::xml_attribute attribute) {
  return read_number<std::uint64_t>(reading, attribute);
}

std::optional<std::uint32_t> default_number(TemplateReading& reading,
                                            pugi::xml_attribute attribute) {
  if (attribute.value()[0] != '\0') return number(reading, attribute);
  report(reading, TemplateRule::default_empty, attribute,
         fmt::format("'{}' is empty, expected a number", attribute.name()));
  return std::nullopt;
}

std::optional<bool> boolean(TemplateReading& reading, pugi::xml_attribute attribute) {
  if (!is_filled(reading, attribute)) return std::nullopt;
  const std::string_view text = collapsed(attribute.value());
  if (text == "true" || text == "1") return true;
  if (text == "false" || text == "0") return false;
  const std::string lower = ascii_lower(text);
  report_invalid(reading, attribute, "true or false",
                 lower == "true" || lower == "false" ? fmt::format("write '{}'", lower) : "");
  return std::nullopt;
}

}  // namespace regpolicy::xml
