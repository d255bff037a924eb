#include "merge_report.hpp"

#include <fmt/format.h>

#include <regpolicy/instruction.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy::tools {
namespace {

const Record& record_of(const std::vector<MergeInput>& inputs, const MergeStep& step) {
  return inputs[step.input].records[step.record];
}

merge_json::Step step_of(const std::vector<MergeInput>& inputs, const MergeStep& step) {
  return {inputs[step.input].name, step.record + 1, describe(decode(record_of(inputs, step))),
          step.left_out};
}

std::vector<merge_json::Step> steps_of(const std::vector<MergeInput>& inputs,
                                       const std::vector<MergeStep>& steps) {
  std::vector<merge_json::Step> list;
  list.reserve(steps.size());
  for (const MergeStep& step : steps) list.push_back(step_of(inputs, step));
  return list;
}

std::string counted(std::size_t count, std::string_view word) {
  return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

std::string path_of(const std::u16string& key, const std::optional<std::u16string>& name) {
  if (!name) return escape_for_display(key);
  return escape_for_display(key + u"\\" + (name->empty() ? u"(Default)" : *name));
}

// "SOFTWARE\\A\\Level", "SOFTWARE\\A (permissions)"
std::string title_of(const std::u16string& key, const std::optional<std::u16string>& name,
                     const std::string& subject) {
  return path_of(key, name) + (name ? "" : fmt::format(" ({})", subject)) + '\n';
}

std::string line_of(std::string_view word, const merge_json::Step& step) {
  return fmt::format("  {:<10} {}, record {}: {}", word, escape_for_display(step.input),
                     step.record, step.what);
}

std::string text_of(const merge_json::Decision& decision) {
  std::string text = title_of(decision.key, decision.name, decision.subject);
  text += line_of("wins", decision.winner) + '\n';
  for (const merge_json::Step& step : decision.overridden) {
    text += line_of("overridden", step) + (step.left_out ? "\n" : " (kept)\n");
  }
  for (const merge_json::Step& step : decision.without_effect) {
    text += line_of("no effect", step) + (step.left_out ? "\n" : " (kept)\n");
  }
  if (decision.different_type) text += "  the types differ\n";
  return text;
}

// The first record of another input that sets the value with another type than the winner.
const MergeStep* other_type(const std::vector<MergeInput>& inputs, const MergeDecision& decision) {
  const Type type = record_of(inputs, decision.winner).value.type;
  for (const auto* const steps : {&decision.overridden, &decision.without_effect}) {
    for (const MergeStep& step : *steps) {
      const Instruction instruction = decode(record_of(inputs, step));
      const bool sets = std::holds_alternative<SetValue>(instruction) ||
                        std::holds_alternative<SetIfAbsent>(instruction);
      const bool differs = record_of(inputs, step).value.type != type;
      if (sets && differs && step.input != decision.winner.input) return &step;
    }
  }
  return nullptr;
}

}  // namespace

merge_json::Merge report_of(const std::vector<MergeInput>& inputs, const MergeResult& result) {
  merge_json::Merge report;
  report.records = result.records.size();
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    report.inputs.push_back({inputs[i].name, inputs[i].records.size(), result.left_out[i]});
  }
  for (const MergeDecision& decision : result.decisions) {
    const bool is_value = decision.subject == MergeSubject::value;
    report.decisions.push_back(
        {std::string(to_string(decision.subject)), decision.key,
         is_value ? std::optional(decision.name) : std::nullopt, step_of(inputs, decision.winner),
         steps_of(inputs, decision.overridden), steps_of(inputs, decision.without_effect),
         decision.different_type});
  }
  return report;
}

std::string text_of(const merge_json::Merge& report) {
  std::string text;
  for (const merge_json::Decision& decision : report.decisions) text += text_of(decision) + '\n';
  if (report.decisions.empty()) text += "no two inputs speak of the same\n\n";
  for (const merge_json::Input& input : report.inputs) {
    text += fmt::format("{}: {}, {} left out\n", escape_for_display(input.name),
                        counted(input.records, "record"), input.left_out);
  }
  return text + fmt::format("merged: {}\n", counted(report.records, "record"));
}

std::string text_of(const merge_json::Merge3& report) {
  std::string text;
  for (const merge_json::Conflict& conflict : report.conflicts) {
    text += title_of(conflict.key, conflict.name, conflict.subject);
    for (const auto& [name, what] : {std::pair(&report.base, &conflict.base),
                                     {&report.a, &conflict.a},
                                     {&report.b, &conflict.b}}) {
      text += fmt::format("  {}: {}\n", escape_for_display(*name),
                          what->empty() ? "says nothing" : *what);
    }
    text += '\n';
  }
  if (report.records) return text + fmt::format("merged: {}\n", counted(*report.records, "record"));
  return text + counted(report.conflicts.size(), "conflict") + '\n';
}

Diagnostics type_conflicts(const std::vector<MergeInput>& inputs, const MergeResult& result) {
  Diagnostics diagnostics;
  for (const MergeDecision& decision : result.decisions) {
    if (!decision.different_type) continue;
    const MergeStep* const loser = other_type(inputs, decision);
    if (loser == nullptr) continue;
    const Record& record = record_of(inputs, decision.winner);
    diagnostics.warning(
        "merge.different-type",
        fmt::format("the value is a {} here, but a {} in {}, record {}",
                    to_string(record.value.type), to_string(record_of(inputs, *loser).value.type),
                    escape_for_display(inputs[loser->input].name), loser->record + 1),
        {.source = inputs[decision.winner.input].name,
         .record = decision.winner.record + 1,
         .path = path_of(decision.key, decision.name)});
  }
  return diagnostics;
}

}  // namespace regpolicy::tools
