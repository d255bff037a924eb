#include <regpolicy/compile.hpp>

#include <map>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/template_lookup.hpp>
#include <regpolicy/text.hpp>

#include "policy/side_writer.hpp"

namespace regpolicy {
namespace {

void report_unknown_policy(const Setting& setting, const Error& error, Diagnostics& diagnostics) {
  diagnostics.error("compile.unknown-policy", error.message, setting.location, error.hint);
}

LocalizedText display_name(const Catalog::Entry& entry) {
  LocalizedText texts;
  for (const PolicyResources& resources : entry.source->resources) {
    const std::string* const text = resolve_string(resources, entry.policy->display_name);
    if (text != nullptr && !text->empty()) texts.emplace(resources.language, *text);
  }
  return texts;
}

// Policies by the names that a baseline may use.
class PolicyFinder {
 public:
  PolicyFinder(const Catalog& catalog, std::string_view language)
      : catalog_(catalog), language_(language) {}

  [[nodiscard]] Result<Catalog::Entry> find(const std::string& name) {
    auto entry = catalog_.find(name);
    if (entry || language_.empty()) return entry;
    if (!names_) names_.emplace(catalog_, language_);
    auto by_display_name = names_->find(name);
    const bool ambiguous =
        !by_display_name && by_display_name.error().code == ErrorCode::invalid_argument;
    if (by_display_name || ambiguous) return by_display_name;
    // Who wrote a prefix meant a qualified name.
    return name.find(':') == std::string::npos ? by_display_name : entry;
  }

 private:
  const Catalog& catalog_;
  std::string_view language_;
  std::optional<DisplayNames> names_;  // made when the first is needed
};

// Two names of one policy, "prefix:name" and "namespace:name", are one setting.
class SettingsSeen {
 public:
  explicit SettingsSeen(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  // False, with an error, where the policy was set before.
  [[nodiscard]] bool add(const Setting& setting, const Policy& policy) {
    const auto [first, is_new] = seen_.emplace(std::pair(&policy, setting.side), &setting);
    if (is_new) return true;
    diagnostics_.error("compile.duplicate-setting",
                       fmt::format("the policy '{}' is set twice on the {} side", policy.name,
                                   to_string(setting.side)),
                       setting.location,
                       fmt::format("the first is '{}' at {}", first->second->policy,
                                   to_string(first->second->location)));
    return false;
  }

 private:
  Diagnostics& diagnostics_;
  std::map<std::pair<const Policy*, Side>, const Setting*> seen_;
};

}  // namespace

std::optional<CompiledBaseline> compile(const Baseline& baseline, const Catalog& catalog,
                                        Diagnostics& diagnostics, std::string_view language) {
  const std::size_t errors = diagnostics.count(Severity::error);
  const std::size_t first = diagnostics.items.size();
  CompiledBaseline compiled;
  SideWriter machine(diagnostics), user(diagnostics);
  const auto writer = [&](Side side) -> SideWriter& {
    return side == Side::machine ? machine : user;
  };
  SettingsSeen seen(diagnostics);
  PolicyFinder policies(catalog, language);
  for (const BaselineSetting& item : baseline.settings) {
    const Setting& setting = item.setting;
    const auto entry = policies.find(setting.policy);
    if (!entry) {
      report_unknown_policy(setting, entry.error(), diagnostics);
      continue;
    }
    const bool is_first = seen.add(setting, *entry->policy);
    auto instructions = compile(setting, *entry, diagnostics);
    // What a second setting writes would only contradict the first.
    if (!instructions || !is_first) continue;
    writer(setting.side).add_setting(*instructions, setting.location);
    compiled.settings.push_back({&item, *std::move(instructions), display_name(*entry)});
  }
  for (const BaselineValue& value : baseline.values) {
    writer(value.side).add_value(value.instruction, value.location);
  }
  // Settings are compiled option by option; who reads the messages goes through the file.
  sort_by_place(diagnostics, first);
  if (diagnostics.count(Severity::error) != errors) return std::nullopt;
  compiled.machine = machine.instructions();
  compiled.user = user.instructions();
  return compiled;
}

}  // namespace regpolicy
