// Controls of a template source: which presentations the elements of a policy can describe, and the
// tables of the others.
#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/element_kind.hpp>

#include "formats/template_source/source_writer.hpp"
#include "formats/template_source/strings.hpp"
#include "formats/toml/tokens.hpp"

namespace regpolicy::template_source {
namespace {

// Whether the policy's elements can describe the screen: each has one control, of a kind that fits.
bool fits_elements(const Policy& policy, const Presentation& presentation) {
  std::set<std::string_view> shown;
  for (const Control& control : presentation.controls) {
    if (const auto* const text = std::get_if<TextControl>(&control)) {
      if (!text->unknown_attributes.empty()) return false;
      continue;
    }
    const std::string_view id = ref_id_of(control);
    if (id.empty() || !shown.insert(id).second) return false;
    const auto found = std::ranges::find(policy.elements, id, &Element::id);
    if (found == policy.elements.end()) return false;
    const ElementKindRow& row = element_kind_row(kind_of(*found));
    if (kind_of(control) != row.control && kind_of(control) != row.other_control) return false;
  }
  return shown.size() == policy.elements.size();
}

struct ControlWriter {
  SourceWriter& writer;
  const std::vector<const Control*>& controls;
  const std::vector<std::string>& item_ids;
  const std::vector<bool>& scope;
  std::string_view attributes_key;

  template <class Box, class Get>
  LanguageTexts gather(Get get) const {
    LanguageTexts texts(controls.size());
    for (std::size_t i = 0; i < controls.size(); ++i) {
      if (controls[i] != nullptr) texts[i] = get(std::get<Box>(*controls[i]));
    }
    return texts;
  }
  // What is often the same in all languages stands there once.
  [[nodiscard]] const std::string* same_text(const LanguageTexts& texts) const {
    const std::string* same = nullptr;
    for (const auto& text : texts) {
      if (!text) continue;
      if (same != nullptr && *same != *text) return nullptr;
      same = &*text;
    }
    return same;
  }
  template <class Box>
  void label() const {
    const auto texts = gather<Box>([](const Box& box) { return box.label; });
    put_in_languages(writer, "label", texts, false, scope);
  }
  template <class Box>
  void default_text(const Box& box) const {
    if (!box.default_value) return;
    const auto texts = gather<Box>([](const Box& each) { return each.default_value; });
    if (const std::string* const same = same_text(texts)) {
      put_text(writer, "default_value", *same);
    } else {
      put_in_languages(writer, "default_value", texts, true, scope);
    }
  }
  void number(std::string_view key, const std::optional<std::uint32_t>& value) const {
    if (value) put(writer, key, std::to_string(*value));
  }
  void truth(std::string_view key, const std::optional<bool>& value) const {
    if (value) put(writer, key, *value ? "true" : "false");
  }
  template <class Box>
  void attributes(const Box& box) const {
    put_attributes(writer, box.unknown_attributes, attributes_key);
  }

  void operator()(const TextControl& control) const {
    const auto texts = gather<TextControl>([](const TextControl& each) { return each.text; });
    const std::string* const same = same_text(texts);
    if (same != nullptr && !needs_translation(*same)) {
      put_text(writer, "text", *same);
    } else {
      put_in_languages(writer, "text", texts, false, scope);
    }
    attributes(control);
  }
  template <class Box>
  void number_box(const Box& box) const {
    label<Box>();
    number("default_value", box.default_value);
    truth("spin", box.spin);
    number("spin_step", box.spin_step);
    attributes(box);
  }
  void operator()(const DecimalTextBox& box) const { number_box(box); }
  void operator()(const LongDecimalTextBox& box) const { number_box(box); }
  void operator()(const TextBox& box) const {
    label<TextBox>();
    default_text(box);
    attributes(box);
  }
  void operator()(const ComboBox& box) const {
    label<ComboBox>();
    truth("no_sort", box.no_sort);
    default_text(box);
    suggestions(box);
    attributes(box);
  }
  void operator()(const CheckBox& box) const {
    label<CheckBox>();
    truth("default_checked", box.default_checked);
    attributes(box);
  }
  void operator()(const DropdownList& list) const {
    label<DropdownList>();
    truth("no_sort", list.no_sort);
    if (list.default_item) put(writer, "default_item", item_token(*list.default_item));
    attributes(list);
  }
  void operator()(const ListBox& box) const {
    label<ListBox>();
    attributes(box);
  }
  void operator()(const MultiTextBox& box) const {
    label<MultiTextBox>();
    truth("show_as_dialog", box.show_as_dialog);
    number("default_height", box.default_height);
    attributes(box);
  }

  // The item's id where it tells the item, else the position.
  [[nodiscard]] std::string item_token(std::uint32_t position) const {
    if (position < item_ids.size() && !item_ids[position].empty() &&
        std::ranges::find(item_ids, item_ids[position]) ==
            item_ids.begin() + static_cast<std::ptrdiff_t>(position)) {
      return document::line_token(item_ids[position]);
    }
    return std::to_string(position);
  }

