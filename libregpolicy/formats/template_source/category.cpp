// [[category]].
#include <regpolicy/limits.hpp>

#include "formats/template_source/sections.hpp"

namespace regpolicy::template_source {

void read_category(Reading& reading, const Node& node) {
  const auto opened = Section::open(reading, node, name_by_id(node, "category", "[[category]]"),
                                    {"id", "title", "explain", "parent", "see_also", "keywords"});
  if (!opened) return;
  const Section& table = *opened;
  Category category;
  category.name = table.required_id();
  declare(reading, reading.categories, category.name, "category", table.place_of("id"));
  category.display_name = add_string(
      reading, "Category_" + category.name,
      table.required_in_languages("title", {.max_units = limits::kAdmxCategoryTitleUnits}));
  if (const auto explain = table.in_languages(
          "explain", {.max_units = limits::kAdmxCategoryExplainUnits, .one_line = false})) {
    category.explain_text = add_string(reading, "CategoryExplain_" + category.name, *explain);
  }
  category.parent_category = table.text("parent");
  if (category.parent_category) {
    add_reference(reading, ReferenceKind::category, *category.parent_category, category.name,
                  table.place_of("parent"));
  }
  category.see_also = table.texts("see_also");
  if (const auto keywords = table.in_languages("keywords")) {
    category.keywords = add_string(reading, "CategoryKeywords_" + category.name, *keywords);
  }
  reading.result.definitions.categories.push_back(std::move(category));
}

}  // namespace regpolicy::template_source
