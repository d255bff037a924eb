// [[presentation]]: a screen that is not made from the elements of one policy.
#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "formats/template_source/element_reader.hpp"
#include "formats/template_source/sections.hpp"
#include "formats/template_source/strings.hpp"

namespace regpolicy::template_source {
namespace {

const std::vector<std::string>& control_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < std::variant_size_v<Control>; ++i) {
      all.emplace_back(adml_name(static_cast<ControlKind>(i)));
    }
    return all;
  }();
  return names;
}

// The kind that the table names; empty where it names none or a wrong one.
std::optional<ControlKind> kind_in(const Node& node) {
  const auto* const table = std::get_if<document::Table>(&node.content);
  const document::Member* const kind = table ? document::find(*table, "kind") : nullptr;
  const auto* const name = kind ? std::get_if<std::string>(&kind->value.content) : nullptr;
  if (name == nullptr) return std::nullopt;
  const auto found = std::ranges::find(control_names(), *name);
  if (found == control_names().end()) return std::nullopt;
  return static_cast<ControlKind>(found - control_names().begin());
}

std::vector<Control> read_table_control(Reading& reading, const Node& node) {
  const auto kind = kind_in(node);
  std::vector<std::string> keys = {"kind", "unknown_attributes"};
  if (!kind || *kind != ControlKind::text) keys.insert(keys.end(), {"ref_id", "label"});
  if (!kind || *kind == ControlKind::text) keys.emplace_back("text");
  for (std::size_t i = 0; i < control_names().size(); ++i) {
    const auto each = static_cast<ControlKind>(i);
    if (kind && *kind != each) continue;
    const std::vector<std::string> own = control_keys(each);
    keys.insert(keys.end(), own.begin(), own.end());
  }
  const auto table = Section::open(reading, node, "[[presentation.control]]", keys);
  if (!table) return {};
  (void)table->require("kind");
  (void)table->word("kind", control_names());
  return kind ? read_bare_control(*table, *kind) : std::vector<Control>{};
}

}  // namespace

void read_presentation_table(Reading& reading, const Node& node) {
  const auto table =
      Section::open(reading, node, name_by_id(node, "presentation", "[[presentation]]"),
                    {"id", "languages", "control", "unknown_attributes"});
  if (!table) return;
  const LanguageScope scope(*table);
  Presentation presentation{.id = table->required_id(),
                            .unknown_attributes = table->unknown_attributes()};
  std::vector<Presentation> in_language(reading.languages.size(), presentation);
  for (const Node* const control : table->tables("control")) {
    const std::vector<Control> controls = read_table_control(reading, *control);
    for (std::size_t i = 0; i < controls.size(); ++i) {
      in_language[i].controls.push_back(controls[i]);
    }
  }
  for (std::size_t i = 0; i < in_language.size(); ++i) {
    if (!reading.in_scope[i]) continue;
    const bool is_new = reading.presentation_ids[i].insert(presentation.id).second;
    if (!is_new && !presentation.id.empty()) {
      reading.error("duplicate-id",
                    fmt::format("the presentation '{}' is defined twice in {}",
                                escape_for_display(presentation.id), reading.languages[i]),
                    table->place_of("id"));
    }
    reading.result.resources[i].presentations.push_back(std::move(in_language[i]));
  }
}

}  // namespace regpolicy::template_source
