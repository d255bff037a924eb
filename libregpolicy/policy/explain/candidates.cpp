#include "policy/explain/candidates.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include <regpolicy/compile.hpp>

#include "policy/explain/find_options.hpp"

namespace regpolicy {
namespace {

std::size_t rows_in(const Setting& setting, const Policy& policy) {
  std::size_t rows = 0;
  for (const Element& element : policy.elements) {
    if (!std::holds_alternative<ListElement>(element.detail)) continue;
    const auto option = setting.options.find(element.id);
    if (option == setting.options.end()) continue;
    if (const auto* texts = std::get_if<std::vector<std::string>>(&option->second)) {
      rows += texts->size();
    } else if (const auto* pairs = std::get_if<NamedTexts>(&option->second)) {
      rows += pairs->size();
    }
  }
  return rows;
}

std::optional<Candidate> candidate(IndexedPolicies::Number number, const IndexedPolicy& policy,
                                   Setting setting, const Instructions& instructions,
                                   const Evidence& evidence) {
  auto units = units_of(instructions, evidence);
  if (!units) return std::nullopt;
  const std::size_t rows = rows_in(setting, *policy.entry.policy);
  const std::size_t named = units->size() > rows ? units->size() - rows : 0;
  return Candidate{number, {std::move(setting), policy.entry}, *std::move(units), named};
}

std::optional<Candidate> if_enabled(IndexedPolicies::Number number, const IndexedPolicy& policy,
                                    Side side, const Evidence& evidence) {
  if (policy.enabled) {
    Setting setting{.policy = policy.name, .side = side};
    setting.state = PolicyState::enabled;
    return candidate(number, policy, std::move(setting), *policy.enabled, evidence);
  }
  if (policy.entry.policy->elements.empty()) return std::nullopt;
  FoundOptions found = find_options(policy, side, evidence);
  if (!found.unanswered.empty()) return std::nullopt;
  Diagnostics diagnostics;
  const auto written = compile(found.setting, policy.entry, diagnostics);
  if (!written) return std::nullopt;
  return candidate(number, policy, std::move(found.setting), *written, evidence);
}

std::optional<Candidate> if_disabled(IndexedPolicies::Number number, const IndexedPolicy& policy,
                                     Side side, const Evidence& evidence) {
  if (!policy.disabled) return std::nullopt;
  Setting setting{.policy = policy.name, .side = side};
  setting.state = PolicyState::disabled;
  return candidate(number, policy, std::move(setting), *policy.disabled, evidence);
}

}  // namespace

std::optional<std::vector<Unit>> units_of(const Instructions& instructions,
                                          const Evidence& evidence) {
  std::vector<Unit> units;
  for (const Instruction& instruction : instructions) {
    const Evidence::Match match = evidence.match(instruction);
    if (!match.holds) return std::nullopt;
    if (match.unit) units.push_back(*match.unit);
  }
  if (units.empty()) return std::nullopt;
  std::ranges::sort(units);
  const auto repeated = std::ranges::unique(units);
  units.erase(repeated.begin(), repeated.end());
  return units;
}

std::optional<Candidate> find_state(const IndexedPolicies& index, IndexedPolicies::Number number,
                                    Side side, const Evidence& evidence) {
  const IndexedPolicy& policy = index.policies[number];
  const PolicyClass policy_class = policy.entry.policy->policy_class;
  const PolicyClass other_side = side == Side::machine ? PolicyClass::user : PolicyClass::machine;
  if (policy_class == other_side) return std::nullopt;
  auto enabled = if_enabled(number, policy, side, evidence);
  auto disabled = if_disabled(number, policy, side, evidence);
  if (enabled && disabled) return is_chosen_before(*disabled, *enabled) ? disabled : enabled;
  return enabled ? std::move(enabled) : std::move(disabled);
}

bool is_chosen_before(const Candidate& a, const Candidate& b) {
  const auto order = [](const Candidate& candidate) {
    return std::tuple(-static_cast<std::int64_t>(candidate.named),
                      -static_cast<std::int64_t>(candidate.units.size()),
                      candidate.setting.setting.state == PolicyState::disabled,
                      std::string_view(candidate.setting.entry.source->definitions.target.uri),
                      std::string_view(candidate.setting.entry.policy->name));
  };
  return order(a) < order(b);
}

}  // namespace regpolicy
