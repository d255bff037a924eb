// What one template says by way of others: categories and "supported on" of other files, and
// policies by the name that people know.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <regpolicy/catalog.hpp>

namespace regpolicy {

// The name in another file, or in this one: "prefix:name" through the target and using of `from`,
// a name without prefix in its own namespace. No template: the prefix is not declared, or no
// template of the catalog has the namespace.
struct ResolvedReference {
  const Template* source = nullptr;
  std::string_view name;  // part of the reference
};
[[nodiscard]] ResolvedReference resolve_reference(const Catalog& catalog, const Template& from,
                                                  std::string_view reference);

struct CategoryEntry {
  const Template* source = nullptr;
  const Category* category = nullptr;  // null: there is none
};
[[nodiscard]] CategoryEntry find_category(const Catalog& catalog, const Template& from,
                                          std::string_view reference);

// The policy's categories, the uppermost first; empty where it has none. It ends where a category
// is not found, and where they go round in a circle.
[[nodiscard]] std::vector<CategoryEntry> category_chain(const Catalog& catalog,
                                                        const Catalog::Entry& entry);
// Their names in a language, each chosen by its own file: "Windows Components", "Search". A
// category without a text is shown by its id.
[[nodiscard]] std::vector<std::string> category_path(const Catalog& catalog,
                                                     const Catalog::Entry& entry,
                                                     std::string_view language);

// "At least Windows 10": the text of the definition, or of the product or version, that the policy
// names. Empty where there is none, which the editor shows as nothing.
[[nodiscard]] std::string supported_on_text(const Catalog& catalog, const Catalog::Entry& entry,
                                            std::string_view language);

// The policy's name in a language; its id where there is no text.
[[nodiscard]] std::string display_name(const Catalog& catalog, const Catalog::Entry& entry,
                                       std::string_view language);

// All policies by their display names in one language, each taken from its file's resources of
// just that language.
class DisplayNames {
 public:
  DisplayNames(const Catalog& catalog, std::string_view language);

  // Without regard to the case of ASCII letters and to white space around. The error is not_found,
  // or invalid_argument where several policies have the name; its hint says their qualified names.
  [[nodiscard]] Result<Catalog::Entry> find(std::string_view display_name) const;

 private:
  std::string language_;
  std::unordered_map<std::string, std::vector<Catalog::Entry>> by_name_;
};

}  // namespace regpolicy
