#include "audit/origin.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <regpolicy/registry_path.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy::audit {
namespace {

bool sets(const State& values, std::u16string_view key, std::u16string_view name,
          const Value& value) {
  const State::NamedValue* const found = values.find(key, name);
  return found != nullptr && found->value == value;
}

// PolicyManager names the enrolment whose value won beside the value itself.
Origin managed_origin(const State& state, std::u16string_view key, std::u16string_view name) {
  Origin origin{.kind = Origin::Kind::mdm};
  const std::u16string winner = std::u16string(name) + std::u16string(kWinnerSuffix);
  if (const State::NamedValue* const found = state.find(key, winner)) {
    if (const auto text = get_string(found->value)) origin.id = to_utf8(*text);
  }
  const auto id = to_utf16(origin.id);
  if (!id || id->empty()) return origin;
  const State::NamedValue* const service =
      state.find(u"SOFTWARE\\Microsoft\\Enrollments\\" + *id, u"ProviderID");
  if (service == nullptr) return origin;
  if (const auto text = get_string(service->value)) origin.name = to_utf8(*text);
  return origin;
}

// The objects that may have set a value: those whose Registry.pol is not known to lack it.
std::vector<const Origin*> candidates(const Provenance& provenance, std::u16string_view key,
                                      std::u16string_view name, const Value& value) {
  std::vector<const Origin*> objects;
  for (const Origin& object : provenance.applied) {
    const auto known = std::ranges::find_if(provenance.known, [&](const KnownPolicy& policy) {
      return policy.origin.kind == object.kind && policy.origin.id == object.id;
    });
    if (known == provenance.known.end() || sets(known->values, key, name, value)) {
      objects.push_back(&object);
    }
  }
  return objects;
}

// The known policy of the highest precedence that sets the value.
const KnownPolicy* setter(const Provenance& provenance, std::u16string_view key,
                          std::u16string_view name, const Value& value) {
  const KnownPolicy* found = nullptr;
  for (const KnownPolicy& policy : provenance.known) {
    if (policy.is_applied && sets(policy.values, key, name, value)) found = &policy;
  }
  return found;
}

// By the archive the value was applied; by which object?
Origin archived_origin(const Provenance& provenance, std::u16string_view key,
                       std::u16string_view name, const Value& value) {
  if (const KnownPolicy* const policy = setter(provenance, key, name, value)) return policy->origin;
  const std::vector<const Origin*> objects = candidates(provenance, key, name, value);
  Origin origin{.kind = Origin::Kind::gpo};
  if (objects.size() == 1) origin = *objects.front();
  origin.evidence = provenance.registry->traces.archive_source;
  return origin;
}

}  // namespace

Origin origin_of(const Provenance& provenance, std::u16string_view key, std::u16string_view name,
                 const Value& value) {
  if (is_within(key, kManagedKey)) return managed_origin(provenance.registry->state, key, name);
  if (!provenance.archive) {
    const KnownPolicy* const policy = setter(provenance, key, name, value);
    return policy == nullptr ? Origin{} : policy->origin;
  }
  if (sets(*provenance.archive, key, name, value)) {
    return archived_origin(provenance, key, name, value);
  }
  // Of the trees that Group Policy cleans up only this one is left alone by everybody else: below
  // CurrentVersion\Policies Windows and security templates have values of their own.
  if (is_within(key, u"SOFTWARE\\Policies") && !provenance.may_be_managed) {
    return {.kind = Origin::Kind::none, .evidence = provenance.registry->traces.archive_source};
  }
  return {};
}

namespace {

std::string local_policy_for_people(const Origin& origin, const Words& words) {
  if (origin.id.empty()) return std::string(words.local_policy);
  if (origin.id == kAdministratorsSid) return std::string(words.local_policy_of_admins);
  if (origin.id == kUsersSid) return std::string(words.local_policy_of_others);
  return fill(words.local_policy_of, origin.id);
}

}  // namespace

std::string origin_name_for_people(const Origin& origin, const Words& words) {
  switch (origin.kind) {
    case Origin::Kind::unknown: return {};
    case Origin::Kind::local_gpo: return local_policy_for_people(origin, words);
    case Origin::Kind::none: return std::string(words.no_policy);
    case Origin::Kind::mdm:
      return origin.name.empty() && origin.id.empty()
                 ? std::string(words.device_management)
                 : fill(words.device_management_by, origin.name.empty() ? origin.id : origin.name);
    case Origin::Kind::gpo: break;
  }
  if (origin.name.empty() && origin.id.empty()) return std::string(words.one_of_the_gpos);
  return fill(words.gpo_named, origin.name, origin.id);
}

std::string origin_for_people(const Origin& origin, const Words& words) {
  std::string text = origin_name_for_people(origin, words);
  if (origin.kind != Origin::Kind::gpo) return text;
  if (!origin.link.empty()) text += fill(words.linked_to, origin.link);
  if (origin.version) text += fill(words.in_version, *origin.version);
  if (!origin.time.empty()) text += fill(words.applied_at, origin.time);
  return text;
}

std::string origin_for_people(const Finding& finding, const Words& words) {
  const bool has_value = std::ranges::any_of(
      finding.evidence, [](const Evidence& item) { return item.value.has_value(); });
  return has_value ? origin_for_people(finding.origin, words) : std::string();
}

}  // namespace regpolicy::audit
