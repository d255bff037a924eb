#include <regpolicy/admx.hpp>

#include <regpolicy/element_kind.hpp>

#include "formats/xml/xml.hpp"

namespace regpolicy::admx {
namespace {

using namespace xml;

void add_value(pugi::xml_node parent, const char* name, const TemplateValue& value) {
  const pugi::xml_node node = add(parent, name);
  struct Writer {
    pugi::xml_node node;
    void operator()(const DeleteMarker&) { add(node, "delete"); }
    void operator()(const Decimal& number) { set(add(node, "decimal"), "value", number.value); }
    void operator()(const LongDecimal& number) {
      set(add(node, "longDecimal"), "value", number.value);
    }
    void operator()(const std::string& text) { add_text(node, "string", text); }
  };
  std::visit(Writer{node}, value);
}

void add_value(pugi::xml_node parent, const char* name, const std::optional<TemplateValue>& value) {
  if (value) add_value(parent, name, *value);
}

void add_list(pugi::xml_node parent, const char* name, const std::optional<ValueList>& list) {
  if (!list) return;
  const pugi::xml_node node = add(parent, name);
  set(node, "defaultKey", list->default_key);
  for (const ValueItem& item : list->items) {
    const pugi::xml_node item_node = add(node, "item");
    set(item_node, "key", item.key);
    set(item_node, "valueName", item.value_name);
    add_value(item_node, "value", item.value);
    set(item_node, item.unknown_attributes);
  }
  set(node, list->unknown_attributes);
}

// The attributes and children of an element that only its kind has.
struct DetailWriter {
  pugi::xml_node node;

