// What is different between two sets of templates, or between two versions of one: policies, their
// elements and values, categories, and the texts of every language. Where a template came from (a
// template source, ADMX files) makes no difference, and neither does the order in which a file
// states policies, categories or texts; the order of items and controls is what people see on the
// screen, and counts.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/diagnostics.hpp>
#include <regpolicy/policy_template.hpp>
#include <regpolicy/rule.hpp>

namespace regpolicy {

enum class TemplatePart {
  whole,          // the template itself
  using_prefix,   // id: the prefix
  product,        // id: its name, as of the versions below it
  major_version,  // in a product
  minor_version,  // in a major version
  supported_on,   // id: the definition's name
  condition,      // in a definition; id: its place among the terms, from 1
  category,
  policy,
  element,       // in a policy
  item,          // in an element; id: the string's id
  value_list,    // in a policy, element or item; id: "enabled_list" and the like
  listed_value,  // in a value list; id: the value's name, with its key where it has one
  mdm,           // id: the policy's name
  language,      // id: the tag in its usual spelling, sv-SE
  text,          // in a language; id: the string's
  presentation,  // in a language
  control        // in a presentation; id: that of its element, or "text 1" and so on
};

// "element", "using prefix"
[[nodiscard]] std::string_view to_string(TemplatePart part);

struct TemplatePathStep {
  TemplatePart part = TemplatePart::whole;
  std::string id;  // where two siblings have one id, the second is "id#2"
  [[nodiscard]] bool operator==(const TemplatePathStep&) const = default;
};

// A field's name is that of the model (policy_template.hpp), of an unknown attribute "@name", of
// the n-th entry of a list "see_also 1". Empty: the part does not have it.
struct TemplateFieldChange {
  std::string field;
  std::optional<std::string> a, b;
  [[nodiscard]] bool operator==(const TemplateFieldChange&) const = default;
};

enum class TemplateChangeKind { removed, added, changed };
[[nodiscard]] std::string_view to_string(TemplateChangeKind kind);

struct TemplateChange {
  TemplateChangeKind kind = TemplateChangeKind::changed;
  std::vector<TemplatePathStep> path;  // from below the template to the part; empty: the template
  // Changed: those that differ. Added or removed: all that it has; what it holds came or went with
  // it and is no change of its own.
  std::vector<TemplateFieldChange> fields;
  [[nodiscard]] bool operator==(const TemplateChange&) const = default;
};

struct TemplateDifference {
  TemplateChangeKind kind = TemplateChangeKind::changed;
  std::string name;        // file name without suffix, as in b where it is there
  std::string name_space;  // likewise
  std::optional<std::string> revision_a, revision_b;
  std::vector<TemplateChange> changes;  // of a changed template, in the order of the schema
};

struct TemplateDiff {
  std::string a, b;                           // what the sets are called
  std::vector<TemplateDifference> templates;  // by name; none that is the same in both
  std::size_t same = 0;                       // templates without a difference
  Diagnostics findings;                       // rules of diff_template_rules()
};

struct NamedTemplates {
  std::string name;  // what the set is called: the folder's or file's path
  std::vector<const Template*> templates;
};

// Templates belong together by their namespace, else by their file's name; the only ones of two
// sets in any case. Linear but for putting things in order.
[[nodiscard]] TemplateDiff diff_templates(const NamedTemplates& a, const NamedTemplates& b);

// "template-diff.revision-not-raised" and "template-diff.revision-lowered", warnings both.
[[nodiscard]] const std::vector<Rule>& diff_template_rules();

// Grouped by template, "was -> is"; of long texts the part around the first difference. Escaped for
// display. Empty where nothing differs.
[[nodiscard]] std::string to_text(const TemplateDiff& diff, bool color = false);

// {"schema":"regpolicy/template-diff/1", ...}; see docs/diff-templates.md.
[[nodiscard]] std::string to_json(const TemplateDiff& diff);

}  // namespace regpolicy
