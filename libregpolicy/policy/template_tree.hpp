// A template as a tree of parts with named fields, all of them text: one form for all that a
// template can say, so that comparing has one rule.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <regpolicy/diff_templates.hpp>
#include <regpolicy/policy_template.hpp>

namespace regpolicy {

struct TemplateNode {
  TemplatePart part = TemplatePart::whole;
  std::string id;                                           // unique among the siblings of its part
  std::vector<std::pair<std::string, std::string>> fields;  // those that the part has
  std::vector<TemplateNode> children;
};

// Two templates have equal trees exactly where they are equal but for the file's order.
[[nodiscard]] TemplateNode tree_of(const Template& source);

}  // namespace regpolicy
