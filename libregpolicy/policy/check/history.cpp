#include "policy/check/history.hpp"

#include <algorithm>
#include <utility>

#include <regpolicy/limits.hpp>

namespace regpolicy::check {
namespace {

std::u16string index_of(std::u16string_view key) {
  std::u16string index = upcase(key);
  std::ranges::replace(index, u'\\', u'\0');
  return index;
}

bool is_below(std::u16string_view index, std::u16string_view above) {
  return index.starts_with(above) && (index.size() == above.size() || index[above.size()] == u'\0');
}

}  // namespace

std::u16string subkey_path(std::u16string_view key, std::u16string_view name) {
  if (key.size() + name.size() > limits::kRegKeyUnits) return {};
  std::u16string path(key);
  if (!path.empty()) path += u'\\';
  return path.append(name);
}

const KeyHistory* History::find(std::u16string_view key) const {
  const auto found = keys_.find(index_of(key));
  return found == keys_.end() ? nullptr : &found->second;
}

Losses History::losses_in(const KeyHistory& key) {
  Losses losses;
  for (const auto& [name, value] : key.values) {
    if (value.deed == Deed::deleted) continue;
    if (losses.count == 0 || value.record < losses.first_record) {
      losses.first_record = value.record;
      losses.first_path = name;
    }
    ++losses.count;
  }
  if (losses.count > 0) losses.first_path = key.spelling + u'\\' + losses.first_path;
  return losses;
}

Losses History::losses_within(std::u16string_view key) const {
  const std::u16string above = index_of(key);
  Losses all;
  for (auto at = with_values_.lower_bound(above); at != with_values_.end() && is_below(*at, above);
       ++at) {
    Losses here = losses_in(keys_.find(*at)->second);
    if (here.count > 0 && (all.count == 0 || here.first_record < all.first_record)) {
      all.first_record = here.first_record;
      all.first_path = std::move(here.first_path);
    }
    all.count += here.count;
  }
  return all;
}

History::Keys::iterator History::touch(std::u16string_view key, std::uint64_t record) {
  const auto [place, is_new] = keys_.try_emplace(index_of(key));
  if (is_new) {
    place->second.record = record;
    place->second.spelling = key;
  } else if (place->second.spelling != key) {
    place->second.spelled_twice = true;
  }
  return place;
}

void History::remember(Keys::iterator key, std::u16string_view name, ValueHistory value) {
  KeyHistory& history = key->second;
  if (value.deed != Deed::deleted) history.written = true;
  if (history.values.empty()) with_values_.insert(key->first);
  const auto [place, is_new] = history.values.try_emplace(std::u16string(name), value);
  const bool counts = value.deed != Deed::set_if_absent || place->second.deed == Deed::deleted;
  if (!is_new && counts) place->second = value;
}

void History::delete_values(Keys::iterator key) {
  key->second.values.clear();
  with_values_.erase(key->first);
}

void History::delete_keys(const DeleteKeys& instruction) {
  for (const std::u16string& name : instruction.names) {
    const std::u16string path = subkey_path(instruction.key, name);
    if (path.empty()) continue;
    const std::u16string above = index_of(path);
    auto at = with_values_.lower_bound(above);
    while (at != with_values_.end() && is_below(*at, above)) {
      keys_.find(*at)->second.values.clear();
      at = with_values_.erase(at);
    }
  }
}

void History::add(const Instruction& instruction, std::uint64_t record, ValueView value) {
  const auto key = touch(key_of(instruction), record);
  if (const auto* const set = std::get_if<SetValue>(&instruction)) {
    remember(key, set->name, {Deed::set, record, value});
  } else if (const auto* const soft = std::get_if<SetIfAbsent>(&instruction)) {
    remember(key, soft->name, {Deed::set_if_absent, record, value});
  } else if (const auto* const deleted = std::get_if<DeleteValue>(&instruction)) {
    remember(key, deleted->name, {Deed::deleted, record, value});
  } else if (const auto* const list = std::get_if<DeleteValues>(&instruction)) {
    for (const auto& name : list->names) remember(key, name, {Deed::deleted, record, value});
  } else if (std::holds_alternative<DeleteAllValues>(instruction)) {
    delete_values(key);
  } else if (const auto* const keys = std::get_if<DeleteKeys>(&instruction)) {
    delete_keys(*keys);
  } else if (std::holds_alternative<CreateKey>(instruction)) {
    key->second.written = true;
  }
}

}  // namespace regpolicy::check