  void operator()(const BooleanElement& detail) {
    add_value(node, "trueValue", detail.true_value);
    add_value(node, "falseValue", detail.false_value);
    add_list(node, "trueList", detail.true_list);
    add_list(node, "falseList", detail.false_list);
  }
  template <class Number>
  void number(const Number& detail) {
    if (detail.required) set_bool(node, "required", true);
    if (detail.min_value != 0) set(node, "minValue", detail.min_value);
    set(node, "maxValue", detail.max_value);
    if (detail.store_as_text) set_bool(node, "storeAsText", true);
    if (detail.soft) set_bool(node, "soft", true);
  }
  void operator()(const DecimalElement& detail) { number(detail); }
  void operator()(const LongDecimalElement& detail) { number(detail); }
  void operator()(const TextElement& detail) {
    if (detail.required) set_bool(node, "required", true);
    set(node, "maxLength", detail.max_length);
    if (detail.expandable) set_bool(node, "expandable", true);
    if (detail.soft) set_bool(node, "soft", true);
  }
  void operator()(const MultiTextElement& detail) {
    if (detail.required) set_bool(node, "required", true);
    set(node, "maxLength", detail.max_length);
    if (detail.max_strings != 0) set(node, "maxStrings", detail.max_strings);
    if (detail.soft) set_bool(node, "soft", true);
  }
  void operator()(const EnumElement& detail) {
    if (detail.required) set_bool(node, "required", true);
    for (const EnumItem& item : detail.items) {
      const pugi::xml_node item_node = add(node, "item");
      set(item_node, "displayName", item.display_name);
      add_value(item_node, "value", item.value);
      add_list(item_node, "valueList", item.value_list);
      set(item_node, item.unknown_attributes);
    }
  }
  void operator()(const ListElement& detail) {
    set(node, "valuePrefix", detail.value_prefix);
    if (detail.additive) set_bool(node, "additive", true);
    if (detail.expandable) set_bool(node, "expandable", true);
    if (detail.explicit_value) set_bool(node, "explicitValue", true);
  }
};

void add_element(pugi::xml_node parent, const Element& element) {
  const pugi::xml_node node = add(parent, element_kind_row(kind_of(element)).admx_name);
  set(node, "id", element.id);
  set(node, "clientExtension", element.client_extension);
  set(node, "key", element.key);
  set(node, "valueName", element.value_name);
  std::visit(DetailWriter{node}, element.detail);
  set(node, element.unknown_attributes);
}

// annotation, parentCategory, seeAlso, keywords: the same in categories and policies.
template <class Described>
void add_description(pugi::xml_node node, const Described& described) {
  for (const std::string& markup : described.annotations) add_markup(node, markup);
  if (described.parent_category) {
    set(add(node, "parentCategory"), "ref", described.parent_category);
  }
  for (const std::string& text : described.see_also) add_text(node, "seeAlso", text);
  if (described.keywords) add_text(node, "keywords", *described.keywords);
}

const char* class_name(PolicyClass policy_class) {
  switch (policy_class) {
    case PolicyClass::machine: return "Machine";
    case PolicyClass::user: return "User";
    case PolicyClass::both: return "Both";
  }
  return "";
}

void add_policy(pugi::xml_node parent, const Policy& policy) {
  const pugi::xml_node node = add(parent, "policy");
  set(node, "name", policy.name);
  set(node, "class", std::string(class_name(policy.policy_class)));
  set(node, "displayName", policy.display_name);
  set(node, "explainText", policy.explain_text);
  set(node, "presentation", policy.presentation);
  set(node, "key", policy.key);
  set(node, "valueName", policy.value_name);
  set(node, "clientExtension", policy.client_extension);
  add_description(node, policy);
  set(add(node, "supportedOn"), "ref", policy.supported_on);
  add_value(node, "enabledValue", policy.enabled_value);
  add_value(node, "disabledValue", policy.disabled_value);
  add_list(node, "enabledList", policy.enabled_list);
  add_list(node, "disabledList", policy.disabled_list);
  if (!policy.elements.empty()) {
    const pugi::xml_node elements = add(node, "elements");
    for (const Element& element : policy.elements) add_element(elements, element);
  }
  set(node, policy.unknown_attributes);
}

template <class Named>
pugi::xml_node add_named(pugi::xml_node parent, const char* name, const Named& named) {
  const pugi::xml_node node = add(parent, name);
  set(node, "name", named.name);
  set(node, "displayName", named.display_name);
  if constexpr (requires { named.version_index; }) set(node, "versionIndex", named.version_index);
  return node;
}

void add_products(pugi::xml_node parent, const std::vector<Product>& products) {
  if (products.empty()) return;
  const pugi::xml_node node = add(parent, "products");
  for (const Product& product : products) {
    const pugi::xml_node product_node = add_named(node, "product", product);
    for (const MajorVersion& major : product.major_versions) {
      const pugi::xml_node major_node = add_named(product_node, "majorVersion", major);
      for (const MinorVersion& minor : major.minor_versions) {
        set(add_named(major_node, "minorVersion", minor), minor.unknown_attributes);
      }
      set(major_node, major.unknown_attributes);
    }
    set(product_node, product.unknown_attributes);
  }
}

void add_condition(pugi::xml_node parent, const SupportedCondition& condition) {
  const bool any_of = condition.logic == SupportedCondition::Logic::any_of;
  struct Writer {
    pugi::xml_node node;
    void operator()(const SupportedRange& range) {
      const pugi::xml_node range_node = add(node, "range");
      set(range_node, "ref", range.ref);
      set(range_node, "minVersionIndex", range.min_version_index);
      set(range_node, "maxVersionIndex", range.max_version_index);
      set(range_node, range.unknown_attributes);
    }
    void operator()(const SupportedReference& reference) {
      const pugi::xml_node reference_node = add(node, "reference");
      set(reference_node, "ref", reference.ref);
      set(reference_node, reference.unknown_attributes);
    }
  };
  const Writer writer{add(parent, any_of ? "or" : "and")};
  for (const auto& term : condition.terms) std::visit(Writer(writer), term);
}

void add_supported_on(pugi::xml_node root, const PolicyDefinitions& definitions) {
  if (definitions.products.empty() && definitions.supported_on.empty()) return;
  const pugi::xml_node node = add(root, "supportedOn");
  add_products(node, definitions.products);
  if (definitions.supported_on.empty()) return;
  const pugi::xml_node list = add(node, "definitions");
  for (const SupportedOnDefinition& definition : definitions.supported_on) {
    const pugi::xml_node definition_node = add_named(list, "definition", definition);
    if (definition.condition) add_condition(definition_node, *definition.condition);
    set(definition_node, definition.unknown_attributes);
  }
}

void add_categories(pugi::xml_node root, const std::vector<Category>& categories) {
  if (categories.empty()) return;
  const pugi::xml_node list = add(root, "categories");
  for (const Category& category : categories) {
    const pugi::xml_node node = add(list, "category");
    set(node, "name", category.name);
    set(node, "displayName", category.display_name);
    set(node, "explainText", category.explain_text);
    add_description(node, category);
    set(node, category.unknown_attributes);
  }
}

void add_namespaces(pugi::xml_node root, const PolicyDefinitions& definitions) {
  const pugi::xml_node list = add(root, "policyNamespaces");
  const auto add_namespace = [&list](const char* name, const PolicyNamespace& row) {
    const pugi::xml_node node = add(list, name);
    set(node, "prefix", row.prefix);
    set(node, "namespace", row.uri);
  };
  add_namespace("target", definitions.target);
  for (const PolicyNamespace& row : definitions.using_namespaces) add_namespace("using", row);
}

}  // namespace

std::string write(const PolicyDefinitions& definitions) {
  pugi::xml_document document;
  const pugi::xml_node root =
      add_root(document, "policyDefinitions", definitions.revision, definitions.schema_version);
  add_namespaces(root, definitions);
  for (const std::string& file : definitions.superseded_adm) {
    set(add(root, "supersededAdm"), "fileName", file);
  }
  for (const std::string& markup : definitions.annotations) add_markup(root, markup);
  const pugi::xml_node resources = add(root, "resources");
  set(resources, "minRequiredRevision", definitions.min_required_revision);
  set(resources, "fallbackCulture", definitions.fallback_culture);
  add_supported_on(root, definitions);
  add_categories(root, definitions.categories);
  if (!definitions.policies.empty()) {
    const pugi::xml_node policies = add(root, "policies");
    for (const Policy& policy : definitions.policies) add_policy(policies, policy);
  }
  set(root, definitions.unknown_attributes);
  return to_text(document);
}

}  // namespace regpolicy::admx
