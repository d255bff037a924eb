// [[category]].
#include <fmt/format.h>

#include <regpolicy/limits.hpp>

#include "formats/template_source/sections.hpp"

namespace regpolicy::template_source {

void read_category(Reading& reading, const Node& node) {
  TableReader table(reading, node, "[[category]]");
  Category category;
  category.name = table.required_id();
  if (!category.name.empty()) table.rename(fmt::format("category '{}'", category.name));
  declare(reading, reading.categories, category.name, "category", table.place_of("id"));
  category.display_name =
      add_string(reading, "Category_" + category.name,
                 table.required_texts("title", {.max_units = limits::kAdmxCategoryTitleUnits}));
  if (const auto explain = table.texts(
          "explain", {.max_units = limits::kAdmxCategoryExplainUnits, .one_line = false})) {
    category.explain_text = add_string(reading, "CategoryExplain_" + category.name, *explain);
  }
  category.parent_category = table.string("parent");
  if (category.parent_category) {
    add_reference(reading, ReferenceKind::category, *category.parent_category, category.name,
                  table.place_of("parent"));
  }
  category.see_also = table.strings("see_also");
  if (const auto keywords = table.texts("keywords")) {
    category.keywords = add_string(reading, "CategoryKeywords_" + category.name, *keywords);
  }
  table.finish();
  reading.result.definitions.categories.push_back(std::move(category));
}

}  // namespace regpolicy::template_source
