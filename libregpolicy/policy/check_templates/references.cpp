#include "policy/check_templates/references.hpp"

namespace regpolicy::check_templates {

TemplatePlace reference_place(const FileEntry& entry, ReferenceKind kind, TemplatePlace owner) {
  switch (kind) {
    case ReferenceKind::category: return child_of(entry.admx(), owner, "parentCategory");
    case ReferenceKind::supported_on: return child_of(entry.admx(), owner, "supportedOn");
    case ReferenceKind::within_supported_on: return owner;
  }
  return owner;
}

bool uses_prefix(const FileEntry& entry, std::string_view prefix) {
  bool is_used = false;
  for_each_reference(
      entry, [&](ReferenceKind, const std::string& reference, TemplatePlace, const std::string&) {
        const std::size_t colon = reference.find(':');
        is_used = is_used || (colon != std::string::npos &&
                              std::string_view(reference).substr(0, colon) == prefix);
      });
  return is_used;
}

}  // namespace regpolicy::check_templates
