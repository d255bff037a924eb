#include "policy/docs_site/safe_name.hpp"

#include <algorithm>
#include <array>

#include <regpolicy/text.hpp>

#include "policy/language_tag.hpp"

namespace regpolicy::site {
namespace {

// Paths on Windows are 260 characters in all.
constexpr std::size_t kPartLength = 48;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_plain(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-'; }

std::string plain(std::string_view text) {
  std::string result;
  for (const char c : text.substr(0, kPartLength)) result += is_plain(c) ? c : '_';
  return result;
}

bool is_device(const std::string& lower) {
  constexpr std::array<std::string_view, 5> kDevices = {"con", "prn", "aux", "nul", "assets"};
  return std::ranges::find(kDevices, lower) != kDevices.end() ||
         (lower.size() == 4 && (lower.starts_with("com") || lower.starts_with("lpt")));
}

}  // namespace

std::string UniqueNames::name(std::string_view head,
                              std::initializer_list<std::string_view> parts) {
  std::string wanted(head);
  for (const std::string_view part : parts) {
    if (!part.empty()) wanted += '-' + plain(part);
  }
  std::string result = wanted;
  for (int number = 2; !taken_.insert(ascii_lower(result)).second; ++number) {
    result = wanted + '-' + std::to_string(number);
  }
  return result;
}

std::string language_folder(std::string_view tag) {
  const std::string safe = usual_spelling(plain(tag));
  if (safe.empty()) return "und";
  return is_device(ascii_lower(safe)) ? safe + "_" : safe;
}

}  // namespace regpolicy::site
