// The regular expressions of a baseline.
#pragma once

#include <regpolicy/baseline.hpp>

#include "core/pattern.hpp"

namespace regpolicy::audit {

// Those of all conditions of its checks, settings and values, compiled.
[[nodiscard]] PatternSet patterns_of(const Baseline& baseline);

}  // namespace regpolicy::audit
