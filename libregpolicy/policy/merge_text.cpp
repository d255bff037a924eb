#include <utility>

#include <fmt/format.h>

#include <regpolicy/instruction.hpp>
#include <regpolicy/merge_report.hpp>
#include <regpolicy/text.hpp>

#include "policy/merge_index.hpp"
#include "policy/report_text_parts.hpp"

namespace regpolicy {
namespace {

std::string shown_path(const std::u16string& key, const std::u16string& name) {
  return escape_for_display(key + u"\\" + (name.empty() ? u"(Default)" : name));
}

// "SOFTWARE\A\Level", "SOFTWARE\A (permissions)"
std::string title_of(MergeSubject subject, const std::u16string& key,
                     const std::optional<std::u16string>& name) {
  if (name) return shown_path(key, *name);
  return fmt::format("{} ({})", escape_for_display(key), to_string(subject));
}

std::string line_of(std::string_view word, const std::vector<MergeInput>& inputs,
                    const MergeStep& step) {
  const MergeInput& input = inputs[step.input];
  return fmt::format("  {:<10}  {}, record {}: {}", word, escape_for_display(input.name),
                     step.record + 1, describe(decode(input.records[step.record])));
}

std::string text_of(const std::vector<MergeInput>& inputs, const MergeDecision& decision) {
  const bool is_value = decision.subject == MergeSubject::value;
  std::string text = title_of(decision.subject, decision.key,
                              is_value ? std::optional(decision.name) : std::nullopt);
  text += '\n' + line_of("wins", inputs, decision.winner) + '\n';
  for (const MergeStep& step : decision.overridden) {
    text += line_of("overridden", inputs, step) + (step.left_out ? "\n" : " (kept)\n");
  }
  for (const MergeStep& step : decision.without_effect) {
    text += line_of("no effect", inputs, step) + (step.left_out ? "\n" : " (kept)\n");
  }
  if (decision.different_type) text += "  the types differ\n";
  return text + '\n';
}

}  // namespace

std::string to_text(const std::vector<MergeInput>& inputs, const MergeResult& result) {
  std::string text;
  for (const MergeDecision& decision : result.decisions) text += text_of(inputs, decision);
  if (result.decisions.empty()) text += "no two inputs decide the same\n\n";
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    text += fmt::format("{}: {}, {} left out\n", escape_for_display(inputs[i].name),
                        counted(inputs[i].records.size(), "record"), result.left_out[i]);
  }
  return text + fmt::format("merged: {}\n", counted(result.records.size(), "record"));
}

Diagnostics type_conflicts(const std::vector<MergeInput>& inputs, const MergeResult& result) {
  Diagnostics diagnostics;
  for (const MergeDecision& decision : result.decisions) {
    const auto other = merging::set_with_other_type(inputs, decision);
    if (!other) continue;
    const auto type_of = [&inputs](const MergeStep& step) {
      return to_string(inputs[step.input].records[step.record].value.type);
    };
    diagnostics.warning(
        "merge.different-type",
        fmt::format("the value is a {} here, but a {} in {}, record {}", type_of(decision.winner),
                    type_of(*other), escape_for_display(inputs[other->input].name),
                    other->record + 1),
        {.source = inputs[decision.winner.input].name,
         .record = decision.winner.record + 1,
         .path = shown_path(decision.key, decision.name)});
  }
  return diagnostics;
}

std::string to_text(const Merge3Names& names, const Merge3Result& result) {
  if (const auto* const records = std::get_if<Records>(&result)) {
    return fmt::format("merged: {}\n", counted(records->size(), "record"));
  }
  const auto& conflicts = std::get<MergeConflicts>(result);
  std::string text;
  for (const MergeConflict& conflict : conflicts) {
    text += title_of(conflict.subject, conflict.key, conflict.name) + '\n';
    const std::pair<const std::string&, const std::string&> lines[] = {
        {names.base, conflict.base}, {names.a, conflict.a}, {names.b, conflict.b}};
    for (const auto& [name, what] : lines) {
      text +=
          fmt::format("  {}: {}\n", escape_for_display(name), what.empty() ? "says nothing" : what);
    }
    text += '\n';
  }
  return text + counted(conflicts.size(), "conflict") + '\n';
}

}  // namespace regpolicy
