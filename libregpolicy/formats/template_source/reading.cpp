#include "formats/template_source/reading.hpp"

#include <fmt/format.h>

#include <regpolicy/text.hpp>

namespace regpolicy::template_source {
namespace {

Location location_of(const Reading& reading, Place place) {
  return {.source = reading.source, .line = place.line, .column = place.column};
}

}  // namespace

void Reading::error(std::string_view rule, std::string message, Place place, std::string hint) {
  diagnostics.error(fmt::format("template.{}", rule), std::move(message),
                    location_of(*this, place), std::move(hint));
}

void Reading::warning(std::string_view rule, std::string message, Place place, std::string hint) {
  diagnostics.warning(fmt::format("template.{}", rule), std::move(message),
                      location_of(*this, place), std::move(hint));
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
  const std::string near = nearest_word(word, candidates);
  return near.empty() ? "" : fmt::format("did you mean '{}'?", near);
}

std::vector<std::string> names_of(const Ids& ids) {
  std::vector<std::string> names;
  for (const auto& [id, place] : ids) names.push_back(id);
  return names;
}

std::size_t units_of(std::string_view text) {
  const auto units = to_utf16(text);
  return units ? units->size() : text.size();
}

std::string add_string(Reading& reading, const std::string& id, const Texts& texts) {
  for (std::size_t i = 0; i < texts.size(); ++i) {
    reading.result.resources[i].strings.push_back({id, texts[i]});
  }
  return fmt::format("$(string.{})", id);
}

void declare(Reading& reading, Ids& ids, const std::string& id, std::string_view kind,
             Place place) {
  if (id.empty()) return;
  const auto [found, added] = ids.emplace(id, place);
  if (!added) {
    reading.error("duplicate-id",
                  fmt::format("the {} '{}' is defined twice; first in line {}", kind, id,
                              found->second.line),
                  place);
  }
}

}  // namespace regpolicy::template_source
