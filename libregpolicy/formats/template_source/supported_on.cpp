// [[product]] and [[supported_on]].
#include <fmt/format.h>

#include <regpolicy/limits.hpp>

#include "formats/template_source/sections.hpp"

namespace regpolicy::template_source {
namespace {

// Products, versions and definitions share their names: a policy may refer to each of them.
template <class Version>
Version read_named(TableReader& table, std::string_view kind, TextRules rules) {
  Reading& reading = table.reading();
  Version version;
  version.name = table.required_id();
  if (!version.name.empty()) table.rename(fmt::format("{} '{}'", kind, version.name));
  declare(reading, reading.supported_on, version.name, kind, table.place_of("id"));
  version.display_name =
      add_string(reading, "SupportedOn_" + version.name, table.required_texts("title", rules));
  return version;
}

template <class Version>
Version read_version(TableReader& table, std::string_view kind) {
  Version version = read_named<Version>(table, kind, {});
  if (table.require("version_index") != nullptr) {
    version.version_index = table.number("version_index").value_or(0);
  }
  return version;
}

MajorVersion read_major_version(Reading& reading, const Node& node) {
  TableReader table(reading, node, "[[product.major_version]]");
  auto major = read_version<MajorVersion>(table, "major version");
  reading.with_versions.insert(major.name);
  for (const Node* const minor_node : table.tables("minor_version")) {
    TableReader minor(reading, *minor_node, "[[product.major_version.minor_version]]");
    major.minor_versions.push_back(read_version<MinorVersion>(minor, "minor version"));
    minor.finish();
  }
  table.finish();
  return major;
}

std::variant<SupportedRange, SupportedReference> read_term(Reading& reading, const Node& node,
                                                           const std::string& definition) {
  TableReader table(reading, node, "a term");
  const auto range_ref = table.string("range");
  const auto reference = table.string("reference");
  if (range_ref.has_value() == reference.has_value() &&
      std::holds_alternative<Table>(node.value)) {
    reading.error("bad-term", "a term has either 'range' or 'reference'", node.place);
  }
  if (!range_ref) {
    const SupportedReference result{reference.value_or("")};
    add_reference(reading, ReferenceKind::supported_on, result.ref, definition,
                  table.place_of("reference"));
    table.finish();
    return result;
  }
  SupportedRange range{*range_ref, table.number("min_version_index"),
                       table.number("max_version_index")};
  if (range.min_version_index && range.max_version_index &&
      *range.min_version_index > *range.max_version_index) {
    reading.error("min-above-max",
                  fmt::format("'min_version_index' {} is above 'max_version_index' {}",
                              *range.min_version_index, *range.max_version_index),
                  table.place_of("min_version_index"));
  }
  add_reference(reading, ReferenceKind::range, range.ref, definition, table.place_of("range"));
  table.finish();
  return range;
}

std::optional<SupportedCondition> read_condition(TableReader& table,
                                                 const std::string& definition) {
  const bool any_of = table.find("any_of") != nullptr;
  const bool all_of = table.find("all_of") != nullptr;
  if (!any_of && !all_of) return std::nullopt;
  if (any_of && all_of) {
    table.reading().error("bad-condition",
                          fmt::format("{} has both 'any_of' and 'all_of'", table.what()),
                          table.place_of("all_of"));
  }
  const std::string_view key = any_of ? "any_of" : "all_of";
  SupportedCondition condition;
  condition.logic =
      any_of ? SupportedCondition::Logic::any_of : SupportedCondition::Logic::all_of;
  for (const Node* const term : table.tables(key)) {
    condition.terms.push_back(read_term(table.reading(), *term, definition));
  }
  if (condition.terms.empty()) {
    table.reading().error("empty", fmt::format("'{}' is empty", key), table.place_of(key));
  }
  return condition;
}

}  // namespace

void read_product(Reading& reading, const Node& node) {
  TableReader table(reading, node, "[[product]]");
  auto product = read_named<Product>(table, "product", {});
  reading.with_versions.insert(product.name);
  for (const Node* const major : table.tables("major_version")) {
    product.major_versions.push_back(read_major_version(reading, *major));
  }
  table.finish();
  reading.result.definitions.products.push_back(std::move(product));
}

void read_supported_on(Reading& reading, const Node& node) {
  TableReader table(reading, node, "[[supported_on]]");
  auto definition = read_named<SupportedOnDefinition>(
      table, "supported_on", {.max_units = limits::kAdmxDefinitionTitleUnits});
  definition.condition = read_condition(table, definition.name);
  table.finish();
  reading.result.definitions.supported_on.push_back(std::move(definition));
}

}  // namespace regpolicy::template_source
