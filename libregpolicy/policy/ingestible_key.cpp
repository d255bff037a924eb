#include "policy/ingestible_key.hpp"

#include <algorithm>
#include <array>
#include <string>

#include <regpolicy/text.hpp>

namespace regpolicy {
namespace {

constexpr std::array<std::string_view, 3> kBlocked = {R"(Software\Policies\Microsoft)",
                                                      R"(Software\Microsoft)", "System"};

constexpr std::array<std::string_view, 21> kAllowed = {
    R"(software\policies\microsoft\office)",
    R"(software\microsoft\office)",
    R"(software\microsoft\windows\currentversion\explorer)",
    R"(software\microsoft\internet explorer)",
    R"(software\policies\microsoft\shared tools\proofing tools)",
    R"(software\policies\microsoft\imejp)",
    R"(software\policies\microsoft\ime\shared)",
    R"(software\policies\microsoft\shared tools\graphics filters)",
    R"(software\policies\microsoft\windows\currentversion\explorer)",
    R"(software\policies\microsoft\softwareprotectionplatform)",
    R"(software\policies\microsoft\officesoftwareprotectionplatform)",
    R"(software\policies\microsoft\windows\windows search\preferences)",
    R"(software\policies\microsoft\exchange)",
    R"(software\policies\microsoft\vba\security)",
    R"(software\microsoft\shared tools\proofing tools)",
    R"(software\microsoft\shared tools\graphics filters)",
    R"(software\microsoft\windows\windows search\preferences)",
    R"(software\microsoft\exchange)",
    R"(software\microsoft\onedrive)",
    R"(software\microsoft\edge)",
    R"(software\microsoft\edgeupdate)"};

bool is_at_or_below(std::string_view key, std::string_view root) {
  return key.starts_with(root) && (key.size() == root.size() || key[root.size()] == '\\');
}

}  // namespace

std::string_view blocked_by_ingestion(std::string_view key) {
  const std::string lower = ascii_lower(key);
  if (std::ranges::any_of(kAllowed, [&](auto root) { return is_at_or_below(lower, root); })) {
    return {};
  }
  for (const std::string_view root : kBlocked) {
    if (is_at_or_below(lower, ascii_lower(root))) return root;
  }
  return {};
}

}  // namespace regpolicy
