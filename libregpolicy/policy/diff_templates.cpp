#include <regpolicy/diff_templates.hpp>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <regpolicy/text.hpp>

#include "policy/template_revision.hpp"
#include "policy/template_tree.hpp"

namespace regpolicy {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;
using Path = std::vector<TemplatePathStep>;

const std::string* find_field(const Fields& fields, const std::string& name) {
  const auto found = std::ranges::find(fields, name, &Fields::value_type::first);
  return found == fields.end() ? nullptr : &found->second;
}

// In the order of a, then what only b has.
std::vector<TemplateFieldChange> diff_fields(const Fields& a, const Fields& b) {
  std::vector<TemplateFieldChange> changes;
  for (const auto& [name, value] : a) {
    const std::string* const other = find_field(b, name);
    if (other == nullptr) {
      changes.push_back({name, value, std::nullopt});
    } else if (*other != value) {
      changes.push_back({name, value, *other});
    }
  }
  for (const auto& [name, value] : b) {
    if (find_field(a, name) == nullptr) changes.push_back({name, std::nullopt, value});
  }
  return changes;
}

// People see items and controls in this order, and a list is written in it.
bool order_counts(TemplatePart part) {
  return part == TemplatePart::item || part == TemplatePart::control ||
         part == TemplatePart::listed_value || part == TemplatePart::element;
}

using Key = std::pair<TemplatePart, std::string_view>;
using NodeIndex = std::map<Key, const TemplateNode*>;

NodeIndex index_of(const std::vector<TemplateNode>& nodes) {
  NodeIndex index;
  for (const TemplateNode& node : nodes) index.emplace(Key{node.part, node.id}, &node);
  return index;
}

std::vector<std::string_view> common_ids(const std::vector<TemplateNode>& nodes,
                                         const NodeIndex& others) {
  std::vector<std::string_view> ids;
  for (const TemplateNode& node : nodes) {
    if (order_counts(node.part) && others.contains({node.part, node.id})) ids.push_back(node.id);
  }
  return ids;
}

TemplateChange whole_change(TemplateChangeKind kind, const TemplateNode& node, Path path) {
  TemplateChange change{kind, std::move(path), {}};
  for (const auto& [name, value] : node.fields) {
    if (kind == TemplateChangeKind::added) {
      change.fields.push_back({name, std::nullopt, value});
    } else {
      change.fields.push_back({name, value, std::nullopt});
    }
  }
  return change;
}

Path below(const Path& path, const TemplateNode& node) {
  Path longer = path;
  longer.push_back({node.part, node.id});
  return longer;
}

void diff_nodes(const TemplateNode& a, const TemplateNode& b, const Path& path,
                std::vector<TemplateChange>& changes) {
  const NodeIndex in_a = index_of(a.children);
  const NodeIndex in_b = index_of(b.children);
  TemplateChange own{TemplateChangeKind::changed, path, diff_fields(a.fields, b.fields)};
  const auto order_a = common_ids(a.children, in_b);
  const auto order_b = common_ids(b.children, in_a);
  if (order_a != order_b) {
    own.fields.push_back({"order", fmt::format("{}", fmt::join(order_a, ", ")),
                          fmt::format("{}", fmt::join(order_b, ", "))});
  }
  if (!own.fields.empty()) changes.push_back(std::move(own));
  for (const TemplateNode& child : a.children) {
    const auto other = in_b.find({child.part, child.id});
    if (other == in_b.end()) {
      changes.push_back(whole_change(TemplateChangeKind::removed, child, below(path, child)));
    } else {
      diff_nodes(child, *other->second, below(path, child), changes);
    }
  }
  for (const TemplateNode& child : b.children) {
    if (in_a.contains({child.part, child.id})) continue;
    changes.push_back(whole_change(TemplateChangeKind::added, child, below(path, child)));
  }
}

// The kinds of parts in the order of the schema; what is of one kind in the order of finding.
void sort_changes(std::vector<TemplateChange>& changes) {
  std::map<TemplatePart, std::vector<TemplateChange>> by_part;
  for (TemplateChange& change : changes) {
    const TemplatePart part = change.path.empty() ? TemplatePart::whole : change.path.front().part;
    by_part[part].push_back(std::move(change));
  }
  changes.clear();
  for (auto& [part, some] : by_part) std::ranges::move(some, std::back_inserter(changes));
}

TemplateDifference diff_pair(const Template& a, const Template& b) {
  TemplateDifference difference{TemplateChangeKind::changed, b.name,
                                b.definitions.target.uri,    a.definitions.revision,
                                b.definitions.revision,      {}};
  diff_nodes(tree_of(a), tree_of(b), {}, difference.changes);
  sort_changes(difference.changes);
  return difference;
}

using Pair = std::pair<const Template*, const Template*>;

// Takes every template of b that has a partner of the same key in a out of both lists.
template <class KeyOf>
void pair_up(std::vector<const Template*>& a, std::vector<const Template*>& b,
             std::vector<Pair>& pairs, KeyOf key_of) {
  std::map<std::string, const Template*> by_key;
  for (const Template* one : a) by_key.emplace(key_of(*one), one);
  std::set<const Template*> taken;
  std::erase_if(b, [&](const Template* other) {
    const auto found = by_key.find(key_of(*other));
    if (found == by_key.end() || !taken.insert(found->second).second) return false;
    pairs.emplace_back(found->second, other);
    return true;
  });
  std::erase_if(a, [&taken](const Template* one) { return taken.contains(one); });
}

TemplateDifference whole_difference(TemplateChangeKind kind, const Template& one) {
  TemplateDifference difference{kind,         one.name,     one.definitions.target.uri,
                                std::nullopt, std::nullopt, {}};
  (kind == TemplateChangeKind::added ? difference.revision_b : difference.revision_a) =
      one.definitions.revision;
  return difference;
}

}  // namespace

