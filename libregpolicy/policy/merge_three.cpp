#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <unordered_map>
#include <utility>

#include <regpolicy/instruction.hpp>
#include <regpolicy/merge.hpp>
#include <regpolicy/text.hpp>

#include "policy/key_tree.hpp"
#include "policy/merge_conflicts.hpp"

namespace regpolicy {
namespace {

using merging::Versions;

constexpr std::size_t kBase = 0, kA = 1, kB = 2;  // positions in Versions

// What is taken from one side as a whole.
struct GroupId {
  MergeSubject kind = MergeSubject::value;
  KeyTree::Id key = KeyTree::kRoot;
  std::u16string_view name;  // of a value or a directive
};

struct GroupHash {
  std::size_t operator()(const GroupId& id) const {
    const std::size_t owner = id.key * std::size_t{8} + static_cast<std::size_t>(id.kind);
    return NameHash{}(id.name) ^ (owner * std::size_t{0x9e3779b97f4a7c15});
  }
};

struct SameGroup {
  bool operator()(const GroupId& a, const GroupId& b) const {
    return a.key == b.key && a.kind == b.kind && same_name(a.name, b.name);
  }
};

struct GroupNamer {
  KeyTree& keys;

  GroupId operator()(const SetValue& i) const {
    return {MergeSubject::value, keys.add(i.key), i.name};
  }
  GroupId operator()(const SetIfAbsent& i) const {
    return {MergeSubject::value, keys.add(i.key), i.name};
  }
  GroupId operator()(const DeleteValue& i) const {
    return {MergeSubject::value, keys.add(i.key), i.name};
  }
  GroupId operator()(const DeleteAllValues& i) const {
    return {MergeSubject::all_values, keys.add(i.key), {}};
  }
  GroupId operator()(const DeleteValues& i) const {
    return {MergeSubject::listed_values, keys.add(i.key), {}};
  }
  GroupId operator()(const DeleteKeys& i) const {
    return {MergeSubject::subkeys, keys.add(i.key), {}};
  }
  GroupId operator()(const SecureKey& i) const {
    return {MergeSubject::permissions, keys.add(i.key), {}};
  }
  GroupId operator()(const CreateKey& i) const { return {MergeSubject::key, keys.add(i.key), {}}; }
  GroupId operator()(const Comment& i) const { return other(i.record); }
  GroupId operator()(const Unknown& i) const { return other(i.record); }

 private:
  GroupId other(const Record& record) const {
    return {MergeSubject::directive, keys.add(record.key), record.name};
  }
};

struct Group {
  GroupId id;
  std::array<std::vector<std::size_t>, 3> records;  // of each version, in its order
  std::optional<std::size_t> taken;  // the side that alone changed it; both of them: kBase
};

// A record's group, and which one of its version's records there it is.
struct Membership {
  std::uint32_t group = 0;
  std::uint32_t ordinal = 0;
};

class ThreeWay {
 public:
  explicit ThreeWay(const Versions& versions) : versions_(versions) {
    for (std::size_t version = kBase; version <= kB; ++version) add_version(version);
    for (Group& group : groups_) choose_side(group);
  }

  // What both sides changed, and not alike.
  [[nodiscard]] MergeConflicts conflicts() const {
    MergeConflicts conflicts;
    for (const Group& group : groups_) {
      if (group.taken == kBase) conflicts.push_back(conflict_of(group));
    }
    std::ranges::sort(conflicts, merging::is_before);
    return conflicts;
  }

  // The records of `first` with what the other side changed.
  [[nodiscard]] Records combine(std::size_t first, std::size_t second) const;

