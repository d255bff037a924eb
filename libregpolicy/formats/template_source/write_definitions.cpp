// [[using]], [[product]], [[supported_on]] and [[category]] of a template source.
#include <fmt/format.h>

#include "formats/template_source/source_writer.hpp"
#include "formats/toml/tokens.hpp"

namespace regpolicy::template_source {
namespace {

using document::line_token;

template <class Named>
void put_named(SourceWriter& writer, std::string_view table, const Named& named) {
  put_table(writer, table);
  put_text(writer, "id", named.name);
  put_string(writer, "title", named.display_name, "SupportedOn_" + named.name);
}

template <class Version>
void put_version(SourceWriter& writer, std::string_view table, const Version& version) {
  put_named(writer, table, version);
  put(writer, "version_index", std::to_string(version.version_index));
  put_attributes(writer, version.unknown_attributes);
}

void put_product(SourceWriter& writer, const Product& product) {
  put_named(writer, "product", product);
  put_attributes(writer, product.unknown_attributes);
  for (const MajorVersion& major : product.major_versions) {
    put_version(writer, "product.major_version", major);
    for (const MinorVersion& minor : major.minor_versions) {
      put_version(writer, "product.major_version.minor_version", minor);
    }
  }
}

struct TermToken {
  static std::string with_attributes(std::string token, const UnknownAttributes& attributes) {
    if (!attributes.empty()) token += ", unknown_attributes = " + attributes_token(attributes);
    return "{ " + token + " }";
  }
  std::string operator()(const SupportedRange& range) {
    std::string token = "range = " + line_token(range.ref);
    if (range.min_version_index) {
      token += fmt::format(", min_version_index = {}", *range.min_version_index);
    }
    if (range.max_version_index) {
      token += fmt::format(", max_version_index = {}", *range.max_version_index);
    }
    return with_attributes(std::move(token), range.unknown_attributes);
  }
  std::string operator()(const SupportedReference& reference) {
    return with_attributes("reference = " + line_token(reference.ref),
                           reference.unknown_attributes);
  }
};

void put_condition(SourceWriter& writer, const SupportedCondition& condition) {
  std::string terms = "[";
  for (const auto& term : condition.terms) terms += "\n  " + std::visit(TermToken{}, term) + ",";
  terms += condition.terms.empty() ? "]" : "\n]";
  const bool any_of = condition.logic == SupportedCondition::Logic::any_of;
  put(writer, any_of ? "any_of" : "all_of", terms);
}

void put_category(SourceWriter& writer, const Category& category) {
  put_table(writer, "category");
  put_text(writer, "id", category.name);
  put_text(writer, "parent", category.parent_category);
  put_texts(writer, "see_also", category.see_also);
  put_texts(writer, "annotations", category.annotations);
  put_attributes(writer, category.unknown_attributes);
  put_string(writer, "title", category.display_name, "Category_" + category.name);
  if (category.explain_text) {
    put_string(writer, "explain", *category.explain_text, "CategoryExplain_" + category.name);
  }
  if (category.keywords) {
    put_string(writer, "keywords", *category.keywords, "CategoryKeywords_" + category.name);
  }
}

}  // namespace

void put_definitions(SourceWriter& writer) {
  const PolicyDefinitions& definitions = writer.content.definitions;
  for (const PolicyNamespace& row : definitions.using_namespaces) {
    put_table(writer, "using");
    put_text(writer, "prefix", row.prefix);
    put_text(writer, "namespace", row.uri);
  }
  for (const Product& product : definitions.products) put_product(writer, product);
  for (const SupportedOnDefinition& definition : definitions.supported_on) {
    put_named(writer, "supported_on", definition);
    if (definition.condition) put_condition(writer, *definition.condition);
    put_attributes(writer, definition.unknown_attributes);
  }
  for (const Category& category : definitions.categories) put_category(writer, category);
}

}  // namespace regpolicy::template_source