TemplateDiff diff_templates(const NamedTemplates& a, const NamedTemplates& b) {
  TemplateDiff diff{a.name, b.name, {}, 0, {}};
  std::vector<const Template*> only_a = a.templates;
  std::vector<const Template*> only_b = b.templates;
  std::vector<Pair> pairs;
  pair_up(only_a, only_b, pairs, [](const Template& one) { return one.definitions.target.uri; });
  pair_up(only_a, only_b, pairs, [](const Template& one) { return ascii_lower(one.name); });
  if (a.templates.size() == 1 && b.templates.size() == 1) {
    pairs = {{a.templates.front(), b.templates.front()}};
    only_a.clear();
    only_b.clear();
  }
  std::ranges::sort(pairs, {}, [](const Pair& pair) {
    return std::pair(ascii_lower(pair.second->name), pair.second->definitions.target.uri);
  });
  for (const auto& [one, other] : pairs) {
    TemplateDifference difference = diff_pair(*one, *other);
    judge_revisions(*one, *other, difference, diff.findings);
    if (difference.changes.empty()) {
      ++diff.same;
    } else {
      diff.templates.push_back(std::move(difference));
    }
  }
  for (const Template* one : only_a) {
    diff.templates.push_back(whole_difference(TemplateChangeKind::removed, *one));
  }
  for (const Template* one : only_b) {
    diff.templates.push_back(whole_difference(TemplateChangeKind::added, *one));
  }
  std::ranges::sort(diff.templates, {}, [](const TemplateDifference& difference) {
    return std::tuple(ascii_lower(difference.name), difference.kind, difference.name_space);
  });
  return diff;
}

std::string_view to_string(TemplateChangeKind kind) {
  switch (kind) {
    case TemplateChangeKind::removed: return "removed";
    case TemplateChangeKind::added: return "added";
    case TemplateChangeKind::changed: return "changed";
  }
  return "";
}

std::string_view to_string(TemplatePart part) {
  switch (part) {
    case TemplatePart::whole: return "template";
    case TemplatePart::using_prefix: return "using prefix";
    case TemplatePart::product: return "product";
    case TemplatePart::major_version: return "major version";
    case TemplatePart::minor_version: return "minor version";
    case TemplatePart::supported_on: return "supported on";
    case TemplatePart::condition: return "condition";
    case TemplatePart::category: return "category";
    case TemplatePart::policy: return "policy";
    case TemplatePart::element: return "element";
    case TemplatePart::item: return "item";
    case TemplatePart::value_list: return "value list";
    case TemplatePart::listed_value: return "listed value";
    case TemplatePart::language: return "language";
    case TemplatePart::text: return "text";
    case TemplatePart::presentation: return "presentation";
    case TemplatePart::control: return "control";
    case TemplatePart::mdm: return "mdm";
  }
  return "";
}

}  // namespace regpolicy
