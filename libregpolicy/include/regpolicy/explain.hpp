// The inverse of compile: from what a policy file does to the settings that an administrator would
// have made for it. docs/explain.md says which policy is chosen where several would do.
//
// A setting is found where compile() writes for it nothing but what the instructions do. So
// compiling an explanation has the effect of what was explained, whatever templates are at hand.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/baseline.hpp>
#include <regpolicy/catalog.hpp>
#include <regpolicy/instruction.hpp>
#include <regpolicy/policy_state.hpp>
#include <regpolicy/side.hpp>

namespace regpolicy {

struct IndexedPolicies;  // policy/explain/policy_index.hpp

// Which policies speak of which registry values. Made once for many explanations; the catalog must
// outlive it and stay as it is.
class PolicyIndex {
 public:
  explicit PolicyIndex(const Catalog& catalog);
  PolicyIndex(PolicyIndex&&) noexcept;
  PolicyIndex& operator=(PolicyIndex&&) noexcept;
  ~PolicyIndex();

  [[nodiscard]] const IndexedPolicies& policies() const { return *policies_; }

 private:
  std::unique_ptr<const IndexedPolicies> policies_;
};

// A policy in a state, with all its options.
struct NamedSetting {
  Setting setting;  // its policy is the name by which the catalog finds `entry`
  Catalog::Entry entry;
};

// Indexes of instructions are positions in the list that is explained, ascending.
struct ExplainedSetting {
  NamedSetting chosen;
  std::vector<std::size_t> instructions;   // what it explains
  std::vector<NamedSetting> alternatives;  // explain nothing but the same; in the order of choice
};

// A policy whose values are there, but not as any of its states would write them.
struct PartlySetPolicy {
  NamedSetting nearest;            // the state that comes nearest, with the options that are there
  std::vector<std::size_t> found;  // what is there as the state would write it
  Instructions missing;            // what the state would write besides, and nobody says
  std::vector<std::size_t> other;  // what is there instead
};

// What no setting explains. Says the same as the instruction at `index`, as far as nothing later
// undoes it.
struct UnexplainedInstruction {
  Instruction instruction;
  std::size_t index = 0;
};

struct Explanation {
  Side side = Side::machine;
  std::vector<ExplainedSetting> settings;      // in the order of the first instruction of each
  std::vector<PartlySetPolicy> partly_set;     // likewise; their values are unexplained
  std::vector<UnexplainedInstruction> values;  // in the order of the list
  std::vector<std::size_t> superseded;  // undone or repeated by others; in no setting and no value
};

struct ExplainOptions {
  // The instructions are the values that a registry holds, not what a policy file says: what is not
  // there counts as deleted, and no setting is found that would only delete.
  bool of_state = false;
};

[[nodiscard]] Explanation explain(const PolicyIndex& index, Side side,
                                  const Instructions& instructions,
                                  const ExplainOptions& options = {});

// The settings and values of the explanations, as a baseline without checks.
[[nodiscard]] Baseline to_baseline(const std::vector<Explanation>& explanations);

}  // namespace regpolicy
