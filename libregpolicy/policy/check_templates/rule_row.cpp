#include "policy/check_templates/rule_row.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "core/for_each_index.hpp"

namespace regpolicy::check_templates {

void Finder::add(const SourceText& source, TemplatePlace place, std::string_view attribute,
                 std::string_view path, std::string message, std::string hint) const {
  collector_->add(rule_, source, place, attribute, path, std::move(message), std::move(hint));
}

bool Finder::is_first(const SourceText& source, TemplatePlace place) const {
  return collector_->is_first(rule_, source, place);
}

const std::vector<RuleRow>& all_rules() {
  static const std::vector<RuleRow> rows = [] {
    std::vector<RuleRow> all;
    for (const auto section : {file_rules(), reference_rules(), text_rules(), presentation_rules(),
                               registry_rules(), state_rules(), translation_rules(), mdm_rules()}) {
      all.insert(all.end(), section.begin(), section.end());
    }
    return all;
  }();
  return rows;
}

void Collector::add(std::size_t rule, const SourceText& source, TemplatePlace place,
                    std::string_view attribute, std::string_view path, std::string message,
                    std::string hint) {
  const bool is_nowhere = place.offset == TemplatePlace::kNowhere;
  findings_[&source].push_back({rule, is_nowhere ? 0 : offset_of(source, place, attribute),
                                is_nowhere, escape_for_display(path), std::move(message),
                                std::move(hint)});
}

bool Collector::is_first(std::size_t rule, const SourceText& source, TemplatePlace place) {
  Findings& rows = findings_[&source];
  const bool is_behind = !rows.empty() && rows.back().rule == rule &&
                         place.offset != TemplatePlace::kNowhere &&
                         rows.back().offset < place.offset;
  if (is_behind) ++rows.back().further;
  return !is_behind;
}

// In the order of the file; of the rules that speak once a file, the first finding alone.
Collector::Findings Collector::without_repetitions(Findings all) {
  // Of findings at one place that of the earlier rule comes first, and those of one rule in turn.
  std::vector<std::tuple<std::size_t, std::size_t, std::size_t>> order;
  for (std::size_t i = 0; i < all.size(); ++i) order.emplace_back(all[i].offset, all[i].rule, i);
  std::ranges::sort(order);
  std::unordered_map<std::size_t, std::pair<std::size_t, std::size_t>> firsts;  // position, count
  Findings kept;
  for (const auto& [offset, rule, position] : order) {
    Found& found = all[position];
    if (all_rules()[found.rule].volume == Volume::once_a_file) {
      const auto [first, is_new] = firsts.try_emplace(found.rule, kept.size(), 0);
      first->second.second += 1 + found.further;
      if (!is_new) continue;
    }
    kept.push_back(std::move(found));
  }
  for (const auto& [rule, first] : firsts) {
    if (first.second > 1) {
      kept[first.first].message +=
          fmt::format("; so {} {} more", first.second == 2 ? "is" : "are", first.second - 1);
    }
  }
  return kept;
}

void Collector::put(const SourceText& source, const Diagnostics& of_readers, Diagnostics& out) {
  const std::size_t first = out.items.size();
  for (const Diagnostic& item : of_readers.items) {
    if (item.location.source == source.source) out.items.push_back(item);
  }
  const auto found = findings_.find(&source);
  if (found == findings_.end()) {
    sort_by_place(out, first);
    return;
  }
  LineIndex lines(source);
  for (Found& row : without_repetitions(std::move(found->second))) {
    const Rule& rule = all_rules()[row.rule].rule;
    Location location =
        row.is_nowhere ? Location{.source = source.source} : lines.location_at(row.offset);
    location.path = std::move(row.path);
    out.items.push_back({std::string(rule.id), rule.severity, std::move(row.message),
                         std::move(location), std::move(row.hint)});
  }
  sort_by_place(out, first);
}

void Collector::put(const StoreTemplate& row, Diagnostics& out) {
  std::set<std::string_view> sources{row.admx.source};
  put(row.admx, row.findings, out);
  for (const SourceText& adml : row.adml) {
    // A template source is both its ADMX and all its ADML files.
    const bool is_new = sources.insert(adml.source).second;
    put(adml, is_new ? row.findings : Diagnostics{}, out);
  }
  for (const Diagnostic& item : row.findings.items) {
    if (!sources.contains(item.location.source)) out.items.push_back(item);
  }
}

void Collector::take(Collector other) {
  for (auto& [source, rows] : other.findings_) {
    Findings& own = findings_[source];
    std::ranges::move(rows, std::back_inserter(own));
  }
}

Diagnostics Collector::finish(const TemplateStore& store, unsigned threads) {
  std::vector<Diagnostics> of_templates(store.templates.size());
  for_each_index(of_templates.size(), threads,
                 [&](std::size_t i) { put(store.templates[i], of_templates[i]); });
  Diagnostics out = store.findings;
  for (Diagnostics& row : of_templates) {
    std::ranges::move(row.items, std::back_inserter(out.items));
  }
  for (const OrphanResources& orphan : store.orphans) put(orphan.adml, {}, out);
  return out;
}

}  // namespace regpolicy::check_templates
