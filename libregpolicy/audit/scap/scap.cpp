#include <regpolicy/scap.hpp>

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/text.hpp>
#include <regpolicy/version.hpp>

#include "audit/report_parts.hpp"
#include "audit/scap/characteristics.hpp"
#include "audit/scap/criteria.hpp"
#include "formats/xccdf/xccdf.hpp"

namespace regpolicy::audit {
namespace {

// A check, a setting or a value of the baseline: what the findings are about.
struct AuditedItem {
  Side side = Side::machine;
  const std::optional<Condition>& applies_to;
  const Check* check = nullptr;                // else
  const Instructions* instructions = nullptr;  // what a setting or a value stands for
};

xccdf::Outcome xccdf_outcome(Verdict verdict) {
  switch (verdict) {
    case Verdict::compliant: return xccdf::Outcome::pass;
    case Verdict::not_applicable: return xccdf::Outcome::not_applicable;
    case Verdict::not_auditable: return xccdf::Outcome::not_checked;
    case Verdict::error: return xccdf::Outcome::unknown;
    default: return xccdf::Outcome::fail;
  }
}

xccdf::Severity xccdf_severity(CheckSeverity severity) {
  switch (severity) {
    case CheckSeverity::blocker: return xccdf::Severity::high;
    case CheckSeverity::warning: return xccdf::Severity::medium;
    case CheckSeverity::info: return xccdf::Severity::low;
  }
  return xccdf::Severity::medium;
}

// As a part of an identifier [xsd:NCName].
std::string id_part(std::string_view text) {
  std::string part;
  for (const char c : text) {
    const bool is_kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                         (c >= '0' && c <= '9') || c == '.' || c == '-';
    part += is_kept ? c : '_';
  }
  return part;
}

class ScapMaker {
 public:
  ScapMaker(const Baseline& baseline, const CompiledBaseline& compiled,
            const Observation& observation, const Report& report)
      : baseline_(baseline),
        compiled_(compiled),
        observation_(observation),
        report_(report),
        words_(words_in(report.language)),
        draft_(observation, words_) {}

  [[nodiscard]] ScapDocuments make(const std::string& definitions_file);

 private:
  void add_items();
  // Takes the findings about the item: one, or one for each user.
  void add(const AuditedItem& item);
  void add_finding(const Finding& finding, const AuditedItem& item);
  // Empty where OVAL can say nothing about the finding.
  [[nodiscard]] std::string add_definitions(const Finding& finding, const AuditedItem& item);
  [[nodiscard]] std::optional<oval::Criteria> rule_of(const AuditedItem& item,
                                                      const OvalSubject& subject);
  // Empty for the user side of a source that holds no user.
  [[nodiscard]] std::optional<OvalSubject> subject_of(const Finding& finding) const;
  [[nodiscard]] xccdf::Rule rule_for(const Finding& finding, const AuditedItem& item);
  [[nodiscard]] std::string unique_id(const Finding& finding);
  [[nodiscard]] std::string description_of(const Finding& finding, const AuditedItem& item) const;
  [[nodiscard]] const std::string& text(const LocalizedText& texts) const {
    static const std::string kNoLanguage;
    const std::vector<std::string>& languages = baseline_.languages;
    return text_in(texts, report_.language, languages.empty() ? kNoLanguage : languages.front());
  }
  void cannot_say(const Finding& finding, const std::string& reason) {
    not_in_oval_.push_back({finding.id, reason});
  }
  [[nodiscard]] std::string comment() const;

