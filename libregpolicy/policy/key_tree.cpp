#include "policy/key_tree.hpp"

#include <regpolicy/text.hpp>

#include "policy/key_order.hpp"

namespace regpolicy {

std::size_t NameHash::operator()(std::u16string_view name) const {
  std::uint64_t hash = 0xcbf29ce484222325;  // FNV-1a
  for (const char16_t unit : name) hash = (hash ^ upcase(unit)) * 0x100000001b3;
  return static_cast<std::size_t>(hash);
}

std::size_t KeyTree::NodeHash::operator()(const Node& node) const {
  return NameHash{}(node.name) ^ (node.parent * std::size_t{0x9e3779b97f4a7c15});
}

bool KeyTree::SameNode::operator()(const Node& a, const Node& b) const {
  return a.parent == b.parent && same_name(a.name, b.name);
}

KeyTree::Id KeyTree::add_below(Id key, std::u16string_view path) {
  const bool is_whole = key == kRoot;
  if (is_whole && path == last_key_) return last_id_;
  std::u16string_view rest = path;
  for (auto name = take_component(rest); !name.empty(); name = take_component(rest)) {
    const Node node{key, name};
    const auto [at, is_new] = ids_.try_emplace(node, static_cast<Id>(nodes_.size()));
    if (is_new) nodes_.push_back(node);
    key = at->second;
  }
  if (is_whole) {
    last_key_ = path;
    last_id_ = key;
  }
  return key;
}

std::u16string KeyTree::path(Id key) const {
  std::vector<std::u16string_view> names;
  for (; key != kRoot; key = parent(key)) names.push_back(nodes_[key].name);
  std::u16string text;
  for (std::size_t i = names.size(); i-- > 0;) {
    text += names[i];
    if (i > 0) text += u'\\';
  }
  return text;
}

}  // namespace regpolicy
