// What a list of instructions says, value by value, for comparing it with what a setting would
// write.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <regpolicy/effect.hpp>
#include <regpolicy/instruction.hpp>
#include <regpolicy/text.hpp>

#include "policy/key_tree.hpp"

namespace regpolicy {

struct SameName {
  using is_transparent = void;
  [[nodiscard]] bool operator()(std::u16string_view a, std::u16string_view b) const {
    return same_name(a, b);
  }
};

// One thing that the list says and that a setting can say: a value is set or gone, or all values of
// a key are gone.
using Unit = std::uint32_t;

class Evidence {
 public:
  // The instructions must outlive it.
  Evidence(const Instructions& instructions, bool of_state);

  struct Match {
    bool holds = false;
    std::optional<Unit> unit;  // what of the list says it; none for what a state just lacks
  };
  // Does the list do what the instruction does?
  [[nodiscard]] Match match(const Instruction& instruction) const;

  // What the list says of the value, set or gone.
  [[nodiscard]] std::optional<Unit> unit_at(std::u16string_view key,
                                            std::u16string_view name) const;

  // The value that is set in the end; null where none is.
  [[nodiscard]] const Value* value_at(std::u16string_view key, std::u16string_view name) const;

  struct Row {
    std::u16string_view name;
    const Value* value = nullptr;
    std::size_t index = 0;  // of the instruction
  };
  // All values of the key that are set, in the order of the list.
  [[nodiscard]] std::vector<Row> rows(std::u16string_view key) const;

  // The clearing of the key in which a value is set; none for other units and where the key keeps
  // what it had.
  [[nodiscard]] std::optional<Unit> clearing_before(Unit unit) const;

  [[nodiscard]] const Effect& effect() const { return effect_; }
  // Of the key at that position in the effect: below a key that the list removes, or that key.
  [[nodiscard]] bool is_gone(std::size_t key) const { return gone_[key]; }
  [[nodiscard]] Unit unit_of_clear(std::size_t key) const { return first_units_[key]; }
  [[nodiscard]] Unit unit_of_value(std::size_t key, std::size_t value) const {
    return first_units_[key] + 1 + static_cast<Unit>(value);
  }

  // A delete of a value in a key that is emptied as well: says nothing, but may belong to a
  // setting.
  struct IdleDelete {
    std::size_t key = 0;  // position in the effect
    std::u16string_view name;
    std::size_t index = 0;
  };
  [[nodiscard]] const std::vector<IdleDelete>& idle_deletes() const { return idle_deletes_; }
  [[nodiscard]] bool is_idle(Unit unit) const { return unit >= first_idle_; }

  [[nodiscard]] std::size_t unit_count() const { return index_of_unit_.size(); }
  [[nodiscard]] std::size_t index_of(Unit unit) const { return index_of_unit_[unit]; }

 private:
  void find_gone();
  void number_units();
  void add_idle_deletes();
  void add_idle_delete(std::u16string_view key, std::u16string_view name, std::size_t index);
  [[nodiscard]] const KeyEffect* find_key(std::u16string_view key, std::size_t& position) const;
  [[nodiscard]] Match match_set(const SetValue& set) const;
  [[nodiscard]] Match match_soft(const SetIfAbsent& set) const;
  [[nodiscard]] Match match_delete(const DeleteValue& removal) const;
  [[nodiscard]] std::optional<Unit> idle_at(std::size_t key, std::u16string_view name) const;

  const Instructions& instructions_;
  bool of_state_ = false;
  Effect effect_;
  std::unordered_map<std::u16string_view, std::size_t, NameHash, SameName> positions_;  // of keys
  std::vector<bool> gone_;
  std::vector<Unit> first_units_;         // by key: its clearing, then its values
  std::vector<std::size_t> key_of_unit_;  // but of idle deletes
  Unit first_idle_ = 0;
  std::vector<IdleDelete> idle_deletes_;
  std::vector<std::size_t> index_of_unit_;
};

}  // namespace regpolicy
