#include "policy/explain/partly_set.hpp"

#include <algorithm>
#include <utility>

#include <regpolicy/compile.hpp>

#include "policy/explain/find_options.hpp"
#include "policy/explain/mentioned_values.hpp"

namespace regpolicy {
namespace {

void keep_each_once(std::vector<std::size_t>& indexes) {
  std::ranges::sort(indexes);
  const auto repeated = std::ranges::unique(indexes);
  indexes.erase(repeated.begin(), repeated.end());
}

class PartFinder {
 public:
  PartFinder(const IndexedPolicy& policy, Side side, const Evidence& evidence,
             const std::vector<bool>& explained)
      : policy_(policy), side_(side), evidence_(evidence), explained_(explained) {}

  std::optional<PartlySetPolicy> find() {
    const auto named = unexplained_and_named();
    if (named.empty()) return std::nullopt;
    PartlySetPolicy nearest = compared_with(enabled());
    if (PartlySetPolicy other = compared_with(disabled()); is_nearer(other, nearest)) {
      nearest = std::move(other);
    }
    if (nearest.found.empty()) {
      nearest.nearest.setting.state = PolicyState::not_configured;
      nearest.nearest.setting.options.clear();
      nearest.missing.clear();
    }
    for (const std::size_t index : named) {
      if (!std::ranges::binary_search(nearest.found, index)) nearest.other.push_back(index);
    }
    keep_each_once(nearest.other);
    return nearest;
  }

 private:
  struct State {
    Setting setting;
    Instructions written;
  };

  State enabled() const {
    FoundOptions found = find_options(policy_, side_, evidence_);
    Diagnostics diagnostics;
    auto written = compile(found.setting, policy_.entry, diagnostics);
    return {std::move(found.setting), std::move(written).value_or(Instructions{})};
  }

  State disabled() const {
    Setting setting{.policy = policy_.name, .side = side_};
    setting.state = PolicyState::disabled;
    return {std::move(setting), policy_.disabled.value_or(Instructions{})};
  }

  PartlySetPolicy compared_with(State state) const {
    PartlySetPolicy part{{std::move(state.setting), policy_.entry}, {}, {}, {}};
    for (Instruction& instruction : state.written) {
      const auto match = evidence_.match(instruction);
      if (match.unit && !explained_[*match.unit]) {
        part.found.push_back(evidence_.index_of(*match.unit));
        // All of it may be there, and in a key that no setting empties.
        const auto clearing = evidence_.clearing_before(*match.unit);
        if (clearing && !explained_[*clearing]) part.other.push_back(evidence_.index_of(*clearing));
      }
      if (!match.holds && !is_said_otherwise(instruction)) {
        part.missing.push_back(std::move(instruction));
      }
    }
    keep_each_once(part.found);
    return part;
  }

  static bool is_nearer(const PartlySetPolicy& a, const PartlySetPolicy& b) {
    if (a.found.size() != b.found.size()) return a.found.size() > b.found.size();
    return a.missing.size() < b.missing.size();
  }

  bool is_said_otherwise(const Instruction& instruction) const {
    return std::visit(
        [this](const auto& i) {
          if constexpr (requires { i.name; }) {
            return evidence_.unit_at(i.key, i.name).has_value();
          } else {
            return false;
          }
        },
        instruction);
  }

  std::vector<std::size_t> unexplained_and_named() const {
    std::vector<std::size_t> indexes;
    for (const MentionedValue& value : mentioned_values(policy_.entry)) {
      const auto unit = value.name ? evidence_.unit_at(value.key, *value.name) : std::nullopt;
      if (unit && !explained_[*unit]) indexes.push_back(evidence_.index_of(*unit));
      if (!value.name) add_clear(value.key, indexes);
    }
    keep_each_once(indexes);
    return indexes;
  }

  // A list names no value, but the clearing of its key is its own.
  void add_clear(const std::u16string& key, std::vector<std::size_t>& indexes) const {
    const auto clear = evidence_.match(DeleteAllValues{key}).unit;
    if (clear && !explained_[*clear]) indexes.push_back(evidence_.index_of(*clear));
  }

  const IndexedPolicy& policy_;
  Side side_;
  const Evidence& evidence_;
  const std::vector<bool>& explained_;
};

std::size_t first_index(const PartlySetPolicy& part) {
  if (part.found.empty()) return part.other.front();
  if (part.other.empty()) return part.found.front();
  return std::min(part.found.front(), part.other.front());
}

bool is_for(const IndexedPolicy& policy, Side side) {
  const PolicyClass policy_class = policy.entry.policy->policy_class;
  if (policy_class == PolicyClass::both) return true;
  return (policy_class == PolicyClass::user) == (side == Side::user);
}

}  // namespace

std::vector<PartlySetPolicy> partly_set_policies(
    const IndexedPolicies& index, const std::vector<IndexedPolicies::Number>& numbers, Side side,
    const Evidence& evidence, const std::vector<bool>& explained) {
  std::vector<PartlySetPolicy> parts;
  for (const IndexedPolicies::Number number : numbers) {
    const IndexedPolicy& policy = index.policies[number];
    if (!is_for(policy, side)) continue;
    if (auto part = PartFinder(policy, side, evidence, explained).find()) {
      parts.push_back(*std::move(part));
    }
  }
  std::ranges::sort(parts, {}, [](const PartlySetPolicy& part) {
    return std::pair(first_index(part), std::string_view(part.nearest.setting.policy));
  });
  return parts;
}

}  // namespace regpolicy
