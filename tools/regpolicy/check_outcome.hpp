// What regpolicy check has found so far, and how it is told.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/diagnostics.hpp>
#include <regpolicy/error.hpp>
#include <regpolicy/rule.hpp>

#include "command.hpp"

namespace regpolicy::tools {

struct CheckOutcome {
  Diagnostics findings;
  std::size_t files = 0;  // that were read
  bool bad_input = false;
};

// An input that cannot be read at all; it is said at once.
void refuse(const Error& error, CheckOutcome& outcome);

// All rules that the command knows, in the order of the manual.
[[nodiscard]] std::vector<Rule> all_check_rules();

// As --format, --output and --color want it.
[[nodiscard]] std::string format_findings(const Diagnostics& findings, const Arguments& arguments);
// "3 files: 1 error, 0 warnings, 2 notes"
[[nodiscard]] std::string summary_of(const CheckOutcome& outcome);

}  // namespace regpolicy::tools
