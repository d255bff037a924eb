// Findings for programs: the project's own JSON and SARIF 2.1.0 (OASIS), which editors and build
// services show. Both are UTF-8 that every JSON reader takes: bytes that are no valid UTF-8, as a
// file name may hold, become U+FFFD. The same findings give the same bytes.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/diagnostics.hpp>
#include <regpolicy/rule.hpp>

namespace regpolicy {

// {"schema":"regpolicy/findings/1","findings":[{"rule":...,"severity":...,"file":...,"line":...,
// "column":...,"offset":...,"record":...,"path":...,"message":...,"hint":...}],
// "errors":0,"warnings":0,"notes":0}; null stands for what is not known. Ends in a line feed.
[[nodiscard]] std::string findings_json(const Diagnostics& diagnostics);

// One run of the tool regpolicy with all of `rules`. A finding about bytes has a binary region, one
// about text a line and a column, and a logical location where it has a path. File names become
// URI references: relative ones stay relative, absolute ones become file:///. '\' separates
// folders there as '/' does. Ends in a line feed.
[[nodiscard]] std::string sarif(const Diagnostics& diagnostics, const std::vector<Rule>& rules);

}  // namespace regpolicy
