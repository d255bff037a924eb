// The texts of all templates in one language, each with the language that it is really in.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

#include <regpolicy/catalog.hpp>

#include "policy/docs_site/site_model.hpp"

namespace regpolicy::site {

struct Text {
  std::string_view text;
  std::string_view language;  // a tag as the page writes it; empty: in no language
};

class Texts {
 public:
  Texts(const Catalog& catalog, std::string language);

  [[nodiscard]] const std::string& language() const { return language_; }

  // What "$(string.ID)" stands for: in the language, else in the template's fallback language, else
  // the reference itself.
  [[nodiscard]] Text of(const Template& source, std::string_view reference) const;

  // In the language, else in the fallback language, with the language that its texts are in. Null
  // where there is none.
  struct PresentationText {
    const Presentation* presentation = nullptr;
    std::string_view language;
  };
  [[nodiscard]] PresentationText presentation(const Template& source,
                                              std::string_view reference) const;

 private:
  struct Resources {
    std::string language;
    std::unordered_map<std::string_view, const std::string*> strings;
    std::unordered_map<std::string_view, const Presentation*> presentations;
  };
  std::string language_;
  std::map<const Template*, std::vector<Resources>> resources_;  // the fallback last
};

// The display name of a category, also of one that no template of the site defines.
[[nodiscard]] Text title_of(const CategoryEntry& entry, const Texts& texts);

// What a policy's supportedOn says: the definition's text, or the product's or version's. Empty
// where nothing at hand defines it.
[[nodiscard]] Text supported_on(const Model& model, const PolicyEntry& entry, const Texts& texts);

}  // namespace regpolicy::site
