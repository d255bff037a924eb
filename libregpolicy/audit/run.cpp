#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include <regpolicy/fleet.hpp>
#include <regpolicy/prepared_audit.hpp>
#include <regpolicy/text.hpp>

#include "audit/evaluate.hpp"
#include "audit/evidence.hpp"
#include "audit/judge.hpp"
#include "audit/origin.hpp"
#include "audit/patterns_of.hpp"

namespace regpolicy::audit {
namespace {

// Windows makes the accounts defaultuser0, defaultuser1 ... for itself while it is set up and while
// a password is reset; nobody works in them.
bool is_ignored_profile(std::string_view name) {
  constexpr std::string_view kPrefix = "defaultuser";
  return ascii_lower(name).starts_with(kPrefix) &&
         name.find_first_not_of("0123456789", kPrefix.size()) == std::string_view::npos;
}

}  // namespace

// What is the same for every machine.
struct AuditParts {
  const Baseline& baseline;
  const CompiledBaseline& compiled;
  std::string language;
  const Words& words;
  PatternSet patterns;
  // In the order of the baseline's settings; those of another baseline are left out.
  std::vector<const CompiledSetting*> settings;
  bool of_policy = false;
};
struct PreparedAudit::Parts : AuditParts {};

namespace {

const std::string& text_of(const AuditParts& parts, const LocalizedText& texts) {
  static const std::string kNoLanguage;
  const std::vector<std::string>& languages = parts.baseline.languages;
  return text_in(texts, parts.language, languages.empty() ? kNoLanguage : languages.front());
}

const Instructions& instructions_of(const AuditParts& parts, Side side) {
  return side == Side::machine ? parts.compiled.machine : parts.compiled.user;
}

// One side of the machine, or one user's registry, with all that is known of it.
struct AuditedSide {
  const ObservedSide* registry;
  std::string user;
  Provenance provenance;
};

struct Auditor {
  const AuditParts& parts;
  const Observation& observation;
  AuditedSide machine;
  std::vector<AuditedSide> users{};  // those that are judged

  [[nodiscard]] const Words& words() const { return parts.words; }
  [[nodiscard]] const std::string& text(const LocalizedText& texts) const {
    return text_of(parts, texts);
  }

  // One finding for the machine, or one for each user: `judge` fills it in.
  template <class Judge>
  void judge_each(const Finding& blank, const AuditTraits& traits, const Judge& judge,
                  std::vector<Finding>& findings) const;
  void judge_check(const Check& check, std::vector<Finding>& findings) const;
  void judge_setting(const CompiledSetting& setting, std::vector<Finding>& findings) const;
  void judge_value(const BaselineValue& value, std::vector<Finding>& findings) const;
};

template <class Judge>
void Auditor::judge_each(const Finding& blank, const AuditTraits& traits, const Judge& judge,
                         std::vector<Finding>& findings) const {
  const auto judge_one = [&](const AuditedSide& subject) {
    Finding finding = blank;
    finding.user = subject.user;
    finding.source = fmt::format("{}", fmt::join(subject.registry->sources, ", "));
    const Context context{observation, *subject.registry, finding.side,
                          words(),     parts.patterns,    parts.of_policy};
    const Applies applies = check_applies(traits.applies_to, context, finding);
    if (applies != Applies::no) judge(context, finding);
    if (applies == Applies::unknown) {
      (parts.of_policy ? judge_for_some : judge_in_doubt)(*traits.applies_to, context, finding);
    }
    const auto rejudge = [&](const ObservedSide& registry) {
      Finding other = blank;
      judge(Context{observation, registry, blank.side, words(), parts.patterns, parts.of_policy},
            other);
      return other.verdict;
    };
    explain_origin(subject.provenance, rejudge, words(), finding);
    hide_secrets(finding);
    findings.push_back(std::move(finding));
  };
  if (blank.side == Side::machine) {
    judge_one(machine);
    return;
  }
  for (const AuditedSide& user : users) judge_one(user);
  if (!users.empty()) return;
  // Nothing is known of any user; that the check is for other machines may be known all the same.
  const ObservedSide nobody;
  Finding finding = blank;
  const Context context{observation, nobody, blank.side, words(), parts.patterns, parts.of_policy};
  if (check_applies(traits.applies_to, context, finding) != Applies::no) {
    finding = blank;
    finding.verdict = Verdict::not_auditable;
    finding.reason = words().no_user;
  }
  findings.push_back(std::move(finding));
}

void Auditor::judge_check(const Check& check, std::vector<Finding>& findings) const {
  Finding blank;
  blank.id = check.id;
  blank.severity = check.severity;
  blank.side = check.side;
  blank.title = text(check.title);
  blank.as_of = check.as_of;
  blank.rule_source = text(check.source);
  blank.remediation = text(check.remediation);
  const auto* const by_hand = std::get_if<NotAuditable>(&check.rule);
  blank.reason = text(by_hand != nullptr ? by_hand->reason : check.reason);
  judge_each(
      blank, {check.severity, check.applies_to},
      [&check](const Context& context, Finding& finding) { judge_rule(check, context, finding); },
      findings);
}

void Auditor::judge_setting(const CompiledSetting& compiled, std::vector<Finding>& findings) const {
  const BaselineSetting& setting = *compiled.source;
  const Setting& wanted = setting.setting;
  Finding blank;
  blank.id = fmt::format("setting:{}", wanted.policy);
  blank.severity = setting.audit.severity;
  blank.side = wanted.side;
  const std::string& name = text(compiled.title);
  blank.title = fill(words().setting_title, name.empty() ? wanted.policy : name,
                     words().state_names[static_cast<std::size_t>(wanted.state)]);
  const Instructions& all = instructions_of(parts, wanted.side);
  judge_each(
      blank, setting.audit,
      [&](const Context& context, Finding& finding) {
        judge_instructions(compiled.instructions, all, context, finding);
      },
      findings);
}

// The name that an instruction is about; empty for the default value and for a whole key.
std::u16string name_of(const Instruction& instruction) {
  if (const auto* const set = std::get_if<SetValue>(&instruction)) return set->name;
  if (const auto* const soft = std::get_if<SetIfAbsent>(&instruction)) return soft->name;
  if (const auto* const gone = std::get_if<DeleteValue>(&instruction)) return gone->name;
  return {};
}

void Auditor::judge_value(const BaselineValue& value, std::vector<Finding>& findings) const {
  const std::string key = escape_for_display(key_of(value.instruction));
  const std::string name = escape_for_display(name_of(value.instruction));
  Finding blank;
  blank.id = fmt::format("value:{}\\{}", key, name);
  blank.severity = value.audit.severity;
  blank.side = value.side;
  blank.title = fill(words().value_title, name.empty() ? key : fmt::format("{}\\{}", key, name));
  const Instructions& all = instructions_of(parts, value.side);
  judge_each(
      blank, value.audit,
      [&](const Context& context, Finding& finding) {
        judge_instructions({value.instruction}, all, context, finding);
      },
      findings);
}

std::string conclude(const AuditParts& parts, const Report& report) {
  if (!parts.baseline.conclusion) return {};
  const Conclusion& conclusion = *parts.baseline.conclusion;
  switch (readiness_of(report)) {
    case Readiness::blocked: return text_of(parts, conclusion.blocked);
    case Readiness::unknown: return text_of(parts, conclusion.unknown);
    case Readiness::ready: return text_of(parts, conclusion.ready);
  }
  return {};
}

std::string language_of(const Baseline& baseline, const Options& options) {
  constexpr std::string_view kDefault = "en-US";
  for (const std::string_view tag : {std::string_view(options.language), kDefault}) {
    if (auto language = language_among(baseline.languages, tag)) return *std::move(language);
  }
  return baseline.languages.empty() ? std::string(kDefault) : baseline.languages.front();
}

}  // namespace

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::compliant: return "compliant";
    case Verdict::wrong_value: return "wrong_value";
    case Verdict::wrong_type: return "wrong_type";
    case Verdict::missing: return "missing";
    case Verdict::present_but_forbidden: return "present_but_forbidden";
    case Verdict::overridden: return "overridden";
    case Verdict::tattooed: return "tattooed";
    case Verdict::pending: return "pending";
    case Verdict::version_skew: return "version_skew";
    case Verdict::not_applicable: return "not_applicable";
    case Verdict::not_auditable: return "not_auditable";
    case Verdict::error: return "error";
  }
  return "";
}