  const Baseline& baseline_;
  const CompiledBaseline& compiled_;
  const Observation& observation_;
  const Report& report_;
  const Words& words_;
  OvalDraft draft_;
  std::vector<oval::Definition> definitions_{};
  std::vector<xccdf::Rule> rules_{};
  std::vector<NotInOval> not_in_oval_{};
  std::set<std::string> ids_{};
  std::size_t next_ = 0;    // of the findings
  std::size_t number_ = 0;  // of the item, from 1
};

std::optional<OvalSubject> ScapMaker::subject_of(const Finding& finding) const {
  if (finding.side == Side::machine) return OvalSubject{};
  const auto user = std::ranges::find(observation_.users, finding.user, &ObservedUser::name);
  if (user == observation_.users.end()) return std::nullopt;
  return OvalSubject{Side::user, static_cast<std::size_t>(user - observation_.users.begin())};
}

std::optional<oval::Criteria> ScapMaker::rule_of(const AuditedItem& item,
                                                 const OvalSubject& subject) {
  if (item.check == nullptr) {
    const Instructions& all = item.side == Side::machine ? compiled_.machine : compiled_.user;
    return criteria_of(*item.instructions, all, subject, draft_);
  }
  if (const auto* const require = std::get_if<Require>(&item.check->rule)) {
    return criteria_of(require->condition, subject, true, draft_);
  }
  if (const auto* const forbid = std::get_if<Forbid>(&item.check->rule)) {
    return criteria_of(forbid->condition, subject, false, draft_);
  }
  return std::nullopt;
}

std::string ScapMaker::description_of(const Finding& finding, const AuditedItem& item) const {
  return item.check != nullptr ? text(item.check->reason) : finding.title;
}

std::string ScapMaker::add_definitions(const Finding& finding, const AuditedItem& item) {
  const auto subject = subject_of(finding);
  if (!subject) {
    cannot_say(finding, std::string(words_.no_user));
    return {};
  }
  const std::string space =
      subject->user ? fmt::format("regpolicy.user-{}", *subject->user + 1) : "regpolicy";
  const std::string title =
      finding.user.empty() ? finding.title : fmt::format("{} - {}", finding.title, finding.user);
  if (item.applies_to) {
    oval::Definition definition{.id = fmt::format("oval:{}.applies:def:{}", space, number_),
                                .purpose = "inventory",
                                .title = fill(words_.applies_title, title),
                                .description = finding.id};
    definition.criteria = criteria_of(*item.applies_to, *subject, true, draft_);
    definition.notes = draft_.take_reasons();
    definitions_.push_back(std::move(definition));
  }
  auto rule = rule_of(item, *subject);
  if (!rule) {
    const auto* const by_hand =
        item.check != nullptr ? std::get_if<NotAuditable>(&item.check->rule) : nullptr;
    cannot_say(finding,
               by_hand != nullptr ? text(by_hand->reason) : std::string(words_.nothing_expected));
    return {};
  }
  if (item.applies_to) {
    std::vector<oval::Criteria> parts;
    parts.push_back(criteria_of(*item.applies_to, *subject, false, draft_));
    parts.push_back(*std::move(rule));
    rule = any_of(std::move(parts));
  }
  oval::Definition definition{.id = fmt::format("oval:{}:def:{}", space, number_),
                              .purpose = "compliance",
                              .title = title,
                              .description = description_of(finding, item)};
  definition.criteria = *std::move(rule);
  definition.notes = draft_.take_reasons();
  for (const std::string& reason : definition.notes) cannot_say(finding, reason);
  definitions_.push_back(std::move(definition));
  return definitions_.back().id;
}

std::string ScapMaker::unique_id(const Finding& finding) {
  std::string id = id_part(finding.id);
  if (!finding.user.empty()) id += "_" + id_part(finding.user);
  const std::string first = id;
  for (int n = 2; !ids_.insert(id).second; ++n) id = fmt::format("{}_{}", first, n);
  return id;
}

xccdf::Rule ScapMaker::rule_for(const Finding& finding, const AuditedItem& item) {
  xccdf::Rule rule{.id = unique_id(finding),
                   .severity = xccdf_severity(finding.severity),
                   .title = finding.title,
                   .reference = finding.rule_source};
  if (!finding.user.empty()) rule.title += fmt::format(" - {}", finding.user);
  if (item.check != nullptr) {
    rule.rationale = text(item.check->reason);
    rule.fix_text = text(item.check->remediation);
  } else {
    rule.fix_text = words_.setting_remedy;
  }
  rule.outcome = xccdf_outcome(finding.verdict);
  const std::string lines = finding_lines(finding, words_);
  rule.message =
      fmt::format("{}{}{}", words_.verdict_names[static_cast<std::size_t>(finding.verdict)],
                  lines.empty() ? "" : "\n", lines);
  return rule;
}

void ScapMaker::add_finding(const Finding& finding, const AuditedItem& item) {
  xccdf::Rule rule = rule_for(finding, item);
  const std::size_t known = not_in_oval_.size();
  rule.definition = add_definitions(finding, item);
  // What is checked by hand says so already.
  if (finding.verdict != Verdict::not_auditable) {
    for (std::size_t n = known; n < not_in_oval_.size(); ++n) {
      rule.message += '\n' + fill(words_.not_in_oval, not_in_oval_[n].reason);
    }
  }
  rules_.push_back(std::move(rule));
}

void ScapMaker::add(const AuditedItem& item) {
  ++number_;
  std::set<std::string_view> users;
  const std::size_t first = next_;
  while (next_ < report_.findings.size()) {
    const Finding& finding = report_.findings[next_];
    const bool is_next =
        next_ == first || (item.side == Side::user && finding.id == report_.findings[first].id);
    if (!is_next || !users.insert(finding.user).second) return;
    add_finding(finding, item);
    ++next_;
  }
}

// In the order of the report.
void ScapMaker::add_items() {
  for (const Check& check : baseline_.checks) add({check.side, check.applies_to, &check});
  for (const BaselineSetting& setting : baseline_.settings) {
    const auto found = std::ranges::find(compiled_.settings, &setting, &CompiledSetting::source);
    if (found == compiled_.settings.end()) continue;
    add({setting.setting.side, setting.audit.applies_to, nullptr, &found->instructions});
  }
  for (const BaselineValue& value : baseline_.values) {
    const Instructions instructions{value.instruction};
    add({value.side, value.audit.applies_to, nullptr, &instructions});
  }
}

std::string ScapMaker::comment() const {
  std::string lines;
  const auto add_line = [&lines](const std::string& line) {
    lines += (lines.empty() ? "" : "\n") + escape_for_display(line);
  };
  if (report_.time.empty()) add_line(fill(words_.no_time, kNoTime));
  if (!not_in_oval_.empty()) add_line(std::string(words_.not_in_oval_list));
  for (const NotInOval& row : not_in_oval_) {
    add_line(fmt::format("{}: {}", row.id, row.reason));
  }
  return lines;
}

ScapDocuments ScapMaker::make(const std::string& definitions_file) {
  add_items();
  const std::string time(report_.time.empty() ? kNoTime : report_.time);
  const std::string version(kVersion);
  oval::Characteristics characteristics = characteristics_of(draft_);
  characteristics.generator = {"regpolicy", version, time};
  oval::Definitions definitions{.generator = characteristics.generator,
                                .comment = comment(),
                                .definitions = std::move(definitions_)};
  std::move(draft_).finish(definitions);
  const std::string computer = computer_name(observation_);
  const xccdf::Benchmark benchmark{
      .id = id_part(report_.baseline),
      .language = report_.language,
      .title = report_.title,
      .description = report_.baseline,
      .version = report_.baseline_sha256.empty() ? "1" : report_.baseline_sha256,
      .comment = report_.time.empty() ? fill(words_.no_time, kNoTime) : std::string(),
      .definitions_href = definitions_file,
      .rules = std::move(rules_),
      .target = computer.empty() ? fmt::format("{}", fmt::join(report_.sources, ", ")) : computer,
      .test_system = fmt::format("regpolicy {}", version),
      .end_time = time};
  return {oval::write(definitions), oval::write(characteristics), xccdf::write(benchmark),
          std::move(not_in_oval_)};
}

}  // namespace

ScapDocuments to_scap(const Baseline& baseline, const CompiledBaseline& compiled,
                      const Observation& observation, const Report& report,
                      const std::string& definitions_file) {
  return ScapMaker(baseline, compiled, observation, report).make(definitions_file);
}

}  // namespace regpolicy::audit
