// What an observation tells of the objects of OVAL definitions.
#pragma once

#include "audit/scap/oval_draft.hpp"

namespace regpolicy::audit {

// Collected objects, in the order of the draft's, with their items, and the system.
[[nodiscard]] oval::Characteristics characteristics_of(const OvalDraft& draft);

}  // namespace regpolicy::audit
