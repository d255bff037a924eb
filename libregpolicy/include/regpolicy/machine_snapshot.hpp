// From what a source tells of a machine to its snapshot for one baseline, and back.
#pragma once

#include <string>

#include <regpolicy/interests.hpp>
#include <regpolicy/observation.hpp>
#include <regpolicy/snapshot.hpp>

namespace regpolicy::audit {

// The keys that a source has to supply for take_snapshot(): those of the baseline, the one with the
// computer's name, and, where a user is asked about, the list of profiles.
[[nodiscard]] KeysOfInterest keys_of_snapshot(const Interests& interests);

// Just what the baseline asks for: values that nobody asks for are left out, and what the source
// does not tell stays untold. What the caller alone knows (the baseline's name and hash, the time)
// is left empty.
[[nodiscard]] snapshot::File take_snapshot(const Observation& observation,
                                           const Interests& interests);

// Adds all that a snapshot tells; `source` names it in the report. Judged by the baseline that it
// was taken for, an observation of nothing else gives the verdicts that the snapshot's own sources
// give, with the same evidence. By another baseline, what was not collected is unknown.
void observe_snapshot(Observation& observation, const snapshot::File& file,
                      const std::string& source);

}  // namespace regpolicy::audit
