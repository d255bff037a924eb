// What the builders of an observation share.
#pragma once

#include <string>
#include <string_view>

#include <regpolicy/observation.hpp>

namespace regpolicy {

// Adds `source` to the names of the side's sources.
void add_source(ObservedSide& side, const std::string& source);

// The key and all below it are covered. Roots that lie within another root are left out.
void add_root(Coverage& coverage, std::u16string_view key);

}  // namespace regpolicy
