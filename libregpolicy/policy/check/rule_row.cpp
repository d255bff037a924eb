#include "policy/check/rule_row.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

#include "formats/pol/pol_layout.hpp"

namespace regpolicy::check {
namespace {

// Enough to recognise a name by; the longest key met in real files has 173.
constexpr std::size_t kShownUnits = 400;

std::string shown(std::u16string_view text) {
  if (text.size() <= kShownUnits) return escape_for_display(text);
  return fmt::format("{}... ({} characters)", escape_for_display(text.substr(0, kShownUnits)),
                     text.size());
}

std::string path_of(const Record& record) {
  if (record.name.empty()) return shown(record.key);
  return shown(record.key) + '\\' + shown(record.name);
}

std::uint64_t end_of(Place place) { return place.offset + place.length; }

}  // namespace

std::string in_quotes(std::u16string_view text) { return '\'' + shown(text) + '\''; }

Place key_place(const Entry& entry) {
  return {entry.offset + pol::kUnit, entry.record.key.size() * pol::kUnit};
}

Place name_place(const Entry& entry) {
  return {end_of(key_place(entry)) + 2 * pol::kUnit, entry.record.name.size() * pol::kUnit};
}

Place type_place(const Entry& entry) {
  return {end_of(name_place(entry)) + 2 * pol::kUnit, pol::kNumber};
}

Place size_place(const Entry& entry) {
  return {end_of(type_place(entry)) + pol::kUnit, pol::kNumber};
}

Place data_place(const Entry& entry) {
  return {end_of(size_place(entry)) + pol::kUnit, entry.record.value.data.size()};
}

Place part_of(Place text, std::size_t first, std::size_t units) {
  return {text.offset + first * pol::kUnit, units * pol::kUnit};
}

void Finder::add(const Entry& entry, Place place, std::string message, std::string hint) const {
  Location location{.offset = place.offset,
                    .record = entry.number,
                    .path = path_of(entry.record),
                    .length = place.length};
  collector_->add(rule_, std::move(location), std::move(message), std::move(hint));
}

const std::vector<RuleRow>& all_rules() {
  static const std::vector<RuleRow> rows = [] {
    std::vector<RuleRow> all;
    for (const auto section : {file_rules(), key_rules(), name_rules(), type_rules(), data_rules(),
                               directive_rules(), order_rules(), reach_rules()}) {
      all.insert(all.end(), section.begin(), section.end());
    }
    return all;
  }();
  return rows;
}

void Collector::check(const Entry& entry) {
  const std::vector<RuleRow>& rows = all_rules();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const bool is_said = rows[i].volume == Volume::once_a_key && entry.before != nullptr;
    if (rows[i].check != nullptr && !is_said) rows[i].check(entry, Finder(*this, i));
  }
}

void Collector::add(std::size_t rule, Location location, std::string message, std::string hint) {
  const RuleRow& row = all_rules()[rule];
  Group& group = groups_[rule];
  ++group.count;
  if (row.volume == Volume::once_a_file && group.count > 1) return;
  group.first = diagnostics_.items.size();
  location.source = source_;
  diagnostics_.items.push_back({std::string(row.rule.id), row.rule.severity, std::move(message),
                                std::move(location), std::move(hint)});
}

void Collector::add(std::string_view id, Location location, std::string message, std::string hint) {
  const auto row = std::ranges::find(all_rules(), id, [](const RuleRow& r) { return r.rule.id; });
  add(static_cast<std::size_t>(row - all_rules().begin()), std::move(location), std::move(message),
      std::move(hint));
}

Diagnostics Collector::finish() {
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    if (all_rules()[i].volume != Volume::once_a_file || groups_[i].count < 2) continue;
    const std::uint64_t rest = groups_[i].count - 1;
    diagnostics_.items[groups_[i].first].message +=
        fmt::format("; {} more {} like it", rest, rest == 1 ? "record is" : "records are");
  }
  sort_by_place(diagnostics_, 0);
  return std::move(diagnostics_);
}

}  // namespace regpolicy::check
