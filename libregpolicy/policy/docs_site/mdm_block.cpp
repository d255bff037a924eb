// How an MDM service sets a policy: the equivalent that a template source names, else the node that
// ingesting the ADMX file would make, or why that is refused.
#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/element_kind.hpp>

#include "policy/docs_site/html.hpp"
#include "policy/docs_site/policy_section.hpp"
#include "policy/ingestible_policy.hpp"

namespace regpolicy::site {
namespace {

std::string state_rows(const Words& words, const std::string& enabled,
                       const std::string& disabled) {
  return row(words.enabled, code(enabled)) + row(words.disabled, code(disabled)) +
         row(words.not_configured, std::string(words.not_configured_mdm));
}

std::string equivalent(const Words& words, const MdmEquivalent& mdm) {
  return fmt::format("<dl class=\"facts\">\n{}{}{}</dl>\n", row(words.uri, code(mdm.uri)),
                     row(words.format, code(mdm.format)),
                     state_rows(words, mdm.enabled, mdm.disabled));
}

bool has_combo_box(const Context& context, const PolicyEntry& entry) {
  if (!entry.policy->presentation) return false;
  const auto found = context.texts.presentation(*entry.source, *entry.policy->presentation);
  return found.presentation != nullptr &&
         std::ranges::any_of(found.presentation->controls, [](const Control& control) {
           return std::holds_alternative<ComboBox>(control);
         });
}

// Name~Policy~Category~Subcategory, with the categories of the policy's own template.
std::string area_of(const Context& context, const PolicyEntry& entry) {
  std::string area = entry.source->name + "~Policy";
  for (const std::size_t step : path_to(context.model, entry.category)) {
    const CategoryEntry& category = context.model.categories[step];
    if (category.name_space == entry.source->definitions.target.uri) area += '~' + category.name;
  }
  return area;
}

std::string ingested(const Context& context, const PolicyEntry& entry) {
  const Words& words = context.words;
  const Policy& policy = *entry.policy;
  std::string rows;
  const auto uri = [&](std::string_view scope) {
    rows += row(words.uri, code(fmt::format("./{}/Vendor/MSFT/Policy/Config/{}/{}", scope,
                                            area_of(context, entry), policy.name)));
  };
  if (policy.policy_class != PolicyClass::user) uri("Device");
  if (policy.policy_class != PolicyClass::machine) uri("User");
  std::string enabled = "<enabled/>";
  for (const Element& element : policy.elements) {
    enabled += fmt::format("<data id=\"{}\" value=\"...\"/>", element.id);
  }
  return fmt::format("<p>{}</p>\n<dl class=\"facts\">\n{}{}{}</dl>\n", words.ingest, rows,
                     row(words.format, code("chr")), state_rows(words, enabled, "<disabled/>"));
}

}  // namespace

std::string mdm_block(const Context& context, const PolicyEntry& entry) {
  const Words& words = context.words;
  std::string text;
  for (const MdmEquivalent& mdm : entry.source->mdm) {
    if (mdm.policy == entry.policy->name) text += equivalent(words, mdm);
  }
  if (text.empty()) {
    const std::string blocked = blocked_root_of(*entry.policy);
    if (!blocked.empty()) {
      text = fmt::format("<p>{}</p>\n",
                         fmt::format(fmt::runtime(words.ingest_blocked), code(blocked)));
    } else if (has_combo_box(context, entry)) {
      text = fmt::format("<p>{}</p>\n", words.ingest_combo);
    } else {
      text = ingested(context, entry);
    }
  }
  return fmt::format("<h3>{}</h3>\n{}", words.mdm, text);
}

}  // namespace regpolicy::site
