// The report on many machines as one page. The machines come first in the file, since they are
// written while they are judged; report.css shows what was counted above them.
#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "audit/fleet_forms.hpp"
#include "audit/fleet_words.hpp"
#include "audit/report_html/page.hpp"
#include "audit/report_parts.hpp"

namespace regpolicy::audit {
namespace {

constexpr std::string_view kNotRead = "unreadable";

std::string_view style_of_state(std::string_view state) {
  if (state == to_string(Readiness::blocked)) return "bad";
  return state == to_string(Readiness::ready) ? "good" : "open";
}

// A row of a <dl>; nothing for an empty text.
std::string fact_row(std::string_view label, std::string_view text) {
  if (text.empty()) return {};
  return fmt::format("<dt>{}</dt><dd>{}</dd>\n", page_text(label), page_text(text));
}

std::string machine_head(std::string_view state, std::string_view shown_state,
                         std::string_view name, std::string_view line) {
  return fmt::format(
      "<details class=\"{}\" data-group=\"{}\">\n<summary><span "
      "class=\"verdict\">{}</span><b>{}</b>"
      "<small>{}</small></summary>\n<div class=\"body\">\n<dl>\n",
      style_of_state(state), state, page_text(shown_state), page_text(name), page_text(line));
}

// The checks that came out so, each with what to do about it.
std::string outcome_rows(const Report& report, Outcome outcome, std::string_view label) {
  std::string rows;
  for (const CheckOutcome& item : outcomes_of(report)) {
    if (item.outcome != outcome) continue;
    const Finding& finding = *item.finding;
    rows +=
        fmt::format("<tr><td>{}<br><code>{}</code></td><td>{}</td></tr>\n",
                    page_text(finding.title), page_text(finding.id),
                    page_text(outcome == Outcome::failed ? finding.remediation : finding.reason));
  }
  if (rows.empty()) return {};
  const Words& words = words_in(report.language);
  return fmt::format(
      "<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th>"
      "</tr></thead>\n<tbody>\n{}</tbody>\n</table></div>\n",
      page_text(label), page_text(outcome == Outcome::failed ? words.what_to_do : words.why), rows);
}

std::string windows_of(const Report& report, const Words& words) {
  if (!report.build && !report.edition) return {};
  return fmt::format("{}{}",
                     report.build ? std::to_string(*report.build) : std::string(words.unknown),
                     report.edition ? fmt::format(" ({})", *report.edition) : std::string());
}

struct StateCount {
  std::string_view state, title;
  std::size_t machines;
};

std::vector<StateCount> counts_of(const FleetTally& tally, const FleetWords& words) {
  const auto title = [&](Readiness state) { return words.states[static_cast<std::size_t>(state)]; };
  return {{to_string(Readiness::blocked), title(Readiness::blocked), tally.blocked},
          {to_string(Readiness::unknown), title(Readiness::unknown), tally.unknown},
          {to_string(Readiness::ready), title(Readiness::ready), tally.ready},
          {kNotRead, words.not_read, tally.unreadable}};
}

std::string check_row(const CheckTally& check, const Words& common, const FleetWords& words) {
  const std::size_t failed = check.of(Outcome::failed);
  std::string names = fmt::format("{}", fmt::join(check.failed_on, ", "));
  if (failed > check.failed_on.size()) {
    names += ' ' + fill(words.and_more, failed - check.failed_on.size());
  }
  return fmt::format(
      "<tr><td>{}<br><code>{}</code></td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
      page_text(check.title), page_text(check.id),
      page_text(common.severities[static_cast<std::size_t>(check.severity)]), failed,
      check.of(Outcome::not_judged), page_text(names));
}

std::string check_table(const FleetTally& tally, const Words& common, const FleetWords& words) {
  std::vector<const CheckTally*> shown;
  for (const CheckTally& check : tally.checks) {
    if (check.of(Outcome::failed) + check.of(Outcome::not_judged) > 0) shown.push_back(&check);
  }
  // What failed on the most machines first, else in the order of the baseline.
  std::ranges::sort(shown, [](const CheckTally* a, const CheckTally* b) {
    const auto rank = [](const CheckTally* check) {
      return std::pair(check->of(Outcome::failed), check->of(Outcome::not_judged));
    };
    return rank(a) != rank(b) ? rank(a) > rank(b) : a < b;
  });
  std::string rows;
  for (const CheckTally* const check : shown) rows += check_row(*check, common, words);
  if (rows.empty()) return fmt::format("<p>{}</p>\n", page_text(words.all_checks_passed));
  std::string table =
      fmt::format("<h2>{}</h2>\n<div class=\"scroll\"><table class=\"checks\">\n<thead><tr>",
                  page_text(words.checks));
  for (const std::string_view label : {words.check, words.severity, words.failed_count,
                                       words.not_judged_count, words.machines_failed}) {
    table += fmt::format("<th scope=\"col\">{}</th>", page_text(label));
  }
  return table + "</tr></thead>\n<tbody>\n" + rows + "</tbody>\n</table></div>\n";
}

}  // namespace

std::string fleet_html_head(const FleetRun& run) {
  return page_head(run.language, run.title, "fleet") +
         fmt::format("<main>\n<section>\n<h2>{}</h2>\n",
                     page_text(fleet_words_in(run.language).machines));
}

std::string fleet_html_part(const Machine& machine) {
  const Report& report = machine.report;
  const Words& common = words_in(report.language);
  const FleetWords& words = fleet_words_in(report.language);
  const Readiness state = readiness_of(report);
  return machine_head(to_string(state), words.states[static_cast<std::size_t>(state)], machine.name,
                      score_sentence(report.score(), common)) +
         fact_row(common.source, machine.source) + fact_row(words.taken, machine.time) +
         fact_row(common.windows_build, windows_of(report, common)) + "</dl>\n" +
         outcome_rows(report, Outcome::failed, words.failed) +
         outcome_rows(report, Outcome::not_judged, words.not_judged) + "</div>\n</details>\n";
}

std::string fleet_html_part(const UnreadableMachine& machine, std::string_view language) {
  return machine_head(kNotRead, fleet_words_in(language).not_read, machine.source, {}) +
         fact_row(words_in(language).why, to_string(machine.error)) + "</dl>\n</div>\n</details>\n";
}

std::string fleet_html_tail(const FleetRun& run, const FleetTally& tally) {
  const Words& common = words_in(run.language);
  const FleetWords& words = fleet_words_in(run.language);
  const std::vector<StateCount> counts = counts_of(tally, words);
  std::string page = "</section>\n</main>\n<header>\n";
  page += fmt::format("<h1>{}</h1>\n<dl class=\"facts\">\n", page_text(run.title));
  page += fact_row(common.baseline, run.baseline) +
          fact_row(common.baseline_hash, run.baseline_sha256) +
          fact_row(common.source, fmt::format("{}", fmt::join(run.sources, "\n"))) +
          fact_row(common.run_time, run.time) + "</dl>\n<ul class=\"counts\">\n";
  for (const StateCount& count : counts) {
    if (count.machines == 0) continue;
    page += fmt::format("<li class=\"{}\"><b>{}</b>{}</li>\n", style_of_state(count.state),
                        count.machines, page_text(count.title));
  }
  page += fmt::format("</ul>\n<p>{}</p>\n", page_text(score_sentence(tally.score, common)));
  if (tally.unreadable > 0) {
    page += fmt::format("<p>{}</p>\n", page_text(fill(words.unreadable, tally.unreadable)));
  }
  page += check_table(tally, common, words) + "</header>\n";
  page += fmt::format(
      "<div class=\"tools\" hidden>\n<label>{} <input type=\"search\"></label>\n"
      "<div role=\"group\" aria-label=\"{}\">\n<button data-group=\"\">{}</button>\n",
      page_text(common.search), page_text(common.show), page_text(common.all));
  for (const StateCount& count : counts) {
    if (count.machines == 0) continue;
    page +=
        fmt::format("<button data-group=\"{}\">{}</button>\n", count.state, page_text(count.title));
  }
  page +=
      fmt::format("</div>\n<p class=\"shown\" role=\"status\" data-pattern=\"{}\"></p>\n</div>\n",
                  page_text(common.shown));
  return page + page_tail();
}

}  // namespace regpolicy::audit
