#include "audit/provide.hpp"

#include <algorithm>
#include <span>

#include <fmt/format.h>

#include <regpolicy/registry_path.hpp>

#include "audit/evidence.hpp"

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

struct Export {
  Side side;
  std::u16string key;
  std::string_view file;

  [[nodiscard]] bool covers(const Export& other) const {
    return side == other.side && is_within(other.key, key);
  }
};

Export export_of(Side side, std::u16string_view key) {
  const std::span<const Anchor> anchors =
      side == Side::machine ? std::span<const Anchor>(kMachineAnchors) : kUserAnchors;
  for (const Anchor& anchor : anchors) {
    if (is_within(key, anchor.key)) return {side, std::u16string(anchor.key), anchor.file};
  }
  return {side, std::u16string(key), "export"};
}

std::string command_of(const Export& made) {
  return fmt::format("reg export \"{}\" {}.reg", key_for_people(made.side, made.key), made.file);
}

void add_export(std::vector<Export>& exports, Export added) {
  const auto covers_it = [&added](const Export& other) { return other.covers(added); };
  if (std::ranges::any_of(exports, covers_it)) return;
  std::erase_if(exports, [&added](const Export& other) { return added.covers(other); });
  exports.push_back(std::move(added));
}

}  // namespace

std::vector<std::string> what_to_provide(const std::vector<Lack>& lacks, const Words& words) {
  std::vector<Export> exports;
  bool build = false;
  bool edition = false;
  for (const Lack& lack : lacks) {
    switch (lack.subject) {
      case Lack::Subject::build: build = true; break;
      case Lack::Subject::edition: edition = true; break;
      case Lack::Subject::key: add_export(exports, export_of(lack.side, lack.key)); break;
    }
  }
  std::vector<std::string> lines;
  // The version can be given without an export, so that its own never stands for another.
  const Export version = export_of(Side::machine, kWindowsVersionKey);
  const auto covers_version = [&version](const Export& made) { return made.covers(version); };
  if ((build || edition) && std::ranges::none_of(exports, covers_version)) {
    const std::string_view pattern = build && edition ? words.give_both
                                     : build          ? words.give_build
                                                      : words.give_edition;
    lines.push_back(fill(pattern, command_of(version)));
  }
  for (const Export& made : exports) lines.push_back(fill(words.add_export, command_of(made)));
  return lines;
}

}  // namespace regpolicy::audit