  void suggestions(const ComboBox& box) const {
    if (box.suggestions.empty()) return;
    std::string token = "[";
    for (std::size_t at = 0; at < box.suggestions.size(); ++at) {
      const auto texts =
          gather<ComboBox>([at](const ComboBox& each) { return each.suggestions[at]; });
      token += "\n  " + suggestion_token(texts) + ",";
    }
    put(writer, "suggestions", token + "\n]");
  }
  [[nodiscard]] std::string suggestion_token(const LanguageTexts& texts) const {
    if (const std::string* const same = same_text(texts)) return document::line_token(*same);
    // Borrowed for the rules of which language lacks what.
    SourceWriter lines{.content = writer.content,
                       .to_translate = writer.to_translate,
                       .incomplete = writer.incomplete};
    put_in_languages(lines, "t", texts, true, scope);
    writer.incomplete = lines.incomplete;
    std::string token = "{ ";
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (!texts[i]) continue;
      if (token.size() > 2) token += ", ";
      token += fmt::format("{} = {}", document::key_token(writer.content.resources[i].language),
                           document::line_token(*texts[i]));
    }
    return token + " }";
  }
};

// Presentations of one id and place in the order, which differ in nothing but texts.
struct Group {
  std::vector<Control> shape;
  UnknownAttributes unknown_attributes;
  std::vector<const Presentation*> rows;  // per language; null for those of other groups
};

std::vector<Group> group(const std::vector<std::vector<const Presentation*>>& by_language,
                         std::size_t occurrence) {
  std::vector<Group> groups;
  for (std::size_t i = 0; i < by_language.size(); ++i) {
    if (occurrence >= by_language[i].size()) continue;
    const Presentation* const row = by_language[i][occurrence];
    const std::vector<Control> shape = shape_of(*row);
    auto found = std::ranges::find_if(groups, [&](const Group& each) {
      return each.shape == shape && each.unknown_attributes == row->unknown_attributes;
    });
    if (found == groups.end()) {
      groups.push_back(
          {shape, row->unknown_attributes, std::vector<const Presentation*>(by_language.size())});
      found = groups.end() - 1;
    }
    found->rows[i] = row;
  }
  return groups;
}

void put_group(SourceWriter& writer, const Group& group) {
  std::vector<bool> scope;
  std::vector<std::string> tags;
  const Presentation* first = nullptr;
  for (std::size_t i = 0; i < group.rows.size(); ++i) {
    scope.push_back(group.rows[i] != nullptr);
    if (group.rows[i] == nullptr) continue;
    if (first == nullptr) first = group.rows[i];
    tags.push_back(writer.content.resources[i].language);
    writer.presentation_order[i].push_back(group.rows[i]->id);
  }
  put_table(writer, "presentation");
  put_text(writer, "id", first->id);
  if (tags.size() != scope.size()) put(writer, "languages", array_token(tags));
  put_attributes(writer, group.unknown_attributes);
  for (std::size_t at = 0; at < first->controls.size(); ++at) {
    std::vector<const Control*> controls;
    for (const Presentation* const row : group.rows) {
      controls.push_back(row == nullptr ? nullptr : &row->controls[at]);
    }
    const Control& control = first->controls[at];
    put_table(writer, "presentation.control");
    put(writer, "kind", document::line_token(adml_name(kind_of(control))));
    if (kind_of(control) != ControlKind::text) {
      put_text(writer, "ref_id", std::string(ref_id_of(control)));
    }
    put_control(writer, controls, {}, scope, "unknown_attributes");
  }
}

}  // namespace

Control shape_of(const Control& control) {
  Control shape = control;
  std::visit(
      [](auto& row) {
        if constexpr (requires { row.label; }) row.label.clear();
        if constexpr (requires { row.text; }) row.text.clear();
        if constexpr (requires { row.default_value->empty(); }) {
          if (row.default_value) row.default_value->clear();
        }
        if constexpr (requires { row.suggestions; }) {
          for (std::string& suggestion : row.suggestions) suggestion.clear();
        }
      },
      shape);
  return shape;
}

std::vector<Control> shape_of(const Presentation& presentation) {
  std::vector<Control> shape;
  for (const Control& control : presentation.controls) shape.push_back(shape_of(control));
  return shape;
}

std::vector<const Presentation*> presentation_of(const SourceWriter& writer, const Policy& policy) {
  if (!policy.presentation) return {};
  const std::string_view id = referred_id(*policy.presentation, "presentation");
  const auto found = writer.presentations.find(id);
  if (id.empty() || found == writer.presentations.end() ||
      writer.presentations_done.contains(found->first)) {
    return {};
  }
  std::vector<const Presentation*> rows;
  for (const auto& in_language : found->second) {
    if (in_language.size() != 1 || !in_language.front()->unknown_attributes.empty()) return {};
    rows.push_back(in_language.front());
  }
  if (!fits_elements(policy, *rows.front())) return {};
  const std::vector<Control> shape = shape_of(*rows.front());
  const bool all_alike = std::ranges::all_of(
      rows, [&shape](const Presentation* row) { return shape_of(*row) == shape; });
  return all_alike ? rows : std::vector<const Presentation*>{};
}

void put_control(SourceWriter& writer, const std::vector<const Control*>& controls,
                 const std::vector<std::string>& item_ids, const std::vector<bool>& scope,
                 std::string_view attributes_key) {
  const auto first = std::ranges::find_if(controls, [](const Control* row) { return row; });
  std::visit(ControlWriter{writer, controls, item_ids, scope, attributes_key}, **first);
}

void put_remaining_presentations(SourceWriter& writer) {
  std::set<std::string_view> written;
  for (const PolicyResources& resources : writer.content.resources) {
    for (const Presentation& presentation : resources.presentations) {
      const std::string_view id = presentation.id;
      if (writer.presentations_done.contains(id) || !written.insert(id).second) continue;
      const auto& by_language = writer.presentations.at(id);
      std::size_t count = 0;
      for (const auto& rows : by_language) count = std::max(count, rows.size());
      for (std::size_t occurrence = 0; occurrence < count; ++occurrence) {
        for (const Group& each : group(by_language, occurrence)) put_group(writer, each);
      }
    }
  }
}

}  // namespace regpolicy::template_source
