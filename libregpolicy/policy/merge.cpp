#include <regpolicy/merge.hpp>

#include <algorithm>
#include <limits>

#include "policy/merge_index.hpp"

namespace regpolicy {
namespace {

using merging::History;
using merging::Index;
using merging::Loss;

MergeStep step_of(const Index& index, merging::Place place) {
  return {place.input, place.record, index.is_void(place)};
}

// The type with which the record sets a value.
std::optional<Type> type_set(const std::vector<MergeInput>& inputs, const MergeStep& step) {
  const Record& record = inputs[step.input].records[step.record];
  const Instruction instruction = decode(record);
  const bool sets = std::holds_alternative<SetValue>(instruction) ||
                    std::holds_alternative<SetIfAbsent>(instruction);
  return sets ? std::optional(record.value.type) : std::nullopt;
}

bool concerns_several_inputs(const MergeDecision& decision) {
  const auto is_of_another = [&](const MergeStep& step) {
    return step.input != decision.winner.input;
  };
  return std::ranges::any_of(decision.overridden, is_of_another) ||
         std::ranges::any_of(decision.without_effect, is_of_another);
}

std::vector<MergeDecision> decisions_of(const Index& index, const std::vector<MergeInput>& inputs) {
  constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
  const std::vector<History>& histories = index.histories();
  std::vector<std::vector<const Loss*>> losses;  // of each subject that has any
  std::vector<std::size_t> position(histories.size(), kNone);
  for (const Loss& loss : index.losses()) {
    std::size_t& at = position[loss.subject];
    if (at == kNone) {
      at = losses.size();
      losses.emplace_back();
    }
    losses[at].push_back(&loss);
  }
  std::vector<MergeDecision> decisions;
  for (std::size_t i = 0; i < histories.size(); ++i) {
    if (position[i] == kNone) continue;
    const merging::Subject& subject = histories[i].subject;
    MergeDecision decision;
    decision.subject = subject.kind;
    decision.winner = step_of(index, *histories[i].winner);
    for (const Loss* const loss : losses[position[i]]) {
      auto& list = loss->overridden ? decision.overridden : decision.without_effect;
      list.push_back(step_of(index, loss->place));
    }
    if (!concerns_several_inputs(decision)) continue;
    decision.key = index.keys().path(subject.key);
    decision.name = subject.name;
    decision.different_type = merging::set_with_other_type(inputs, decision).has_value();
    decisions.push_back(std::move(decision));
  }
  return decisions;
}

}  // namespace

std::optional<MergeStep> merging::set_with_other_type(const std::vector<MergeInput>& inputs,
                                                      const MergeDecision& decision) {
  const auto type = type_set(inputs, decision.winner);
  if (!type || decision.subject != MergeSubject::value) return std::nullopt;
  for (const auto* const steps : {&decision.overridden, &decision.without_effect}) {
    for (const MergeStep& step : *steps) {
      const bool is_of_another = step.input != decision.winner.input;
      if (is_of_another && type_set(inputs, step).value_or(*type) != *type) return step;
    }
  }
  return std::nullopt;
}

std::string_view to_string(MergeSubject subject) {
  switch (subject) {
    case MergeSubject::value: return "value";
    case MergeSubject::all_values: return "all values";
    case MergeSubject::key: return "key";
    case MergeSubject::deleted_key: return "deleted key";
    case MergeSubject::permissions: return "permissions";
    case MergeSubject::listed_values: return "listed values";
    case MergeSubject::subkeys: return "subkeys";
    case MergeSubject::directive: return "directive";
  }
  return "";
}

MergeResult merge(const std::vector<MergeInput>& inputs) {
  const Index index(inputs);
  MergeResult result;
  for (std::size_t input = 0; input < inputs.size(); ++input) {
    const Records& records = inputs[input].records;
    const std::size_t before = result.records.size();
    for (std::size_t record = 0; record < records.size(); ++record) {
      if (!index.is_void({input, record})) result.records.push_back(records[record]);
    }
    result.left_out.push_back(records.size() - (result.records.size() - before));
  }
  result.decisions = decisions_of(index, inputs);
  return result;
}

}  // namespace regpolicy
