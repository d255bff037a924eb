// [[policy]].
#include <fmt/format.h>

#include <regpolicy/limits.hpp>
#include <regpolicy/text.hpp>

#include "formats/template_source/element_reader.hpp"
#include "formats/template_source/sections.hpp"
#include "formats/template_source/strings.hpp"
#include "formats/template_source/value_reader.hpp"

namespace regpolicy::template_source {
namespace {

void read_identity(const Section& table, Policy& policy) {
  Reading& reading = table.reading();
  policy.name = table.required_id();
  declare(reading, reading.policies, policy.name, "policy", table.place_of("id"));
  (void)table.require("class");
  policy.policy_class =
      static_cast<PolicyClass>(table.word("class", {"machine", "user", "both"}).value_or(0));
  table.require_if_strict("category");
  policy.parent_category = table.text("category");
  add_reference(reading, ReferenceKind::category, policy.parent_category.value_or(""), {},
                table.place_of("category"));
  table.require_if_strict("supported_on");
  policy.supported_on = table.text("supported_on").value_or("");
  add_reference(reading, ReferenceKind::supported_on, policy.supported_on, {},
                table.place_of("supported_on"));
  policy.client_extension = table.guid("client_extension");
  policy.see_also = table.texts("see_also");
  policy.annotations = table.annotations();
  policy.unknown_attributes = table.unknown_attributes();
}

void read_texts(const Section& table, Policy& policy) {
  policy.display_name = read_required_string(table, "title", {"Policy_" + policy.name},
                                             {.max_units = limits::kAdmxPolicyTitleUnits});
  policy.explain_text =
      read_string(table, "explain", {"PolicyExplain_" + policy.name},
                  {.max_units = limits::kAdmxPolicyExplainUnits, .one_line = false});
  policy.keywords = read_string(table, "keywords", {"PolicyKeywords_" + policy.name});
}

void read_registry(const Section& table, Policy& policy) {
  (void)table.require("key");
  policy.key = table.registry_key("key").value_or("");
  policy.value_name = table.value_name();
  policy.enabled_value = read_value(table, "enabled");
  policy.disabled_value = read_value(table, "disabled");
  policy.enabled_list = read_value_list(table, "enabled_list");
  policy.disabled_list = read_value_list(table, "disabled_list");
}

std::vector<ReadElement> read_elements(const Section& table, Policy& policy) {
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

// Called before the policy is added to the template.
void note_clearing_lists(Reading& reading, const std::vector<ReadElement>& elements) {
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const auto* const list = std::get_if<ListElement>(&elements[i].element.detail);
    if (list == nullptr || list->additive) continue;
    reading.clearing_lists.push_back(
        {reading.result.definitions.policies.size(), i, elements[i].place});
  }
}

// The state's value in the MDM service, which must fit the format.
std::string read_mdm_value(const Section& table, std::string_view key, std::string_view format) {
  const Node* const node = table.require(key);
  if (node == nullptr || format.empty()) return {};
  const std::string what = fmt::format("'{}' of the format {}", key, format);
  if (format == "int") {
    const auto number = document::get_integer(table.context(), *node, what);
    return number ? std::to_string(*number) : "";
  }
  if (format == "bool") {
    const auto truth = document::get_bool(table.context(), *node, what);
    return truth ? fmt::format("{}", *truth) : "";
  }
  return document::get_text(table.context(), *node, what, true).value_or("");
}

void read_mdm(const Section& policy, const std::string& name) {
  const Node* const node = policy.find("mdm");
  if (node == nullptr) return;
  const auto table =
      Section::open(policy.reading(), *node, "'mdm'", {"uri", "format", "enabled", "disabled"});
  if (!table) return;
  static const std::vector<std::string> kFormats = {"int", "chr", "bool"};
  (void)table->require("format");
  const auto format = table->word("format", kFormats);
  MdmEquivalent mdm{.policy = name,
                    .uri = table->required_text("uri").value_or(""),
                    .format = format ? kFormats[*format] : "",
                    .enabled = {},
                    .disabled = {}};
  if (!mdm.uri.empty() && !mdm.uri.starts_with("./")) {
    table->reading().error(
        "bad-uri",
        fmt::format("'uri' is '{}', expected it to begin with './'", escape_for_display(mdm.uri)),
        table->place_of("uri"));
  }
  mdm.enabled = read_mdm_value(*table, "enabled", mdm.format);
  mdm.disabled = read_mdm_value(*table, "disabled", mdm.format);
  policy.reading().result.mdm.push_back(std::move(mdm));
}

}  // namespace

void read_policy(Reading& reading, const Node& node) {
  const auto opened = Section::open(reading, node, name_by_id(node, "policy", "[[policy]]"),
                                    {"id",
                                     "class",
                                     "category",
                                     "supported_on",
                                     "client_extension",
                                     "see_also",
                                     "title",
                                     "explain",
                                     "keywords",
                                     "key",
                                     "value_name",
                                     "enabled",
                                     "disabled",
                                     "enabled_list",
                                     "disabled_list",
                                     "element",
                                     "presentation",
                                     "presentation_id",
                                     "mdm",
                                     "annotations",
                                     "unknown_attributes"});
  if (!opened) return;
  const Section& table = *opened;
  Policy policy;
  read_identity(table, policy);
  read_texts(table, policy);
  read_registry(table, policy);
  const std::vector<ReadElement> elements = read_elements(table, policy);
  policy.presentation = read_presentation(table, policy.name, elements);
  read_mdm(table, policy.name);
  check_policy(table, policy, elements);
  note_clearing_lists(reading, elements);
  reading.result.definitions.policies.push_back(std::move(policy));
}

}  // namespace regpolicy::template_source
