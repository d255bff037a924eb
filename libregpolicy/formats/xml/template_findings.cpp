#include "formats/xml/template_findings.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/limits.hpp>

namespace regpolicy::xml {

void TemplateFindings::add(TemplateRule rule, std::size_t offset, std::string message,
                           std::string hint) {
  if (items_.size() < limits::kTemplateFindings) {
    items_.push_back({rule, offset, items_.size(), std::move(message), std::move(hint)});
  } else if (items_.size() == limits::kTemplateFindings) {
    items_.push_back(
        {TemplateRule::too_many_findings,
         offset,
         items_.size(),
         fmt::format("found more than {} defects, the rest is left out", limits::kTemplateFindings),
         {}});
  }
}

void TemplateFindings::move_to(const SourceText& source, Diagnostics& diagnostics,
                               bool last_stays) {
  if (items_.empty()) return;
  std::sort(items_.begin(), items_.end() - (last_stays ? 1 : 0), [](const Item& a, const Item& b) {
    return std::tie(a.offset, a.number) < std::tie(b.offset, b.number);
  });
  LineIndex lines(source);
  for (Item& item : items_) {
    const Rule& rule = rule_of(item.rule, half_);
    diagnostics.items.push_back({std::string(rule.id), rule.severity, std::move(item.message),
                                 lines.location_at(item.offset), std::move(item.hint)});
  }
  items_.clear();
}

}  // namespace regpolicy::xml
