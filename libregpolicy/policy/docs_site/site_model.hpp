// What the pages are about, the same in every language: the categories as a tree over all
// templates, and the policies in them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <regpolicy/catalog.hpp>

namespace regpolicy::site {

struct PolicyEntry {
  const Template* source = nullptr;
  const Policy* policy = nullptr;
  std::string anchor;        // unique on its page
  std::size_t category = 0;  // index
};

struct CategoryEntry {
  // Null for a category that no template of the site defines: only its name is known then.
  const Template* source = nullptr;
  const Category* category = nullptr;
  std::string name_space;
  std::string name;  // empty: of policies without a category
  std::string page;  // file name without suffix, unique without regard to case
  std::optional<std::size_t> parent;
  std::vector<std::size_t> children;  // indices
  std::vector<std::size_t> policies;  // indices
  std::size_t all_policies = 0;       // those of the categories below it too
};

struct Model {
  const Catalog* catalog = nullptr;
  std::vector<CategoryEntry> categories;
  std::vector<PolicyEntry> policies;
  std::vector<std::size_t> roots;
};

[[nodiscard]] Model make_model(const Catalog& catalog);

// The namespace that a reference "prefix:name" or "name" of the template leads to, and the name.
// A prefix that is not declared stands for itself.
struct QualifiedName {
  std::string name_space, name;
  [[nodiscard]] auto operator<=>(const QualifiedName&) const = default;
};
[[nodiscard]] QualifiedName resolve(const Template& source, std::string_view reference);

// From the root down, the category itself last.
[[nodiscard]] std::vector<std::size_t> path_to(const Model& model, std::size_t category);

}  // namespace regpolicy::site
