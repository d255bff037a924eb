// The references of an ADMX file to categories and requirements.
#pragma once

#include <string>
#include <string_view>

#include "policy/check_templates/entries.hpp"

namespace regpolicy::check_templates {

enum class ReferenceKind { category, supported_on, within_supported_on };

// Calls use(kind, reference, place of the owner, name of the owner) with each. The place is that of
// the reference itself within supportedOn only; reference_place() finds the others.
template <class Use>
void for_each_reference(const FileEntry& entry, const Use& use) {
  using enum ReferenceKind;
  for (const Category& row : entry.definitions().categories) {
    if (row.parent_category) use(category, *row.parent_category, row.place, row.name);
  }
  for (const Policy& row : entry.definitions().policies) {
    if (row.parent_category) use(category, *row.parent_category, row.place, row.name);
    use(supported_on, row.supported_on, row.place, row.name);
  }
  for (const SupportedOnDefinition& row : entry.definitions().supported_on) {
    if (!row.condition) continue;
    for (const auto& term : row.condition->terms) {
      std::visit(
          [&](const auto& part) { use(within_supported_on, part.ref, part.place, row.name); },
          term);
    }
  }
}

// Takes a search of the text, so it is asked only for what is wrong.
[[nodiscard]] TemplatePlace reference_place(const FileEntry& entry, ReferenceKind kind,
                                            TemplatePlace owner);

[[nodiscard]] bool uses_prefix(const FileEntry& entry, std::string_view prefix);

}  // namespace regpolicy::check_templates
