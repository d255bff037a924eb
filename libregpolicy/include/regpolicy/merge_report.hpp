// What a merge decided, as text for a person, as JSON and as warnings. Records count from 1 here.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/diagnostics.hpp>
#include <regpolicy/merge.hpp>

namespace regpolicy {

// "SOFTWARE\A\Level", then a line for each record that speaks of it; at the end the inputs and how
// many records of each were left out. Escaped for display.
[[nodiscard]] std::string to_text(const std::vector<MergeInput>& inputs, const MergeResult& result);

// {"schema":"regpolicy/merge/1", ...}; see docs/merge.md.
[[nodiscard]] std::string to_json(const std::vector<MergeInput>& inputs, const MergeResult& result);

// A warning, merge.different-type, at the winner of each value to which inputs give other types.
[[nodiscard]] Diagnostics type_conflicts(const std::vector<MergeInput>& inputs,
                                         const MergeResult& result);

struct Merge3Names {
  std::string base;
  std::string a;
  std::string b;
};

// "SOFTWARE\A\Level" of each conflict, then a line for each version. Escaped for display.
[[nodiscard]] std::string to_text(const Merge3Names& names, const Merge3Result& result);

// {"schema":"regpolicy/merge3/1", ...}; see docs/merge.md.
[[nodiscard]] std::string to_json(const Merge3Names& names, const Merge3Result& result);

}  // namespace regpolicy
