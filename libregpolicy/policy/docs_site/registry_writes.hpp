// What a policy writes, by compiling it: the pages say what the Group Policy editor would do.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/instruction.hpp>

#include "policy/docs_site/site_model.hpp"

namespace regpolicy::site {

struct Writes {
  Instructions instructions;
  std::string defect;  // why there are none: what is wrong in the template
};

// Enabled: what the policy itself writes, without its elements.
[[nodiscard]] Writes enabled_writes(const PolicyEntry& entry);
// Disabled: all that is written.
[[nodiscard]] Writes disabled_writes(const PolicyEntry& entry);
// What a check box writes in an enabled policy.
[[nodiscard]] Writes boolean_writes(const PolicyEntry& entry, const Element& element, bool checked);
// What the choice of an item writes in an enabled policy.
[[nodiscard]] Writes item_writes(const PolicyEntry& entry, const Element& element,
                                 const EnumItem& item);

}  // namespace regpolicy::site
