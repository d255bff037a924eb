#include "policy/side_writer.hpp"

#include <set>

#include <fmt/format.h>

#include <regpolicy/registry_path.hpp>
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

// Does `later` take away what `earlier` writes, though neither names the other's value?
bool undoes(const Instruction& later, const Instruction& earlier) {
  const std::u16string& key = key_of(earlier);
  if (const auto* clear = std::get_if<DeleteAllValues>(&later)) {
    return same_name(clear->key, key) && (std::holds_alternative<SetValue>(earlier) ||
                                          std::holds_alternative<SetIfAbsent>(earlier));
  }
  const auto* const keys = std::get_if<DeleteKeys>(&later);
  if (keys == nullptr) return false;
  for (const std::u16string& name : keys->names) {
    if (is_within(key, keys->key + u'\\' + name)) return true;
  }
  return false;
}

}  // namespace

void SideWriter::add_setting(const Instructions& instructions, const Location& location) {
  for (const Instruction& instruction : instructions) add(instruction, location);
}

void SideWriter::add_value(const Instruction& instruction, const Location& location) {
  if (!undoes_earlier(instruction, location)) add(instruction, location);
}

bool SideWriter::undoes_earlier(const Instruction& instruction, const Location& location) {
  if (clear_of_key_.contains(upcase(key_of(instruction))) &&
      std::holds_alternative<DeleteAllValues>(instruction)) {
    return false;  // the key is cleared already
  }
  for (const Written& earlier : written_) {
    if (!undoes(instruction, earlier.instruction)) continue;
    conflict(instruction, location, earlier);
    return true;
  }
  return false;
}

void SideWriter::add(const Instruction& instruction, const Location& location) {
  if (std::holds_alternative<DeleteAllValues>(instruction)) {
    const auto [where, is_new] =
        clear_of_key_.emplace(upcase(key_of(instruction)), written_.size());
    if (is_new) written_.push_back({instruction, location});
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
  written_.push_back({instruction, location});
}

void SideWriter::conflict(const Instruction& instruction, const Location& location,
                          const Written& earlier) {
  diagnostics_.error("compile.conflict",
                     fmt::format("\"{}\" contradicts \"{}\"", describe(instruction),
                                 describe(earlier.instruction)),
                     location, fmt::format("which {} says", to_string(earlier.location)));
}

Instructions SideWriter::instructions() const {
  Instructions result;
  std::set<std::size_t> moved;  // positions of clearings that were written earlier
  for (std::size_t i = 0; i < written_.size(); ++i) {
    const auto clear = clear_of_key_.find(upcase(key_of(written_[i].instruction)));
    if (clear != clear_of_key_.end() && moved.insert(clear->second).second) {
      result.push_back(written_[clear->second].instruction);
    }
    if (!std::holds_alternative<DeleteAllValues>(written_[i].instruction)) {
      result.push_back(written_[i].instruction);
    }
  }
  return result;
}

}  // namespace regpolicy
