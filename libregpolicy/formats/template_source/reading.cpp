#include "formats/template_source/reading.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

namespace regpolicy::template_source {
namespace {

std::string with_plain_line_breaks(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    plain += text[i];
  }
  return plain;
}

// [XML 1.0] 2.2 Char. A carriage return is a Char, but every XML reader makes a line feed of it.
bool is_unusable(char16_t unit) {
  return (unit < 0x20 && unit != u'\t' && unit != u'\n') || unit >= 0xFFFE;
}

void normalise(const Reading& reading, std::string& text, Place place) {
  text = with_plain_line_breaks(text);
  const auto units = to_utf16(text);
  if (!units || !is_well_formed(*units)) {
    reading.error("bad-character", "the text is not valid UTF-8", place);
    return;
  }
  const auto bad = std::ranges::find_if(*units, is_unusable);
  if (bad == units->end()) return;
  reading.error("bad-character",
                fmt::format("the text holds U+{:04X}, which XML cannot hold", unsigned{*bad}),
                place);
}

}  // namespace

void Reading::warning(std::string_view rule, std::string message, Place place,
                      std::string hint) const {
  context.diagnostics.warning(fmt::format("template.{}", rule), std::move(message),
                              context.at(place), std::move(hint));
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
  const std::string near = nearest_word(word, candidates);
  return near.empty() ? "" : fmt::format("did you mean '{}'?", near);
}

std::size_t units_of(std::string_view text) {
  const auto units = to_utf16(text);
  return units ? units->size() : text.size();
}

void declare(Reading& reading, Ids& ids, const std::string& id, std::string_view kind,
             Place place) {
  if (id.empty()) return;
  const auto [found, added] = ids.emplace(id, place);
  if (added) return;
  reading.error(
      "duplicate-id",
      fmt::format("the {} '{}' is defined twice, also in line {}", kind, id, found->second.line),
      place);
}

void normalise_strings(const Reading& reading, Node& node) {
  if (auto* const text = std::get_if<std::string>(&node.content)) {
    normalise(reading, *text, node.place);
  } else if (auto* const array = std::get_if<document::Array>(&node.content)) {
    for (Node& item : *array) normalise_strings(reading, item);
  } else if (auto* const table = std::get_if<document::Table>(&node.content)) {
    for (document::Member& member : table->members) normalise_strings(reading, member.value);
  }
}

}  // namespace regpolicy::template_source
