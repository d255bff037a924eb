#include <regpolicy/provenance.hpp>

#include <algorithm>
#include <charconv>
#include <chrono>

#include <regpolicy/gpt_ini.hpp>
#include <regpolicy/text.hpp>
#include <regpolicy/utc_time.hpp>

#include "audit/origin.hpp"

namespace regpolicy {

std::string_view to_string(Origin::Kind kind) {
  switch (kind) {
    case Origin::Kind::unknown: return "unknown";
    case Origin::Kind::gpo: return "gpo";
    case Origin::Kind::local_gpo: return "local_gpo";
    case Origin::Kind::mdm: return "mdm";
    case Origin::Kind::none: return "none";
  }
  return "";
}

}  // namespace regpolicy

namespace regpolicy::audit {
namespace {

std::string text_at(const State& state, std::u16string_view key, std::u16string_view name) {
  const State::NamedValue* const found = state.find(key, name);
  if (found == nullptr) return {};
  const auto text = get_string(found->value);
  return text ? to_utf8(*text) : std::string();
}

std::optional<std::uint32_t> number_at(const State& state, std::u16string_view key,
                                       std::u16string_view name) {
  const State::NamedValue* const found = state.find(key, name);
  if (found == nullptr) return std::nullopt;
  const auto number = get_dword(found->value);
  return number ? std::optional(*number) : std::nullopt;
}

// Hundreds of nanoseconds since 1601-01-01; empty for 0 and for what no calendar needs.
std::string time_of_filetime(std::uint64_t filetime) {
  constexpr std::uint64_t kUnitsPerSecond = 10'000'000;
  constexpr std::uint64_t kLatest = 0x0400'0000'0000'0000;  // in the year 2514
  if (filetime == 0 || filetime > kLatest) return {};
  using namespace std::chrono;
  return utc_text(sys_days(year(1601) / January / 1) + seconds(filetime / kUnitsPerSecond));
}

// When the registry extension last ran for the machine.
std::string time_of_last_run(const State& machine) {
  const std::u16string key =
      std::u16string(kExtensionRunsKey) + u'\\' + *to_utf16(gpt_ini::kRegistryExtension);
  const auto high = number_at(machine, key, u"startTimeHi");
  const auto low = number_at(machine, key, u"startTimeLo");
  if (!high || !low) return {};
  return time_of_filetime((std::uint64_t{*high} << 32) | *low);
}

// "S-1-5-21-1" of "C:\Windows\System32\GroupPolicyUsers\S-1-5-21-1\User"; else empty.
std::string owner_of_local_policy(const std::string& folder) {
  constexpr std::string_view kFolder = "\\grouppolicyusers\\";
  const std::size_t found = ascii_lower(folder).find(kFolder);
  if (found == std::string::npos) return {};
  const std::string owner = folder.substr(found + kFolder.size());
  return owner.substr(0, owner.find('\\'));
}

// [KB 201453]. The version has the side's number in both halves: of the directory and of SYSVOL.
Origin applied_object(const State& state, const std::u16string& key) {
  constexpr std::uint32_t kLocalLink = 1;
  Origin origin{.kind = Origin::Kind::gpo,
                .name = text_at(state, key, u"DisplayName"),
                .id = text_at(state, key, u"GPOName"),
                .link = text_at(state, key, u"Link")};
  if (number_at(state, key, u"GPOLink") == kLocalLink ||
      text_at(state, key, u"DSPath") == "LocalGPO") {
    origin.kind = Origin::Kind::local_gpo;
    origin.id = owner_of_local_policy(text_at(state, key, u"FileSysPath"));
    origin.link.clear();
  }
  if (const auto version = number_at(state, key, u"Version")) origin.version = *version & 0xFFFF;
  return origin;
}

// In the order of application: "10" comes after "9".
std::vector<Origin> applied_objects(const State& state) {
  std::vector<std::pair<unsigned, std::u16string>> numbered;
  for (const std::u16string& name : state.subkeys(kAppliedObjectsKey)) {
    const std::string digits = to_utf8(name);
    unsigned number = 0;
    const auto [end, status] =
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (status != std::errc() || end != digits.data() + digits.size()) continue;
    numbered.emplace_back(number, std::u16string(kAppliedObjectsKey) + u'\\' + name);
  }
  std::ranges::sort(numbered);
  std::vector<Origin> objects;
  for (const auto& [number, key] : numbered) objects.push_back(applied_object(state, key));
  return objects;
}

bool is_enrolled(const Observation& observation) {
  const ObservedSide& machine = observation.machine;
  if (!machine.coverage.covers(kEnrollmentsKey)) return true;
  return std::ranges::any_of(
      machine.state.subkeys(kEnrollmentsKey), [&machine](const std::u16string& name) {
        const std::u16string key = std::u16string(kEnrollmentsKey) + u'\\' + name;
        return !text_at(machine.state, key, u"ProviderID").empty();
      });
}

bool is_local(const KeptPolicy& file) { return file.id.empty() || file.id.starts_with("S-1-"); }

// Only the list of what was applied tells whether a user is one of the group.
bool is_of_group(const KeptPolicy& file) {
  return file.id == kAdministratorsSid || file.id == kUsersSid;
}

KnownPolicy known_policy(const KeptPolicy& file, Origin origin, bool is_applied) {
  origin.evidence = file.source;
  KnownPolicy policy{std::move(origin), {}, &file, is_applied};
  regpolicy::apply(policy.values, file.instructions);  // not std::apply
  return policy;
}

}  // namespace

Provenance provenance_of(const Observation& observation, const ObservedSide& registry) {
  Provenance provenance{.registry = &registry};
  provenance.applied = applied_objects(registry.state);
  if (&registry == &observation.machine) {
    const std::string time = time_of_last_run(registry.state);
    for (Origin& origin : provenance.applied) origin.time = time;
  }
  const PolicyTraces& traces = registry.traces;
  if (traces.archive) {
    regpolicy::apply(provenance.archive.emplace(), *traces.archive);
    provenance.may_be_managed = is_enrolled(observation);
  }
  provenance.management_wins =
      number_at(observation.machine.state, kConflictKey, kManagementWinsValue) == 1U;
  // The local policies come first, and count before they were applied for the first time.
  const auto is_listed = [&provenance](const KeptPolicy& file) {
    return std::ranges::any_of(provenance.applied, [&file](const Origin& object) {
      return object.kind == Origin::Kind::local_gpo &&
             ascii_lower(object.id) == ascii_lower(file.id);
    });
  };
  for (const KeptPolicy& file : traces.kept) {
    if (!is_local(file) || is_of_group(file) || is_listed(file)) continue;
    provenance.known.push_back(known_policy(file, {.kind = Origin::Kind::local_gpo, .id = file.id},
                                            provenance.applied.empty()));
  }
  for (const Origin& object : provenance.applied) {
    for (const KeptPolicy& file : traces.kept) {
      if (ascii_lower(file.id) != ascii_lower(object.id)) continue;
      provenance.known.push_back(known_policy(file, object, true));
      break;
    }
  }
  return provenance;
}

}  // namespace regpolicy::audit
