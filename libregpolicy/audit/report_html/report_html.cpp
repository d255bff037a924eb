// The report as one page that needs nothing but itself.
#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/report.hpp>
#include <regpolicy/text.hpp>

#include "audit/evidence.hpp"
#include "audit/origin.hpp"
#include "audit/report_html/page.hpp"
#include "audit/report_parts.hpp"

namespace regpolicy::audit {
namespace {

std::string html(std::string_view text) { return page_text(text); }

// Findings that stand together, in the order of the page.
struct Group {
  std::string_view id;
  std::string_view style;  // a class of report.css
  std::string_view title;
  bool is_open;  // are its findings?
};

class Page {
 public:
  explicit Page(const Report& report)
      : report_(report),
        words_(words_in(report.language)),
        groups_{{"blocker", "bad", words_.blockers, true},
                {"warning", "warn", words_.warnings, true},
                {"info", "", words_.infos, true},
                {"error", "open", words_.errors, true},
                {"by-hand", "open", words_.by_hand, false},
                {"not-applicable", "", words_.not_applicable, false},
                {"compliant", "good", words_.compliant, false}} {}

  [[nodiscard]] std::string text() &&;

 private:
  [[nodiscard]] const Group& group_of(const Finding& finding) const {
    switch (finding.verdict) {
      case Verdict::error: return groups_[3];
      case Verdict::not_auditable: return groups_[4];
      case Verdict::not_applicable: return groups_[5];
      case Verdict::compliant: return groups_[6];
      default: return groups_[static_cast<std::size_t>(finding.severity)];
    }
  }
  [[nodiscard]] std::size_t count(const Group& group) const {
    return static_cast<std::size_t>(std::ranges::count_if(
        report_.findings, [&](const Finding& finding) { return &group_of(finding) == &group; }));
  }
  template <class... Args>
  void add(fmt::format_string<Args...> pattern, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), pattern, std::forward<Args>(args)...);
  }
  // A row of a <dl>; nothing for an empty text.
  void fact(std::string_view label, std::string_view text) {
    if (!text.empty()) add("<dt>{}</dt><dd>{}</dd>\n", html(label), html(text));
  }

  void summary();
  void tools();
  void finding(const Finding& finding, const Group& group);
  void evidence(const Finding& finding);

  const Report& report_;
  const Words& words_;
  const Group groups_[7];
  std::string out_;
};

void Page::summary() {
  add("<header>\n<h1>{}</h1>\n", html(report_.title));
  if (!report_.conclusion.empty()) {
    const bool blocked = count(groups_[0]) != 0;
    const bool in_doubt = std::ranges::any_of(report_.findings, [](const Finding& finding) {
      return finding.severity == CheckSeverity::blocker && finding.verdict == Verdict::error;
    });
    add("<p class=\"conclusion{}\">{}</p>\n",
        blocked    ? " bad"
        : in_doubt ? ""
                   : " good",
        html(report_.conclusion));
  }
  add("<dl class=\"facts\">\n");
  fact(words_.baseline, report_.baseline);
  fact(words_.baseline_hash, report_.baseline_sha256);
  fact(words_.source, fmt::format("{}", fmt::join(report_.sources, "\n")));
  if (report_.build || report_.edition) {
    fact(words_.windows_build,
         fmt::format("{}{}",
                     report_.build ? std::to_string(*report_.build) : std::string(words_.unknown),
                     report_.edition ? fmt::format(" ({})", *report_.edition) : std::string()));
  }
  fact(words_.run_time, report_.time);
  add("</dl>\n<ul class=\"counts\">\n");
  for (const Group& group : groups_) {
    const std::size_t number = count(group);
    if (number == 0) continue;
    add("<li class=\"{}\"><b>{}</b>{}</li>\n", group.style, number, html(group.title));
  }
  add("</ul>\n<p>{}</p>\n</header>\n", html(score_sentence(report_.score(), words_)));
}

// Shown by the script, without which they would do nothing.
void Page::tools() {
  add("<div class=\"tools\" hidden>\n<label>{} <input type=\"search\"></label>\n"
      "<div role=\"group\" aria-label=\"{}\">\n<button data-group=\"\">{}</button>\n",
      html(words_.search), html(words_.show), html(words_.all));
  for (const Group& group : groups_) {
    if (count(group) == 0) continue;
    add("<button data-group=\"{}\">{}</button>\n", group.id, html(group.title));
  }
  add("</div>\n<p class=\"shown\" role=\"status\" data-pattern=\"{}\"></p>\n</div>\n",
      html(words_.shown));
}

void Page::evidence(const Finding& finding) {
  if (finding.evidence.empty()) return;
  add("<div class=\"scroll\"><table>\n<thead><tr>");
  for (const std::string_view label :
       {words_.key, words_.name, words_.expected, words_.observed, words_.type, words_.data}) {
    add("<th scope=\"col\">{}</th>", html(label));
  }
  add("</tr></thead>\n<tbody>\n");
  for (const Evidence& item : finding.evidence) {
    const auto code = [](const std::string& text) {
      return text.empty() ? std::string() : fmt::format("<code>{}</code>", html(text));
    };
    add("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
        code(key_for_people(item.side, item.key)),
        item.name ? code(name_for_people(*item.name, words_)) : std::string(), html(item.expected),
        html(item.set_by.empty()
                 ? item.observed
                 : fmt::format("{} ({} {})", item.observed, words_.set_by, item.set_by)),
        item.value ? html(to_string(item.value->type)) : std::string(),
        item.value ? code(to_hex(item.value->data)) : std::string());
  }
  add("</tbody>\n</table></div>\n");
}

void Page::finding(const Finding& finding, const Group& group) {
  add("<details class=\"{}\" data-group=\"{}\"{}>\n<summary><span class=\"verdict\">{}</span><b>{}"
      "</b><small><code>{}</code>{}</small></summary>\n<div class=\"body\">\n",
      group.style, group.id, group.is_open ? " open" : "",
      html(words_.verdict_names[static_cast<std::size_t>(finding.verdict)]), html(finding.title),
      html(finding.id),
      finding.user.empty() ? std::string()
                           : fmt::format(" {}: {}", html(words_.user), html(finding.user)));
  evidence(finding);
  add("<dl>\n");
  fact(words_.set_by, origin_for_people(finding, words_));
  fact(words_.why, finding.reason);
  fact(words_.what_to_do, finding.remediation);
  fact(words_.rule, finding.as_of.empty() ? finding.rule_source
                                          : fmt::format("{} ({})", finding.rule_source,
                                                        fill(words_.as_of, finding.as_of)));
  fact(words_.source, finding.source);
  add("</dl>\n</div>\n</details>\n");
}

std::string Page::text() && {
  out_ = page_head(report_.language, report_.title, {});
  summary();
  tools();
  add("<main>\n");
  for (const Group& group : groups_) {
    if (count(group) == 0) continue;
    add("<section>\n<h2>{} ({})</h2>\n", html(group.title), count(group));
    for (const Finding& item : report_.findings) {
      if (&group_of(item) == &group) finding(item, group);
    }
    add("</section>\n");
  }
  add("</main>\n");
  return std::move(out_) + page_tail();
}

}  // namespace

std::string to_html(const Report& report) { return Page(report).text(); }

}  // namespace regpolicy::audit
