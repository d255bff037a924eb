// The key 'presentation' of a policy: elements by id, and texts, in the order of the screen.
#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "formats/template_source/element_reader.hpp"

namespace regpolicy::template_source {
namespace {

struct Screen {
  const Section& policy;
  const std::vector<ReadElement>& elements;
  std::vector<std::vector<Control>> controls;  // per language
  std::set<std::string> shown;
  bool after_text = false;
};

void report_no_label(Screen& screen, const ReadElement& element) {
  screen.policy.reading().error(
      "missing-label",
      fmt::format("element '{}' has no 'label', and no text stands directly before it in "
                  "'presentation'",
                  element.element.id),
      element.place);
}

void show(Screen& screen, const ReadElement& element) {
  if (!element.has_label && !screen.after_text) report_no_label(screen, element);
  for (std::size_t i = 0; i < element.controls.size(); ++i) {
    screen.controls[i].push_back(element.controls[i]);
  }
  screen.shown.insert(element.element.id);
  screen.after_text = false;
}

void show_text(Screen& screen, const Node& node) {
  screen.after_text = true;
  const auto table =
      Section::open(screen.policy.reading(), node, "a text of 'presentation'", {"text"});
  if (!table) return;
  const Texts texts = table->required_in_languages("text", {.max_units = 0, .one_line = false});
  for (std::size_t i = 0; i < texts.size(); ++i) {
    screen.controls[i].emplace_back(TextControl{texts[i]});
  }
}

void show_named(Screen& screen, const std::string& id, Place place) {
  const Reading& reading = screen.policy.reading();
  const auto found =
      std::ranges::find(screen.elements, id, [](const ReadElement& row) { return row.element.id; });
  if (found == screen.elements.end()) {
    std::vector<std::string> ids;
    ids.reserve(screen.elements.size());
    for (const ReadElement& row : screen.elements) ids.push_back(row.element.id);
    reading.error("unknown-element",
                  fmt::format("'presentation' names '{}', which is no element of {}",
                              escape_for_display(id), screen.policy.name()),
                  place, did_you_mean(id, ids));
  } else if (screen.shown.contains(id)) {
    reading.error("duplicate-control", fmt::format("'presentation' shows '{}' twice", id), place);
  } else {
    show(screen, *found);
  }
}

void report_not_shown(Screen& screen, Place place) {
  for (const ReadElement& row : screen.elements) {
    if (row.element.id.empty() || screen.shown.contains(row.element.id)) continue;
    screen.policy.reading().error(
        "element-without-control",
        fmt::format("'presentation' does not show element '{}'", row.element.id), place);
  }
}

}  // namespace

std::vector<std::vector<Control>> read_presentation(const Section& policy,
                                                    const std::vector<ReadElement>& elements) {
  const Reading& reading = policy.reading();
  const Node* const node = policy.find("presentation");
  if (node == nullptr && elements.empty()) return {};
  Screen screen{
      policy, elements, std::vector<std::vector<Control>>(reading.languages.size()), {}, false};
  if (node == nullptr) {
    for (const ReadElement& element : elements) show(screen, element);
    return screen.controls;
  }
  const document::Array* const array =
      document::get_array(reading.context, *node, "'presentation'");
  if (array == nullptr) return {};
  for (const Node& entry : *array) {
    if (const auto* const id = std::get_if<std::string>(&entry.content)) {
      show_named(screen, *id, entry.place);
    } else {
      show_text(screen, entry);
    }
  }
  report_not_shown(screen, node->place);
  return screen.controls;
}

}  // namespace regpolicy::template_source
