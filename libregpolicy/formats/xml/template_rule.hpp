// The rules of the readers of ADMX and ADML by name; what each says is a row of the table.
#pragma once

#include <cstddef>

#include <regpolicy/rule.hpp>

namespace regpolicy::xml {

enum class TemplateHalf { admx, adml };

// In the order of the table.
enum class TemplateRule {
  too_large,
  not_text,
  not_xml,
  document_type,
  html_page,
  wrong_root,
  encoding_declaration,
  encoding_unicode,
  namespace_unknown,
  schema_version,
  element_order,
  element_missing,
  element_unexpected,
  element_repeated,
  element_type,
  text_unexpected,
  attribute_missing,
  attribute_invalid,
  attribute_empty,
  attribute_case,
  attribute_unknown,
  default_empty,
  id_hyphen,
  supported_on_invalid,
  too_many_findings,
};

[[nodiscard]] const Rule& rule_of(TemplateRule rule, TemplateHalf half);

}  // namespace regpolicy::xml
