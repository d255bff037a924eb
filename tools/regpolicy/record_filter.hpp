// --key and --name: which records are shown.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/record.hpp>

#include "command.hpp"

namespace regpolicy::tools {

struct RecordFilter {
  std::vector<std::u16string> keys;   // patterns; a key, or one above it, matches any; all if empty
  std::vector<std::u16string> names;  // patterns; the value's name matches any; all if empty
  [[nodiscard]] bool is_on() const { return !keys.empty() || !names.empty(); }
};

// Of --key and --name. Errors name the option.
[[nodiscard]] Result<RecordFilter> record_filter(const Arguments& arguments);

// A directive is found by the names of the values that it sets or deletes, and by its own; what
// creates a key has no name.
[[nodiscard]] bool passes(const RecordFilter& filter, const Record& record);

[[nodiscard]] Option key_filter_option();
[[nodiscard]] Option name_filter_option();

}  // namespace regpolicy::tools
