// What is known of the ADML files only when the whole source is read.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "formats/template_source/sections.hpp"
#include "formats/template_source/strings.hpp"

namespace regpolicy::template_source {
namespace {

using References = std::map<std::string, Place>;

// `ids`: those of every language.
void resolve(Reading& reading, const References& references, std::string_view kind,
             const std::vector<std::set<std::string, std::less<>>>& ids) {
  for (const auto& [reference, place] : references) {
    const std::string_view id = referred_id(reference, kind);
    if (id.empty()) {
      reading.error("bad-reference",
                    fmt::format("found '{}', expected a table of texts or a reference such as "
                                "'$({}.ID)'",
                                escape_for_display(reference), kind),
                    place);
      continue;
    }
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (ids[i].contains(id) || reading.incomplete[i]) continue;
      reading.error("unknown-reference",
                    fmt::format("there is no {} '{}' in {}", kind, escape_for_display(id),
                                reading.languages[i]),
                    place);
      break;
    }
  }
}

// Those named by `order` come first, as it names them; the others keep their order.
void put_in_order(std::vector<Presentation>& presentations, const std::vector<std::string>& order) {
  std::multimap<std::string, std::size_t> places;
  for (std::size_t i = 0; i < presentations.size(); ++i) places.emplace(presentations[i].id, i);
  std::vector<std::size_t> sequence;
  std::vector<bool> is_placed(presentations.size(), false);
  for (const std::string& id : order) {
    const auto next = places.find(id);  // equal ids stay in the order in which they came
    if (next == places.end()) continue;
    sequence.push_back(next->second);
    is_placed[next->second] = true;
    places.erase(next);
  }
  for (std::size_t i = 0; i < presentations.size(); ++i) {
    if (!is_placed[i]) sequence.push_back(i);
  }
  std::vector<Presentation> ordered;
  ordered.reserve(presentations.size());
  for (const std::size_t i : sequence) ordered.push_back(std::move(presentations[i]));
  presentations = std::move(ordered);
}

void tell_lacking(const Reading& reading) {
  for (std::size_t i = 0; i < reading.languages.size(); ++i) {
    if (!reading.incomplete[i]) continue;
    const Lacking& lacking = reading.lacking[i];
    if (lacking.texts == 0) continue;
    reading.warning("incomplete",
                    fmt::format("{} lacks {} {}, the first here", reading.languages[i],
                                lacking.texts, lacking.texts == 1 ? "text" : "texts"),
                    lacking.first, "'incomplete' allows it");
  }
}

}  // namespace

void resolve_resources(Reading& reading) {
  std::vector<std::set<std::string, std::less<>>> strings, presentations;
  for (const PolicyResources& resources : reading.result.resources) {
    auto& string_ids = strings.emplace_back();
    for (const ResourceString& string : resources.strings) string_ids.insert(string.id);
    auto& presentation_ids = presentations.emplace_back();
    for (const Presentation& row : resources.presentations) presentation_ids.insert(row.id);
  }
  resolve(reading, reading.string_references, "string", strings);
  resolve(reading, reading.presentation_references, "presentation", presentations);
  for (std::size_t i = 0; i < reading.result.resources.size(); ++i) {
    const auto own = reading.presentation_orders.find(i);
    put_in_order(reading.result.resources[i].presentations, own == reading.presentation_orders.end()
                                                                ? reading.presentation_order
                                                                : own->second);
  }
  tell_lacking(reading);
}

}  // namespace regpolicy::template_source
