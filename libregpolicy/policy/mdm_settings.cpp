#include "policy/mdm_settings.hpp"

#include <algorithm>

#include <regpolicy/text.hpp>

#include "policy/ingestible_policy.hpp"

namespace regpolicy {
namespace {

std::string data_of(const MdmEquivalent& mdm, PolicyState state) {
  switch (state) {
    case PolicyState::enabled: return mdm.enabled;
    case PolicyState::disabled: return mdm.disabled;
    case PolicyState::not_configured: break;
  }
  return {};
}

}  // namespace

MdmSettings mdm_settings(const Baseline& baseline, const Catalog& catalog) {
  MdmSettings result;
  for (const BaselineSetting& row : baseline.settings) {
    const Setting& setting = row.setting;
    const auto entry = catalog.find(setting.policy);
    if (!entry) continue;
    bool found = false;
    for (const MdmEquivalent& mdm : entry->source->mdm) {
      if (mdm.policy != entry->policy->name) continue;
      found = true;
      result.settings.push_back(
          {setting.policy, setting.state, mdm.uri, mdm.format, data_of(mdm, setting.state)});
    }
    if (found) continue;
    const std::string blocked = blocked_root_of(*entry->policy);
    result.gaps.push_back(
        blocked.empty()
            ? MdmGap{MdmGap::Reason::ingest, setting.policy, entry->source->name + ".admx"}
            : MdmGap{MdmGap::Reason::key_blocked, setting.policy, blocked});
  }
  for (const BaselineValue& value : baseline.values) {
    result.gaps.push_back(
        {MdmGap::Reason::raw_value, {}, escape_for_display(key_of(value.instruction))});
  }
  return result;
}

}  // namespace regpolicy
