#include <regpolicy/csv.hpp>

#include <algorithm>
#include <string_view>

#include <regpolicy/text.hpp>

namespace regpolicy::csv {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// What makes a formula of a cell in Excel, LibreOffice or Google Sheets (CWE-1236). The last four
// are the full-width forms, which spreadsheets in East Asia take as well.
constexpr std::string_view kFormulaStarts[] = {"=",  "+",      "-",      "@",      "\t",    "\r",
                                               "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};

bool begins_formula(std::string_view cell) {
  cell.remove_prefix(std::min(cell.find_first_not_of(' '), cell.size()));
  return std::ranges::any_of(kFormulaStarts,
                             [cell](std::string_view start) { return cell.starts_with(start); });
}

// Escaped for display but for what a quoted cell may hold: line breaks and tabs.
std::string escaped(std::string_view cell) {
  constexpr std::string_view kKept = "\t\r\n";
  std::string out;
  while (!cell.empty()) {
    const std::size_t end = std::min(cell.find_first_of(kKept), cell.size());
    out += escape_for_display(cell.substr(0, end));
    const std::size_t next = std::min(cell.find_first_not_of(kKept, end), cell.size());
    out += cell.substr(end, next - end);
    cell.remove_prefix(next);
  }
  return out;
}

// The bytes ED A0..BF are the beginning of a surrogate and of nothing else.
std::string with_surrogates_escaped(std::string_view cell) {
  constexpr std::size_t kSurrogateBytes = 3;
  std::string out;
  for (std::size_t i = 0; i < cell.size();) {
    const bool surrogate = cell[i] == '\xED' && i + kSurrogateBytes <= cell.size() &&
                           static_cast<unsigned char>(cell[i + 1]) >= 0xA0;
    out += surrogate ? escape_for_display(cell.substr(i, kSurrogateBytes)) : cell.substr(i, 1);
    i += surrogate ? kSurrogateBytes : 1;
  }
  return out;
}

// A ';' or a TAB is the separator where Windows' list separator says so.
bool needs_quotes(std::string_view cell) {
  return cell.find_first_of("\",;\t\r\n") != std::string_view::npos || cell.starts_with(' ') ||
         cell.ends_with(' ');
}

void append_cell(std::string& out, std::string_view cell) {
  if (!needs_quotes(cell)) {
    out += cell;
    return;
  }
  out += '"';
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

std::string cell_text(const std::string& cell, const WriteOptions& options) {
  if (options.raw) return with_surrogates_escaped(cell);
  return (begins_formula(cell) ? "'" : "") + escaped(cell);
}

}  // namespace

std::string write(const std::vector<std::vector<std::string>>& rows, const WriteOptions& options) {
  std::string out(kByteOrderMark);
  for (const std::vector<std::string>& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out += ',';
      append_cell(out, cell_text(row[i], options));
    }
    if (row.size() == 1 && row.front().empty()) out += "\"\"";  // or it would be no row
    out += "\r\n";
  }
  return out;
}

}  // namespace regpolicy::csv
