#include "policy/explain/unexplained.hpp"

#include <map>
#include <utility>

#include <regpolicy/registry_path.hpp>

#include "policy/created_keys.hpp"

namespace regpolicy {
namespace {

Instruction said_again(const KeyEffect& key, const ValueEffect& value) {
  switch (value.kind) {
    case ValueEffect::Kind::set: return SetValue{key.key, value.name, value.value};
    case ValueEffect::Kind::set_if_absent: return SetIfAbsent{key.key, value.name, value.value};
    case ValueEffect::Kind::removed: break;
  }
  return DeleteValue{key.key, value.name};
}

// One effect after the other, each said in its own words: an instruction whose effect is split
// between settings and values, or that an earlier one changes the meaning of, has to be.
class Rest {
 public:
  Rest(const Instructions& instructions, const Evidence& evidence,
       const std::vector<bool>& explained)
      : instructions_(instructions),
        evidence_(evidence),
        explained_(explained),
        says_something_(instructions.size()) {}

  void fill(Explanation& explanation) && {
    const std::vector<KeyEffect>& keys = evidence_.effect().keys;
    const std::vector<bool> to_create = keys_to_create(evidence_.effect());
    for (std::size_t i = 0; i < keys.size(); ++i) add(keys[i], i, to_create[i]);
    for (Unit unit = 0; unit < explained_.size(); ++unit) {
      if (explained_[unit]) says_something_[evidence_.index_of(unit)] = true;
    }
    for (std::size_t i = 0; i < instructions_.size(); ++i) {
      const bool is_silent = std::holds_alternative<Comment>(instructions_[i]) ||
                             std::holds_alternative<Unknown>(instructions_[i]);
      if (is_silent) add(instructions_[i], i);
      if (!says_something_[i]) explanation.superseded.push_back(i);
    }
    for (auto& [index, instruction] : values_) {
      explanation.values.push_back({std::move(instruction), index});
    }
  }

 private:
  void add(Instruction instruction, std::size_t index) {
    says_something_[index] = true;
    values_.emplace(index, std::move(instruction));
  }

  void add(const KeyEffect& key, std::size_t position, bool create) {
    if (key.removed_by) {
      add(DeleteKeys{std::u16string(parent_path(key.key)),
                     {std::u16string(last_component(key.key))}},
          *key.removed_by);
    }
    if (key.values_removed_by && !explained_[evidence_.unit_of_clear(position)]) {
      add(DeleteAllValues{key.key}, *key.values_removed_by);
    }
    if (create) add(CreateKey{key.key}, *key.created_by);
    if (key.secure) add(SecureKey{key.key, *key.secure}, key.secured_by);
    for (std::size_t i = 0; i < key.values.size(); ++i) {
      if (explained_[evidence_.unit_of_value(position, i)]) continue;
      add(said_again(key, key.values[i]), key.values[i].by);
    }
  }

  const Instructions& instructions_;
  const Evidence& evidence_;
  const std::vector<bool>& explained_;
  std::vector<bool> says_something_;                // by instruction
  std::multimap<std::size_t, Instruction> values_;  // by the index of what said it
};

}  // namespace

void add_unexplained(Explanation& explanation, const Instructions& instructions,
                     const Evidence& evidence, const std::vector<bool>& explained) {
  Rest(instructions, evidence, explained).fill(explanation);
}

}  // namespace regpolicy
