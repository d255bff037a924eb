#include <regpolicy/diagnostics.hpp>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace regpolicy {

void Diagnostics::error(std::string rule, std::string message, Location location,
                        std::string hint) {
  items.push_back(
      {std::move(rule), Severity::error, std::move(message), std::move(location), std::move(hint)});
}

void Diagnostics::warning(std::string rule, std::string message, Location location,
                          std::string hint) {
  items.push_back({std::move(rule), Severity::warning, std::move(message), std::move(location),
                   std::move(hint)});
}

std::size_t Diagnostics::count(Severity severity) const {
  return static_cast<std::size_t>(std::ranges::count(items, severity, &Diagnostic::severity));
}

void sort_by_place(Diagnostics& diagnostics, std::size_t first) {
  // A multimap keeps the order of findings at the same place.
  std::multimap<std::tuple<std::uint32_t, std::uint32_t, std::uint64_t>, Diagnostic> by_place;
  const auto begin = diagnostics.items.begin() + static_cast<std::ptrdiff_t>(first);
  for (auto item = begin; item != diagnostics.items.end(); ++item) {
    const Location& at = item->location;
    const std::tuple place(at.line.value_or(0), at.column.value_or(0), at.offset.value_or(0));
    by_place.emplace(place, std::move(*item));
  }
  std::ranges::transform(by_place, begin, [](auto& row) { return std::move(row.second); });
}

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::note: return "note";
  }
  return "";
}

std::string to_string(const Diagnostic& diagnostic) {
  const std::string place = to_string(diagnostic.location);
  std::string text = place.empty() ? "" : place + ": ";
  text += to_string(diagnostic.severity);
  text += ": " + diagnostic.message;
  if (!diagnostic.hint.empty()) text += " (" + diagnostic.hint + ")";
  if (!diagnostic.rule.empty()) text += " [" + diagnostic.rule + "]";
  return text;
}

}  // namespace regpolicy
