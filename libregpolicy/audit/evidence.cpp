#include "audit/evidence.hpp"

#include <span>

#include <fmt/format.h>

#include <regpolicy/registry_path.hpp>
#include <regpolicy/text.hpp>

namespace regpolicy::audit {
namespace {

// A key that every Windows has, and a file name for its export. The deepest that fits is taken, so
// that nobody has to export a whole hive.
struct Anchor {
  std::u16string_view key;
  std::string_view file;
};

constexpr Anchor kMachineAnchors[] = {
    {u"SOFTWARE\\Microsoft\\PolicyManager", "policy-manager"},
    {u"SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon", "winlogon"},
    {u"SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion", "windows-nt"},
    {u"SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Authentication", "authentication"},
    {u"SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies", "windows-policies"},
    {u"SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall", "uninstall"},
    {u"SOFTWARE\\Microsoft\\Windows\\CurrentVersion", "windows"},
    {u"SOFTWARE\\Policies", "policies"},
    {u"SOFTWARE\\Microsoft", "microsoft"},
    {u"SOFTWARE", "software"},
    {u"SYSTEM\\CurrentControlSet\\Control\\SecurityProviders", "security-providers"},
    {u"SYSTEM\\CurrentControlSet\\Control", "control"},
    {u"SYSTEM\\CurrentControlSet", "control-set"},
    {u"SYSTEM", "system"},
};
constexpr Anchor kUserAnchors[] = {
    {u"Software\\Policies", "user-policies"},
    {u"Software\\Microsoft\\Windows\\CurrentVersion", "user-windows"},
    {u"Software", "user-software"},
};

}  // namespace

std::string key_for_people(Side side, std::u16string_view key) {
  return fmt::format("{}\\{}", side == Side::machine ? "HKLM" : "HKCU", escape_for_display(key));
}

std::string name_for_people(std::u16string_view name, const Words& words) {
  return name.empty() ? std::string(words.default_value) : escape_for_display(name);
}

std::string path_for_people(const Evidence& evidence, const Words& words) {
  const std::string key = key_for_people(evidence.side, evidence.key);
  return evidence.name ? fmt::format("{}\\{}", key, name_for_people(*evidence.name, words)) : key;
}

std::string export_command(Side side, std::u16string_view key) {
  const std::span<const Anchor> anchors =
      side == Side::machine ? std::span<const Anchor>(kMachineAnchors) : kUserAnchors;
  for (const Anchor& anchor : anchors) {
    if (!is_within(key, anchor.key)) continue;
    return fmt::format("reg export \"{}\" {}.reg", key_for_people(side, anchor.key), anchor.file);
  }
  return fmt::format("reg export \"{}\" export.reg", key_for_people(side, key));
}

}  // namespace regpolicy::audit
