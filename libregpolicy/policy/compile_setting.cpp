#include <regpolicy/compile.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <regpolicy/limits.hpp>
#include <regpolicy/registry_path.hpp>
#include <regpolicy/text.hpp>

#include "policy/setting_compiler.hpp"

namespace regpolicy {
namespace {

void check_side(SettingCompiler& compiler) {
  const PolicyClass policy_class = compiler.policy.policy_class;
  const bool user = compiler.setting.side == Side::user;
  if (policy_class == PolicyClass::both) return;
  if (user == (policy_class == PolicyClass::user)) return;
  compiler.error("wrong-side",
                 fmt::format("the policy is for the {} side, not for the {} side",
                             user ? "machine" : "user", to_string(compiler.setting.side)),
                 fmt::format("write side = \"{}\"", user ? "machine" : "user"));
}

void check_options(SettingCompiler& compiler) {
  std::vector<std::string> known;
  for (const Element& element : compiler.policy.elements) known.push_back(element.id);
  const bool enabled = compiler.setting.state == PolicyState::enabled;
  for (const auto& [id, answer] : compiler.setting.options) {
    if (std::ranges::find(known, id) == known.end()) {
      const std::string near = nearest_word(id, known);
      compiler.option_error("unknown-option", id,
                            fmt::format("the policy has no option '{}'", escape_for_display(id)),
                            known.empty() ? "it has no options at all"
                            : near.empty()
                                ? fmt::format("expected {}{}", known.size() == 1 ? "" : "one of ",
                                              fmt::join(known, ", "))
                                : fmt::format("did you mean '{}'?", near));
    } else if (!enabled) {
      compiler.option_error("useless-option", id,
                            fmt::format("the option '{}' counts only where the policy is enabled, "
                                        "and it is {}",
                                        escape_for_display(id), to_string(compiler.setting.state)));
    }
  }
}

// The policy's own value and list, then its elements, each group in the order of the template.
void write_state(SettingCompiler& compiler) {
  const Policy& policy = compiler.policy;
  const bool enabled = compiler.setting.state == PolicyState::enabled;
  const auto& value = enabled ? policy.enabled_value : policy.disabled_value;
  const auto& list = enabled ? policy.enabled_list : policy.disabled_list;
  const TemplateValue otherwise =
      enabled ? TemplateValue(Decimal{1}) : TemplateValue(DeleteMarker{});
  const std::u16string key = compiler.units(policy.key);
  if (policy.value_name) {
    compiler.put(to_instruction(compiler, key, compiler.units(*policy.value_name),
                                value.value_or(otherwise)));
  }
  if (list) put_list(compiler, *list, key);
  for (const Element& element : policy.elements) {
    if (enabled) {
      put_element(compiler, element);
    } else {
      reset_element(compiler, element);
    }
  }
}

// A key with a hive in front stops all Group Policy processing of a client; a name that begins
// with "**" does something else than setting a value.
void check_instructions(SettingCompiler& compiler) {
  for (const Instruction& instruction : compiler.instructions) {
    const std::string defect = key_defect(key_of(instruction));
    if (!defect.empty()) {
      compiler.error("bad-key", fmt::format("the template's key '{}' cannot be written: {}",
                                            escape_for_display(key_of(instruction)), defect));
    } else if (!can_encode(instruction)) {
      compiler.error("not-representable",
                     fmt::format("Registry.pol cannot say \"{}\"", describe(instruction)));
    }
  }
}

}  // namespace

std::optional<Instructions> compile(const Setting& setting, const Catalog::Entry& entry,
                                    Diagnostics& diagnostics) {
  const std::size_t errors = diagnostics.count(Severity::error);
  SettingCompiler compiler{setting, *entry.source, *entry.policy, diagnostics, {}};
  check_side(compiler);
  check_options(compiler);
  if (setting.state != PolicyState::not_configured) write_state(compiler);
  check_instructions(compiler);
  if (diagnostics.count(Severity::error) != errors) return std::nullopt;
  return std::move(compiler.instructions);
}

}  // namespace regpolicy
