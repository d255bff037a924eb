// [[category]].
#include <regpolicy/limits.hpp>

#include "formats/template_source/sections.hpp"
#include "formats/template_source/strings.hpp"

namespace regpolicy::template_source {

void read_category(Reading& reading, const Node& node) {
  const auto opened = Section::open(reading, node, name_by_id(node, "category", "[[category]]"),
                                    {"id", "title", "explain", "parent", "see_also", "keywords",
                                     "annotations", "unknown_attributes"});
  if (!opened) return;
  const Section& table = *opened;
  Category category;
  category.name = table.required_id();
  declare(reading, reading.categories, category.name, "category", table.place_of("id"));
  category.display_name = read_required_string(table, "title", {"Category_" + category.name},
                                               {.max_units = limits::kAdmxCategoryTitleUnits});
  category.explain_text =
      read_string(table, "explain", {"CategoryExplain_" + category.name},
                  {.max_units = limits::kAdmxCategoryExplainUnits, .one_line = false});
  category.parent_category = table.text("parent");
  if (category.parent_category) {
    add_reference(reading, ReferenceKind::category, *category.parent_category, category.name,
                  table.place_of("parent"));
  }
  category.see_also = table.texts("see_also");
  category.keywords = read_string(table, "keywords", {"CategoryKeywords_" + category.name});
  category.annotations = table.annotations();
  category.unknown_attributes = table.unknown_attributes();
  reading.result.definitions.categories.push_back(std::move(category));
}

}  // namespace regpolicy::template_source
