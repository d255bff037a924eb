#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include <regpolicy/report.hpp>
#include <regpolicy/text.hpp>

#include "audit/evidence.hpp"
#include "audit/origin.hpp"
#include "audit/provide.hpp"
#include "audit/report_parts.hpp"

namespace regpolicy::audit {
namespace {

// Prose is broken to lines of so many characters: a terminal of usual width, a mail, a ticket.
constexpr std::size_t kWidth = 96;

enum class Color { none, bold, red, green, yellow, magenta };

std::string_view escape_sequence(Color color) {
  switch (color) {
    case Color::none: return "";
    case Color::bold: return "\x1b[1m";
    case Color::red: return "\x1b[1;31m";
    case Color::green: return "\x1b[1;32m";
    case Color::yellow: return "\x1b[1;33m";
    case Color::magenta: return "\x1b[1;35m";
  }
  return "";
}

std::size_t width_of(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(
      utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::vector<std::string_view> words_of(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  std::vector<std::string_view> words;
  for (std::size_t at = text.find_first_not_of(kSpace); at != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(kSpace, at), text.size());
    words.push_back(text.substr(at, end - at));
    at = text.find_first_not_of(kSpace, end);
  }
  return words;
}

class TextReport {
 public:
  TextReport(const Report& report, const TextOptions& options)
      : report_(report), options_(options), words_(words_in(report.language)) {}

  [[nodiscard]] std::string text() &&;

 private:
  using Findings = std::vector<const Finding*>;

  template <class Predicate>
  [[nodiscard]] Findings select(const Predicate& predicate) const {
    Findings chosen;
    for (const Finding& finding : report_.findings) {
      if (predicate(finding)) chosen.push_back(&finding);
    }
    return chosen;
  }
  [[nodiscard]] Findings failures(CheckSeverity severity) const {
    return select([severity](const Finding& finding) {
      return is_failure(finding.verdict) && finding.severity == severity;
    });
  }
  [[nodiscard]] Findings of(Verdict verdict) const {
    return select([verdict](const Finding& finding) { return finding.verdict == verdict; });
  }

  [[nodiscard]] std::string painted(Color color, std::string_view text) const {
    if (!options_.color || color == Color::none) return std::string(text);
    return fmt::format("{}{}\x1b[0m", escape_sequence(color), text);
  }
  void line(std::size_t indent, std::string_view text) {
    out_ += fmt::format("{:{}}{}\n", "", indent, text);
  }
  // "label: text", broken between words; further lines are indented by two more.
  void prose(std::size_t indent, std::string_view label, std::string_view text,
             Color color = Color::none);

  void head();
  void heading(std::string_view title, std::size_t count, Color color);
  void title_of(const Finding& finding, std::string_view pattern = "{}");
  void failed(std::string_view title, const Findings& findings, Color color);
  void in_short(std::string_view title, const Findings& findings, Color color);
  void to_provide(const Findings& findings);
  void counts();

  const Report& report_;
  const TextOptions& options_;
  const Words& words_;
  std::string out_;
};

void TextReport::prose(std::size_t indent, std::string_view label, std::string_view text,
                       Color color) {
  std::string current = label.empty() ? std::string() : fmt::format("{}:", label);
  std::size_t deeper = 0;
  for (const std::string_view raw : words_of(text)) {
    const std::string word = escape_for_display(raw);
    if (!current.empty() && indent + deeper + width_of(current) + 1 + width_of(word) > kWidth) {
      line(indent + deeper, painted(color, current));
      current.clear();
      deeper = label.empty() ? 0 : 2;
    }
    current += (current.empty() ? "" : " ") + word;
  }
  line(indent + deeper, painted(color, current));
}

void TextReport::head() {
  if (!report_.conclusion.empty()) {
    const Color color = !failures(CheckSeverity::blocker).empty() ? Color::red : Color::bold;
    prose(0, "", report_.conclusion, color);
    out_ += '\n';
  }
  line(0, fmt::format("{}: {}", words_.baseline, escape_for_display(report_.title)));
  for (const std::string& source : report_.sources) {
    line(0, fmt::format("{}: {}", words_.source, escape_for_display(source)));
  }
  if (report_.build || report_.edition) {
    line(0,
         fmt::format("{}: {}{}", words_.windows_build,
                     report_.build ? std::to_string(*report_.build) : std::string(words_.unknown),
                     report_.edition ? fmt::format(" ({})", escape_for_display(*report_.edition))
                                     : std::string()));
  }
}

void TextReport::heading(std::string_view title, std::size_t count, Color color) {
  out_ += '\n';
  line(0, painted(color, fmt::format("{} ({})", title, count)));
}

void TextReport::title_of(const Finding& finding, std::string_view pattern) {
  std::string title = fmt::format("{} [{}]", fill(pattern, finding.title), finding.id);
  if (!finding.user.empty()) title += fmt::format(" - {}: {}", words_.user, finding.user);
  prose(2, "", title);
}

void TextReport::failed(std::string_view title, const Findings& findings, Color color) {
  if (findings.empty()) return;
  heading(title, findings.size(), color);
  for (const Finding* finding : findings) {
    out_ += '\n';
    title_of(*finding, words_.not_fulfilled);
    for (const Evidence& evidence : finding->evidence) {
      line(4, path_for_people(evidence, words_));
      line(6, fmt::format("{}: {}", words_.expected, evidence.expected));
      line(6, fmt::format("{}: {}", words_.observed, evidence.observed));
      if (!evidence.set_by.empty()) {
        line(6, fmt::format("{}: {}", words_.set_by, escape_for_display(evidence.set_by)));
      }
    }
    const std::string origin = origin_for_people(*finding, words_);
    if (!origin.empty()) prose(6, words_.set_by, origin);
    if (!finding->reason.empty()) prose(4, words_.why, finding->reason);
    if (!finding->remediation.empty()) prose(4, words_.what_to_do, finding->remediation);
    if (finding->rule_source.empty()) continue;
    const std::string as_of =
        finding->as_of.empty() ? "" : fmt::format(" ({})", fill(words_.as_of, finding->as_of));
    prose(4, words_.rule, finding->rule_source + as_of);
  }
}

// Findings with the same reason stand together, so that it is read once.
void TextReport::in_short(std::string_view title, const Findings& findings, Color color) {
  if (findings.empty()) return;
  heading(title, findings.size(), color);
  std::vector<std::string_view> told;
  for (const Finding* finding : findings) {
    if (std::ranges::find(told, finding->reason) != told.end()) continue;
    told.push_back(finding->reason);
    for (const Finding* other : findings) {
      if (other->reason == finding->reason) title_of(*other);
    }
    if (!finding->reason.empty()) prose(4, "", finding->reason);
  }
}

// What to do, together: twenty checks may lack the same export. Lines are not broken, since they
// hold commands.
void TextReport::to_provide(const Findings& findings) {
  std::vector<Lack> lacks;
  for (const Finding* finding : findings) {
    lacks.insert(lacks.end(), finding->lacks.begin(), finding->lacks.end());
  }
  const std::vector<std::string> lines = what_to_provide(lacks, words_);
  if (lines.empty()) return;
  line(2, fmt::format("{}:", words_.what_to_do));
  for (const std::string& text : lines) line(4, escape_for_display(text));
}

void TextReport::counts() {
  std::string list;
  for (const Verdict verdict : kVerdicts) {
    const std::size_t count = report_.count(verdict);
    if (count == 0) continue;
    list += fmt::format("{}{} {}", list.empty() ? "" : ", ",
                        words_.verdict_names[static_cast<std::size_t>(verdict)], count);
  }
  out_ += '\n';
  if (!list.empty()) list = fmt::format(" ({})", list);
  line(0, fmt::format("{}: {}{}", words_.counts, report_.findings.size(), list));
  prose(0, "", score_sentence(report_.score(), words_));
}

std::string TextReport::text() && {
  head();
  failed(words_.blockers, failures(CheckSeverity::blocker), Color::red);
  failed(words_.warnings, failures(CheckSeverity::warning), Color::yellow);
  failed(words_.infos, failures(CheckSeverity::info), Color::bold);
  in_short(words_.errors, of(Verdict::error), Color::magenta);
  to_provide(of(Verdict::error));
  in_short(words_.by_hand, of(Verdict::not_auditable), Color::bold);
  if (options_.verbose) {
    in_short(words_.not_applicable, of(Verdict::not_applicable), Color::bold);
    in_short(words_.compliant, of(Verdict::compliant), Color::green);
  }
  counts();
  return std::move(out_);
}

}  // namespace

std::string to_text(const Report& report, const TextOptions& options) {
  return TextReport(report, options).text();
}

}  // namespace regpolicy::audit
