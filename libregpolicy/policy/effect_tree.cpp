#include "policy/effect_tree.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

#include <regpolicy/limits.hpp>
#include <regpolicy/text.hpp>

#include "policy/key_order.hpp"

namespace regpolicy {
namespace {

using Kind = ValueEffect::Kind;

// Nothing that the registry held is left of the key's values.
bool is_emptied(bool gone, const KeyEffect& effect) {
  return gone || effect.values_removed_by.has_value();
}

// A delete says nothing where nothing is left to delete.
std::vector<ValueEffect> tidy_values(std::vector<ValueEffect> values, bool emptied) {
  if (emptied) {
    std::erase_if(values, [](const ValueEffect& value) { return value.kind == Kind::removed; });
  }
  std::ranges::sort(values, NameLess{}, &ValueEffect::name);
  return values;
}

}  // namespace

std::size_t EffectTree::Hash::operator()(const ScopedName& scoped) const {
  std::uint64_t hash = 0x9E3779B97F4A7C15 * (scoped.scope + 1);
  for (const char16_t unit : scoped.name) hash = (hash ^ upcase(unit)) * 0x100000001B3;
  return static_cast<std::size_t>(hash ^ (hash >> 32));
}

bool EffectTree::Equal::operator()(const ScopedName& a, const ScopedName& b) const {
  return a.scope == b.scope && same_name(a.name, b.name);
}

struct EffectTree::Applier {
  EffectTree& tree;
  std::size_t by;

