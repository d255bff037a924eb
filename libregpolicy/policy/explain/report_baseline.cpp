#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <regpolicy/explain_report.hpp>

#include "policy/explain/words.hpp"

namespace regpolicy {
namespace {

std::vector<std::string> lines_about(const ExplainedSetting& setting, const Catalog& catalog,
                                     const ExplainReportOptions& options) {
  const ExplainWords& words = explain_words(options.language);
  const SettingText text = text_of(setting.chosen, catalog, options.language);
  std::vector<std::string> path = text.category;
  path.push_back(text.display_name);
  std::vector<std::string> lines{fmt::format("{}", fmt::join(path, " > "))};
  for (const SettingText::Option& option : text.options) {
    // What the file says in the very same words needs no comment.
    const bool is_item = option.values.size() == 1 && !option.is_list;
    if (is_item) lines.push_back(fmt::format("  {}: {}", option.label, option.values.front()));
  }
  for (const NamedSetting& other : setting.alternatives) {
    lines.push_back(fmt::format("  {} {}: {}", words.also, other.setting.policy,
                                word_of(words, other.setting.state)));
  }
  return lines;
}

}  // namespace

ExplainedBaseline to_baseline(const std::vector<ExplainedSide>& sides, const Catalog& catalog,
                              const ExplainReportOptions& options) {
  std::vector<Explanation> explanations;
  ExplainedBaseline result;
  for (const ExplainedSide& side : sides) {
    explanations.push_back(side.explanation);
    for (const ExplainedSetting& setting : side.explanation.settings) {
      result.comments.settings.push_back(lines_about(setting, catalog, options));
    }
  }
  result.baseline = to_baseline(explanations);
  result.baseline.languages = {options.language};
  std::size_t item = 0;
  for (const ExplainedSide& side : sides) {
    for (const ExplainedSetting& setting : side.explanation.settings) {
      BaselineSetting& wanted = result.baseline.settings[item++];
      const auto* const comment = comment_on(side.comments, setting.chosen);
      if (comment != nullptr && !comment->text.empty()) {
        wanted.comment.emplace(options.language, comment->text);
      }
    }
  }
  return result;
}

}  // namespace regpolicy
