// Members of a template as named fields of a node; what is absent or says nothing is no field.
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/element_kind.hpp>

#include "policy/template_tree.hpp"

namespace regpolicy {

// The empty text is what a member that must be there has where the file lacks it.
void put(TemplateNode& node, const char* field, const std::string& text);
// `true`; false is what is left out.
void put(TemplateNode& node, const char* field, bool flag);
void put(TemplateNode& node, const char* field, const TemplateValue& value);
// "see_also 1", "see_also 2"
void put(TemplateNode& node, const char* field, const std::vector<std::string>& texts);
// "@name"; `head` tells whose attributes they are where they are not the node's own.
void put(TemplateNode& node, const UnknownAttributes& attributes, std::string_view head = "@");

template <std::unsigned_integral Number>
  requires(!std::same_as<Number, bool>)
void put(TemplateNode& node, const char* field, Number number) {
  node.fields.emplace_back(field, std::to_string(number));
}

// Present and empty is something else than absent.
template <class T>
void put(TemplateNode& node, const char* field, const std::optional<T>& value) {
  if (!value) return;
  if constexpr (std::same_as<T, std::string>) {
    node.fields.emplace_back(field, *value);
  } else if constexpr (std::same_as<T, bool>) {
    node.fields.emplace_back(field, *value ? "true" : "false");
  } else {
    put(node, field, *value);
  }
}

// One language's texts: the ADML half of the tree.
[[nodiscard]] TemplateNode resources_node(const PolicyResources& resources);

}  // namespace regpolicy
