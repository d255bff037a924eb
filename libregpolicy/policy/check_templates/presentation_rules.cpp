// What the editor's dialog of a policy shows: elements and their controls.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <regpolicy/element_kind.hpp>
#include <regpolicy/limits.hpp>

#include "policy/check_templates/rule_row.hpp"

namespace regpolicy::check_templates {
namespace {

const Element* element_of(const PolicyEntry& entry, std::string_view id) {
  const auto& elements = entry.policy->elements;
  const auto found = std::ranges::find(elements, id, &Element::id);
  return found == elements.end() ? nullptr : &*found;
}

TemplatePlace place_of(const Control& control) {
  return std::visit([](const auto& row) { return row.place; }, control);
}

void no_presentation(const PolicyEntry& entry, const Finder& found) {
  const Policy& policy = *entry.policy;
  if (policy.elements.empty() || policy.presentation) return;
  found.add(entry.admx(), policy.place, {}, policy.name,
            "the policy has elements and no presentation",
            "add presentation=\"$(presentation.ID)\", and the presentation to the ADML files");
}

void no_control(const PresentationEntry& entry, const Finder& found) {
  for (const Element& element : entry.policy->elements) {
    const auto& controls = entry.presentation->controls;
    const bool is_shown = std::ranges::any_of(
        controls, [&element](const Control& row) { return ref_id_of(row) == element.id; });
    if (is_shown || element.id.empty()) continue;
    const ElementKindRow& kind = element_kind_row(kind_of(element));
    found.add(entry.adml(), entry.presentation->place, {}, entry.presentation->id,
              fmt::format("the element {} of policy {} has no control here", in_quotes(element.id),
                          in_quotes(entry.policy->name)),
              fmt::format("add <{} refId=\"{}\">", adml_name(kind.control), element.id));
  }
}

void control_without_element(const PresentationEntry& entry, const Finder& found) {
  for (const Control& control : entry.presentation->controls) {
    const std::string_view id = ref_id_of(control);
    if (id.empty() || element_of(entry, id) != nullptr) continue;
    std::vector<std::string> ids;
    for (const Element& element : entry.policy->elements) ids.push_back(element.id);
    found.add(entry.adml(), place_of(control), "refId", entry.presentation->id,
              fmt::format("the policy {} has no element {}", in_quotes(entry.policy->name),
                          in_quotes(id)),
              did_you_mean(id, std::move(ids)));
  }
}

void wrong_control(const PresentationEntry& entry, const Finder& found) {
  for (const Control& control : entry.presentation->controls) {
    const Element* const element = element_of(entry, ref_id_of(control));
    if (element == nullptr || ref_id_of(control).empty()) continue;
    const ElementKindRow& row = element_kind_row(kind_of(*element));
    const ControlKind kind = kind_of(control);
    if (kind == row.control || kind == row.other_control) continue;
    // The schema lets a text have the boxes of numbers.
    if (row.kind == ElementKind::text &&
        (kind == ControlKind::decimal_text_box || kind == ControlKind::long_decimal_text_box)) {
      continue;
    }
    const std::string other =
        row.control == row.other_control ? "" : fmt::format(" or {}", adml_name(row.other_control));
    found.add(entry.adml(), place_of(control), {}, entry.presentation->id,
              fmt::format("found a {} for the {} element {}, expected a {}{}", adml_name(kind),
                          row.admx_name, in_quotes(element->id), adml_name(row.control), other));
  }
}

void duplicate_control(const PresentationEntry& entry, const Finder& found) {
  std::set<std::string_view> ids;
  for (const Control& control : entry.presentation->controls) {
    const std::string_view id = ref_id_of(control);
    if (id.empty() || ids.insert(id).second) continue;
    found.add(entry.adml(), place_of(control), "refId", entry.presentation->id,
              fmt::format("the element {} has two controls", in_quotes(id)), "remove one");
  }
}

// ---- what a control starts with ----

// The element that a control of this kind belongs to; empty where there is none.
template <class Detail>
const Detail* detail_of(const PresentationEntry& entry, std::string_view id) {
  const Element* const element = element_of(entry, id);
  return element == nullptr ? nullptr : std::get_if<Detail>(&element->detail);
}

void default_item(const PresentationEntry& entry, const Finder& found) {
  for (const Control& control : entry.presentation->controls) {
    const auto* const box = std::get_if<DropdownList>(&control);
    if (box == nullptr || !box->default_item) continue;
    const auto* const choice = detail_of<EnumElement>(entry, box->ref_id);
    if (choice == nullptr || *box->default_item < choice->items.size()) continue;
    found.add(entry.adml(), box->place, "defaultItem", entry.presentation->id,
              fmt::format("found the item {}, and the enum {} has {}, counted from 0",
                          *box->default_item, in_quotes(box->ref_id), choice->items.size()),
              "the list starts out blank");
  }
}

template <class Box, class Detail>
void find_default_number(const PresentationEntry& entry, const Finder& found,
                         const Control& control, bool of_the_trap) {
  const auto* const box = std::get_if<Box>(&control);
  if (box == nullptr || !box->default_value) return;
  const auto* const number = detail_of<Detail>(entry, box->ref_id);
  if (number == nullptr) return;
  const std::uint64_t value = *box->default_value;
  const std::uint64_t most = number->max_value.value_or(limits::kAdmxDefaultMaxValue);
  const bool is_trap = !number->max_value && value > most;
  if ((value >= number->min_value && value <= most) || is_trap != of_the_trap) return;
  found.add(entry.adml(), box->place, "defaultValue", entry.presentation->id,
            is_trap ? fmt::format("found {}, and the element {} has no maxValue, which is 9999",
                                  value, in_quotes(box->ref_id))
                    : fmt::format("found {}, and the element {} takes {} to {}", value,
                                  in_quotes(box->ref_id), number->min_value, most),
            is_trap ? "give the element a maxValue" : "the editor saves another value");
}

void find_default_numbers(const PresentationEntry& entry, const Finder& found, bool of_the_trap) {
  for (const Control& control : entry.presentation->controls) {
    find_default_number<DecimalTextBox, DecimalElement>(entry, found, control, of_the_trap);
    find_default_number<LongDecimalTextBox, LongDecimalElement>(entry, found, control, of_the_trap);
  }
}

void default_out_of_range(const PresentationEntry& entry, const Finder& found) {
  find_default_numbers(entry, found, false);
}

void default_over_9999(const PresentationEntry& entry, const Finder& found) {
  find_default_numbers(entry, found, true);
}

void default_text_too_long(const PresentationEntry& entry, const Finder& found) {
  const auto check = [&](const auto& box) {
    const auto* const text = detail_of<TextElement>(entry, box.ref_id);
    if (text == nullptr || !box.default_value) return;
    const std::size_t units = utf16_units(*box.default_value);
    const std::uint32_t most = text->max_length.value_or(limits::kAdmxDefaultMaxLength);
    if (units <= most) return;
    found.add(entry.adml(), box.place, {}, entry.presentation->id,
              fmt::format("found a default of {} characters, and the element {} takes {}", units,
                          in_quotes(box.ref_id), most),
              "shorten it, or raise maxLength");
  };
  for (const Control& control : entry.presentation->controls) {
    if (const auto* const box = std::get_if<TextBox>(&control)) check(*box);
    if (const auto* const box = std::get_if<ComboBox>(&control)) check(*box);
  }
}

constexpr RuleRow kPresentationRows[] = {
    {{"admx.no-presentation", Severity::error, "Elements without a presentation",
      "The editor has nothing to show for the policy's elements and refuses the template (325). "
      "Name a presentation."},
     no_presentation},
    {{"adml.no-control", Severity::error, "Element without a control",
      "The presentation shows nothing for an element, and the editor refuses the template (326). "
      "Add the control."},
     no_control},
    {{"adml.wrong-control", Severity::error, "Control of the wrong kind",
      "The control cannot show what the element holds, and the editor refuses the template (327). "
      "Use the control that belongs to the element."},
     wrong_control},
    {{"adml.control-without-element", Severity::error, "Control of no element",
      "The control names an element that the policy does not have, and the editor refuses the "
      "template (330). Correct the refId, or remove the control."},
     control_without_element},
    {{"adml.duplicate-control", Severity::warning, "Element with two controls",
      "Two controls set one value, and which one wins is not documented. Remove one."},
     duplicate_control},
    {{"adml.default-item", Severity::warning, "Default that the list does not have",
      "The number counts the items of the ADMX file from 0; with one that is not there the list "
      "starts out blank. Correct it."},
     default_item},
    {{"adml.default-out-of-range", Severity::warning, "Default outside minValue and maxValue",
      "The editor saves the nearest number that is allowed, not the one that it showed. Correct "
      "the default or the limits."},
     default_out_of_range},
    {{"adml.default-over-9999", Severity::warning, "Default over 9999 without a maxValue",
      "Without maxValue a number may be 9999 at most, which is easily overlooked. Give the element "
      "a maxValue."},
     default_over_9999},
    {{"adml.default-text-too-long", Severity::warning, "Default longer than maxLength",
      "The editor does not take the default that it shows. Shorten it, or raise maxLength."},
     default_text_too_long},
};

}  // namespace

std::span<const RuleRow> presentation_rules() { return kPresentationRows; }

}  // namespace regpolicy::check_templates
