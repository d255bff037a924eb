// [[policy.element]]: what the user of a policy answers, and the control that asks.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/element_kind.hpp>
#include <regpolicy/policy_template.hpp>

#include "formats/template_source/section.hpp"

namespace regpolicy::template_source {

struct ReadElement {
  Element element;
  Place place;
  bool has_label = true;          // until its control is known, nothing is missing
  std::vector<Control> controls;  // one per language
};

[[nodiscard]] ReadElement read_element(Reading& reading, const Node& node,
                                       const std::string& policy);

// The keys that an element has for its control, by the element's kind.
[[nodiscard]] std::vector<std::string> control_keys(ElementKind kind);

// The element's control in every language, from the same table. `item_ids` are an enum's items.
// Sets controls and has_label.
void read_controls(const Section& table, const std::vector<std::string>& item_ids,
                   ReadElement& result);

// The controls of a policy on the screen, per language: in the order of 'presentation' where the
// policy has one, else in the order of the elements. Empty where the policy shows nothing.
[[nodiscard]] std::vector<std::vector<Control>> read_presentation(
    const Section& policy, const std::vector<ReadElement>& elements);

// What a policy may not say although each part of it is right.
void check_policy(const Section& table, const Policy& policy,
                  const std::vector<ReadElement>& elements);

// True where the element writes a value of its own besides what its lists or its user name.
[[nodiscard]] bool needs_value_name(const Element& element);

}  // namespace regpolicy::template_source
