#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/plan.hpp>
#include <regpolicy/policy_file.hpp>
#include <regpolicy/text.hpp>

#include "policy/outcome_text.hpp"
#include "policy/report_text_parts.hpp"
#include "target/plan_parts.hpp"

namespace regpolicy {
namespace {

// A change that fills more than this stands on two lines.
constexpr std::size_t kWordsOnOneLine = 80;
constexpr std::size_t kShownHashDigits = 12;
constexpr std::string_view kUntouched = "untouched";

Sign sign_of_change(const PlannedChange& change) {
  if (change.after == kUntouched || change.after == kAbsent) return {'-', kRed};
  if (change.before == kUntouched || change.before == kAbsent) return {'+', kGreen};
  return {'~', kYellow};
}

std::string change_text(const PlannedChange& change, const PlanTextOptions& options) {
  const bool mask_before = !options.show_secrets && !change.masked_before.empty();
  const bool mask_after = !options.show_secrets && !change.masked_after.empty();
  const std::string& before = mask_before ? change.masked_before : change.before;
  const std::string& after = mask_after ? change.masked_after : change.after;
  const Sign sign = sign_of_change(change);
  const std::string start =
      paint(fmt::format("{} {}:", sign.sign, outcome_title(change.what, change.name)), sign.color,
            options.color);
  std::string text =
      before.size() + after.size() <= kWordsOnOneLine
          ? fmt::format("  {} {} -> {}\n", start, before, after)
          : fmt::format("  {}\n      is      {}\n      becomes {}\n", start, before, after);
  if (!change.why.empty()) text += fmt::format("      {}\n", escape_for_display(change.why));
  return text;
}

std::string changes_text(const Plan& plan, const PlanTextOptions& options) {
  std::string text;
  const PlannedChange* last = nullptr;
  for (const PlannedChange& change : plan.changes) {
    const bool same_side =
        last != nullptr && last->side == change.side && last->user == change.user;
    if (!same_side) text += describe(PolicySide{change.side, change.user, {}}) + '\n';
    if (!same_side || last->key != change.key) {
      text += paint(escape_for_display(change.key), kBold, options.color) + '\n';
    }
    text += change_text(change, options);
    last = &change;
  }
  return text;
}

std::string version_words(const gpt_ini::Version& version) {
  return fmt::format("{} (machine {}, user {})", gpt_ini::to_number(version), version.machine,
                     version.user);
}

std::string hash_words(const std::optional<std::string>& hash) {
  return hash ? hash->substr(0, kShownHashDigits) : "no file";
}

}  // namespace

std::string to_text(const Plan& plan, const PlanTextOptions& options) {
  std::string text = changes_text(plan, options);
  if (!text.empty()) text += '\n';
  if (plan.changes.empty() && has_changes(plan)) {
    text += "records change, and nothing of what they do\n";
  }
  for (const PlannedVersion& version : plan.versions) {
    text += fmt::format("{}: version {} -> {}\n", escape_for_display(version.path),
                        version.before ? version_words(*version.before) : "none",
                        version_words(version.after));
  }
  for (const PlannedExtensions& list : plan.extensions) {
    text += fmt::format("{}: {} \"{}\" -> \"{}\"\n", escape_for_display(list.path),
                        gpt_ini::extensions_key(list.side), escape_for_display(list.before),
                        escape_for_display(list.after));
  }
  for (const PlannedFile& file : plan.files) {
    if (!is_changed(file)) continue;
    text += fmt::format("{}: {} -> {}\n", escape_for_display(file.path), hash_words(file.before),
                        hash_words(file.after));
  }
  if (!has_changes(plan)) text += "nothing to change\n";
  for (const std::string& warning : plan.warnings) text += fmt::format("warning: {}\n", warning);
  return text;
}

}  // namespace regpolicy
