#include "formats/xml/template_findings.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/limits.hpp>

namespace regpolicy::xml {
namespace {

// Line and column of offsets that only grow, each byte looked at once.
class PlaceCounter {
 public:
  explicit PlaceCounter(const SourceText& source) : source_(source) {}

  Location at(std::size_t offset) {
    const std::string& text = source_.text;
    for (const std::size_t end = std::min(offset, text.size()); next_ < end; ++next_) {
      const char c = text[next_];
      if (c == '\n' || (c == '\r' && text.compare(next_ + 1, 1, "\n") != 0)) {
        ++line_;
        column_ = 1;
      } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
        ++column_;
      }
    }
    return {.source = source_.source, .line = line_, .column = column_};
  }

 private:
  const SourceText& source_;
  std::size_t next_ = 0;
  std::uint32_t line_ = 1, column_ = 1;
};

}  // namespace

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
  PlaceCounter counter(source);
  for (Item& item : items_) {
    const Rule& rule = rule_of(item.rule, half_);
    const bool behind = last_stays && &item == &items_.back();
    diagnostics.items.push_back(
        {std::string(rule.id), rule.severity, std::move(item.message),
         behind ? location_at(source, item.offset) : counter.at(item.offset),
         std::move(item.hint)});
  }
  items_.clear();
}

}  // namespace regpolicy::xml
