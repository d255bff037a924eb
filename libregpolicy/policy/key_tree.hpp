// Numbers for registry keys, for indexes over many records. Two spellings of one key, by case or by
// empty components, have one number. Linear in the length of a key, however deep it is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace regpolicy {

// By the comparison of registry names.
struct NameHash {
  using is_transparent = void;
  [[nodiscard]] std::size_t operator()(std::u16string_view name) const;
};

class KeyTree {
 public:
  using Id = std::uint32_t;
  static constexpr Id kRoot = 0;  // the empty path

  KeyTree() : nodes_(1) {}

  // The texts must outlive the tree.
  Id add(std::u16string_view key) { return add_below(kRoot, key); }
  Id add_below(Id key, std::u16string_view path);

  // Only for keys but the root. A key's number is greater than that of the key above it.
  [[nodiscard]] Id parent(Id key) const { return nodes_[key].parent; }
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }

  // As spelled first, without empty components.
  [[nodiscard]] std::u16string path(Id key) const;

 private:
  struct Node {
    Id parent = kRoot;
    std::u16string_view name;
  };
  struct NodeHash {
    [[nodiscard]] std::size_t operator()(const Node& node) const;
  };
  struct SameNode {
    [[nodiscard]] bool operator()(const Node& a, const Node& b) const;
  };

  std::vector<Node> nodes_;
  std::unordered_map<Node, Id, NodeHash, SameNode> ids_;
  std::u16string_view last_key_;  // records of one key stand together
  Id last_id_ = kRoot;
};

}  // namespace regpolicy
