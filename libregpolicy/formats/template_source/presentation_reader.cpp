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

void show_text(Screen& screen, const Section& table) {
  screen.after_text = true;
  (void)table.require("text");
  const Texts texts = read_screen_text(table);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    screen.controls[i].emplace_back(TextControl{texts[i].value_or("")});
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

// "ELEMENT", { element = "ELEMENT" } or { text = { ... } }.
void show_entry(Screen& screen, const Node& entry) {
  if (const auto* const id = std::get_if<std::string>(&entry.content)) {
    show_named(screen, *id, entry.place);
    return;
  }
  const auto table = Section::open(screen.policy.reading(), entry, "a text of 'presentation'",
                                   {"text", "element"});
  if (!table) return;
  if (table->find("element") == nullptr) {
    show_text(screen, *table);
  } else if (table->find("text") != nullptr) {
    screen.policy.reading().error(
        "bad-entry",
        "an item of 'presentation' has both 'text' and 'element', expected one of them",
        entry.place);
  } else if (const auto id = table->text("element")) {
    show_named(screen, *id, table->place_of("element"));
  }
}

// The controls of the screen in every language.
std::vector<std::vector<Control>> read_screen(const Section& policy, const Node* node,
                                              const std::vector<ReadElement>& elements) {
  Screen screen{policy,
                elements,
                std::vector<std::vector<Control>>(policy.reading().languages.size()),
                {},
                false};
  if (node == nullptr) {
    for (const ReadElement& element : elements) show(screen, element);
    return screen.controls;
  }
  const document::Array* const array =
      document::get_array(policy.context(), *node, "'presentation'");
  if (array == nullptr) return {};
  for (const Node& entry : *array) show_entry(screen, entry);
  report_not_shown(screen, node->place);
  return screen.controls;
}

// Where the policy's id makes the presentation's, a second policy of the id is reported already.
void note_presentation(const Section& policy, const std::string& id, bool is_given) {
  Reading& reading = policy.reading();
  if (is_given) {
    declare(reading, reading.presentations, id, "presentation", policy.place_of("presentation_id"));
  } else {
    reading.presentations.emplace(id, policy.place_of("id"));
  }
}

// The controls are described elsewhere, or nowhere.
void refuse_control_keys(const Section& policy, const std::vector<ReadElement>& elements) {
  for (const ReadElement& row : elements) {
    if (row.control_places.empty()) continue;
    policy.reading().error(
        "control-elsewhere",
        fmt::format("element '{}' describes a control, but the 'presentation' of {} is not made "
                    "from its elements",
                    escape_for_display(row.element.id), policy.name()),
        row.control_places.front(), "describe it in [[presentation]]");
  }
}

}  // namespace

std::optional<std::string> read_presentation(const Section& policy, const std::string& name,
                                             const std::vector<ReadElement>& elements) {
  Reading& reading = policy.reading();
  const Node* const node = policy.find("presentation");
  const auto* const reference =
      node == nullptr ? nullptr : std::get_if<std::string>(&node->content);
  const auto* const shown = node == nullptr ? nullptr : std::get_if<bool>(&node->content);
  if (reference != nullptr || (shown != nullptr && !*shown)) {
    refuse_control_keys(policy, elements);
    if (reference == nullptr) return std::nullopt;
    reading.presentation_references.try_emplace(*reference, node->place);
    return *reference;
  }
  const auto given = policy.text("presentation_id");
  if (node == nullptr && elements.empty() && !given) return std::nullopt;
  const std::string& id = given ? *given : name;
  note_presentation(policy, id, given.has_value());
  const auto screens = read_screen(policy, node, elements);
  for (std::size_t i = 0; i < screens.size(); ++i) {
    reading.presentation_ids[i].insert(id);
    reading.result.resources[i].presentations.push_back({id, screens[i]});
  }
  return fmt::format("$(presentation.{})", id);
}

}  // namespace regpolicy::template_source
