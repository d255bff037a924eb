#include "formats/template_source/toml_tree.hpp"

#include <algorithm>

#include <fmt/format.h>

#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include <regpolicy/limits.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy::template_source {
namespace {

struct Conversion {
  const std::string& source;
  Diagnostics& diagnostics;
};

Place place_of(const toml::source_region& region) {
  return {std::max<std::uint32_t>(1, region.begin.line),
          std::max<std::uint32_t>(1, region.begin.column)};
}

std::string with_plain_line_breaks(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    plain += text[i];
  }
  return plain;
}

// [XML 1.0] 2.2 Char. A carriage return is a Char, but every XML reader turns it into a line feed.
std::optional<char16_t> unusable_unit(const std::u16string& text) {
  const auto bad = std::ranges::find_if(text, [](char16_t unit) {
    return (unit < 0x20 && unit != u'\t' && unit != u'\n') || unit >= 0xFFFE;
  });
  return bad == text.end() ? std::nullopt : std::optional(*bad);
}

std::string convert_string(std::string_view text, Place place, Conversion& conversion) {
  std::string plain = with_plain_line_breaks(text);
  const auto units = to_utf16(plain);
  const Location location{
      .source = conversion.source, .line = place.line, .column = place.column};
  if (!units || !is_well_formed(*units)) {
    conversion.diagnostics.error("template.bad-character", "the string is not valid UTF-8",
                                 location);
  } else if (const auto bad = unusable_unit(*units)) {
    conversion.diagnostics.error(
        "template.bad-character",
        fmt::format("the string holds U+{:04X}, which XML cannot hold",
                    static_cast<unsigned>(*bad)),
        location);
  }
  return plain;
}

Node convert(const toml::node& node, Conversion& conversion);

Table convert_table(const toml::table& table, Conversion& conversion) {
  Table members;
  for (const auto& [key, value] : table) {
    members.push_back(
        {std::string(key.str()), place_of(key.source()), convert(value, conversion)});
  }
  std::ranges::stable_sort(members, {}, &Member::place);
  return members;
}

Node convert(const toml::node& node, Conversion& conversion) {
  Node result{place_of(node.source()), DateOrTime{}};
  if (const auto* const text = node.as_string()) {
    result.value = convert_string(text->get(), result.place, conversion);
  } else if (const auto* const integer = node.as_integer()) {
    result.value = integer->get();
  } else if (const auto* const real = node.as_floating_point()) {
    result.value = real->get();
  } else if (const auto* const boolean = node.as_boolean()) {
    result.value = boolean->get();
  } else if (const auto* const array = node.as_array()) {
    Array nodes;
    for (const toml::node& child : *array) nodes.push_back(convert(child, conversion));
    result.value = std::move(nodes);
  } else if (const auto* const table = node.as_table()) {
    result.value = convert_table(*table, conversion);
  }
  return result;
}

}  // namespace

std::string_view type_name(const Node& node) {
  static constexpr std::string_view kNames[] = {
      "a string", "an integer", "a float", "a boolean", "a date or time", "an array", "a table"};
  return kNames[node.value.index()];
}

std::optional<Node> parse_toml(std::string_view text, const std::string& source,
                               Diagnostics& diagnostics) {
  if (text.size() > limits::kSourceFileBytes) {
    diagnostics.error("template.too-large",
                      fmt::format("the source has {} bytes; at most {} are read", text.size(),
                                  limits::kSourceFileBytes),
                      {.source = source});
    return std::nullopt;
  }
  try {
    Conversion conversion{source, diagnostics};
    return convert(toml::parse(text), conversion);
  } catch (const toml::parse_error& error) {
    const Place place = place_of(error.source());
    diagnostics.error("template.syntax", escape_for_display(error.description()),
                      {.source = source, .line = place.line, .column = place.column});
    return std::nullopt;
  }
}

}  // namespace regpolicy::template_source
