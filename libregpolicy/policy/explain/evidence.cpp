#include "policy/explain/evidence.hpp"

#include <algorithm>

#include <regpolicy/registry_path.hpp>

namespace regpolicy {
namespace {

using Kind = ValueEffect::Kind;

// Position of the name in the key's values.
std::optional<std::size_t> position_of(const KeyEffect& key, std::u16string_view name) {
  const ValueEffect* const value = find(key, name);
  if (value == nullptr) return std::nullopt;
  return static_cast<std::size_t>(value - key.values.data());
}

}  // namespace

Evidence::Evidence(const Instructions& instructions, bool of_state)
    : instructions_(instructions), of_state_(of_state), effect_(effect_of(instructions)) {
  positions_.reserve(effect_.keys.size());
  for (std::size_t i = 0; i < effect_.keys.size(); ++i) positions_.emplace(effect_.keys[i].key, i);
  find_gone();
  number_units();
  add_idle_deletes();
}

void Evidence::find_gone() {
  gone_.resize(effect_.keys.size());
  const KeyEffect* removed = nullptr;  // the last: what is below it follows it directly
  for (std::size_t i = 0; i < effect_.keys.size(); ++i) {
    const KeyEffect& key = effect_.keys[i];
    if (key.removed_by) removed = &key;
    gone_[i] = removed != nullptr && is_within(key.key, removed->key);
  }
}

void Evidence::number_units() {
  for (const KeyEffect& key : effect_.keys) {
    first_units_.push_back(static_cast<Unit>(index_of_unit_.size()));
    index_of_unit_.push_back(key.values_removed_by.value_or(0));
    for (const ValueEffect& value : key.values) index_of_unit_.push_back(value.by);
    key_of_unit_.resize(index_of_unit_.size(), first_units_.size() - 1);
  }
  first_idle_ = static_cast<Unit>(index_of_unit_.size());
}

void Evidence::add_idle_deletes() {
  for (std::size_t i = 0; i < instructions_.size(); ++i) {
    if (const auto* one = std::get_if<DeleteValue>(&instructions_[i])) {
      add_idle_delete(one->key, one->name, i);
    } else if (const auto* several = std::get_if<DeleteValues>(&instructions_[i])) {
      for (const std::u16string& name : several->names) add_idle_delete(several->key, name, i);
    }
  }
  // Of several for one value the last: by key, name and, descending, position.
  std::ranges::sort(idle_deletes_, [](const IdleDelete& a, const IdleDelete& b) {
    if (a.key != b.key) return a.key < b.key;
    const auto order = compare_names(a.name, b.name);
    return order != 0 ? order < 0 : a.index > b.index;
  });
  const auto repeated =
      std::ranges::unique(idle_deletes_, [](const IdleDelete& a, const IdleDelete& b) {
        return a.key == b.key && same_name(a.name, b.name);
      });
  idle_deletes_.erase(repeated.begin(), repeated.end());
  for (const IdleDelete& idle : idle_deletes_) index_of_unit_.push_back(idle.index);
}

void Evidence::add_idle_delete(std::u16string_view key, std::u16string_view name,
                               std::size_t index) {
  std::size_t position = 0;
  const KeyEffect* const found = find_key(key, position);
  if (found == nullptr || !found->values_removed_by || find(*found, name) != nullptr) return;
  idle_deletes_.push_back({position, name, index});
}

const KeyEffect* Evidence::find_key(std::u16string_view key, std::size_t& position) const {
  auto found = positions_.find(key);
  if (found == positions_.end()) return nullptr;
  position = found->second;
  return gone_[position] ? nullptr : &effect_.keys[position];
}

const Value* Evidence::value_at(std::u16string_view key, std::u16string_view name) const {
  std::size_t position = 0;
  const KeyEffect* const found = find_key(key, position);
  const ValueEffect* const value = found == nullptr ? nullptr : find(*found, name);
  return value == nullptr || value->kind == Kind::removed ? nullptr : &value->value;
}

std::vector<Evidence::Row> Evidence::rows(std::u16string_view key) const {
  std::vector<Row> rows;
  std::size_t position = 0;
  const KeyEffect* const found = find_key(key, position);
  if (found == nullptr) return rows;
  for (const ValueEffect& value : found->values) {
    if (value.kind == Kind::set) rows.push_back({value.name, &value.value, value.by});
  }
  std::ranges::sort(rows, {}, &Row::index);
  return rows;
}

std::optional<Unit> Evidence::unit_at(std::u16string_view key, std::u16string_view name) const {
  std::size_t position = 0;
  const KeyEffect* const found = find_key(key, position);
  if (found == nullptr) return std::nullopt;
  if (const auto at = position_of(*found, name)) return unit_of_value(position, *at);
  return idle_at(position, name);
}

std::optional<Unit> Evidence::clearing_before(Unit unit) const {
  if (is_idle(unit)) return std::nullopt;
  const std::size_t key = key_of_unit_[unit];
  const Unit clearing = unit_of_clear(key);
  if (unit == clearing || !effect_.keys[key].values_removed_by) return std::nullopt;
  return clearing;
}

Evidence::Match Evidence::match_set(const SetValue& set) const {
  std::size_t position = 0;
  const KeyEffect* const key = find_key(set.key, position);
  const auto at = key == nullptr ? std::nullopt : position_of(*key, set.name);
  if (!at) return {};
  const ValueEffect& value = key->values[*at];
  // A soft value that counts as set is said by a soft value only: two settings that say one value
  // in two ways would contradict each other.
  const bool holds = value.kind == Kind::set && value.value == set.value &&
                     std::holds_alternative<SetValue>(instructions_[value.by]);
  if (!holds) return {};
  return {true, unit_of_value(position, *at)};
}

Evidence::Match Evidence::match_soft(const SetIfAbsent& set) const {
  std::size_t position = 0;
  const KeyEffect* const key = find_key(set.key, position);
  const auto at = key == nullptr ? std::nullopt : position_of(*key, set.name);
  if (!at) return {};
  const ValueEffect& value = key->values[*at];
  const bool is_soft = value.kind == Kind::set_if_absent ||
                       (value.kind == Kind::set && key->values_removed_by &&
                        std::holds_alternative<SetIfAbsent>(instructions_[value.by]));
  const bool is_there = of_state_ && value.kind == Kind::set;
  if (!(is_soft || is_there) || value.value != set.value) return {};
  return {true, unit_of_value(position, *at)};
}

Evidence::Match Evidence::match_delete(const DeleteValue& removal) const {
  std::size_t position = 0;
  const KeyEffect* const key = find_key(removal.key, position);
  const auto at = key == nullptr ? std::nullopt : position_of(*key, removal.name);
  if (at) {
    if (key->values[*at].kind != Kind::removed) return {};
    return {true, unit_of_value(position, *at)};
  }
  if (of_state_) return {true, std::nullopt};
  if (key == nullptr || !key->values_removed_by) return {};
  const auto idle = idle_at(position, removal.name);
  return {idle.has_value(), idle};
}

std::optional<Unit> Evidence::idle_at(std::size_t key, std::u16string_view name) const {
  const auto found = std::ranges::lower_bound(
      idle_deletes_, 0, [](int order, int zero) { return order < zero; },
      [&](const IdleDelete& idle) {
        if (idle.key != key) return idle.key < key ? -1 : 1;
        const auto order = compare_names(idle.name, name);
        return order < 0 ? -1 : order > 0 ? 1 : 0;
      });
  if (found == idle_deletes_.end() || found->key != key || !same_name(found->name, name)) {
    return std::nullopt;
  }
  return first_idle_ + static_cast<Unit>(found - idle_deletes_.begin());
}

Evidence::Match Evidence::match(const Instruction& instruction) const {
  if (const auto* set = std::get_if<SetValue>(&instruction)) return match_set(*set);
  if (const auto* soft = std::get_if<SetIfAbsent>(&instruction)) return match_soft(*soft);
  if (const auto* removal = std::get_if<DeleteValue>(&instruction)) return match_delete(*removal);
  if (const auto* clear = std::get_if<DeleteAllValues>(&instruction)) {
    std::size_t position = 0;
    const KeyEffect* const key = find_key(clear->key, position);
    if (key != nullptr && key->values_removed_by) return {true, unit_of_clear(position)};
    return {of_state_, std::nullopt};
  }
  return {};  // no setting writes any other
}

}  // namespace regpolicy
