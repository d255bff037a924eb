#include "policy/outcome_text.hpp"

#include <fmt/format.h>

#include <regpolicy/text.hpp>

namespace regpolicy {

std::string outcome_words(const OutcomeOnSide& side, EffectDifference::What what) {
  const auto value = [&side] {
    return fmt::format("{} {}", to_string(side.value.type), describe(side.value));
  };
  switch (side.outcome) {
    case Outcome::untouched: return "untouched";
    case Outcome::set: return value();
    case Outcome::set_if_absent: return value() + " where it does not exist";
    case Outcome::deleted:
      return what == EffectDifference::What::key ? "deleted with all below it" : "deleted";
    case Outcome::created: return "created";
    case Outcome::values_deleted: return "all its values deleted";
    case Outcome::values_deleted_and_created: return "all its values deleted, then created";
    case Outcome::deleted_and_created: return "deleted with all below it, then created";
    case Outcome::secured: return "secured";
    case Outcome::permissions_reset: return "reset";
  }
  return "";
}

std::string outcome_title(EffectDifference::What what, std::u16string_view name) {
  switch (what) {
    case EffectDifference::What::key: return "(the key)";
    case EffectDifference::What::permissions: return "(its permissions)";
    case EffectDifference::What::value: break;
  }
  return name.empty() ? "(default)" : escape_for_display(name);
}

}  // namespace regpolicy
