#include "policy/merge_conflicts.hpp"

#include <algorithm>
#include <set>

#include <regpolicy/registry_path.hpp>
#include <regpolicy/text.hpp>

#include "policy/key_order.hpp"

namespace regpolicy::merging {
namespace {

using MaybeBy = std::optional<std::size_t>;  // the record that decides

// What one version does to one key. What several are compared by is equal without `by`.
struct KeyFacts {
  const KeyEffect* effect = nullptr;  // what it says of this key itself
  MaybeBy removed_by;                 // the key goes, or one above it
  bool is_created_below = false;      // a key below it is there, and so this one
};

struct ValueFact {
  enum class Kind { untouched, removed, set, set_if_absent };
  Kind kind = Kind::untouched;
  const Value* value = nullptr;
  MaybeBy by;
  [[nodiscard]] bool operator==(const ValueFact& other) const {
    return kind == other.kind &&
           (value == other.value ||
            (value != nullptr && other.value != nullptr && *value == *other.value));
  }
};

struct KeyFact {
  enum class Kind { untouched, removed, created };
  Kind kind = Kind::untouched;
  MaybeBy by;
  [[nodiscard]] bool operator==(const KeyFact& other) const { return kind == other.kind; }
};

// Are all other values of the key gone?
struct OtherValuesFact {
  MaybeBy by;
  [[nodiscard]] bool operator==(const OtherValuesFact& other) const {
    return by.has_value() == other.by.has_value();
  }
};

struct PermissionsFact {
  std::optional<bool> secure;
  MaybeBy by;
  [[nodiscard]] bool operator==(const PermissionsFact& other) const {
    return secure == other.secure;
  }
};

MaybeBy values_removed_by(const KeyFacts& facts) {
  if (facts.removed_by || facts.effect == nullptr) return facts.removed_by;
  return facts.effect->values_removed_by;
}

ValueFact value_fact(const KeyFacts& facts, std::u16string_view name) {
  const ValueEffect* const found = facts.effect == nullptr ? nullptr : find(*facts.effect, name);
  if (found == nullptr) {
    const MaybeBy by = values_removed_by(facts);
    return {by ? ValueFact::Kind::removed : ValueFact::Kind::untouched, nullptr, by};
  }
  switch (found->kind) {
    case ValueEffect::Kind::removed: return {ValueFact::Kind::removed, nullptr, found->by};
    case ValueEffect::Kind::set: return {ValueFact::Kind::set, &found->value, found->by};
    case ValueEffect::Kind::set_if_absent: break;
  }
  return {ValueFact::Kind::set_if_absent, &found->value, found->by};
}

// That a key is there because of one below it is told by that one.
KeyFact key_fact(const KeyFacts& facts) {
  if (facts.effect != nullptr && facts.effect->created_by && !facts.is_created_below) {
    return {KeyFact::Kind::created, facts.effect->created_by};
  }
  if (facts.removed_by) return {KeyFact::Kind::removed, facts.removed_by};
  return {};
}

OtherValuesFact other_values_fact(const KeyFacts& facts) { return {values_removed_by(facts)}; }

PermissionsFact permissions_fact(const KeyFacts& facts) {
  if (facts.effect == nullptr || !facts.effect->secure) return {};
  return {facts.effect->secure, facts.effect->secured_by};
}

// Goes through the keys of several effects side by side, in their order.
class Walk {
 public:
  explicit Walk(const std::vector<Effect>& effects) : effects_(effects), at_(effects.size()) {
    for (std::size_t i = 0; i < effects.size(); ++i) {
      const std::vector<KeyEffect>& keys = effects[i].keys;
      std::vector<const KeyEffect*>& next = at_[i].next_created;
      next.resize(keys.size() + 1);
      for (std::size_t key = keys.size(); key-- > 0;) {
        next[key] = keys[key].created_by ? &keys[key] : next[key + 1];
      }
    }
  }

  // The facts of the next key, by effect; empty at the end.
  [[nodiscard]] std::optional<std::u16string_view> next(std::vector<KeyFacts>& facts) {
    const KeyEffect* least = nullptr;
    for (std::size_t i = 0; i < effects_.size(); ++i) {
      const KeyEffect* const key = effect_at(i);
      if (key == nullptr) continue;
      if (least == nullptr || compare_keys(key->key, least->key) < 0) least = key;
    }
    if (least == nullptr) return std::nullopt;
    for (std::size_t i = 0; i < effects_.size(); ++i) facts[i] = facts_of(i, least->key);
    return least->key;
  }

 private:
  struct Position {
    std::size_t key = 0;
    const KeyEffect* removed = nullptr;          // the removed key that was met last
    std::vector<const KeyEffect*> next_created;  // by key: it, or the first one behind it
  };

  [[nodiscard]] const KeyEffect* effect_at(std::size_t i) const {
    const std::vector<KeyEffect>& keys = effects_[i].keys;
    return at_[i].key < keys.size() ? &keys[at_[i].key] : nullptr;
  }

