// What the builders of an observation share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/effect.hpp>
#include <regpolicy/observation.hpp>

namespace regpolicy {

// Adds `source` where it is not among them yet.
void add_source(std::vector<std::string>& sources, const std::string& source);

// The key and all below it are covered. Roots that another one covers are left out.
void add_root(Coverage& coverage, std::u16string_view key);

// What holds on every machine once a policy of that effect is applied. A soft value gives way to
// another one.
void add_effect(Coverage& coverage, const Effect& effect);

// Gives CurrentControlSet the keys, and the coverage, of the control set that SYSTEM\Select\Current
// names; nothing where the state does not tell.
void resolve_current_control_set(ObservedSide& machine);

}  // namespace regpolicy
