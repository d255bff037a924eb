#include "policy/template_tree.hpp"

#include <optional>
#include <set>
#include <string_view>
#include <type_traits>

#include <fmt/format.h>

#include "policy/template_fields.hpp"
#include "policy/text_references.hpp"

namespace regpolicy {
namespace {

// Broken files define a thing twice; the second must not hide behind the first.
void make_ids_unique(std::vector<TemplateNode>& nodes) {
  std::set<std::pair<TemplatePart, std::string>> seen;
  for (TemplateNode& node : nodes) {
    const std::string id = node.id;
    for (int count = 2; !seen.insert({node.part, node.id}).second; ++count) {
      node.id = fmt::format("{}#{}", id, count);
    }
    make_ids_unique(node.children);
  }
}

TemplateNode node_of(const PolicyNamespace& name_space) {
  return {TemplatePart::using_prefix, name_space.prefix, {{"namespace", name_space.uri}}, {}};
}

TemplateNode node_of(const ValueItem& item) {
  TemplateNode node{TemplatePart::listed_value,
                    item.key ? *item.key + '\\' + item.value_name : item.value_name,
                    {},
                    {}};
  put(node, "key", item.key);
  put(node, "value_name", item.value_name);
  put(node, "value", item.value);
  put(node, item.unknown_attributes);
  return node;
}

void put_list(TemplateNode& parent, const char* id, const std::optional<ValueList>& list) {
  if (!list) return;
  TemplateNode node{TemplatePart::value_list, id, {}, {}};
  put(node, "default_key", list->default_key);
  put(node, list->unknown_attributes);
  for (const ValueItem& item : list->items) node.children.push_back(node_of(item));
  parent.children.push_back(std::move(node));
}

void put_detail(TemplateNode& node, const BooleanElement& detail) {
  put(node, "true_value", detail.true_value);
  put(node, "false_value", detail.false_value);
  put_list(node, "true_list", detail.true_list);
  put_list(node, "false_list", detail.false_list);
}

template <class Number>
  requires std::is_same_v<Number, DecimalElement> || std::is_same_v<Number, LongDecimalElement>
void put_detail(TemplateNode& node, const Number& detail) {
  put(node, "required", detail.required);
  put(node, "min_value", detail.min_value);
  put(node, "max_value", detail.max_value);
  put(node, "store_as_text", detail.store_as_text);
  put(node, "soft", detail.soft);
}

void put_detail(TemplateNode& node, const TextElement& detail) {
  put(node, "required", detail.required);
  put(node, "max_length", detail.max_length);
  put(node, "expandable", detail.expandable);
  put(node, "soft", detail.soft);
}

void put_detail(TemplateNode& node, const MultiTextElement& detail) {
  put(node, "required", detail.required);
  put(node, "max_length", detail.max_length);
  put(node, "max_strings", detail.max_strings);
  put(node, "soft", detail.soft);
}

void put_detail(TemplateNode& node, const ListElement& detail) {
  put(node, "value_prefix", detail.value_prefix);
  put(node, "additive", detail.additive);
  put(node, "expandable", detail.expandable);
  put(node, "explicit_value", detail.explicit_value);
}

void put_detail(TemplateNode& node, const EnumElement& detail) {
  put(node, "required", detail.required);
  for (const EnumItem& item : detail.items) {
    TemplateNode child{TemplatePart::item, string_id_or_text(item.display_name), {}, {}};
    put(child, "display_name", item.display_name);
    put(child, "value", item.value);
    put(child, item.unknown_attributes);
    put_list(child, "value_list", item.value_list);
    node.children.push_back(std::move(child));
  }
}

TemplateNode node_of(const Element& element) {
  TemplateNode node{TemplatePart::element, element.id, {}, {}};
  put(node, "kind", std::string(element_kind_row(kind_of(element)).admx_name));
  put(node, "client_extension", element.client_extension);
  put(node, "key", element.key);
  put(node, "value_name", element.value_name);
  std::visit([&node](const auto& detail) { put_detail(node, detail); }, element.detail);
  put(node, element.unknown_attributes);
  return node;
}

std::string word_of(PolicyClass policy_class) {
  switch (policy_class) {
    case PolicyClass::machine: return "Machine";
    case PolicyClass::user: return "User";
    case PolicyClass::both: return "Both";
  }
  return "";
}

TemplateNode node_of(const Policy& policy) {
  TemplateNode node{TemplatePart::policy, policy.name, {}, {}};
  put(node, "class", word_of(policy.policy_class));
  put(node, "display_name", policy.display_name);
  put(node, "explain_text", policy.explain_text);
  put(node, "presentation", policy.presentation);
  put(node, "key", policy.key);
  put(node, "value_name", policy.value_name);
  put(node, "client_extension", policy.client_extension);
  put(node, "parent_category", policy.parent_category);
  put(node, "see_also", policy.see_also);
  put(node, "keywords", policy.keywords);
  put(node, "supported_on", policy.supported_on);
  put(node, "enabled_value", policy.enabled_value);
  put(node, "disabled_value", policy.disabled_value);
  put(node, "annotation", policy.annotations);
  put(node, policy.unknown_attributes);
  put_list(node, "enabled_list", policy.enabled_list);
  put_list(node, "disabled_list", policy.disabled_list);
  for (const Element& element : policy.elements) node.children.push_back(node_of(element));
  return node;
}

TemplateNode node_of(const Category& category) {
  TemplateNode node{TemplatePart::category, category.name, {}, {}};
  put(node, "display_name", category.display_name);
  put(node, "explain_text", category.explain_text);
  put(node, "parent_category", category.parent_category);
  put(node, "see_also", category.see_also);
  put(node, "keywords", category.keywords);
  put(node, "annotation", category.annotations);
  put(node, category.unknown_attributes);
  return node;
}

template <class Version>
TemplateNode version_node(TemplatePart part, const Version& version) {
  TemplateNode node{part, version.name, {}, {}};
  put(node, "display_name", version.display_name);
  put(node, "version_index", version.version_index);
  put(node, version.unknown_attributes);
  return node;
}

TemplateNode node_of(const Product& product) {
  TemplateNode node{TemplatePart::product, product.name, {}, {}};
  put(node, "display_name", product.display_name);
  put(node, product.unknown_attributes);
  for (const MajorVersion& major : product.major_versions) {
    TemplateNode child = version_node(TemplatePart::major_version, major);
    for (const MinorVersion& minor : major.minor_versions) {
      child.children.push_back(version_node(TemplatePart::minor_version, minor));
    }
    node.children.push_back(std::move(child));
  }
  return node;
}

TemplateNode node_of(const std::variant<SupportedRange, SupportedReference>& term) {
  TemplateNode node{TemplatePart::condition, {}, {}, {}};
  if (const auto* const range = std::get_if<SupportedRange>(&term)) {
    put(node, "range", range->ref);
    put(node, "min_version_index", range->min_version_index);
    put(node, "max_version_index", range->max_version_index);
    put(node, range->unknown_attributes);
  } else {
    const auto& reference = std::get<SupportedReference>(term);
    put(node, "reference", reference.ref);
    put(node, reference.unknown_attributes);
  }
  return node;
}

TemplateNode node_of(const SupportedOnDefinition& definition) {
  TemplateNode node{TemplatePart::supported_on, definition.name, {}, {}};
  put(node, "display_name", definition.display_name);
  put(node, definition.unknown_attributes);
  if (!definition.condition) return node;
  const bool any = definition.condition->logic == SupportedCondition::Logic::any_of;
  put(node, "logic", std::string(any ? "or" : "and"));
  for (const auto& term : definition.condition->terms) {
    TemplateNode child = node_of(term);
    child.id = fmt::format("{}", node.children.size() + 1);
    node.children.push_back(std::move(child));
  }
  return node;
}

TemplateNode node_of(const MdmEquivalent& mdm) {
  return {TemplatePart::mdm,
          mdm.policy,
          {{"uri", mdm.uri},
           {"format", mdm.format},
           {"enabled", mdm.enabled},
           {"disabled", mdm.disabled}},
          {}};
}

template <class Part>
void put_all(TemplateNode& parent, const std::vector<Part>& parts) {
  for (const Part& part : parts) parent.children.push_back(node_of(part));
}

}  // namespace

TemplateNode tree_of(const Template& source) {
  const PolicyDefinitions& definitions = source.definitions;
  TemplateNode root{TemplatePart::whole, source.name, {}, {}};
  put(root, "name", source.name);
  put(root, "revision", definitions.revision);
  put(root, "schema_version", definitions.schema_version);
  put(root, "namespace", definitions.target.uri);
  put(root, "prefix", definitions.target.prefix);
  put(root, "min_required_revision", definitions.min_required_revision);
  put(root, "fallback_culture", definitions.fallback_culture);
  put(root, "superseded_adm", definitions.superseded_adm);
  put(root, "annotation", definitions.annotations);
  put(root, definitions.unknown_attributes);
  put_all(root, definitions.using_namespaces);
  put_all(root, definitions.products);
  put_all(root, definitions.supported_on);
  put_all(root, definitions.categories);
  put_all(root, definitions.policies);
  put_all(root, source.mdm);
  for (const PolicyResources& resources : source.resources) {
    root.children.push_back(resources_node(resources));
  }
  make_ids_unique(root.children);
  return root;
}

}  // namespace regpolicy