 private:
  void add_version(std::size_t version);
  void choose_side(Group& group) const;
  [[nodiscard]] bool same_records(const Group& group, std::size_t x, std::size_t y) const;
  [[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> new_records(
      std::size_t first, std::size_t second) const;
  [[nodiscard]] MergeConflict conflict_of(const Group& group) const;
  [[nodiscard]] std::string text(const Group& group, std::size_t version) const;

  const Versions& versions_;
  std::array<Instructions, 3> instructions_;  // the texts of the groups
  KeyTree keys_;
  std::unordered_map<GroupId, std::uint32_t, GroupHash, SameGroup> numbers_;
  std::vector<Group> groups_;
  std::array<std::vector<Membership>, 3> memberships_;  // by record
};

void ThreeWay::add_version(std::size_t version) {
  instructions_[version] = decode(*versions_[version]);
  memberships_[version].reserve(instructions_[version].size());
  for (std::size_t record = 0; record < instructions_[version].size(); ++record) {
    const GroupId id = std::visit(GroupNamer{keys_}, instructions_[version][record]);
    const auto [at, is_new] = numbers_.try_emplace(id, static_cast<std::uint32_t>(groups_.size()));
    if (is_new) groups_.emplace_back().id = id;
    auto& records = groups_[at->second].records[version];
    memberships_[version].push_back({at->second, static_cast<std::uint32_t>(records.size())});
    records.push_back(record);
  }
}

void ThreeWay::choose_side(Group& group) const {
  if (same_records(group, kA, kB)) return;
  if (same_records(group, kBase, kB)) {
    group.taken = kA;
  } else {
    group.taken = same_records(group, kBase, kA) ? kB : kBase;
  }
}

bool ThreeWay::same_records(const Group& group, std::size_t x, std::size_t y) const {
  return std::ranges::equal(group.records[x], group.records[y], [&](std::size_t i, std::size_t j) {
    return (*versions_[x])[i] == (*versions_[y])[j];
  });
}

// The records that only `second` has and that are taken, each with the number of records of `first`
// in front of it: up to the one which stands before it in `second`.
std::vector<std::pair<std::size_t, std::size_t>> ThreeWay::new_records(std::size_t first,
                                                                       std::size_t second) const {
  std::vector<std::pair<std::size_t, std::size_t>> found;
  std::size_t in_front = 0;
  for (std::size_t record = 0; record < memberships_[second].size(); ++record) {
    const auto [number, ordinal] = memberships_[second][record];
    const Group& group = groups_[number];
    if (ordinal < group.records[first].size()) {
      in_front = group.records[first][ordinal] + 1;
    } else if (group.taken == second) {
      found.emplace_back(in_front, record);
    }
  }
  std::ranges::sort(found);
  return found;
}

Records ThreeWay::combine(std::size_t first, std::size_t second) const {
  const Records& own = *versions_[first];
  const Records& others = *versions_[second];
  const auto added = new_records(first, second);
  auto next = added.begin();
  Records result;
  for (std::size_t record = 0; record <= own.size(); ++record) {
    for (; next != added.end() && next->first == record; ++next) {
      result.push_back(others[next->second]);
    }
    if (record == own.size()) break;
    const auto [number, ordinal] = memberships_[first][record];
    const Group& group = groups_[number];
    if (group.taken != second) {
      result.push_back(own[record]);
    } else if (ordinal < group.records[second].size()) {
      result.push_back(others[group.records[second][ordinal]]);
    }
  }
  return result;
}

MergeConflict ThreeWay::conflict_of(const Group& group) const {
  const bool is_named =
      group.id.kind == MergeSubject::value || group.id.kind == MergeSubject::directive;
  return {group.id.kind,
          keys_.path(group.id.key),
          is_named ? std::optional(std::u16string(group.id.name)) : std::nullopt,
          text(group, kBase),
          text(group, kA),
          text(group, kB)};
}

std::string ThreeWay::text(const Group& group, std::size_t version) const {
  std::string text;
  for (const std::size_t record : group.records[version]) {
    text += (text.empty() ? "" : "; ") + describe(instructions_[version][record]);
  }
  return text;
}

// `more` without what stands at a place of `known` already; `known` is sorted.
MergeConflicts at_other_places(MergeConflicts more, const MergeConflicts& known) {
  std::erase_if(more, [&known](const MergeConflict& conflict) {
    return std::ranges::binary_search(known, conflict, merging::is_before);
  });
  return more;
}

MergeConflicts sorted_union(MergeConflicts conflicts, MergeConflicts more) {
  conflicts.insert(conflicts.end(), std::make_move_iterator(more.begin()),
                   std::make_move_iterator(more.end()));
  std::ranges::sort(conflicts, merging::is_before);
  return conflicts;
}

}  // namespace

Merge3Result merge3(const Records& base, const Records& a, const Records& b) {
  // Also what one side only put into another order.
  if (base == a) return b;
  if (base == b || a == b) return a;
  const Versions versions = {&base, &a, &b};
  const ThreeWay three(versions);
  if (MergeConflicts conflicts = three.conflicts(); !conflicts.empty()) {
    MergeConflicts more =
        at_other_places(merging::conflicting_effects(versions, nullptr), conflicts);
    return sorted_union(std::move(conflicts), std::move(more));
  }
  Records by_a = three.combine(kA, kB);
  MergeConflicts conflicts = merging::conflicting_effects(versions, &by_a);
  if (conflicts.empty()) return by_a;
  Records by_b = three.combine(kB, kA);
  MergeConflicts others = merging::conflicting_effects(versions, &by_b);
  if (others.empty()) return by_b;
  std::ranges::sort(conflicts, merging::is_before);
  others = at_other_places(std::move(others), conflicts);
  return sorted_union(std::move(conflicts), std::move(others));
}

}  // namespace regpolicy
