// [[policy]].
#include <fmt/format.h>

#include <regpolicy/limits.hpp>

#include "formats/template_source/element_reader.hpp"
#include "formats/template_source/sections.hpp"
#include "formats/template_source/value_reader.hpp"

namespace regpolicy::template_source {
namespace {

void read_identity(TableReader& table, Policy& policy) {
  Reading& reading = table.reading();
  policy.name = table.required_id();
  if (!policy.name.empty()) table.rename(fmt::format("policy '{}'", policy.name));
  declare(reading, reading.policies, policy.name, "policy", table.place_of("id"));
  if (table.require("class") != nullptr) {
    policy.policy_class =
        static_cast<PolicyClass>(table.choice("class", {"machine", "user", "both"}).value_or(0));
  }
  policy.parent_category = table.required_string("category");
  add_reference(reading, ReferenceKind::category, *policy.parent_category, {},
                table.place_of("category"));
  policy.supported_on = table.required_string("supported_on");
  add_reference(reading, ReferenceKind::supported_on, policy.supported_on, {},
                table.place_of("supported_on"));
  policy.client_extension = table.guid("client_extension");
  policy.see_also = table.strings("see_also");
}

void read_texts(TableReader& table, Policy& policy) {
  Reading& reading = table.reading();
  policy.display_name =
      add_string(reading, "Policy_" + policy.name,
                 table.required_texts("title", {.max_units = limits::kAdmxPolicyTitleUnits}));
  if (const auto explain = table.texts(
          "explain", {.max_units = limits::kAdmxPolicyExplainUnits, .one_line = false})) {
    policy.explain_text = add_string(reading, "PolicyExplain_" + policy.name, *explain);
  }
  if (const auto keywords = table.texts("keywords")) {
    policy.keywords = add_string(reading, "PolicyKeywords_" + policy.name, *keywords);
  }
}

void read_registry(TableReader& table, Policy& policy) {
  (void)table.require("key");
  policy.key = table.registry_key("key").value_or("");
  policy.value_name = table.value_name();
  policy.enabled_value = read_value(table, "enabled");
  policy.disabled_value = read_value(table, "disabled");
  policy.enabled_list = read_value_list(table, "enabled_list");
  policy.disabled_list = read_value_list(table, "disabled_list");
}

std::vector<ReadElement> read_elements(TableReader& table, Policy& policy) {
  std::vector<ReadElement> elements;
  Ids ids;
  for (const Node* const node : table.tables("element")) {
    ReadElement row = read_element(table.reading(), *node, policy.name);
    declare(table.reading(), ids, row.element.id, "element", row.place);
    policy.elements.push_back(row.element);
    elements.push_back(std::move(row));
  }
  return elements;
}

// The state's value in the MDM service, which must fit the format.
std::string read_mdm_value(TableReader& table, std::string_view key, const std::string& format) {
  const Node* const node = table.require(key);
  if (node == nullptr) return {};
  const auto* const integer = std::get_if<std::int64_t>(&node->value);
  const auto* const boolean = std::get_if<bool>(&node->value);
  const auto* const text = std::get_if<std::string>(&node->value);
  if (format == "int" && integer != nullptr) return std::to_string(*integer);
  if (format == "bool" && boolean != nullptr) return *boolean ? "true" : "false";
  if (format == "chr" && text != nullptr) return *text;
  if (!format.empty()) {
    report_wrong_type(table.reading(), *node, fmt::format("'{}'", key),
                      format == "int"    ? "an integer, since 'format' is int"
                      : format == "bool" ? "a boolean, since 'format' is bool"
                                         : "a string, since 'format' is chr");
  }
  return {};
}

void read_mdm(TableReader& policy, const std::string& name) {
  const Node* const node = policy.find("mdm");
  if (node == nullptr) return;
  TableReader table(policy.reading(), *node, "'mdm'");
  MdmEquivalent mdm;
  mdm.policy = name;
  mdm.uri = table.required_string("uri");
  if (!mdm.uri.empty() && !mdm.uri.starts_with("./")) {
    table.reading().error("bad-uri", fmt::format("'uri' begins with '{}'; expected './'",
                                                 mdm.uri.substr(0, 1)),
                          table.place_of("uri"));
  }
  static const std::vector<std::string> kFormats = {"int", "chr", "bool"};
  if (table.require("format") != nullptr) {
    if (const auto format = table.choice("format", kFormats)) mdm.format = kFormats[*format];
  }
  mdm.enabled = read_mdm_value(table, "enabled", mdm.format);
  mdm.disabled = read_mdm_value(table, "disabled", mdm.format);
  table.finish();
  policy.reading().result.mdm.push_back(std::move(mdm));
}

}  // namespace

void read_policy(Reading& reading, const Node& node) {
  TableReader table(reading, node, "[[policy]]");
  Policy policy;
  read_identity(table, policy);
  read_texts(table, policy);
  read_registry(table, policy);
  const std::vector<ReadElement> elements = read_elements(table, policy);
  const auto screens = read_presentation(table, elements);
  if (!screens.empty()) policy.presentation = fmt::format("$(presentation.{})", policy.name);
  for (std::size_t i = 0; i < screens.size(); ++i) {
    reading.result.resources[i].presentations.push_back({policy.name, screens[i]});
  }
  read_mdm(table, policy.name);
  check_policy(table, policy, elements);
  table.finish();
  reading.result.definitions.policies.push_back(std::move(policy));
}

}  // namespace regpolicy::template_source
