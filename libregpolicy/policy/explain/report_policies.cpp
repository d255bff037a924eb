#include <variant>

#include <regpolicy/explain_report.hpp>
#include <regpolicy/template_lookup.hpp>

namespace regpolicy {
namespace {

gpo_report::OptionKind kind_of_option(const ElementDetail& detail) {
  using enum gpo_report::OptionKind;
  if (std::holds_alternative<BooleanElement>(detail)) return check_box;
  if (std::holds_alternative<EnumElement>(detail)) return drop_down_list;
  if (std::holds_alternative<DecimalElement>(detail)) return numeric;
  if (std::holds_alternative<LongDecimalElement>(detail)) return numeric;
  return std::holds_alternative<TextElement>(detail) ? edit_text : list_box;
}

std::vector<gpo_report::Option> options_of(const NamedSetting& setting, const SettingText& text) {
  std::vector<gpo_report::Option> options;
  for (const SettingText::Option& shown : text.options) {
    for (const Element& element : setting.entry.policy->elements) {
      if (element.id != shown.id) continue;
      gpo_report::Option option{kind_of_option(element.detail), shown.label, shown.values};
      // Not in the language of the report.
      const OptionValue& answer = setting.setting.options.at(element.id);
      if (const bool* const truth = std::get_if<bool>(&answer)) {
        option.values = {*truth ? "true" : "false"};
      }
      options.push_back(std::move(option));
      break;
    }
  }
  return options;
}

}  // namespace

std::vector<gpo_report::Policy> report_policies(const Explanation& explanation,
                                                const Catalog& catalog, std::string_view language,
                                                const policy_comments::Comments& comments) {
  std::vector<gpo_report::Policy> policies;
  for (const ExplainedSetting& explained : explanation.settings) {
    const NamedSetting& setting = explained.chosen;
    const SettingText text = text_of(setting, catalog, language);
    gpo_report::Policy policy;
    policy.name = text.display_name;
    policy.state = setting.setting.state == PolicyState::enabled ? "Enabled" : "Disabled";
    if (const auto* const comment = comment_on(comments, setting)) policy.comment = comment->text;
    if (const auto& reference = setting.entry.policy->explain_text) {
      const std::string* const words = catalog.text(*setting.entry.source, *reference, language);
      if (words != nullptr) policy.explain = *words;
    }
    policy.supported = supported_on_text(catalog, setting.entry, language);
    for (const std::string& part : text.category) {
      if (!policy.category.empty()) policy.category += '/';
      policy.category += part;
    }
    policy.options = options_of(setting, text);
    policies.push_back(std::move(policy));
  }
  return policies;
}

}  // namespace regpolicy
