// The policies of a catalog by the registry values that any of their states speaks of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <regpolicy/catalog.hpp>
#include <regpolicy/explain.hpp>
#include <regpolicy/instruction.hpp>

#include "policy/explain/evidence.hpp"

namespace regpolicy {

struct IndexedPolicy {
  Catalog::Entry entry;
  std::string name;  // by which the catalog finds it
  // What the states write that have no options; empty where compile() refuses the policy.
  std::optional<Instructions> disabled;
  std::optional<Instructions> enabled;  // of policies without elements
};

struct IndexedPolicies {
  using Number = std::uint32_t;  // position in `policies`

  // A policy that speaks of the value of that name; a list without names speaks of all.
  struct Mention {
    std::optional<std::u16string> name;
    Number policy = 0;
  };
  // The mentions of one key: those without name first, then by name, each by policy.
  [[nodiscard]] std::span<const Mention> mentions_of_key(std::u16string_view key) const;

  std::vector<IndexedPolicy> policies;  // in the order of the catalog
  std::vector<Mention> mentions;
  std::unordered_map<std::u16string, std::span<const Mention>, NameHash, SameName> by_key;
};

// Those of the mentions that name the value, and those that name none.
[[nodiscard]] std::span<const IndexedPolicies::Mention> naming(
    std::span<const IndexedPolicies::Mention> mentions, std::u16string_view name);
[[nodiscard]] std::span<const IndexedPolicies::Mention> naming_all(
    std::span<const IndexedPolicies::Mention> mentions);

}  // namespace regpolicy
