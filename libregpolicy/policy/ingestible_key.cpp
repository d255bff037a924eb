#include "policy/ingestible_key.hpp"

#include <algorithm>
#include <array>

#include <regpolicy/registry_path.hpp>

namespace regpolicy {
namespace {

constexpr std::array<std::u16string_view, 3> kBlocked = {u"Software\\Policies\\Microsoft",
                                                         u"Software\\Microsoft", u"System"};

// Below the blocked keys, and allowed all the same.
constexpr std::array<std::u16string_view, 22> kAllowed = {
    u"Software\\Policies\\Microsoft\\Office", u"Software\\Microsoft\\Office",
    u"Software\\Microsoft\\Windows\\CurrentVersion\\Explorer",
    u"Software\\Microsoft\\Internet Explorer",
    u"Software\\Policies\\Microsoft\\Shared Tools\\Proofing Tools",
    u"Software\\Policies\\Microsoft\\IMEJP", u"Software\\Policies\\Microsoft\\IME\\Shared",
    u"Software\\Policies\\Microsoft\\Shared Tools\\Graphics Filters",
    u"Software\\Policies\\Microsoft\\Windows\\CurrentVersion\\Explorer",
    u"Software\\Policies\\Microsoft\\SoftwareProtectionPlatform",
    u"Software\\Policies\\Microsoft\\OfficeSoftwareProtectionPlatform",
    u"Software\\Policies\\Microsoft\\Windows\\Windows Search\\Preferences",
    u"Software\\Policies\\Microsoft\\Exchange", u"Software\\Policies\\Microsoft\\VBA\\Security",
    u"Software\\Microsoft\\Shared Tools\\Proofing Tools",
    u"Software\\Microsoft\\Shared Tools\\Graphics Filters",
    u"Software\\Microsoft\\Windows\\Windows Search\\Preferences", u"Software\\Microsoft\\Exchange",
    u"Software\\Microsoft\\OneDrive", u"Software\\Microsoft\\Edge",
    u"Software\\Microsoft\\EdgeUpdate",
    // Not documented, and works: known-issue rollbacks are delivered this way.
    u"System\\CurrentControlSet\\Policies\\Microsoft\\FeatureManagement"};

}  // namespace

std::u16string_view blocked_by_ingestion(std::u16string_view key) {
  while (key.starts_with(u'\\')) key.remove_prefix(1);
  const auto above = [key](std::u16string_view tree) { return is_within(key, tree); };
  if (std::ranges::any_of(kAllowed, above)) return {};
  const auto found = std::ranges::find_if(kBlocked, above);
  return found == kBlocked.end() ? std::u16string_view{} : *found;
}

}  // namespace regpolicy
