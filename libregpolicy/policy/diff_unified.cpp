#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/diff_report.hpp>
#include <regpolicy/text.hpp>

#include "policy/diff_lines.hpp"

namespace regpolicy {
namespace {

constexpr std::size_t kContext = 3;  // lines around a change, as diff -u has it

// Changes with so few lines between them that their contexts meet make one hunk.
struct Hunk {
  std::size_t first_change;
  std::size_t last_change;  // one behind
};

std::vector<Hunk> hunks_of(const std::vector<RecordChange>& changes) {
  std::vector<Hunk> hunks;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const bool meets =
        i > 0 &&
        changes[i].a_first - (changes[i - 1].a_first + changes[i - 1].a_count) <= 2 * kContext;
    if (meets) {
      hunks.back().last_change = i + 1;
    } else {
      hunks.push_back({i, i + 1});
    }
  }
  return hunks;
}

// "12,3": the first line and how many. Of none: the line before, as diff counts it.
std::string range(std::size_t first, std::size_t count) {
  if (count == 1) return std::to_string(first + 1);
  return fmt::format("{},{}", count == 0 ? first : first + 1, count);
}

std::string text_of_hunk(const DiffLines& lines, const std::vector<RecordChange>& changes,
                         const Hunk& hunk) {
  const RecordChange& front = changes[hunk.first_change];
  const RecordChange& back = changes[hunk.last_change - 1];
  const std::size_t before = std::min(front.a_first, kContext);
  const std::size_t a_end = back.a_first + back.a_count;
  const std::size_t b_end = back.b_first + back.b_count;
  const std::size_t after = std::min(lines.a.size() - a_end, kContext);
  const std::size_t a_first = front.a_first - before;
  const std::size_t b_first = front.b_first - before;
  std::string text = fmt::format("@@ -{} +{} @@\n", range(a_first, a_end + after - a_first),
                                 range(b_first, b_end + after - b_first));
  const auto put = [&text](char sign, const std::vector<std::string>& from, std::size_t first,
                           std::size_t last) {
    for (std::size_t i = first; i < last; ++i) text += fmt::format("{}{}\n", sign, from[i]);
  };
  std::size_t at = a_first;
  for (std::size_t i = hunk.first_change; i < hunk.last_change; ++i) {
    const RecordChange& change = changes[i];
    put(' ', lines.a, at, change.a_first);
    at = change.a_first + change.a_count;
    put('-', lines.a, change.a_first, at);
    put('+', lines.b, change.b_first, change.b_first + change.b_count);
  }
  put(' ', lines.a, at, at + after);
  return text;
}

struct UpperCase {
  static void apply(std::vector<std::u16string>& names) {
    for (std::u16string& name : names) name = upcase(name);
  }
  template <class Any>
  void operator()(Any& instruction) const {
    if constexpr (requires { instruction.key; }) instruction.key = upcase(instruction.key);
    if constexpr (requires { instruction.name; }) instruction.name = upcase(instruction.name);
    if constexpr (requires { instruction.names; }) apply(instruction.names);
  }
};

// Effects are equal without regard to spelling, so their lines are compared in upper case.
Records upper_case(Instructions list) {
  for (Instruction& instruction : list) std::visit(UpperCase{}, instruction);
  return encode(list);
}

struct Script {
  Records a;
  Records b;
  std::vector<RecordChange> changes;
};

Script script_of(const SideDiff& side, DiffView view) {
  if (view == DiffView::records) return {side.a, side.b, side.records};
  Instructions a = to_instructions(effect_of(side.a));
  Instructions b = to_instructions(effect_of(side.b));
  Script script{encode(a), encode(b), {}};
  script.changes = diff_records(upper_case(std::move(a)), upper_case(std::move(b)));
  return script;
}

}  // namespace

std::string to_unified(const FileDiff& diff, DiffView view) {
  std::string text;
  for (const SideDiff& side : diff.sides) {
    const Script script = script_of(side, view);
    if (script.changes.empty()) continue;
    const DiffLines lines = lines_of(script.a, script.b, script.changes);
    // What follows the tab is a date in other programs, which read past it.
    const std::string title = describe(PolicySide{side.side, side.user, {}});
    text += fmt::format("--- {}\t{}\n", escape_for_display(diff.a), title);
    text += fmt::format("+++ {}\t{}\n", escape_for_display(diff.b), title);
    for (const Hunk& hunk : hunks_of(script.changes)) {
      text += text_of_hunk(lines, script.changes, hunk);
    }
  }
  return text;
}

}  // namespace regpolicy
