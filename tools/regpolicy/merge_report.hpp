// What merge tells of its result: for a person, and as warnings.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/diagnostics.hpp>
#include <regpolicy/merge.hpp>
#include <regpolicy/merge_json.hpp>

namespace regpolicy::tools {

[[nodiscard]] merge_json::Merge report_of(const std::vector<MergeInput>& inputs,
                                          const MergeResult& result);

// "SOFTWARE\A\Level", then a line for each record that speaks of it; at the end the inputs.
[[nodiscard]] std::string text_of(const merge_json::Merge& report);
// "SOFTWARE\A\Level", then a line for each version.
[[nodiscard]] std::string text_of(const merge_json::Merge3& report);

// A warning for each value to which the inputs give different types.
[[nodiscard]] Diagnostics type_conflicts(const std::vector<MergeInput>& inputs,
                                         const MergeResult& result);

}  // namespace regpolicy::tools
