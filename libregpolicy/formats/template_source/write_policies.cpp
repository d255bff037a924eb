// [[policy]] of a template source.
#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include <regpolicy/element_kind.hpp>

#include "formats/template_source/source_writer.hpp"
#include "formats/template_source/strings.hpp"
#include "formats/toml/tokens.hpp"

namespace regpolicy::template_source {
namespace {

using document::line_token;

std::string_view class_word(PolicyClass policy_class) {
  switch (policy_class) {
    case PolicyClass::machine: return "\"machine\"";
    case PolicyClass::user: return "\"user\"";
    case PolicyClass::both: return "\"both\"";
  }
  return "";
}

struct DetailWriter {
  SourceWriter& writer;

  void value(std::string_view key, const std::optional<TemplateValue>& value) const {
    if (value) put(writer, key, value_token(*value));
  }
  void number(std::string_view key, const std::optional<std::uint32_t>& value) const {
    if (value) put(writer, key, std::to_string(*value));
  }
  void operator()(const BooleanElement& detail) const {
    value("true_value", detail.true_value);
    value("false_value", detail.false_value);
    put_value_list(writer, "true_list", detail.true_list);
    put_value_list(writer, "false_list", detail.false_list);
  }
  // TOML's integers end at 2^63 - 1.
  static std::string long_token(std::uint64_t value) {
    constexpr std::uint64_t kLast = std::numeric_limits<std::int64_t>::max();
    return value <= kLast ? std::to_string(value) : fmt::format("\"{}\"", value);
  }
  template <class Detail>
  void limited(const Detail& detail) const {
    put_true(writer, "required", detail.required);
    if (detail.min_value != 0) put(writer, "min_value", long_token(detail.min_value));
    if (detail.max_value) put(writer, "max_value", long_token(*detail.max_value));
    put_true(writer, "store_as_text", detail.store_as_text);
    put_true(writer, "soft", detail.soft);
  }
  void operator()(const DecimalElement& detail) const { limited(detail); }
  void operator()(const LongDecimalElement& detail) const { limited(detail); }
  void operator()(const TextElement& detail) const {
    put_true(writer, "required", detail.required);
    number("max_length", detail.max_length);
    put_true(writer, "expandable", detail.expandable);
    put_true(writer, "soft", detail.soft);
  }
  void operator()(const MultiTextElement& detail) const {
    put_true(writer, "required", detail.required);
    number("max_length", detail.max_length);
    if (detail.max_strings != 0) number("max_strings", detail.max_strings);
    put_true(writer, "soft", detail.soft);
  }
  void operator()(const EnumElement& detail) const {
    put_true(writer, "required", detail.required);
    if (detail.items.empty()) put(writer, "item", "[]");
  }
  void operator()(const ListElement& detail) const {
    put_text(writer, "value_prefix", detail.value_prefix);
    put_true(writer, "additive", detail.additive);
    put_true(writer, "expandable", detail.expandable);
    put_true(writer, "explicit_value", detail.explicit_value);
  }
};

// What read calls the items: X of the derived string id "Item_POLICY_ELEMENT_X" where the string is
// going to be described here, else the string's own id.
struct ItemId {
  std::string id;
  bool is_written = false;
};

std::vector<ItemId> ids_of_items(const SourceWriter& writer, const Policy& policy,
                                 const Element& element) {
  std::vector<ItemId> ids;
  const auto* const detail = std::get_if<EnumElement>(&element.detail);
  if (detail == nullptr) return ids;
  const std::string stem = fmt::format("Item_{}_{}_", policy.name, element.id);
  std::set<std::string_view> here;
  for (const EnumItem& item : detail->items) {
    const std::string_view id = referred_id(item.display_name, "string");
    const bool is_new = is_plain_string(writer, id) && here.insert(id).second;
    if (is_new && id.size() > stem.size() && id.starts_with(stem)) {
      ids.push_back({std::string(id.substr(stem.size())), true});
    } else {
      ids.push_back({std::string(id), false});
    }
  }
  return ids;
}

void put_items(SourceWriter& writer, const Policy& policy, const Element& element,
               const std::vector<ItemId>& ids) {
  const auto* const detail = std::get_if<EnumElement>(&element.detail);
  if (detail == nullptr) return;
  for (std::size_t i = 0; i < detail->items.size(); ++i) {
    const EnumItem& item = detail->items[i];
    put_table(writer, "policy.element.item");
    std::string derived;
    if (ids[i].is_written) {
      put_text(writer, "id", ids[i].id);
      derived = fmt::format("Item_{}_{}_{}", policy.name, element.id, ids[i].id);
    }
    put(writer, "value", value_token(item.value));
    put_value_list(writer, "value_list", item.value_list);
    put_attributes(writer, item.unknown_attributes);
    put_string(writer, "title", item.display_name, derived);
  }
}

// The element's control in every language; empty where the policy's screen is described elsewhere.
std::vector<const Control*> controls_of(const Element& element,
                                        const std::vector<const Presentation*>& screens) {
  std::vector<const Control*> controls;
  for (const Presentation* const screen : screens) {
    const auto found = std::ranges::find_if(screen->controls, [&element](const Control& control) {
      return !std::holds_alternative<TextControl>(control) && ref_id_of(control) == element.id;
    });
    controls.push_back(&*found);
  }
  return controls;
}

void put_element(SourceWriter& writer, const Policy& policy, const Element& element,
                 const std::vector<const Presentation*>& screens) {
  const ElementKindRow& row = element_kind_row(kind_of(element));
  put_table(writer, "policy.element");
  put_text(writer, "id", element.id);
  put(writer, "kind", line_token(row.admx_name));
  put_text(writer, "client_extension", element.client_extension);
  put_text(writer, "key", element.key);
  put_text(writer, "value_name", element.value_name);
  std::visit(DetailWriter{writer}, element.detail);
  put_attributes(writer, element.unknown_attributes);
  const std::vector<ItemId> items = ids_of_items(writer, policy, element);
  if (!screens.empty()) {
    const std::vector<const Control*> controls = controls_of(element, screens);
    const ControlKind kind = kind_of(*controls.front());
    if (kind != row.control) put(writer, "control", line_token(adml_name(kind)));
    std::vector<std::string> ids;
    for (const ItemId& item : items) ids.push_back(item.id);
    put_control(writer, controls, ids, {}, "control_attributes");
  }
  put_items(writer, policy, element, items);
}

std::vector<std::string> shown_elements(const Presentation& screen) {
  std::vector<std::string> ids;
  for (const Control& control : screen.controls) {
    if (!std::holds_alternative<TextControl>(control)) ids.emplace_back(ref_id_of(control));
  }
  return ids;
}

std::vector<std::string> ids_of_elements(const Policy& policy) {
  std::vector<std::string> ids;
  for (const Element& element : policy.elements) ids.push_back(element.id);
  return ids;
}

// The keys of the policy's own table that tell its screen.
void put_screen_keys(SourceWriter& writer, const Policy& policy,
                     const std::vector<const Presentation*>& screens) {
  if (screens.empty()) {
    if (policy.presentation) {
      put_text(writer, "presentation", policy.presentation);
    } else if (!policy.elements.empty()) {
      put(writer, "presentation", "false");
    }
    return;
  }
  const std::string& id = screens.front()->id;
  if (id != policy.name) put_text(writer, "presentation_id", id);
  const std::vector<std::string> shown = shown_elements(*screens.front());
  const bool has_texts = shown.size() != screens.front()->controls.size();
  if (!has_texts && (shown != ids_of_elements(policy) || shown.empty())) {
    put(writer, "presentation", array_token(shown));
  }
}

// The elements, and between them what the screen shows besides.
void put_screen(SourceWriter& writer, const Policy& policy,
                const std::vector<const Presentation*>& screens) {
  const std::vector<std::string> shown =
      screens.empty() ? std::vector<std::string>{} : shown_elements(*screens.front());
  const bool has_texts = !screens.empty() && shown.size() != screens.front()->controls.size();
  const bool same_order = shown == ids_of_elements(policy);
  std::size_t next = 0;  // of the elements
  for (std::size_t at = 0; has_texts && at < screens.front()->controls.size(); ++at) {
    const Control& control = screens.front()->controls[at];
    put_table(writer, "policy.presentation");
    if (std::holds_alternative<TextControl>(control)) {
      std::vector<const Control*> controls;
      for (const Presentation* const screen : screens) controls.push_back(&screen->controls[at]);
      put_control(writer, controls, {}, {}, "unknown_attributes");
    } else {
      put_text(writer, "element", std::string(ref_id_of(control)));
      if (same_order) put_element(writer, policy, policy.elements[next++], screens);
    }
  }
  for (; next < policy.elements.size(); ++next) {
    put_element(writer, policy, policy.elements[next], screens);
  }
}

bool is_integer(std::string_view text) {
  std::int64_t value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && stop == text.data() + text.size() && text == std::to_string(value);
}

void put_mdm(SourceWriter& writer, const Policy& policy) {
  const std::vector<MdmEquivalent>& all = writer.content.mdm;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const MdmEquivalent& mdm = all[i];
    if (mdm.policy != policy.name || !writer.mdm_done.insert(i).second) continue;
    const auto token = [&mdm](const std::string& value) {
      const bool is_bare = (mdm.format == "int" && is_integer(value)) || mdm.format == "bool";
      return is_bare ? value : line_token(value);
    };
    put(writer, "mdm",
        fmt::format("{{ uri = {}, format = {}, enabled = {}, disabled = {} }}", line_token(mdm.uri),
                    line_token(mdm.format), token(mdm.enabled), token(mdm.disabled)));
    return;
  }
}

void put_policy(SourceWriter& writer, const Policy& policy) {
  put_table(writer, "policy");
  put_text(writer, "id", policy.name);
  put(writer, "class", class_word(policy.policy_class));
  put_text(writer, "category", policy.parent_category);
  if (!policy.supported_on.empty()) put_text(writer, "supported_on", policy.supported_on);
  put_text(writer, "client_extension", policy.client_extension);
  put_text(writer, "key", policy.key);
  put_text(writer, "value_name", policy.value_name);
  const DetailWriter values{writer};
  values.value("enabled", policy.enabled_value);
  values.value("disabled", policy.disabled_value);
  put_value_list(writer, "enabled_list", policy.enabled_list);
  put_value_list(writer, "disabled_list", policy.disabled_list);
  put_mdm(writer, policy);
  put_texts(writer, "see_also", policy.see_also);
  put_texts(writer, "annotations", policy.annotations);
  put_attributes(writer, policy.unknown_attributes);
  const std::vector<const Presentation*> screens = presentation_of(writer, policy);
  put_screen_keys(writer, policy, screens);
  put_string(writer, "title", policy.display_name, "Policy_" + policy.name);
  if (policy.explain_text) {
    put_string(writer, "explain", *policy.explain_text, "PolicyExplain_" + policy.name);
  }
  if (policy.keywords) {
    put_string(writer, "keywords", *policy.keywords, "PolicyKeywords_" + policy.name);
  }
  if (!screens.empty()) {
    writer.presentations_done.insert(screens.front()->id);
    for (auto& order : writer.presentation_order) order.push_back(screens.front()->id);
  }
  put_screen(writer, policy, screens);
}

}  // namespace

void put_policies(SourceWriter& writer) {
  for (const Policy& policy : writer.content.definitions.policies) put_policy(writer, policy);
}

}  // namespace regpolicy::template_source
