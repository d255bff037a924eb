// [[policy.element]]: what the user of a policy answers, and the control that asks.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <regpolicy/element_kind.hpp>
#include <regpolicy/policy_template.hpp>

#include "formats/template_source/section.hpp"

namespace regpolicy::template_source {

struct ReadElement {
  Element element;
  Place place;
  bool has_label = true;              // until its control is known, nothing is missing
  std::vector<Control> controls;      // one per language
  std::vector<Place> control_places;  // of the keys that describe the control
};

[[nodiscard]] ReadElement read_element(Reading& reading, const Node& node,
                                       const std::string& policy);

// The keys that an element has for its control, by the element's kind; and those of a
// [[presentation.control]], by its own.
[[nodiscard]] std::vector<std::string> control_keys(ElementKind kind);
[[nodiscard]] std::vector<std::string> control_keys(ControlKind kind);

// The element's control in every language, from the same table. `item_ids` are an enum's items.
// Sets controls and has_label.
void read_controls(const Section& table, const std::vector<std::string>& item_ids,
                   ReadElement& result);

// 'text' of a screen, between the elements. One that needs no translation may stand for all
// languages.
[[nodiscard]] Texts read_screen_text(const Section& table);

// The control of a [[presentation.control]] in every language.
[[nodiscard]] std::vector<Control> read_bare_control(const Section& table, ControlKind kind);

// What ADMX shall say of the policy's presentation. Unless the policy refers to one that is
// described elsewhere, adds it to every language: its controls in the order of 'presentation' where
// the policy has that, else in the order of the elements. Empty where the policy shows nothing.
[[nodiscard]] std::optional<std::string> read_presentation(
    const Section& policy, const std::string& name, const std::vector<ReadElement>& elements);

// What a policy may not say although each part of it is right.
void check_policy(const Section& table, const Policy& policy,
                  const std::vector<ReadElement>& elements);

// True where the element writes a value of its own besides what its lists or its user name.
[[nodiscard]] bool needs_value_name(const Element& element);

}  // namespace regpolicy::template_source
