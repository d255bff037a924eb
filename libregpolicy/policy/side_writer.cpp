#include "policy/side_writer.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

std::u16string target_of(std::u16string_view key, std::u16string_view name) {
  return upcase(key) + u'\0' + upcase(name) + u'\0';
}

// What an instruction decides about: values by name, a key's security, its existence.
std::vector<std::u16string> targets_of(const Instruction& instruction) {
  const std::u16string& key = key_of(instruction);
  if (const auto* several = std::get_if<DeleteValues>(&instruction)) {
    std::vector<std::u16string> targets;
    for (const std::u16string& name : several->names) targets.push_back(target_of(key, name));
    return targets;
  }
  if (std::holds_alternative<SecureKey>(instruction)) return {target_of(key, u"") + u"security"};
  if (std::holds_alternative<CreateKey>(instruction)) return {target_of(key, u"") + u"existence"};
  return std::visit(
      [&key](const auto& i) -> std::vector<std::u16string> {
        if constexpr (requires { i.name; }) {
          return {target_of(key, i.name)};
        } else {
          return {};
        }
      },
      instruction);
}

bool deletes_values(const Instruction& instruction) {
  return std::holds_alternative<DeleteValue>(instruction) ||
         std::holds_alternative<DeleteValues>(instruction);
}

// Equal in effect on a value that both are about: names may be spelled in another case.
bool same_effect(const Instruction& a, const Instruction& b) {
  if (deletes_values(a) && deletes_values(b)) return true;
  if (a.index() != b.index()) return false;
  if (const auto* set = std::get_if<SetValue>(&a)) return set->value == std::get<SetValue>(b).value;
  if (const auto* set = std::get_if<SetIfAbsent>(&a)) {
    return set->value == std::get<SetIfAbsent>(b).value;
  }
  if (const auto* secure = std::get_if<SecureKey>(&a)) {
    return secure->secure == std::get<SecureKey>(b).secure;
  }
  return true;
}

bool sets_a_value(const Instruction& instruction) {
  return std::holds_alternative<SetValue>(instruction) ||
         std::holds_alternative<SetIfAbsent>(instruction);
}

// Puts a key directly before all below it.
std::u16string path_order(std::u16string_view key) {
  std::u16string order = upcase(key);
  std::ranges::replace(order, u'\\', u'\0');
  return order;
}

std::optional<std::size_t> find_in(const std::map<std::u16string, std::size_t>& positions,
                                   const std::u16string& key) {
  const auto found = positions.find(key);
  return found == positions.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

void SideWriter::add_setting(const Instructions& instructions, const Location& location) {
  for (const Instruction& instruction : instructions) add(instruction, location);
}

void SideWriter::add_value(const Instruction& instruction, const Location& location) {
  if (undoes_earlier(instruction, location)) return;
  const std::size_t position = written_.size();
  add(instruction, location);
  if (written_.size() > position && sets_a_value(instruction)) {
    set_by_value_in_key_.emplace(upcase(key_of(instruction)), position);
  }
}

std::optional<std::size_t> SideWriter::taken_away_by(const DeleteAllValues& clear) const {
  const std::u16string key = upcase(clear.key);
  // Where the key is cleared already, only what a value set there since is lost: what settings
  // write stands behind their clearing.
  return find_in(clear_of_key_.contains(key) ? set_by_value_in_key_ : set_in_key_, key);
}

std::optional<std::size_t> SideWriter::taken_away_by(const DeleteKeys& keys) const {
  for (const std::u16string& name : keys.names) {
    const std::u16string path = path_order(keys.key + u'\\' + name);
    const auto first = first_of_path_.lower_bound(path);
    if (first == first_of_path_.end() || !first->first.starts_with(path)) continue;
    const bool is_within = first->first.size() == path.size() || first->first[path.size()] == u'\0';
    if (is_within) return first->second;
  }
  return std::nullopt;
}

bool SideWriter::undoes_earlier(const Instruction& instruction, const Location& location) {
  std::optional<std::size_t> earlier;
  if (const auto* clear = std::get_if<DeleteAllValues>(&instruction)) {
    earlier = taken_away_by(*clear);
  } else if (const auto* keys = std::get_if<DeleteKeys>(&instruction)) {
    earlier = taken_away_by(*keys);
  }
  if (earlier) conflict(instruction, location, written_[*earlier]);
  return earlier.has_value();
}

void SideWriter::write(const Instruction& instruction, const Location& location) {
  const std::u16string& key = key_of(instruction);
  if (sets_a_value(instruction)) set_in_key_.emplace(upcase(key), written_.size());
  // What says nothing cannot be undone.
  const bool says_nothing =
      std::holds_alternative<Comment>(instruction) || std::holds_alternative<Unknown>(instruction);
  if (!says_nothing) first_of_path_.emplace(path_order(key), written_.size());
  written_.push_back({instruction, location});
}

void SideWriter::add(const Instruction& instruction, const Location& location) {
  if (std::holds_alternative<DeleteAllValues>(instruction)) {
    const auto [where, is_new] =
        clear_of_key_.emplace(upcase(key_of(instruction)), written_.size());
    if (is_new) write(instruction, location);
    return;
  }
  std::vector<std::u16string> targets = targets_of(instruction);
  bool says_nothing_new = !targets.empty();
  for (const std::u16string& target : targets) {
    const auto found = by_target_.find(target);
    if (found == by_target_.end()) {
      says_nothing_new = false;
    } else if (const Written& earlier = written_[found->second];
               !same_effect(instruction, earlier.instruction)) {
      return conflict(instruction, location, earlier);
    }
  }
  if (says_nothing_new) return;
  for (std::u16string& target : targets) {
    by_target_.emplace(std::move(target), written_.size());
  }
  write(instruction, location);
}

void SideWriter::conflict(const Instruction& instruction, const Location& location,
                          const Written& earlier) {
  diagnostics_.error(
      "compile.conflict",
      fmt::format(R"("{}" contradicts "{}")", describe(instruction), describe(earlier.instruction)),
      location, fmt::format("which {} says", to_string(earlier.location)));
}

Instructions SideWriter::instructions() const {
  Instructions result;
  std::set<std::size_t> moved;  // positions of clearings that were written earlier
  for (const Written& written : written_) {
    const auto clear = clear_of_key_.find(upcase(key_of(written.instruction)));
    if (clear != clear_of_key_.end() && moved.insert(clear->second).second) {
      result.push_back(written_[clear->second].instruction);
    }
    if (!std::holds_alternative<DeleteAllValues>(written.instruction)) {
      result.push_back(written.instruction);
    }
  }
  return result;
}

}  // namespace regpolicy
