// audit --against: what would a policy break?
#pragma once

#include <string>
#include <vector>

#include <regpolicy/against.hpp>
#include <regpolicy/audit_source.hpp>
#include <regpolicy/error.hpp>

namespace regpolicy::tools {

// The policies behind the sources as one. Errors (invalid_argument): a source that is no policy;
// what reading them finds.
[[nodiscard]] Result<audit::PolicyToJudge> policy_to_judge(
    const std::vector<audit::Source>& sources, const audit::SourceOptions& options);

}  // namespace regpolicy::tools
