#include <utility>

#include <regpolicy/csv.hpp>

#include "audit/fleet_forms.hpp"
#include "audit/report_rows.hpp"

namespace regpolicy::audit {
namespace {

CsvRow behind_machine(const std::string& name, const std::string& file, CsvRow row) {
  row.insert(row.begin(), {name, file});
  return row;
}

// The byte order mark is the head's.
std::string further_rows(const std::vector<CsvRow>& rows) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  std::string text = csv::write(rows);
  if (text.starts_with(kMark)) text.erase(0, kMark.size());
  return text;
}

}  // namespace

std::string fleet_csv_head() {
  return csv::write({behind_machine("machine", "snapshot", report_columns())});
}

std::string fleet_csv_part(const Machine& machine) {
  std::vector<CsvRow> rows;
  for (CsvRow& row : report_rows(machine.report)) {
    rows.push_back(behind_machine(machine.name, machine.source, std::move(row)));
  }
  return further_rows(rows);
}

std::string fleet_csv_part(const UnreadableMachine& machine) {
  CsvRow row(report_columns().size());
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (report_columns()[i] == "verdict") row[i] = "unreadable";
    if (report_columns()[i] == "reason") row[i] = to_string(machine.error);
  }
  return further_rows({behind_machine({}, machine.source, std::move(row))});
}

}  // namespace regpolicy::audit
