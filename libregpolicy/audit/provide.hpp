// What to add to the sources, so that what is unknown can be judged.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/audit.hpp>

#include "audit/words.hpp"

namespace regpolicy::audit {

// One line for each thing to provide, none twice: first the Windows version, then exports, of which
// none lies within another. Every export is of a key that exists on every Windows, since reg
// refuses others: `reg export "HKLM\SOFTWARE\Policies" policies.reg`.
[[nodiscard]] std::vector<std::string> what_to_provide(const std::vector<Lack>& lacks,
                                                       const Words& words);

}  // namespace regpolicy::audit
