// All templates at hand, joined: which policies exist and under which names. Where a template came
// from (a template source, an ADMX file) makes no difference.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <regpolicy/diagnostics.hpp>
#include <regpolicy/policy_template.hpp>

namespace regpolicy {

class Catalog {
 public:
  // A namespace that is already taken is ignored with a warning, as the Group Policy editor does.
  void add(Template policy_template, Diagnostics& diagnostics);

  struct Entry {
    const Template* source = nullptr;  // lives as long as the catalog
    const Policy* policy = nullptr;
  };

  // By "prefix:name" or "full-namespace:name"; names are case-sensitive, as in ADMX. The error
  // (not_found or invalid_argument for an ambiguous prefix) carries a suggestion as its hint.
  [[nodiscard]] Result<Entry> find(std::string_view qualified_name) const;

  // The template that has the namespace; null where none has. Namespaces are case-sensitive.
  [[nodiscard]] const Template* with_namespace(std::string_view uri) const;
  // The first policy of that name in a template of this catalog; null where there is none.
  [[nodiscard]] const Policy* find_policy(const Template& source, std::string_view name) const;
  // The text behind "$(string.ID)" in the template's resources of `language`, chosen as
  // resources_in() does; null where there is none. One look into an index, unlike
  // resolve_string().
  [[nodiscard]] const std::string* text(const Template& source, std::string_view reference,
                                        std::string_view language) const;

  [[nodiscard]] const std::vector<std::unique_ptr<Template>>& templates() const {
    return templates_;
  }

 private:
  using Policies = std::unordered_map<std::string_view, const Policy*>;
  using Strings = std::unordered_map<std::string_view, const std::string*>;

  std::vector<std::unique_ptr<Template>> templates_;  // stable addresses; the indexes point there
  std::unordered_map<std::string_view, const Template*> by_namespace_;
  std::unordered_map<std::string_view, std::vector<const Template*>> by_prefix_;
  std::unordered_map<const Template*, Policies> policies_;
  std::unordered_map<const PolicyResources*, Strings> strings_;
};

// The text behind "$(string.ID)" in the given resources; empty pointer where there is none.
[[nodiscard]] const std::string* resolve_string(const PolicyResources& resources,
                                                std::string_view reference);

// The resources of `policy_template` in `language`, else in its fallback culture, else the first.
[[nodiscard]] const PolicyResources& resources_in(const Template& policy_template,
                                                  std::string_view language);

}  // namespace regpolicy
