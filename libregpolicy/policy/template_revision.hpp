// Does a template that changed say so by its revision?
#pragma once

#include <regpolicy/diff_templates.hpp>

namespace regpolicy {

// Findings about a changed template: its own revision where the ADMX half changed, and the revision
// of each language whose texts changed.
void judge_revisions(const Template& a, const Template& b, const TemplateDifference& difference,
                     Diagnostics& findings);

}  // namespace regpolicy
