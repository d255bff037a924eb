// Who set a value, concluded from what the machine records; and what that adds to a verdict.
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include <regpolicy/audit.hpp>
#include <regpolicy/observation.hpp>

#include "audit/words.hpp"

namespace regpolicy::audit {

// A policy whose Registry.pol is known.
struct KnownPolicy {
  Origin origin;
  State values;  // what it makes of an empty registry
  const KeptPolicy* file = nullptr;
  bool is_applied = false;  // by the machine's own list, where that is told
};

// What is known of one side's policy. Lives as long as the observation.
struct Provenance {
  const ObservedSide* registry = nullptr;
  std::vector<Origin> applied{};     // in the order of application; empty: not told
  std::vector<KnownPolicy> known{};  // in the order of application
  std::optional<State> archive{};    // what was applied last, of an empty registry
  bool may_be_managed = true;        // by a device management service, which leaves no archive
  bool management_wins = false;      // over Group Policy, in what both set
};
[[nodiscard]] Provenance provenance_of(const Observation& observation,
                                       const ObservedSide& registry);

// Of a value that is there.
[[nodiscard]] Origin origin_of(const Provenance& provenance, std::u16string_view key,
                               std::u16string_view name, const Value& value);

// The verdict that the same check would give over another registry.
using Rejudge = std::function<Verdict(const ObservedSide&)>;

// Gives a judged finding its origin and, where the records say more than the values, the verdict
// overridden, tattooed, pending or version_skew with a sentence that says why.
void explain_origin(const Provenance& provenance, const Rejudge& rejudge, const Words& words,
                    Finding& finding);

// "the GPO \"Workstations\" {GUID}"; empty where it is not known.
[[nodiscard]] std::string origin_name_for_people(const Origin& origin, const Words& words);
// With what else is known of it: "the GPO \"Workstations\" {GUID}, linked to OU=..., version 5".
[[nodiscard]] std::string origin_for_people(const Origin& origin, const Words& words);
// The same of a finding; empty also where there is no value that somebody set.
[[nodiscard]] std::string origin_for_people(const Finding& finding, const Words& words);

}  // namespace regpolicy::audit