  KeyFacts facts_of(std::size_t i, std::u16string_view key) {
    KeyFacts facts;
    const KeyEffect* const effect = effect_at(i);
    if (effect != nullptr && compare_keys(effect->key, key) == 0) {
      facts.effect = effect;
      if (effect->removed_by) at_[i].removed = effect;
      ++at_[i].key;
    }
    const KeyEffect* const removed = at_[i].removed;
    if (removed != nullptr && is_within(key, removed->key)) facts.removed_by = removed->removed_by;
    // All keys below this one stand directly behind it.
    const KeyEffect* const created = at_[i].next_created[at_[i].key];
    facts.is_created_below = created != nullptr && creates(created->key, key);
    return facts;
  }

  const std::vector<Effect>& effects_;
  std::vector<Position> at_;
};

class Comparison {
 public:
  Comparison(const Versions& versions, const Records* merged)
      : versions_(versions), has_merged_(merged != nullptr) {
    for (const Records* const records : versions) effects_.push_back(effect_of(*records));
    if (has_merged_) effects_.push_back(effect_of(*merged));
  }

  [[nodiscard]] MergeConflicts run() {
    Walk walk(effects_);
    std::vector<KeyFacts> facts(effects_.size());
    while (const auto key = walk.next(facts)) compare_key(*key, facts);
    return std::move(conflicts_);
  }

 private:
  void compare_key(std::u16string_view key, const std::vector<KeyFacts>& facts) {
    const std::size_t before = conflicts_.size();
    std::set<std::u16string_view, NameLess> names;
    for (const KeyFacts& one : facts) {
      if (one.effect == nullptr) continue;
      for (const ValueEffect& value : one.effect->values) names.insert(value.name);
    }
    for (const std::u16string_view name : names) {
      compare(MergeSubject::value, key, std::u16string(name), facts,
              [name](const KeyFacts& one) { return value_fact(one, name); });
    }
    compare(MergeSubject::permissions, key, std::nullopt, facts, permissions_fact);
    compare(MergeSubject::all_values, key, std::nullopt, facts, other_values_fact);
    // Where values of the key are in conflict they tell it better.
    if (conflicts_.size() == before) compare_existence(key, facts);
  }

  // `fact_of` gives what is compared.
  template <class FactOf>
  void compare(MergeSubject subject, std::u16string_view key, std::optional<std::u16string> name,
               const std::vector<KeyFacts>& facts, FactOf fact_of) {
    const auto base = fact_of(facts[0]), a = fact_of(facts[1]), b = fact_of(facts[2]);
    const bool is_decided = base == a || base == b || a == b;
    if (is_decided) {
      const auto& wanted = base == a ? b : a;
      if (!has_merged_ || fact_of(facts[3]) == wanted) return;
    }
    report(subject, key, std::move(name), base.by, a.by, b.by);
  }

  // Only what one side asks for: a key that nobody asks for any more may well be there because of
  // its values.
  void compare_existence(std::u16string_view key, const std::vector<KeyFacts>& facts) {
    using Kind = KeyFact::Kind;
    const KeyFact base = key_fact(facts[0]), a = key_fact(facts[1]), b = key_fact(facts[2]);
    const bool is_decided = base == a || base == b || a == b;
    const KeyFact& wanted = base == a ? b : a;
    const bool is_opposed = !is_decided && a.kind != Kind::untouched && b.kind != Kind::untouched;
    const auto is_met = [&](const KeyFacts& merged) {
      switch (wanted.kind) {
        case Kind::untouched: break;
        case Kind::removed: return merged.removed_by.has_value();
        case Kind::created: return merged.is_created_below || key_fact(merged) == wanted;
      }
      return true;
    };
    if (is_opposed || (is_decided && has_merged_ && !is_met(facts[3])))
      report(MergeSubject::key, key, std::nullopt, base.by, a.by, b.by);
  }

  void report(MergeSubject subject, std::u16string_view key, std::optional<std::u16string> name,
              MaybeBy base, MaybeBy a, MaybeBy b) {
    conflicts_.push_back(
        {subject, std::u16string(key), std::move(name), text(0, base), text(1, a), text(2, b)});
  }

  [[nodiscard]] std::string text(std::size_t version, MaybeBy by) const {
    return by ? describe(decode((*versions_[version])[*by])) : std::string();
  }

  const Versions& versions_;
  bool has_merged_;
  std::vector<Effect> effects_;  // of the versions, then of what was merged
  MergeConflicts conflicts_;
};

}  // namespace

bool is_before(const MergeConflict& x, const MergeConflict& y) {
  if (const auto order = compare_keys(x.key, y.key); order != 0) return order < 0;
  if (x.name.has_value() != y.name.has_value()) return y.name.has_value();
  if (x.name) {
    if (const auto order = compare_names(*x.name, *y.name); order != 0) return order < 0;
  }
  return x.subject < y.subject;
}

MergeConflicts conflicting_effects(const Versions& versions, const Records* merged) {
  return Comparison(versions, merged).run();
}

}  // namespace regpolicy::merging
