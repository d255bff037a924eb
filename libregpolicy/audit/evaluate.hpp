// Conditions, three-valued: what the source does not tell about is unknown, by Kleene's rules.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <regpolicy/audit.hpp>
#include <regpolicy/condition.hpp>
#include <regpolicy/observation.hpp>

#include "audit/words.hpp"

namespace regpolicy::audit {

enum class Truth { no, unknown, yes };  // in the order in which "all" takes the least

// The smallest part of a condition, as observed.
struct Leaf {
  enum class Subject { value, key, build, edition };

  Evidence evidence;
  Subject subject = Subject::value;
  // Does the leaf's own condition hold? A value of a wrong type does not fulfil it.
  Truth truth = Truth::unknown;
  // A value of a type that nobody can judge: neither fulfils nor breaks a condition for certain.
  bool wrong_type = false;
  // What it means where the leaf is not as the condition around it demands.
  Verdict failure = Verdict::wrong_value;
  std::string reason;  // where truth is unknown for another reason than coverage, or wrong_type
};

struct Evaluation {
  Truth truth = Truth::unknown;  // with wrong types as "does not hold"
  // With wrong types as unknown: differs from `truth` exactly where a wrong type decided.
  Truth certain = Truth::unknown;
  std::vector<Leaf> leaves;  // those that decided, in the order of the condition
};

struct Context {
  const Observation& observation;
  const ObservedSide& registry;  // of the check's side
  Side side = Side::machine;
  const Words& words;
};

// `demanded`: must the condition hold (require, applies_to) or must it not (forbid)? Only the words
// and the failure of the leaves depend on it.
[[nodiscard]] Evaluation evaluate(const Condition& condition, const Context& context,
                                  bool demanded = true);

}  // namespace regpolicy::audit
