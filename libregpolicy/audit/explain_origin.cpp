#include <algorithm>

#include "audit/evidence.hpp"
#include "audit/origin.hpp"

namespace regpolicy::audit {
namespace {

void append_sentence(std::string& text, const std::string& sentence) {
  if (!text.empty()) text += ' ';
  text += sentence;
}

// The registry as it would be with the values of a policy.
ObservedSide with(const ObservedSide& registry, const Instructions& instructions) {
  ObservedSide changed = registry;
  regpolicy::apply(changed.state, instructions);  // not std::apply
  return changed;
}

// The policy of the highest precedence that would make the check pass.
const KnownPolicy* wanting_policy(const Provenance& provenance, const Rejudge& rejudge) {
  const KnownPolicy* found = nullptr;
  for (const KnownPolicy& policy : provenance.known) {
    const ObservedSide changed = with(*provenance.registry, policy.file->instructions);
    if (rejudge(changed) == Verdict::compliant) found = &policy;
  }
  return found;
}

bool is_same_policy(const Origin& a, const Origin& b) { return a.kind == b.kind && a.id == b.id; }

struct OriginExplainer {
  const Provenance& provenance;
  const Rejudge& rejudge;
  const Words& words;
  Finding& finding;

  void conclude(Verdict verdict, const std::string& why, std::string_view remedy) const {
    finding.verdict = verdict;
    append_sentence(finding.reason, why);
    // What the engine itself says of settings is less to the point.
    if (finding.remediation == words.setting_remedy) finding.remediation.clear();
    append_sentence(finding.remediation, std::string(remedy));
  }
  [[nodiscard]] std::string people(const Origin& origin) const {
    return origin_name_for_people(origin, words);
  }

  // Of the evidence; there is one.
  [[nodiscard]] const Evidence& first_value() const {
    return *std::ranges::find_if(finding.evidence,
                                 [](const Evidence& item) { return item.name.has_value(); });
  }

  // A policy asks for what is required, and something else is there.
  [[nodiscard]] bool explain_by(const KnownPolicy& wanting, bool has_value) const;
  [[nodiscard]] bool is_deleted_by_policy() const;
  void explain_failure(bool has_value) const;
};

// Did the policy that was applied last take the value away?
bool OriginExplainer::is_deleted_by_policy() const {
  if (!provenance.archive) return false;
  const Evidence& evidence = first_value();
  State probe;
  probe.set(evidence.key, *evidence.name, {});
  regpolicy::apply(probe, *provenance.registry->traces.archive);
  return probe.find(evidence.key, *evidence.name) == nullptr;
}

bool OriginExplainer::explain_by(const KnownPolicy& wanting, bool has_value) const {
  if (!has_value && is_deleted_by_policy()) {
    finding.origin = {.kind = Origin::Kind::gpo,
                      .evidence = provenance.registry->traces.archive_source};
  }
  const Origin& origin = finding.origin;
  const bool is_set = origin.kind == Origin::Kind::gpo || origin.kind == Origin::Kind::local_gpo ||
                      origin.kind == Origin::Kind::mdm;
  if (is_set && !is_same_policy(origin, wanting.origin)) {
    conclude(Verdict::overridden,
             fill(words.overridden_why, people(wanting.origin), people(origin)),
             words.overridden_remedy);
    return true;
  }
  // Without the archive nothing tells what objects without a file have set.
  const bool all_known = provenance.known.size() >= provenance.applied.size();
  if (has_value && !provenance.archive && !all_known) return false;
  if (provenance.archive) {
    const ObservedSide applied = with(*provenance.registry, *provenance.registry->traces.archive);
    // It was applied, and the registry was changed afterwards.
    if (rejudge(applied) == Verdict::compliant) return false;
  }
  if (!has_value) finding.origin = wanting.origin;  // who will set it
  conclude(Verdict::pending, fill(words.pending_why, people(wanting.origin)), words.pending_remedy);
  return true;
}

void OriginExplainer::explain_failure(bool has_value) const {
  if (const KnownPolicy* const wanting = wanting_policy(provenance, rejudge)) {
    const bool is_explained = explain_by(*wanting, has_value);
    // Whether device management sets the same, no registry tells by the value's name.
    if (provenance.management_wins && finding.verdict != Verdict::overridden) {
      append_sentence(finding.reason, std::string(words.management_wins));
    }
    if (is_explained) return;
  }
  const Origin& origin = finding.origin;
  if (!has_value) return;
  if (origin.kind == Origin::Kind::none) {
    const Evidence& evidence = first_value();
    if (const State::NamedValue* const set =
            provenance.archive->find(evidence.key, *evidence.name)) {
      append_sentence(finding.reason,
                      fill(words.changed_why, value_for_people(*evidence.name, set->value)));
      return;
    }
    conclude(Verdict::tattooed, std::string(words.tattooed_why), words.tattooed_remedy);
    return;
  }
  const auto known = std::ranges::find_if(provenance.known, [&origin](const KnownPolicy& policy) {
    return is_same_policy(policy.origin, origin);
  });
  if (known == provenance.known.end() || !origin.version || !known->file->version) return;
  if (*known->file->version == *origin.version) return;
  conclude(Verdict::version_skew,
           fill(words.version_skew_why, people(origin), *origin.version, *known->file->version),
           words.pending_remedy);
}

}  // namespace

void explain_origin(const Provenance& provenance, const Rejudge& rejudge, const Words& words,
                    Finding& finding) {
  if (!is_failure(finding.verdict) && finding.verdict != Verdict::compliant) return;
  const auto named = std::ranges::find_if(
      finding.evidence, [](const Evidence& evidence) { return evidence.name.has_value(); });
  if (named == finding.evidence.end() || named->side != finding.side) return;
  const bool has_value = named->value.has_value();
  if (has_value) finding.origin = origin_of(provenance, named->key, *named->name, *named->value);
  if (!is_failure(finding.verdict)) return;
  OriginExplainer{provenance, rejudge, words, finding}.explain_failure(has_value);
}

}  // namespace regpolicy::audit
