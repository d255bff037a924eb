#include "policy/check_templates/mdm_equivalents.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "policy/check_templates/entries.hpp"

namespace regpolicy::check_templates {
namespace {

// An ADMX file has no place for it. The values of self-service password reset, which the project's
// own templates write; docs/sspr.md has the sources.
struct Equivalent {
  std::string_view key, value_name;
  std::string_view uri;  // empty: there is none
  std::string_view format, enabled, disabled;
};
constexpr Equivalent kEquivalents[] = {
    {"SOFTWARE\\Policies\\Microsoft\\AzureADAccount", "AllowPasswordReset",
     "./Device/Vendor/MSFT/Policy/Config/Authentication/AllowAadPasswordReset", "int", "1", "0"},
    {"SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Authentication\\Credential Providers\\"
     "{86D2F0AC-2171-46CF-9998-4E33B3D7FD4F}",
     "EnableLogging", "", "", "", ""},
};

constexpr std::string_view kScript = "there is no CSP for it: use a script or a remediation";

std::string sentence(std::string_view uri, std::string_view format, std::string_view enabled,
                     std::string_view disabled) {
  return fmt::format("set {} ({}) to {} in place of enabled, {} in place of disabled", uri, format,
                     enabled, disabled);
}

}  // namespace

std::string instead_of(const Template& content, const Policy& policy) {
  const auto own = std::ranges::find(content.mdm, policy.name, &MdmEquivalent::policy);
  if (own != content.mdm.end()) {
    return sentence(own->uri, own->format, own->enabled, own->disabled);
  }
  for (const Equivalent& row : kEquivalents) {
    if (folded(row.key) != folded(policy.key) ||
        folded(row.value_name) != folded(policy.value_name.value_or(""))) {
      continue;
    }
    return row.uri.empty() ? std::string(kScript)
                           : sentence(row.uri, row.format, row.enabled, row.disabled);
  }
  return "use the Policy CSP of the setting where it has one, else a script";
}

}  // namespace regpolicy::check_templates
