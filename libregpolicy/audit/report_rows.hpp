// The rows of a report as CSV, for one machine and for many.
#pragma once

#include <string>
#include <vector>

#include <regpolicy/audit.hpp>

namespace regpolicy::audit {

using CsvRow = std::vector<std::string>;

[[nodiscard]] const CsvRow& report_columns();
// One for each evidence, in these columns; of a finding without evidence, one.
[[nodiscard]] std::vector<CsvRow> report_rows(const Report& report);

}  // namespace regpolicy::audit
