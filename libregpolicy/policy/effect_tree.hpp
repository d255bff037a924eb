// The tree in which effect_of() gathers what a list of instructions does.
#pragma once

#include <cstddef>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <regpolicy/effect.hpp>

namespace regpolicy {

// Keeps views of the instructions' keys and names: they must outlive the tree.
class EffectTree {
 public:
  explicit EffectTree(std::size_t instructions);

  void apply(const Instruction& instruction, std::size_t by);
  [[nodiscard]] Effect take() &&;

 private:
  // A name within a scope: the subkeys or the values of one key. What empties a key gives it a new
  // scope, so that nothing in it is found again and nothing has to be looked for to forget it.
  struct ScopedName {
    std::size_t scope;
    std::u16string_view name;
  };
  struct Hash {
    [[nodiscard]] std::size_t operator()(const ScopedName& scoped) const;
  };
  struct Equal {
    [[nodiscard]] bool operator()(const ScopedName& a, const ScopedName& b) const;
  };
  using Index = std::unordered_map<ScopedName, std::size_t, Hash, Equal>;

  struct Node {
    std::u16string_view name;
    std::size_t parent = 0;
    std::size_t depth = 0;  // of the root: 0
    bool gone = false;      // what the registry held of this key, and below it, is deleted
    std::size_t key_scope = 0;
    std::size_t value_scope = 0;
    std::vector<std::size_t> subkeys;
    KeyEffect effect;  // its key is empty while no instruction named this key itself
  };

  struct Applier;

  [[nodiscard]] std::size_t descend(std::size_t node, std::u16string_view path);
  [[nodiscard]] std::size_t node_of(std::u16string_view key);
  void set(std::u16string_view key, std::u16string_view name, const Value& value, std::size_t by);
  void set_if_absent(std::u16string_view key, std::u16string_view name, const Value& value,
                     std::size_t by);
  void remove_value(std::u16string_view key, std::u16string_view name, std::size_t by);
  void remove_all_values(std::u16string_view key, std::size_t by);
  void remove_key(std::u16string_view parent, std::u16string_view name, std::size_t by);
  void create(std::size_t node, std::size_t by);

  // What is said of the value so far; of a new one: that it is removed.
  struct Entry {
    ValueEffect& effect;
    bool is_new;
  };
  [[nodiscard]] Entry entry(Node& node, std::u16string_view name);

  [[nodiscard]] std::vector<std::size_t> nodes_in_order();
  [[nodiscard]] std::vector<bool> nodes_above_created(const std::vector<std::size_t>& order) const;

  std::vector<Node> nodes_;  // the root first; those below a removed key are reached no more
  Index key_index_;          // -> position in nodes_
  Index value_index_;        // -> position in its node's values
  std::size_t scopes_ = 0;
  // Records of one key mostly stand together.
  std::u16string_view last_key_;
  std::size_t last_node_ = 0;
};

}  // namespace regpolicy
