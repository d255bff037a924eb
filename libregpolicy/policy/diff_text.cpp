#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/diff_report.hpp>
#include <regpolicy/text.hpp>

#include "policy/diff_lines.hpp"
#include "policy/outcome_text.hpp"
#include "policy/report_text_parts.hpp"

namespace regpolicy {
namespace {

// Two outcomes that fill more than this stand below each other.
constexpr std::size_t kOutcomesOnOneLine = 80;

Sign sign_of(const EffectDifference& difference) {
  if (difference.b.outcome == Outcome::untouched) return {'-', kRed};
  if (difference.a.outcome == Outcome::untouched) return {'+', kGreen};
  return {'~', kYellow};
}

std::string line_of(const EffectDifference& difference, bool color) {
  std::string was = outcome_words(difference.a, difference.what);
  std::string is = outcome_words(difference.b, difference.what);
  if (was == is) {  // strings with and without their final NUL, long binary data
    was += fmt::format(" [{}]", to_hex(difference.a.value.data));
    is += fmt::format(" [{}]", to_hex(difference.b.value.data));
  }
  const Sign sign = sign_of(difference);
  const std::string start =
      fmt::format("{} {}:", sign.sign, outcome_title(difference.what, difference.name));
  const bool fits = was.size() + is.size() <= kOutcomesOnOneLine;
  const std::string painted = paint(start, sign.color, color);
  return fits ? fmt::format("  {} {} -> {}\n", painted, was, is)
              : fmt::format("  {}\n      was {}\n      is  {}\n", painted, was, is);
}

std::string text_of_effect(const SideDiff& side, bool color) {
  std::string text = fmt::format("{} in effect\n", counted(side.effect.size(), "difference"));
  const std::u16string* last_key = nullptr;
  for (const EffectDifference& difference : side.effect) {
    if (last_key == nullptr || *last_key != difference.key) {
      const std::string key = escape_for_display(difference.key);
      text += paint(key.empty() ? "(no key)" : key, kBold, color) + '\n';
    }
    last_key = &difference.key;
    text += line_of(difference, color);
  }
  return text;
}

std::string text_of_records(const SideDiff& side, bool color) {
  const DiffLines lines = lines_of(side.a, side.b, side.records);
  std::size_t removed = 0;
  std::size_t added = 0;
  std::string text;
  for (const RecordChange& change : side.records) {
    for (std::size_t i = change.a_first; i < change.a_first + change.a_count; ++i, ++removed) {
      text += fmt::format("  {}\n", paint(fmt::format("- {}: {}", i + 1, lines.a[i]), kRed, color));
    }
    for (std::size_t i = change.b_first; i < change.b_first + change.b_count; ++i, ++added) {
      text +=
          fmt::format("  {}\n", paint(fmt::format("+ {}: {}", i + 1, lines.b[i]), kGreen, color));
    }
  }
  return fmt::format("{} removed, {} added\n{}", counted(removed, "record"), added, text);
}

}  // namespace

std::string to_text(const FileDiff& diff, DiffView view, bool color) {
  std::string text;
  for (const SideDiff& side : diff.sides) {
    const bool is_effect = view == DiffView::effect;
    if (is_effect ? side.effect.empty() : side.records.empty()) continue;
    if (!text.empty()) text += '\n';
    text += describe(PolicySide{side.side, side.user, {}}) + ": ";
    text += is_effect ? text_of_effect(side, color) : text_of_records(side, color);
  }
  return text;
}

}  // namespace regpolicy