  void operator()(const SetValue& i) const { tree.set(i.key, i.name, i.value, by); }
  void operator()(const SetIfAbsent& i) const { tree.set_if_absent(i.key, i.name, i.value, by); }
  void operator()(const DeleteValue& i) const { tree.remove_value(i.key, i.name, by); }
  void operator()(const DeleteAllValues& i) const { tree.remove_all_values(i.key, by); }
  void operator()(const DeleteValues& i) const {
    for (const std::u16string& name : i.names) tree.remove_value(i.key, name, by);
  }
  void operator()(const DeleteKeys& i) const {
    for (const std::u16string& name : i.names) tree.remove_key(i.key, name, by);
  }
  void operator()(const SecureKey& i) const {
    const std::size_t node = tree.node_of(i.key);
    tree.create(node, by);
    tree.nodes_[node].effect.secure = i.secure;
    tree.nodes_[node].effect.secured_by = by;
  }
  void operator()(const CreateKey& i) const { tree.create(tree.node_of(i.key), by); }
  void operator()(const Comment&) const {}
  void operator()(const Unknown&) const {}
};

EffectTree::EffectTree(std::size_t instructions) : nodes_(1) { value_index_.reserve(instructions); }

void EffectTree::apply(const Instruction& instruction, std::size_t by) {
  std::visit(Applier{*this, by}, instruction);
}

std::size_t EffectTree::descend(std::size_t node, std::u16string_view path) {
  while (true) {
    const std::u16string_view name = take_component(path);
    if (name.empty()) return node;
    const auto [at, added] =
        key_index_.try_emplace(ScopedName{nodes_[node].key_scope, name}, nodes_.size());
    if (added) {
      nodes_[node].subkeys.push_back(at->second);
      Node below;
      below.name = name;
      below.parent = node;
      below.depth = nodes_[node].depth + 1;
      below.gone = nodes_[node].gone;
      below.key_scope = below.value_scope = ++scopes_;
      nodes_.push_back(std::move(below));
    }
    node = at->second;
  }
}

std::size_t EffectTree::node_of(std::u16string_view key) {
  if (key != last_key_) {
    last_node_ = descend(0, key);
    last_key_ = key;
    std::u16string& spelled = nodes_[last_node_].effect.key;
    if (spelled.empty()) spelled = tidy_key(key);
  }
  return last_node_;
}

EffectTree::Entry EffectTree::entry(Node& node, std::u16string_view name) {
  std::vector<ValueEffect>& values = node.effect.values;
  const auto [at, added] =
      value_index_.try_emplace(ScopedName{node.value_scope, name}, values.size());
  if (added) values.push_back({Kind::removed, std::u16string(name), {}, 0});
  return {values[at->second], added};
}

void EffectTree::set(std::u16string_view key, std::u16string_view name, const Value& value,
                     std::size_t by) {
  const std::size_t node = node_of(key);
  create(node, by);
  ValueEffect& effect = entry(nodes_[node], name).effect;
  effect.kind = Kind::set;
  effect.value = value;
  effect.by = by;
}

void EffectTree::set_if_absent(std::u16string_view key, std::u16string_view name,
                               const Value& value, std::size_t by) {
  const std::size_t node = node_of(key);
  create(node, by);
  const auto [effect, is_new] = entry(nodes_[node], name);
  if (effect.kind != Kind::removed) return;
  const bool can_be_there = is_new && !is_emptied(nodes_[node].gone, nodes_[node].effect);
  effect.kind = can_be_there ? Kind::set_if_absent : Kind::set;
  effect.value = value;
  effect.by = by;
}

void EffectTree::remove_value(std::u16string_view key, std::u16string_view name, std::size_t by) {
  ValueEffect& effect = entry(nodes_[node_of(key)], name).effect;
  effect.kind = Kind::removed;
  effect.value = {};
  effect.by = by;
}

void EffectTree::remove_all_values(std::u16string_view key, std::size_t by) {
  Node& node = nodes_[node_of(key)];
  node.effect.values.clear();
  node.value_scope = ++scopes_;
  if (!node.gone) node.effect.values_removed_by = by;
}

void EffectTree::remove_key(std::u16string_view parent, std::u16string_view name, std::size_t by) {
  const std::size_t above = node_of(parent);
  const std::size_t at = descend(above, name);
  if (at == above) return;  // the name holds nothing but '\': no subkey
  Node& node = nodes_[at];
  node.effect = {};
  node.effect.key = tidy_key(std::u16string(parent) + u'\\' + std::u16string(name));
  node.subkeys.clear();
  node.key_scope = node.value_scope = ++scopes_;
  node.gone = true;
  if (!nodes_[node.parent].gone) node.effect.removed_by = by;
  // The last key may have been below it.
  last_key_ = {};
  last_node_ = 0;
}

// Of the keys above, the first limits::kKeyDepth levels, as State does it.
void EffectTree::create(std::size_t node, std::size_t by) {
  while (!nodes_[node].effect.created_by) {
    nodes_[node].effect.created_by = by;
    do {
      node = nodes_[node].parent;
    } while (nodes_[node].depth > limits::kKeyDepth);
    if (node == 0) return;  // the empty path is a key of its own, above no other
  }
}

// Every key directly before those below it.
std::vector<std::size_t> EffectTree::nodes_in_order() {
  std::vector<std::size_t> order;
  std::vector<std::size_t> open{0};
  while (!open.empty()) {
    const std::size_t at = open.back();
    open.pop_back();
    order.push_back(at);
    std::vector<std::size_t>& subkeys = nodes_[at].subkeys;
    std::ranges::sort(subkeys, NameLess{}, [this](std::size_t node) { return nodes_[node].name; });
    open.insert(open.end(), subkeys.rbegin(), subkeys.rend());
  }
  return order;
}

// For each node: whether a key below it is created, and says with that that this one is there.
std::vector<bool> EffectTree::nodes_above_created(const std::vector<std::size_t>& order) const {
  std::vector<bool> above(nodes_.size());
  for (const std::size_t at : std::views::reverse(order)) {
    if (above[at] || nodes_[at].effect.created_by) above[nodes_[at].parent] = true;
  }
  for (const std::size_t at : order) {
    if (at == 0 || nodes_[at].depth > limits::kKeyDepth) above[at] = false;
  }
  return above;
}

Effect EffectTree::take() && {
  const std::vector<std::size_t> order = nodes_in_order();
  const std::vector<bool> above_created = nodes_above_created(order);
  Effect effect;
  std::u16string path;
  std::vector<std::size_t> lengths;  // of the paths to the keys above, by depth
  for (const std::size_t at : order) {
    Node& node = nodes_[at];
    if (at != 0) {
      path.resize(lengths[node.depth - 1]);
      if (!path.empty()) path += u'\\';
      path += node.name;
    }
    lengths.resize(node.depth);
    lengths.push_back(path.size());
    KeyEffect& key = node.effect;
    key.values = tidy_values(std::move(key.values), is_emptied(node.gone, key));
    const bool says_more = key.removed_by || key.values_removed_by || key.secure;
    const bool creates = key.created_by && !above_created[at];
    if (!says_more && !creates && key.values.empty()) continue;
    // Of a key that was only created with one below it, the names of those that were named.
    if (key.key.empty()) key.key = path;
    effect.keys.push_back(std::move(key));
  }
  return effect;
}

}  // namespace regpolicy
