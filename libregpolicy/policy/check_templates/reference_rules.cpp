// Names of an ADMX file, and the references to them: categories, requirements, prefixes.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "policy/check_templates/references.hpp"
#include "policy/check_templates/rule_row.hpp"

namespace regpolicy::check_templates {
namespace {

using What = Target::What;

void find_undeclared(const FileEntry& entry, const Finder& found, bool within_supported_on) {
  for_each_reference(entry, [&](ReferenceKind kind, const std::string& reference,
                                TemplatePlace owner, const std::string& name) {
    if ((kind == ReferenceKind::within_supported_on) != within_supported_on) return;
    const Target target = resolve(*entry.store, *entry.file, reference);
    if (target.what != What::unknown_prefix) return;
    std::vector<std::string> prefixes;
    for (const auto& [prefix, uri] : entry.file->prefixes) prefixes.emplace_back(prefix);
    std::string hint = did_you_mean(target.prefix, std::move(prefixes));
    if (hint.empty()) hint = "declare it with <using> in policyNamespaces";
    found.add(entry.admx(), reference_place(entry, kind, owner), "ref", name,
              fmt::format("the prefix {} of {} is not declared", in_quotes(target.prefix),
                          in_quotes(reference)),
              std::move(hint));
  });
}

void undeclared_prefix(const FileEntry& entry, const Finder& found) {
  find_undeclared(entry, found, false);
}

void undeclared_prefix_in_definition(const FileEntry& entry, const Finder& found) {
  find_undeclared(entry, found, true);
}

// The names of the categories there; none where they are not known.
std::vector<std::string> categories_of(const Target& target) {
  std::vector<std::string> names;
  if (target.file != nullptr) {
    for (const Category& row : target.file->definitions->categories) names.push_back(row.name);
  } else if (target.uri == "Microsoft.Policies.Windows") {
    names.assign(windows_categories().begin(), windows_categories().end());
  }
  return names;
}

void unknown_category(const FileEntry& entry, const Finder& found) {
  for_each_reference(entry, [&](ReferenceKind kind, const std::string& reference,
                                TemplatePlace owner, const std::string& name) {
    if (kind != ReferenceKind::category) return;
    const Target target = resolve(*entry.store, *entry.file, reference);
    const bool is_known = target.file != nullptr || target.uri == "Microsoft.Policies.Windows";
    if (!is_known || (target.file != nullptr && target.file->categories.contains(target.name))) {
      return;
    }
    std::vector<std::string> names = categories_of(target);
    if (std::ranges::find(names, target.name) != names.end()) return;
    found.add(entry.admx(), reference_place(entry, kind, owner), "ref", name,
              fmt::format("there is no category {}", in_quotes(reference)),
              did_you_mean(target.name, std::move(names)));
  });
}

void unknown_supported_on(const FileEntry& entry, const Finder& found) {
  for_each_reference(entry, [&](ReferenceKind kind, const std::string& reference,
                                TemplatePlace owner, const std::string& name) {
    if (kind == ReferenceKind::category) return;
    const Target target = resolve(*entry.store, *entry.file, reference);
    if (target.file == nullptr || target.file->supported_on.contains(target.name)) return;
    std::vector<std::string> names(target.file->supported_on.begin(),
                                   target.file->supported_on.end());
    std::string hint = did_you_mean(target.name, std::move(names));
    if (hint.empty() && target.what == What::other_file) {
      hint = "define the requirement in this file: older stores lack the newer ones of Windows";
    }
    found.add(entry.admx(), reference_place(entry, kind, owner), "ref", name,
              fmt::format("there is no definition {}", in_quotes(reference)), std::move(hint));
  });
}

template <class Rows>
void find_twice(const FileEntry& entry, const Finder& found, const Rows& rows,
                std::string_view kind, std::set<std::string_view>& names) {
  for (const auto& row : rows) {
    if (row.name.empty() || names.insert(row.name).second) continue;
    found.add(entry.admx(), row.place, "name", row.name,
              fmt::format("the {} {} is defined twice", kind, in_quotes(row.name)),
              "remove one, or give it a name of its own");
  }
}

void defined_twice(const FileEntry& entry, const Finder& found) {
  const PolicyDefinitions& definitions = entry.definitions();
  std::set<std::string_view> policies, categories, requirements, products;
  find_twice(entry, found, definitions.policies, "policy", policies);
  find_twice(entry, found, definitions.categories, "category", categories);
  find_twice(entry, found, definitions.supported_on, "definition", requirements);
  find_twice(entry, found, definitions.products, "product", products);
  for (const Product& product : definitions.products) {
    find_twice(entry, found, product.major_versions, "version", products);
    for (const MajorVersion& major : product.major_versions) {
      find_twice(entry, found, major.minor_versions, "version", products);
    }
  }
}

void duplicate_prefix(const FileEntry& entry, const Finder& found) {
  std::set<std::string_view> prefixes{entry.definitions().target.prefix};
  for (const PolicyNamespace& used : entry.definitions().using_namespaces) {
    if (used.prefix.empty() || prefixes.insert(used.prefix).second) continue;
    found.add(entry.admx(), used.place, "prefix", used.prefix,
              fmt::format("the prefix {} is declared twice", in_quotes(used.prefix)),
              "give one of the namespaces another prefix");
  }
}

const Category* parent_of(const FileEntry& entry, const Category& row, const File*& file) {
  if (!row.parent_category) return nullptr;
  const Target target = resolve(*entry.store, *file, *row.parent_category);
  if (target.file == nullptr) return nullptr;
  file = target.file;
  const auto parent = file->categories.find(target.name);
  return parent == file->categories.end() ? nullptr : parent->second;
}

void category_cycle(const FileEntry& entry, const Finder& found) {
  for (const Category& row : entry.definitions().categories) {
    std::set<const Category*> seen;
    const File* file = entry.file;
    const Category* at = &row;
    while (at != nullptr && seen.insert(at).second) at = parent_of(entry, *at, file);
    if (at != &row) continue;
    found.add(entry.admx(), child_of(entry.admx(), row.place, "parentCategory"), "ref", row.name,
              fmt::format("the category {} lies within itself", in_quotes(row.name)),
              "give it a parent that does not lead back to it");
  }
}

void no_parent_category(const PolicyEntry& entry, const Finder& found) {
  if (entry.policy->parent_category) return;
  found.add(entry.admx(), entry.policy->place, {}, entry.policy->name,
            "the policy has no parentCategory", "add <parentCategory ref=\"...\"/>");
}

void unused_prefix(const FileEntry& entry, const Finder& found) {
  for (const PolicyNamespace& row : entry.definitions().using_namespaces) {
    if (uses_prefix(entry, row.prefix)) continue;
    found.add(entry.admx(), row.place, "prefix", row.prefix,
              fmt::format("nothing in this file uses the prefix {}", in_quotes(row.prefix)),
              "remove the <using>; MDM services refuse a template whose other namespaces they "
              "lack");
  }
}

void unused_category(const Store& store, const Finder& found) {
  std::set<const Category*> used;
  const auto use = [&](const File& file, const std::optional<std::string>& reference) {
    if (!reference) return;
    const Target target = resolve(store, file, *reference);
    if (target.file == nullptr) return;
    const auto row = target.file->categories.find(target.name);
    if (row != target.file->categories.end()) used.insert(row->second);
  };
  for (const File& file : store.files) {
    for (const Category& row : file.definitions->categories) use(file, row.parent_category);
    for (const Policy& row : file.definitions->policies) use(file, row.parent_category);
  }
  for (const File& file : store.files) {
    // A file without policies is there for others.
    if (file.definitions->policies.empty()) continue;
    for (const Category& row : file.definitions->categories) {
      if (used.contains(&row)) continue;
      found.add(file.file->admx, row.place, "name", row.name,
                fmt::format("nothing is in the category {}", in_quotes(row.name)),
                "the editor does not show empty categories");
    }
  }
}

constexpr RuleRow kReferenceRows[] = {
    {{"admx.undeclared-prefix", Severity::error, "Prefix that is not declared",
      "The reference of a policy or category has a prefix that neither target nor using declares, "
      "and the editor refuses the file (312). Declare the prefix, or correct it."},
     undeclared_prefix},
    {{"admx.undeclared-prefix-in-definition", Severity::warning,
      "Prefix that is not declared, in a requirement",
      "Within supportedOn the editor passes over it, and Microsoft ships such files, but the "
      "requirement means nothing to it. Declare the prefix."},
     undeclared_prefix_in_definition},
    {{"admx.unknown-category", Severity::warning, "Category that is not there",
      "What lies in it is shown nowhere, or under Extra Registry Settings. Define the category, or "
      "correct the reference."},
     unknown_category},
    {{"admx.unknown-supported-on", Severity::warning, "Requirement that is not there",
      "The editor shows no text for it and says nothing. Define the requirement in this file, or "
      "correct the reference."},
     unknown_supported_on},
    {{"admx.defined-twice", Severity::error, "Two definitions of one name",
      "The editor refuses a file that defines a policy, category, requirement or product twice "
      "(321). Remove one."},
     defined_twice},
    {{"admx.duplicate-prefix", Severity::error, "Two namespaces with one prefix",
      "A reference with this prefix has two meanings. Give one of them another prefix."},
     duplicate_prefix},
    {{"admx.category-cycle", Severity::error, "Category within itself",
      "The parents of the category lead back to it, so it hangs nowhere in the tree. Give it "
      "another parent."},
     category_cycle},
    {{"admx.no-parent-category", Severity::warning, "Policy without a category",
      "The specification wants exactly one, and MDM services refuse the policy. Add "
      "parentCategory."},
     no_parent_category,
     Volume::every,
     Audience::gpmc},
    {{"admx.unused-prefix", Severity::note, "Prefix that nothing uses",
      "It does no harm in the editor; MDM services refuse a template whose other namespaces they "
      "lack. Remove it."},
     unused_prefix,
     Volume::every,
     Audience::gpmc},
    {{"admx.unused-category", Severity::note, "Empty category",
      "The editor does not show it. Remove it, unless another file uses it."},
     unused_category},
};

}  // namespace

std::span<const RuleRow> reference_rules() { return kReferenceRows; }

}  // namespace regpolicy::check_templates
