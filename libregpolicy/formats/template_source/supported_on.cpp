// [[product]] and [[supported_on]].
#include <fmt/format.h>

#include <regpolicy/limits.hpp>

#include "formats/template_source/sections.hpp"
#include "formats/template_source/strings.hpp"

namespace regpolicy::template_source {
namespace {

// Products, versions and definitions share their names: a policy may refer to each of them.
template <class Version>
Version read_named(const Section& table, std::string_view kind, TextRules rules = {}) {
  Reading& reading = table.reading();
  Version version;
  version.name = table.required_id();
  declare(reading, reading.supported_on, version.name, kind, table.place_of("id"));
  version.display_name =
      read_required_string(table, "title", {"SupportedOn_" + version.name}, rules);
  version.unknown_attributes = table.unknown_attributes();
  return version;
}

template <class Version>
Version read_version(const Section& table, std::string_view kind) {
  auto version = read_named<Version>(table, kind);
  (void)table.require("version_index");
  version.version_index = table.number("version_index").value_or(0);
  return version;
}

MinorVersion read_minor_version(Reading& reading, const Node& node) {
  const auto table = Section::open(
      reading, node, name_by_id(node, "minor version", "[[product.major_version.minor_version]]"),
      {"id", "title", "version_index", "unknown_attributes"});
  return table ? read_version<MinorVersion>(*table, "minor version") : MinorVersion{};
}

MajorVersion read_major_version(Reading& reading, const Node& node) {
  const auto table =
      Section::open(reading, node, name_by_id(node, "major version", "[[product.major_version]]"),
                    {"id", "title", "version_index", "minor_version", "unknown_attributes"});
  if (!table) return {};
  auto major = read_version<MajorVersion>(*table, "major version");
  reading.with_versions.insert(major.name);
  for (const Node* const minor : table->tables("minor_version")) {
    major.minor_versions.push_back(read_minor_version(reading, *minor));
  }
  return major;
}

SupportedRange read_range(const Section& table, const std::string& definition) {
  SupportedRange range{table.text("range").value_or(""), table.number("min_version_index"),
                       table.number("max_version_index"), table.unknown_attributes()};
  if (range.min_version_index && range.max_version_index &&
      *range.min_version_index > *range.max_version_index) {
    table.reading().error("min-above-max",
                          fmt::format("'min_version_index' {} is above 'max_version_index' {}",
                                      *range.min_version_index, *range.max_version_index),
                          table.place_of("min_version_index"));
  }
  add_reference(table.reading(), ReferenceKind::range, range.ref, definition,
                table.place_of("range"));
  return range;
}

std::variant<SupportedRange, SupportedReference> read_term(const Section& parent, const Node& node,
                                                           std::string_view key,
                                                           const std::string& definition) {
  Reading& reading = parent.reading();
  const std::string name = fmt::format("an item of '{}'", key);
  const document::Table* const members = document::get_table(reading.context, node, name);
  if (members == nullptr) return {};
  const bool is_range = document::find(*members, "range") != nullptr;
  if (is_range == (document::find(*members, "reference") != nullptr)) {
    reading.error("bad-term",
                  fmt::format("{} has {} 'range' and 'reference', expected one of them", name,
                              is_range ? "both" : "neither of"),
                  node.place);
    return {};
  }
  if (is_range) {
    const auto table =
        Section::open(reading, node, name,
                      {"range", "min_version_index", "max_version_index", "unknown_attributes"});
    return read_range(*table, definition);
  }
  const auto table = Section::open(reading, node, name, {"reference", "unknown_attributes"});
  SupportedReference result{table->text("reference").value_or(""), table->unknown_attributes()};
  add_reference(reading, ReferenceKind::supported_on, result.ref, definition,
                table->place_of("reference"));
  return result;
}

std::optional<SupportedCondition> read_condition(const Section& table,
                                                 const std::string& definition) {
  const bool any_of = table.find("any_of") != nullptr;
  const bool all_of = table.find("all_of") != nullptr;
  if (!any_of && !all_of) return std::nullopt;
  if (any_of && all_of) {
    table.reading().error(
        "bad-condition",
        fmt::format("{} has both 'any_of' and 'all_of', expected one of them", table.name()),
        table.place_of("all_of"));
  }
  const std::string_view key = any_of ? "any_of" : "all_of";
  SupportedCondition condition;
  condition.logic = any_of ? SupportedCondition::Logic::any_of : SupportedCondition::Logic::all_of;
  for (const Node* const term : table.tables(key)) {
    condition.terms.push_back(read_term(table, *term, key, definition));
  }
  const auto* const array = std::get_if<document::Array>(&table.find(key)->content);
  if (array != nullptr && array->empty()) {
    table.reading().error("no-items", fmt::format("'{}' has no items", key), table.place_of(key));
  }
  return condition;
}

}  // namespace

void read_product(Reading& reading, const Node& node) {
  const auto table = Section::open(reading, node, name_by_id(node, "product", "[[product]]"),
                                   {"id", "title", "major_version", "unknown_attributes"});
  if (!table) return;
  auto product = read_named<Product>(*table, "product");
  reading.with_versions.insert(product.name);
  for (const Node* const major : table->tables("major_version")) {
    product.major_versions.push_back(read_major_version(reading, *major));
  }
  reading.result.definitions.products.push_back(std::move(product));
}

void read_supported_on(Reading& reading, const Node& node) {
  const auto table =
      Section::open(reading, node, name_by_id(node, "supported_on", "[[supported_on]]"),
                    {"id", "title", "any_of", "all_of", "unknown_attributes"});
  if (!table) return;
  auto definition = read_named<SupportedOnDefinition>(
      *table, "supported_on", {.max_units = limits::kAdmxDefinitionTitleUnits});
  definition.condition = read_condition(*table, definition.name);
  reading.result.definitions.supported_on.push_back(std::move(definition));
}

}  // namespace regpolicy::template_source
