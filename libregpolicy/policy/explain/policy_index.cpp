#include "policy/explain/policy_index.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <regpolicy/compile.hpp>
#include <regpolicy/text.hpp>

#include "policy/explain/mentioned_values.hpp"
#include "policy/key_order.hpp"

namespace regpolicy {
namespace {

using Mention = IndexedPolicies::Mention;

// What stands before the colon of a policy's name: the template's prefix, or its namespace where
// Catalog::find() would take the prefix for something else.
class Qualifiers {
 public:
  explicit Qualifiers(const Catalog& catalog) {
    for (const auto& source : catalog.templates()) {
      ++templates_with_prefix_[source->definitions.target.prefix];
      uris_.insert(source->definitions.target.uri);
    }
  }

  [[nodiscard]] std::string of(const Template& source) const {
    const PolicyNamespace& target = source.definitions.target;
    const bool is_clear =
        templates_with_prefix_.at(target.prefix) == 1 && !uris_.contains(target.prefix);
    return is_clear ? target.prefix : target.uri;
  }

 private:
  std::map<std::string_view, int> templates_with_prefix_;
  std::set<std::string_view> uris_;
};

std::optional<Instructions> written_by(const Catalog::Entry& entry, const std::string& name,
                                       PolicyState state) {
  Setting setting{.policy = name};
  setting.side = entry.policy->policy_class == PolicyClass::user ? Side::user : Side::machine;
  setting.state = state;
  Diagnostics diagnostics;
  return compile(setting, entry, diagnostics);
}

struct KeyedMention {
  std::u16string key;
  Mention mention;
};

bool is_before(const KeyedMention& a, const KeyedMention& b) {
  if (const auto order = compare_names(a.key, b.key); order != 0) return order < 0;
  const auto& [a_name, a_policy] = a.mention;
  const auto& [b_name, b_policy] = b.mention;
  if (a_name.has_value() != b_name.has_value()) return !a_name;
  if (a_name) {
    if (const auto order = compare_names(*a_name, *b_name); order != 0) return order < 0;
  }
  return a_policy < b_policy;
}

class Builder {
 public:
  explicit Builder(const Catalog& catalog) : qualifiers_(catalog) {
    for (const auto& source : catalog.templates()) add(*source);
  }

  std::unique_ptr<const IndexedPolicies> build() && {
    std::ranges::sort(keyed_, is_before);
    index_->mentions.reserve(keyed_.size());
    for (KeyedMention& keyed : keyed_) index_->mentions.push_back(std::move(keyed.mention));
    const std::span<const Mention> all(index_->mentions);
    for (std::size_t first = 0; first < keyed_.size();) {
      std::size_t last = first + 1;
      while (last < keyed_.size() && same_name(keyed_[last].key, keyed_[first].key)) ++last;
      index_->by_key.emplace(std::move(keyed_[first].key), all.subspan(first, last - first));
      first = last;
    }
    return std::move(index_);
  }

 private:
  void add(const Template& source) {
    const std::string qualifier = qualifiers_.of(source);
    // Of two policies of one name the catalog finds the first.
    std::set<std::string_view> names;
    for (const Policy& policy : source.definitions.policies) {
      if (names.insert(policy.name).second) add({&source, &policy}, qualifier + ':' + policy.name);
    }
  }

  void add(const Catalog::Entry& entry, std::string name) {
    const auto number = static_cast<IndexedPolicies::Number>(index_->policies.size());
    for (MentionedValue& value : mentioned_values(entry)) {
      keyed_.push_back({tidy_key(value.key), {std::move(value.name), number}});
    }
    IndexedPolicy policy{entry, std::move(name), {}, {}};
    policy.disabled = written_by(entry, policy.name, PolicyState::disabled);
    if (entry.policy->elements.empty()) {
      policy.enabled = written_by(entry, policy.name, PolicyState::enabled);
    }
    index_->policies.push_back(std::move(policy));
  }

  Qualifiers qualifiers_;
  std::unique_ptr<IndexedPolicies> index_ = std::make_unique<IndexedPolicies>();
  std::vector<KeyedMention> keyed_;
};

}  // namespace

std::span<const Mention> IndexedPolicies::mentions_of_key(std::u16string_view key) const {
  const auto found = by_key.find(key);
  return found == by_key.end() ? std::span<const Mention>() : found->second;
}

std::span<const Mention> naming_all(std::span<const Mention> mentions) {
  const auto named =
      std::ranges::find_if(mentions, [](const Mention& m) { return m.name.has_value(); });
  return mentions.first(static_cast<std::size_t>(named - mentions.begin()));
}

std::span<const Mention> naming(std::span<const Mention> mentions, std::u16string_view name) {
  const auto named = mentions.subspan(naming_all(mentions).size());
  const auto name_of = [](const Mention& mention) -> std::u16string_view { return *mention.name; };
  const auto range = std::ranges::equal_range(named, name, NameLess{}, name_of);
  return {range.begin(), range.end()};
}

PolicyIndex::PolicyIndex(const Catalog& catalog) : policies_(Builder(catalog).build()) {}
PolicyIndex::PolicyIndex(PolicyIndex&&) noexcept = default;
PolicyIndex& PolicyIndex::operator=(PolicyIndex&&) noexcept = default;
PolicyIndex::~PolicyIndex() = default;

}  // namespace regpolicy
