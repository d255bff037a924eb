#include <regpolicy/explain.hpp>

#include <algorithm>
#include <map>
#include <utility>

#include "policy/explain/candidates.hpp"
#include "policy/explain/evidence.hpp"
#include "policy/explain/partly_set.hpp"
#include "policy/explain/policy_index.hpp"
#include "policy/explain/unexplained.hpp"

namespace regpolicy {
namespace {

using Number = IndexedPolicies::Number;

// Policies that speak of something in the list, in the order of the catalog, each once.
std::vector<Number> policies_concerned(const IndexedPolicies& index, const Evidence& evidence) {
  std::vector<bool> concerned(index.policies.size());
  const auto add = [&](std::span<const IndexedPolicies::Mention> mentions) {
    for (const auto& mention : mentions) concerned[mention.policy] = true;
  };
  const std::vector<KeyEffect>& keys = evidence.effect().keys;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (evidence.is_gone(i)) continue;
    const auto mentions = index.mentions_of_key(keys[i].key);
    if (mentions.empty()) continue;
    if (keys[i].values_removed_by || !keys[i].values.empty()) add(naming_all(mentions));
    for (const ValueEffect& value : keys[i].values) add(naming(mentions, value.name));
  }
  for (const auto& idle : evidence.idle_deletes()) {
    add(naming(index.mentions_of_key(keys[idle.key].key), idle.name));
  }
  std::vector<Number> numbers;
  for (Number number = 0; number < concerned.size(); ++number) {
    if (concerned[number]) numbers.push_back(number);
  }
  return numbers;
}

// A key is emptied in front of what settings write to it by a setting only. Where none does, what
// is set in that key can be said by values alone.
void drop_what_needs_a_clearing(std::vector<Candidate>& candidates, const Evidence& evidence) {
  for (bool dropped = true; dropped;) {
    std::vector<bool> covered(evidence.unit_count());
    for (const Candidate& candidate : candidates) {
      for (const Unit unit : candidate.units) covered[unit] = true;
    }
    const auto lacks_one = [&](const Candidate& candidate) {
      return std::ranges::any_of(candidate.units, [&](Unit unit) {
        const auto clearing = evidence.clearing_before(unit);
        return clearing && !covered[*clearing];
      });
    };
    dropped = std::erase_if(candidates, lacks_one) != 0;
  }
}

std::vector<std::size_t> instructions_of(const std::vector<Unit>& units, const Evidence& evidence) {
  std::vector<std::size_t> indexes;
  for (const Unit unit : units) indexes.push_back(evidence.index_of(unit));
  std::ranges::sort(indexes);
  const auto repeated = std::ranges::unique(indexes);
  indexes.erase(repeated.begin(), repeated.end());
  return indexes;
}

// Every candidate that explains something that those before it do not; the others are alternatives
// of the one that explains their first value.
std::vector<ExplainedSetting> choose(std::vector<Candidate> candidates, const Evidence& evidence,
                                     std::vector<bool>& explained) {
  constexpr std::size_t kNobody = SIZE_MAX;
  std::ranges::sort(candidates, is_chosen_before);
  std::vector<std::size_t> owners(evidence.unit_count(), kNobody);
  std::vector<ExplainedSetting> settings;
  for (Candidate& candidate : candidates) {
    const bool says_something =
        std::ranges::any_of(candidate.units, [&](Unit unit) { return owners[unit] == kNobody; });
    if (!says_something) {
      settings[owners[candidate.units.front()]].alternatives.push_back(
          std::move(candidate.setting));
      continue;
    }
    for (const Unit unit : candidate.units) {
      if (owners[unit] == kNobody) owners[unit] = settings.size();
      explained[unit] = true;
    }
    settings.push_back(
        {std::move(candidate.setting), instructions_of(candidate.units, evidence), {}});
  }
  std::ranges::sort(settings, {}, [](const ExplainedSetting& setting) {
    return std::pair(setting.instructions.front(), std::string_view(setting.chosen.setting.policy));
  });
  return settings;
}

}  // namespace

Explanation explain(const PolicyIndex& index, Side side, const Instructions& instructions,
                    const ExplainOptions& options) {
  const IndexedPolicies& policies = index.policies();
  const Evidence evidence(instructions, options.of_state);
  const std::vector<Number> concerned = policies_concerned(policies, evidence);
  std::vector<Candidate> candidates;
  for (const Number number : concerned) {
    if (auto candidate = find_state(policies, number, side, evidence)) {
      candidates.push_back(*std::move(candidate));
    }
  }
  drop_what_needs_a_clearing(candidates, evidence);

  std::vector<Number> others;  // concerned, but in no state
  for (const Number number : concerned) {
    const auto found = std::ranges::lower_bound(candidates, number, {}, &Candidate::policy);
    if (found == candidates.end() || found->policy != number) others.push_back(number);
  }
  Explanation explanation{
      .side = side, .settings = {}, .partly_set = {}, .values = {}, .superseded = {}};
  std::vector<bool> explained(evidence.unit_count());
  explanation.settings = choose(std::move(candidates), evidence, explained);
  explanation.partly_set = partly_set_policies(policies, others, side, evidence, explained);
  add_unexplained(explanation, instructions, evidence, explained);
  return explanation;
}

Baseline to_baseline(const std::vector<Explanation>& explanations) {
  Baseline baseline;
  for (const Explanation& explanation : explanations) {
    for (const ExplainedSetting& explained : explanation.settings) {
      baseline.settings.push_back({explained.chosen.setting, {}});
    }
    for (const UnexplainedInstruction& value : explanation.values) {
      baseline.values.push_back({explanation.side, value.instruction, {}, {}});
    }
  }
  return baseline;
}

}  // namespace regpolicy
