#include "policy/diff_lines.hpp"

#include <set>
#include <string_view>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

std::vector<std::string> lines_of(const Records& records) {
  std::vector<std::string> lines;
  lines.reserve(records.size());
  for (const Record& record : records) lines.push_back(describe(decode(record)));
  return lines;
}

std::string as_held(const Record& record) {
  return fmt::format(" [\"{}\" {} {}]", escape_for_display(record.name),
                     to_string(record.value.type), to_hex(record.value.data));
}

}  // namespace

DiffLines lines_of(const Records& a, const Records& b, const std::vector<RecordChange>& changes) {
  DiffLines lines{lines_of(a), lines_of(b)};
  for (const RecordChange& change : changes) {
    const auto first = lines.a.begin() + static_cast<std::ptrdiff_t>(change.a_first);
    const std::set<std::string> removed(first, first + static_cast<std::ptrdiff_t>(change.a_count));
    std::set<std::string> same;
    for (std::size_t i = change.b_first; i < change.b_first + change.b_count; ++i) {
      if (!removed.contains(lines.b[i])) continue;
      same.insert(lines.b[i]);
      lines.b[i] += as_held(b[i]);
    }
    for (std::size_t i = change.a_first; i < change.a_first + change.a_count; ++i) {
      if (same.contains(lines.a[i])) lines.a[i] += as_held(a[i]);
    }
  }
  return lines;
}

}  // namespace regpolicy
