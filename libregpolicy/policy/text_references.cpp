#include "policy/text_references.hpp"

namespace regpolicy {
namespace {

std::string_view id_behind(std::string_view reference, std::string_view head) {
  if (!reference.starts_with(head) || !reference.ends_with(')')) return {};
  return reference.substr(head.size(), reference.size() - head.size() - 1);
}

}  // namespace

std::string_view string_id(std::string_view reference) { return id_behind(reference, "$(string."); }

std::string_view presentation_id(std::string_view reference) {
  return id_behind(reference, "$(presentation.");
}

std::string string_id_or_text(std::string_view reference) {
  const bool is_reference = reference.starts_with("$(string.") && reference.ends_with(')');
  return std::string(is_reference ? string_id(reference) : reference);
}

}  // namespace regpolicy
