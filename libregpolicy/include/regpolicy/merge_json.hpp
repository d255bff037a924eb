// What a merge decided, for programs: {"schema":"regpolicy/merge/1", ...}; see docs/merge.md.
// Descriptions are for people and may change; everything else is stable.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace regpolicy::merge_json {

struct Step {
  std::string input;       // name of the input
  std::size_t record = 0;  // counts from 1
  std::string what;        // describe() of the record
  bool left_out = false;
};

struct Decision {
  std::string subject;  // to_string(MergeSubject)
  std::u16string key;
  std::optional<std::u16string> name;  // of a value or a directive
  Step winner;
  std::vector<Step> overridden;
  std::vector<Step> without_effect;
  bool different_type = false;
};

struct Input {
  std::string name;
  std::size_t records = 0;
  std::size_t left_out = 0;
};

struct Merge {
  std::vector<Input> inputs;  // in the order of application
  std::size_t records = 0;    // of the result
  std::vector<Decision> decisions;
};

struct Conflict {
  std::string subject;
  std::u16string key;
  std::optional<std::u16string> name;
  std::string base, a, b;  // empty where that version says nothing
};

struct Merge3 {
  std::string base, a, b;              // names of the inputs
  std::optional<std::size_t> records;  // of the result; empty where there are conflicts
  std::vector<Conflict> conflicts;
};

// UTF-8, two spaces of indentation, LF, one final line end. A name of an input that is not UTF-8
// gets U+FFFD for what is not.
[[nodiscard]] std::string write(const Merge& merge);
[[nodiscard]] std::string write(const Merge3& merge);

}  // namespace regpolicy::merge_json
