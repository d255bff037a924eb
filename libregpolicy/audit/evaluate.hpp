// Conditions over what a source tells. What it does not tell is unknown, by Kleene's rules: a
// condition is an interval of what it would be if the rest were known.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <regpolicy/audit.hpp>
#include <regpolicy/condition.hpp>
#include <regpolicy/observation.hpp>

#include "audit/words.hpp"
#include "core/pattern.hpp"

namespace regpolicy::audit {

// A value of a wrong type stands between: nobody says how Windows reads it, so that it neither
// fulfils a test nor proves the opposite. "all" takes the least, "any" the most, "not" turns round.
enum class Truth { no, wrong_type, yes };

struct Range {
  Truth least = Truth::no;  // no to yes: unknown
  Truth most = Truth::yes;

  [[nodiscard]] bool operator==(const Range&) const = default;
};
inline constexpr Range kUnknown{};
[[nodiscard]] constexpr Range known(Truth truth) { return {truth, truth}; }
[[nodiscard]] constexpr Range known(bool holds) { return known(holds ? Truth::yes : Truth::no); }

// The smallest part of a condition, as observed.
struct Leaf {
  enum class Subject { value, key, build, edition };

  Evidence evidence;
  Subject subject = Subject::value;
  Range range = kUnknown;  // of the leaf's own condition
  // What it means where the leaf is not as the condition around it demands.
  Verdict failure = Verdict::wrong_value;
  std::string reason;  // where unknown for another reason than coverage, or of a wrong type
};

struct Evaluation {
  Range range = kUnknown;
  std::vector<Leaf> leaves;  // those that decided, in the order of the condition
};

// What several failed leaves amount to: the first of wrong_value, wrong_type, missing,
// present_but_forbidden that is among them.
[[nodiscard]] Verdict worst_failure(const std::vector<Leaf>& leaves);

struct Context {
  const Observation& observation;
  const ObservedSide& registry;  // of the check's side
  Side side = Side::machine;
  const Words& words;
  const PatternSet& patterns;
  bool of_policy = false;  // the registry is what a policy makes of an empty one
};

// `demanded`: must the condition hold (require, applies_to) or must it not (forbid)? Only the words
// and the failure of the leaves depend on it.
[[nodiscard]] Evaluation evaluate(const Condition& condition, const Context& context,
                                  bool demanded = true);

}  // namespace regpolicy::audit