bool is_failure(Verdict verdict) {
  return verdict >= Verdict::wrong_value && verdict <= Verdict::version_skew;
}

std::size_t Report::count(Verdict verdict) const {
  return static_cast<std::size_t>(std::ranges::count(findings, verdict, &Finding::verdict));
}

Score Report::score() const {
  Score score{.passed = count(Verdict::compliant),
              .not_judged = count(Verdict::error) + count(Verdict::not_auditable)};
  score.failed = findings.size() - score.passed - score.not_judged - count(Verdict::not_applicable);
  return score;
}

PreparedAudit::PreparedAudit(const Baseline& baseline, const CompiledBaseline& compiled,
                             const Options& options) {
  std::string language = language_of(baseline, options);
  const Words& words = words_in(language);
  auto parts = std::make_unique<Parts>(Parts{{baseline,
                                              compiled,
                                              std::move(language),
                                              words,
                                              patterns_of(baseline),
                                              {},
                                              options.of_policy}});
  for (const BaselineSetting& setting : baseline.settings) {
    const auto found = std::ranges::find(compiled.settings, &setting, &CompiledSetting::source);
    if (found != compiled.settings.end()) parts->settings.push_back(&*found);
  }
  parts_ = std::move(parts);
}

PreparedAudit::PreparedAudit(PreparedAudit&&) noexcept = default;
PreparedAudit& PreparedAudit::operator=(PreparedAudit&&) noexcept = default;
PreparedAudit::~PreparedAudit() = default;

const std::string& PreparedAudit::language() const { return parts_->language; }

Report PreparedAudit::run(const Observation& observation) const {
  const Baseline& baseline = parts_->baseline;
  const AuditedSide machine{
      &observation.machine, {}, provenance_of(observation, observation.machine)};
  Auditor auditor{*parts_, observation, machine};
  for (const ObservedUser& user : observation.users) {
    if (is_ignored_profile(user.name) || is_ignored_profile(profile_of(observation, user))) {
      continue;
    }
    auditor.users.push_back({&user.registry, user.name, provenance_of(observation, user.registry)});
  }
  Report report{.baseline = baseline.name,
                .title = baseline.title.empty() ? baseline.name : auditor.text(baseline.title),
                .language = parts_->language,
                .sources = observation.sources,
                .build = windows_build(observation),
                .edition = windows_edition(observation),
                .findings = {},
                .conclusion = {}};
  for (const Check& check : baseline.checks) auditor.judge_check(check, report.findings);
  for (const CompiledSetting* setting : parts_->settings) {
    auditor.judge_setting(*setting, report.findings);
  }
  for (const BaselineValue& value : baseline.values) auditor.judge_value(value, report.findings);
  report.conclusion = conclude(*parts_, report);
  return report;
}

Report run(const Baseline& baseline, const CompiledBaseline& compiled,
           const Observation& observation, const Options& options) {
  return PreparedAudit(baseline, compiled, options).run(observation);
}

}  // namespace regpolicy::audit
